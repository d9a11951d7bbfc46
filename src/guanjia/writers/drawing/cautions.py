"""What must not be concluded from a map, an index or a portrait: standing sentences of everything on risk that is shown."""

from __future__ import annotations

from guanjia.writers.digest.words import Text

ADVISORY: Text = (
    "本产品为平台提示，不是法定预警；突发事件预警由人民政府发布，气象预警由气象台站发布。",
    "This is a platform advisory, not a statutory warning: the government issues those, and meteorological stations weather warnings.",
)
NO_PUNISHMENT: Text = (
    "不得用作对劳动者扣罚、降级、减少派单或拒绝用工的依据。",
    "It must not be a ground to fine, demote, give fewer orders to or turn away any worker.",
)
NO_INDIVIDUAL: Text = (
    "不得据此推断任何个人的健康、行踪或事故；数字为带随机扰动的群体统计。",
    "Nothing may be inferred of any one person's health, whereabouts or accidents: these are statistics of groups, with random noise.",
)
NO_CAUSE: Text = (
    "不得据此推断原因或责任：区域之间的差别可能来自道路、天气、人员构成或报告习惯。",
    "Neither cause nor fault may be inferred: areas may differ by roads, weather, who works there or how injuries are reported.",
)
NO_CLEARANCE: Text = (
    "等级低不等于安全；不得用来证明某种排班、时限或区域是安全的。",
    "A low level does not mean safe; it certifies no roster, promised time or area.",
)
NO_RANKING: Text = (
    "空白网格、噪声为主的网格不可比较；相邻两期的差值可能只是随机扰动。",
    "Blank cells and those where noise dominates cannot be compared; a change between two issues may be noise alone.",
)
OF_A_RELEASE: tuple[Text, ...] = (ADVISORY, NO_PUNISHMENT, NO_INDIVIDUAL, NO_CAUSE, NO_CLEARANCE, NO_RANKING)
INSIDE_THE_HOUSE: tuple[Text, ...] = (ADVISORY, NO_PUNISHMENT, NO_CAUSE, NO_CLEARANCE)
