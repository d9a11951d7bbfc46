"""The one exception of the readers: input that cannot be read at all, said gently and with a way to mend it."""

from __future__ import annotations

EXIT_CODE = 65  # EX_DATAERR of sysexits.h: the input data was incorrect in some way


class InputError(Exception):
    """Input that cannot be read: what, where and how to mend it, in Chinese (``zh``) and English (``en``)."""

    exit_code = EXIT_CODE

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}\n{en}")
        self.zh = zh
        self.en = en
