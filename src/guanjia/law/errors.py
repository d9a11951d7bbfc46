"""What the law refuses, said so that the reader can mend it."""

from __future__ import annotations


class LawbookError(Exception):
    """A lawbook file, an agreement or a tier that cannot stand; the message names file, entry, what is wrong and how to mend it."""

    def __init__(self, where: str, entry: str, wrong_zh: str, wrong_en: str, mend_zh: str, mend_en: str) -> None:
        """Build the two-language message from its parts."""
        self.where, self.entry = where, entry
        place = f"{where} · {entry}" if entry else where
        super().__init__(f"{place}：{wrong_zh}。{mend_zh}。\n{place}: {wrong_en}. {mend_en}.")


class UnknownRegion(Exception):
    """A place name or code that no lawbook knows; ``near`` holds known names like it."""

    def __init__(self, asked: str, near: tuple[str, ...] = ()) -> None:
        """Build the two-language message, with near names where there are any."""
        self.asked, self.near = asked, near
        hint_zh = f"相近的有：{'、'.join(near)}" if near else "请用六位行政区划代码，如 310000"
        hint_en = f"Near names: {', '.join(near)}" if near else "Use a six-digit division code such as 310000"
        super().__init__(f"不认识的地区“{asked}”。{hint_zh}。\nUnknown region '{asked}'. {hint_en}.")
