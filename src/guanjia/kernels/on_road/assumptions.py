"""What the reading of hours on the road takes for granted, as reports print it."""

from __future__ import annotations

from typing import Final

from guanjia.kernels.on_road.path import STEP
from guanjia.kernels.on_road.pieces import FARTHEST, FASTEST, FORGOTTEN, HOUR
from guanjia.kernels.on_road.price import LONGEST_PRICED, WAITING
from guanjia.model.assumptions import AssumptionSet, Text, judged

_HOURS = ("小时", "h")

ON_ROAD: Final = AssumptionSet(
    Text("在途时间", "Hours on the road"),
    Text(
        "沿已知各点之间的直线计入，不读轨迹，不是真实路线。",
        "Put along straight lines between known stops: no track is read, and it is not the road taken.",
    ),
    (
        judged(
            ("多久没有任务就不再用上一处位置", "Time without a task after which the last place is forgotten"),
            FORGOTTEN / HOUR,
            _HOURS,
            ("再久则不知下一段从哪里开始", "after that nobody knows where the next leg began"),
        ),
        judged(
            ("位置视为有误的车速", "Speed at which a place is taken for wrong"),
            FASTEST,
            ("米/秒", "m/s"),
            ("路上没有这样快的车", "nothing on the road is as fast"),
        ),
        judged(
            ("超过此长度的一段不计入网格", "Leg beyond which its time is given to no cell"),
            FARTHEST / 1_000,
            ("公里", "km"),
            ("走的哪条路无从知道", "the way taken is not known"),
        ),
        judged(
            ("沿线取点的间距", "Distance between points looked at along a leg"),
            STEP,
            ("米", "m"),
            ("不到网格边长的三分之一", "under a third of a cell's edge"),
        ),
        judged(
            ("短于此的间隔算在岗等单", "Gaps shorter than this are waiting on duty"),
            WAITING,
            _HOURS,
            ("等单不是休息", "waiting for orders is no rest"),
        ),
        judged(
            ("在岗时长计价的上限", "Hours on duty after which risk rises no further"),
            LONGEST_PRICED,
            _HOURS,
            ("更久没有人测量过", "longer ones were never measured"),
        ),
    ),
)
