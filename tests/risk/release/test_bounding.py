from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guanjia.kernels.compiled import compiled
from guanjia.risk.release.bounding import Caps, Contributions, Tables, bounded, sensitivities
from guanjia.risk.release.refusal import Refused
from guanjia.risk.release.siphash import siphash
from tests.risk.release.made_up import GRID, NO_CELL, nobody, rows, without

KEY = (0x0706050403020100, 0x0F0E0D0C0B0A0908)
WORD = (1 << 64) - 1


@compiled
def _hashed(k0: np.uint64, k1: np.uint64, first: np.uint64, second: np.uint64) -> np.uint64:
    return siphash(k0, k1, first, second)


def plain_siphash(key: tuple[int, int], message: bytes) -> int:
    """SipHash-2-4 as its paper describes it, on bytes."""
    v = [key[0] ^ 0x736F6D6570736575, key[1] ^ 0x646F72616E646F6D, key[0] ^ 0x6C7967656E657261, key[1] ^ 0x7465646279746573]

    def turn(x: int, bits: int) -> int:
        return ((x << bits) | (x >> (64 - bits))) & WORD

    def mix(times: int) -> None:
        for _ in range(times):
            v[0] = (v[0] + v[1]) & WORD
            v[1] = turn(v[1], 13) ^ v[0]
            v[0] = turn(v[0], 32)
            v[2] = (v[2] + v[3]) & WORD
            v[3] = turn(v[3], 16) ^ v[2]
            v[0] = (v[0] + v[3]) & WORD
            v[3] = turn(v[3], 21) ^ v[0]
            v[2] = (v[2] + v[1]) & WORD
            v[1] = turn(v[1], 17) ^ v[2]
            v[2] = turn(v[2], 32)

    padded = message + b"\0" * (7 - len(message) % 8) + bytes([len(message) % 256])
    for at in range(0, len(padded), 8):
        word = int.from_bytes(padded[at : at + 8], "little")
        v[3] ^= word
        mix(2)
        v[0] ^= word
    v[2] ^= 0xFF
    mix(4)
    return v[0] ^ v[1] ^ v[2] ^ v[3]


def plainly(told: Contributions, caps: Caps) -> Tables:
    """The same tables, a person at a time, with sets and sorting."""
    places = {int(cell): i for i, cell in enumerate(GRID.cells)}
    worked: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    hurt = set()
    load: dict[tuple[int, int], int] = defaultdict(int)
    for person, cell, seconds, injuries, weight in zip(*(column.tolist() for column in vars(told).values()), strict=True):
        if cell in places:
            if seconds > 0:
                worked[person][places[cell]] += seconds
                load[person, places[cell]] += weight
            if injuries > 0:
                hurt.add(person)
    tables = Tables(*(np.zeros(size, np.int64) for size in (*[len(GRID.cells)] * 3, *[len(GRID.areas)] * 2)))
    for person, cells in worked.items():
        names = (person & WORD).to_bytes(8, "little")
        kept = sorted(cells, key=lambda cell: plain_siphash(KEY, names + cell.to_bytes(8, "little")))[: caps.cells]
        in_area: dict[int, int] = defaultdict(int)
        for cell in kept:
            tables.workers[cell] += 1
            time = min((cells[cell] + 450) // 900, caps.hours * 4)
            tables.quarters[cell] += time
            tables.excess[cell] += round(15 * time * (sorted([0.5, load[person, cell] / cells[cell], 2.5])[1] - 1.5))
            in_area[int(GRID.area_of[cell])] += cells[cell]
        most = [area for area, time in in_area.items() if time == max(in_area.values())]
        assert len(most) == 1
        tables.area_workers[most[0]] += 1
        tables.area_injured[most[0]] += person in hurt
    return tables


def apart(one: Tables, other: Tables) -> dict[str, float]:
    """How far each table moved."""
    return {name: float(np.linalg.norm(vars(one)[name] - vars(other)[name])) for name in vars(one)}


def test_siphash_gives_the_published_answers() -> None:
    """The designers' test vector for 15 bytes, and the compiled form against bytes for 16."""
    assert plain_siphash(KEY, bytes(range(15))) == 0xA129CA6149BE45E5
    first, second = (int.from_bytes(bytes(range(at, at + 8)), "little") for at in (0, 8))
    words = [np.uint64(word) for word in (*KEY, first, second)]
    assert int(_hashed(*words)) == plain_siphash(KEY, bytes(range(16)))


@pytest.mark.parametrize("caps", [Caps(), Caps(1, 1), Caps(50, 744)])
def test_tables_are_those_of_a_plain_count(caps: Caps) -> None:
    """Whatever the order of the rows, the tables are those of one person after another."""
    told = rows(300, 12, 1)
    plain, ours = plainly(told, caps), bounded(told, GRID, caps, KEY)
    for name, table in vars(plain).items():
        assert np.array_equal(table, vars(ours)[name]), name


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**31), people=st.integers(1, 12), each=st.integers(1, 40), cells=st.integers(1, 8), hours=st.integers(1, 30))
def test_one_person_moves_no_table_beyond_its_sensitivity(seed: int, people: int, each: int, cells: int, hours: int) -> None:
    """Leaving one person out moves each table by its sensitivity at most."""
    told, caps = rows(people, each, seed), Caps(cells, hours)
    reach = sensitivities(caps)
    moved = apart(bounded(told, GRID, caps, (seed, 1)), bounded(without(told, seed % people), GRID, caps, (seed, 1)))
    assert all(moved[name] <= reach[name] for name in reach)


