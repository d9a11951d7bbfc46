"""Whom a release protects: a worker over all platforms, or each account by itself."""

from __future__ import annotations

from dataclasses import dataclass

from guanjia.risk.release.refusal import Refused


@dataclass(frozen=True)
class Unit:
    """The unit of privacy, with the words for it: every sentence of a release is made with these."""

    name: str  # English too; the plural takes an s
    article: str
    zh: str
    one: str
    each: str
    of_each: str
    of_thousand: str
    count: str
    number: str
    counter: str


WORKER = Unit("worker", "a worker", "劳动者", "一名劳动者", "每人", "每名劳动者", "每千名劳动者", "劳动者人数", "人数", "人")
ACCOUNT = Unit("account", "an account", "账号", "一个账号", "每个账号", "每个账号", "每千个账号", "账号数", "账号数", "个")
UNITS = {unit.name: unit for unit in (WORKER, ACCOUNT)}


def check_unit(unit: Unit, linked: bool, platforms: int) -> None:
    """`Refused` where the rows are not those of the unit asked for.

    Rows of joined accounts do not protect an account: without one of a worker's accounts, other cells of that worker may come into the
    sample, which moves the tables by more than one account alone could.
    """
    if unit == WORKER and platforms > 1 and not linked:
        raise Refused(
            "记录来自多个平台，却没有说明哪些账号是同一人（links 表）：一人在几个平台就算成几人，不能说保护的是“一名劳动者”。"
            "请在记录里加上 links 表，重新运行 guanjia assess 和 guanjia risk；或用 --unit account，明说只保护单个账号",
            "the records are of several platforms and do not tell which accounts are one worker (the table links): a worker on several "
            "would count as several, and the release could not say that it protects a worker. Give a table links and run guanjia assess "
            "and guanjia risk again; or use --unit account, and the release says that it protects single accounts only",
        )
    if unit == ACCOUNT and linked:
        raise Refused(
            "这些记录已按 links 表把同一人的账号合在一起，保护单位就是劳动者：请去掉 --unit account",
            "these records have the accounts of a worker joined by the table links, so that the unit is the worker: leave out "
            "--unit account",
        )
