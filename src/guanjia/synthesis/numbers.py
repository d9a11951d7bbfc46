"""The numbers that the answer key of the synthetic city holds work against, written down once more with where each is written.

They are repeated here on purpose, and nothing here reads the lawbook: a wrong number in the lawbook must not become a wrong answer.
Seconds, fen, or as named. In force all through 2026, for which the city is made.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from guanjia.synthesis.planted import statute

HOUR: Final = 3_600
MINUTE: Final = 60

# 外卖平台服务管理基本要求 (recommended national standard, published 2025-12-04), as reported: wishdown.com/article/519386.html
DAILY_LIMIT: Final = 8 * HOUR
CONTINUOUS_LIMIT: Final = 4 * HOUR
REST: Final = 20 * MINUTE
REST_DAYS: Final = 1  # a week, Monday to Sunday
PROMISED_SPEED: Final = 15.0  # km/h, the same standard: worldjournal.com/wj/story/121343/9188689
# GB 17761-2024 电动自行车安全技术规范: the motor stops above it
DESIGN_SPEED: Final = 25.0  # km/h
DETOUR: Final = 1.35  # road metres for each straight metre, as docs/method.md says; an assumption, not law
# 道路交通安全法实施条例 art. 62(7)
DRIVING_LIMIT: Final = 4 * HOUR
DRIVING_REST: Final = 20 * MINUTE
LONG_RIDE: Final = 2 * HOUR  # a longer ride may hold a stop; docs/method.md, not law
# 人社厅发〔2023〕50号 art. 5: "on reaching"; within so much is on time, docs/method.md, not law
TOLERANCE: Final = 10 * MINUTE
# 工资支付暂行规定 art. 16; within a labour relation only, which records do not show
DEDUCTION_LIMIT: Final = 20.0  # percent of the month's pay
# 劳动合同法 art. 9: no deposit; within a labour relation only
DEPOSIT_LIMIT: Final = 0.0
# 电子商务法 art. 34, by analogy; 人社厅发〔2023〕50号
NOTICE_DAYS: Final = 7
# 人社厅发〔2023〕50号: pay at least once a month; not said of streaming
PAY_MONTHS: Final = 1

# Hourly minimum wage of work that is not full-time (非全日制小时最低工资标准), fen.
HOURLY_FLOOR: Final = {
    "310000": 2_500,  # 上海 from 2025-07-01: 24 to 25 yuan (udn.com/news/story/7332/8982055)
    "110000": 2_770,  # 北京 from 2025-09-01: 京人社劳发〔2025〕7号
    "320500": 2_500,  # 苏州, first class of 江苏, from 2026-01-01: mytaizhou.net 2025-12-29
}
# Hourly floor of statutory holidays, fen.
HOLIDAY_FLOOR: Final = {"110000": 6_510}  # 京人社劳发〔2025〕7号
ALLOWANCES: Final = (0, 10, 20)  # percent of task time, tried because nobody knows the negotiated one

# 人社部发〔2025〕24号, base rates in fen an order from 2025-07-01, in provinces 31, 11, 32 and more (rlsbj.cq.gov.cn t20250715_14816829)
PREMIUM: Final = {"ride_hailing": 1, "freight": 18}
# Instant delivery: 7 for new firms, 25 for old pilot firms; which one holds is not known unless the platform says it.

HOLIDAYS: Final = frozenset(day for day in statute.HOLIDAYS if day.year == 2026)
FIRST_DAY: Final = date(2026, 1, 2)  # the key knows the law from here
LAST_DAY: Final = date(2026, 12, 31)
