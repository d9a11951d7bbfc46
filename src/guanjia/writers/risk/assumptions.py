"""Every number that the steward rests on, from all models, as pages list them."""

from __future__ import annotations

from guanjia.kernels.fatigue.assumptions import FATIGUE
from guanjia.kernels.heat.assumptions import HEAT
from guanjia.risk.guidance.assumptions import GUIDANCE, TIME_PRESSURE
from guanjia.risk.index.references import REFERENCES
from guanjia.risk.portrait.belief import PRIOR_MEAN, PRIOR_SPREAD
from guanjia.writers.risk_page.view import Assumption

_OURS = ("本项目取定", "chosen by this project")


def assumption_lines() -> tuple[Assumption, ...]:
    """The assumptions of the fatigue models, heat, time pressure, guidance, the prior and the index."""
    lines = [
        Assumption(
            (f"{group.name.zh}：{each.name.zh}", f"{group.name.en}: {each.name.en}"),
            f"{each.value}" + (f" {each.unit.en}" if each.unit.en else ""),
            f"{each.source.zh} / {each.source.en}",
            each.status.value,
        )
        for group in (*FATIGUE, HEAT, TIME_PRESSURE, GUIDANCE)
        for each in group.assumptions
    ]
    prior = Assumption(
        ("先验：风险随指数变化的幂", "Prior: power by which risk follows the index"),
        f"{PRIOR_MEAN:g} ± {PRIOR_SPREAD:.2f}",
        " / ".join(("已发表倍数对数的一半，留足余地；本地伤害可移动它", "half the logarithm of published ratios; local injuries move it")),
        "judgement",
    )
    weights = [
        Assumption(
            (f"指数：{each.zh}", f"Index: {each.en}"),
            f"{each.begins:g} – {each.ends:g}, {each.weight:.0%}",
            each.source or " / ".join(_OURS),
            "judgement",
        )
        for each in REFERENCES.values()
    ]
    return (*lines, prior, *weights)
