"""What the heat kernels take for granted, as reports print it."""

from __future__ import annotations

from typing import Final

from guanjia.kernels.heat.limits import DELIVERY, REFERENCE
from guanjia.kernels.heat.wet_bulb_globe import STANDARD_PRESSURE
from guanjia.model.assumptions import Assumption, AssumptionSet, Status, Text

_NONE, _DEGREES = Text("", ""), Text("°C", "degrees C")


HEAT: Final = AssumptionSet(
    Text("热负荷（湿球黑球温度 WBGT）", "Heat (wet-bulb globe temperature)"),
    Text(
        "由气象站读数估算，不是工作地点的测量；不作诊断，不是预警。我国高温规定看预报气温，并列给出，约束用人单位。",
        "Reckoned from a station's readings, not measured where the work is; no diagnosis, no official warning. The Chinese rule goes by "
        "forecast air temperature; it stands beside and binds employers.",
    ),
    (
        Assumption(
            Text("WBGT 算法", "WBGT"),
            "Liljegren (2008)",
            _NONE,
            Text("ECMWF thermofeel，doi 10.1080/15459620802310770", "ECMWF thermofeel, doi 10.1080/15459620802310770"),
            Status.SEEN,
        ),
        Assumption(
            Text("缺风速或辐射时", "Without wind or radiation"),
            "0.567T + 0.393e + 3.94",
            _NONE,
            Text(
                "简化式（筛查用）：七组比较中白天偏高约 1–5 °C，夜间约 5–7 °C；夜间不据此提示超限",
                "simplified, for screening: in seven comparisons 1-5 degrees high by day, 5-7 at night; raises no alarm at night",
            ),
            Status.SEEN,
        ),
        Assumption(
            Text("直射比例", "Share of direct beam"),
            "Erbs (1982)",
            _NONE,
            Text("由总辐射与太阳高度估算（thermofeel）", "estimated from global radiation and the sun's height (thermofeel)"),
            Status.SEEN,
        ),
        Assumption(
            Text("缺气压时", "Without pressure"),
            STANDARD_PRESSURE,
            Text("百帕", "hPa"),
            Text("标准大气压；高原地区会偏高", "standard pressure; reads high on plateaus"),
            Status.JUDGEMENT,
        ),
        Assumption(
            Text("配送的代谢率", "Metabolic rate of delivery"),
            DELIVERY,
            Text("瓦", "W"),
            Text("电动自行车加爬楼，ISO 8996 第 2 级", "e-bike and stairs, class 2 of ISO 8996"),
            Status.JUDGEMENT,
        ),
        Assumption(
            Text("热剂量起算的限值", "Limit that doses of heat are counted above"),
            round(REFERENCE, 1),
            _DEGREES,
            Text(
                "ISO 7243 参考线 34.9 − M/46（见于 pythermalcomfort；标准原文未读）；超限度·小时之和是本程序的度量",
                "ISO 7243 line 34.9 - M/46 (seen in pythermalcomfort; the standard was not read); the sum of degree-hours is our measure",
            ),
            Status.JUDGEMENT,
        ),
    ),
)
