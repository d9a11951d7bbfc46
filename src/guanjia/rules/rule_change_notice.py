"""Notice of rule changes: published at least 7 days before they take effect.

电子商务法 art. 34 (changes of platform agreements and trading rules) protects traders on the platform, so that its use for workers is by
analogy; the 新就业形态劳动者劳动规则公示指引 (2023-11-08) is recalled to ask for the same. Days are calendar days on the local clock,
from the day of publication to the day of effect, the reading that favours the platform. The same notice to many workers is one notice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from guanjia.law.by_task import reasons
from guanjia.law.law import Law
from guanjia.model.clock import NULL
from guanjia.model.finding_rows import findings, why
from guanjia.model.findings import Findings, Verdict, at_least
from guanjia.model.groups import groups
from guanjia.model.local_days import calendar_days
from guanjia.model.measures import Int16, Int32, Int64, Measures
from guanjia.model.money_words import number
from guanjia.model.schema import NOTICE_KINDS
from guanjia.model.wording import cannot
from guanjia.rules import Rule, Text

CODE, TOPIC = "rule_change_notice", "rule-change-notice"


def check(m: Measures, law: Law) -> Sequence[Findings]:
    """One finding for each rule change; one for each platform where no notices were given at all."""
    if m.notices is None:
        platforms = np.unique(m.platform_months.platform[m.platform_months.platform > 0])
        spans = [m.platform_months.platform == platform for platform in platforms]
        start = np.array([m.platform_months.start[span].min() for span in spans], np.int64)
        end = np.array([m.platform_months.end[span].max() for span in spans], np.int64)
        return [_findings(m, law, platforms.astype(np.int32), start, end, given=False)]
    changes = np.flatnonzero(m.notices.kind == NOTICE_KINDS.index("rule_change"))
    once = changes[
        groups(m.notices.platform[changes], m.notices.time[changes], m.notices.end_time[changes], m.notices.reason[changes]).first
    ]
    return [_findings(m, law, m.notices.platform[once], m.notices.time[once], m.notices.end_time[once], given=True)]


def _findings(m: Measures, law: Law, platform: Int32, published: Int64, effective: Int64, *, given: bool) -> Findings:
    region = _regions(m, platform)
    limits = law.limits(TOPIC, published, region=region, regions=m.units.regions, platform=platform, platforms=m.units.platforms)
    known = given & (effective != NULL)
    days = np.full(len(platform), np.nan)
    days[known] = calendar_days(effective[known], m.clock.zone) - calendar_days(published[known], m.clock.zone)
    verdict = at_least(days, limits.value, np.zeros(len(platform), np.bool_))
    field = "notices.end_time" if given else "notices"
    return findings(
        CODE,
        "notice" if given else "records",
        "day",
        unit=np.full(len(platform), -1),
        platform=platform,
        region=region,
        start=published,
        end=np.where(effective != NULL, np.maximum(effective, published), published),
        verdict=verdict,
        measured=days,
        limit=limits.value,
        entry=limits.entry,
        count=(verdict == Verdict.BREACH).astype(np.int64),
        missing=why(verdict, m.units, (~known, field), *reasons(law, limits.reason, TOPIC)),
        rows=np.full(len(platform), int(given)),
    )


def _regions(m: Measures, platform: Int32) -> Int16:
    """The region in which each platform has most tasks; -1 where it has none. A notice itself has no place."""
    of = m.platform_months
    each = groups(of.platform, of.region)
    tasks = each.sum(of.tasks)
    order = np.argsort(tasks, kind="stable")
    most = {int(of.platform[row]): int(of.region[row]) for row in each.first[order]}
    return np.array([most.get(int(one), -1) for one in platform], np.int16)


def steps(finding: Mapping[str, object], m: Measures) -> Sequence[Text]:
    """Days from publication to effect, against the limit."""
    days, limit = number(finding["measured"]), number(finding["limit"])
    if days is None or limit is None:
        return [cannot(finding)]
    lines: list[Text] = [
        (
            f"公布日至生效日相隔 {days:.0f} 天，{'少于' if days < limit else '不少于'} {limit:g} 天（按自然日计）",
            f"{days:.0f} calendar days from publication to effect, {'fewer than' if days < limit else 'at least'} {limit:g}",
        )
    ]
    if finding["force"] == "law":
        lines.append(
            (
                "电子商务法第三十四条保护平台内经营者，用于劳动者是类推",
                "E-Commerce Law art. 34 protects traders on the platform; its use for workers is by analogy",
            )
        )
    return lines


RULE = Rule(
    code=CODE,
    title=("规则变更提前公示", "Notice of rule changes"),
    clock=("公布日至生效日，自然日", "calendar days from publication to effect"),
    needs=("notices.kind", "notices.time", "notices.end_time"),
    topics=(TOPIC,),
    check=check,
    steps=steps,
    about="platforms",
)