@pytest.mark.parametrize("heavy", [True, False])
def test_the_worst_worker_moves_the_tables_by_exactly_the_sensitivity(heavy: bool) -> None:
    """A worker with 135,304 rows in every cell, hours and load without end, an injury in each: the bound is reached, not passed."""
    size, caps = 135_304, Caps()
    cells = np.resize(GRID.cells, size)
    load = np.full(size, np.iinfo(np.int64).max if heavy else np.iinfo(np.int64).min)
    worst = Contributions(np.full(size, 7), cells, np.full(size, np.iinfo(np.int64).max), np.ones(size, np.int32), load)
    moved = apart(bounded(worst, GRID, caps, KEY), bounded(nobody(), GRID, caps, KEY))
    assert moved == pytest.approx(sensitivities(caps), rel=1e-12)
    assert all(moved[name] <= reach for name, reach in sensitivities(caps).items())


def test_what_others_do_does_not_change_which_cells_of_a_worker_count() -> None:
    """With someone far off left out, numbers of persons shift; nobody else's sample does."""
    told = rows(20, 30, 4)
    far = Contributions(told.person - 10**15, told.cell, told.seconds, told.injuries, told.load)
    renamed = bounded(far, GRID, Caps(), KEY)
    alone = [bounded(without_all_but(far, person), GRID, Caps(), KEY) for person in np.unique(far.person).tolist()]
    for name, table in vars(renamed).items():
        assert np.array_equal(table, sum(vars(one)[name] for one in alone))


def without_all_but(told: Contributions, person: int) -> Contributions:
    """One person's rows."""
    return Contributions(*(column[told.person == person] for column in vars(told).values()))


def test_every_cell_of_a_worker_is_as_likely_to_count() -> None:
    """Over many keys the sample favours no cell, neither low numbers nor busy ones: chi-square under its 99.9% point for 11 degrees."""
    cells = GRID.cells[:12]
    one = Contributions(np.zeros(12, np.int64), cells, np.arange(1, 13) * 5000, np.zeros(12, np.int32), np.zeros(12, np.int64))
    seen = np.zeros(12)
    rng, draws = np.random.default_rng(11), 4000
    for _ in range(draws):
        key = tuple(int(word) for word in rng.integers(0, 2**63, 2))
        seen += bounded(one, GRID, Caps(3, 1), (key[0], key[1])).workers[:12]
    expected = draws * 3 / 12
    assert seen.sum() == draws * 3
    assert (((seen - expected) ** 2) / expected).sum() < 31.26


def test_cells_outside_the_grid_count_nowhere() -> None:
    """A worker elsewhere leaves the tables as they are."""
    size = 5
    away = Contributions(
        np.arange(size), np.full(size, NO_CELL, np.uint64), np.full(size, 3600), np.ones(size, np.int32), np.full(size, 3600)
    )
    assert all(not table.any() for table in vars(bounded(away, GRID, Caps(), KEY)).values())


@pytest.mark.parametrize(("cells", "hours"), [(0, 1), (51, 1), (1, 0), (1, 745)])
def test_caps_that_make_no_sense_are_refused(cells: int, hours: int) -> None:
    """Caps of nothing, or of more than anyone works."""
    with pytest.raises(Refused, match="--cells"):
        Caps(cells, hours)


def test_hours_beyond_what_a_number_holds_stay_at_the_cap() -> None:
    """Two rows whose seconds would overflow together count as the most hours, not as none."""
    told = Contributions(
        np.array([1, 1]), GRID.cells[[3, 3]], np.full(2, np.iinfo(np.int64).max), np.zeros(2, np.int32), np.zeros(2, np.int64)
    )
    assert bounded(told, GRID, Caps(5, 20), KEY).quarters.tolist()[3] == 80
