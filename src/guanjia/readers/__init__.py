"""Files in: one reader a format, each giving the same tables and an account of every row."""

from guanjia.readers.errors import InputError
from guanjia.readers.registry import READERS, open_source
from guanjia.readers.source import Reader, ReadOptions, Source

__all__ = ["READERS", "InputError", "ReadOptions", "Reader", "Source", "open_source"]
