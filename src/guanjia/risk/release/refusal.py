"""The one exception of publication: what is asked cannot be published so, said gently and with a way to mend it."""

from __future__ import annotations


class Refused(Exception):
    """Why nothing is published, and how to mend it, in Chinese (``zh``) and English (``en``); it never tells a true count."""

    exit_code = 65  # EX_DATAERR of sysexits.h

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}\n{en}")
        self.zh, self.en = zh, en


class Overspent(Refused):
    """The release would cost more than is left of the privacy budget."""

    exit_code = 77  # EX_NOPERM of sysexits.h
