"""How long DuckDB needs to read what `assess` reads. Run as ``python -m bench.read_duckdb CITY FORM``.

* ``hash``: hash every value of every column and xor the hashes, all inside DuckDB. Nothing is handed over, but every value must be decoded
  and looked at: counts, least and greatest values may be answered from a Parquet file's statistics, so they would prove nothing.
* ``arrow``: stream record batches to Python and drop them. This is what a program that computes outside DuckDB must pay to read through it.

`bench.run` takes the faster of the two as the yardstick, so that the ratio is the hardest on us.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb

from bench.definition import READ, THREADS


def read(city: Path, form: str) -> int:
    """Read all columns of READ and return how many rows were read."""
    connection = duckdb.connect(config={"threads": THREADS})
    rows = 0
    for name, columns in READ.items():
        source = f"from read_parquet('{city / name}')"
        if form == "arrow":
            rows += sum(len(batch) for batch in connection.sql(f"select {', '.join(columns)} {source}").to_arrow_reader(131_072))
        else:
            hashes = ", ".join(f"bit_xor(hash({c}))" for c in columns)
            answer = connection.execute(f"select count(*), {hashes} {source}").fetchone()
            rows += answer[0] if answer else 0
    return rows


if __name__ == "__main__":
    print(read(Path(sys.argv[1]), sys.argv[2]))
