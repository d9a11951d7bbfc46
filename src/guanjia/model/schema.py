"""The tables of recorded work: one Arrow schema each, and what every column means.

Names and units follow MDS 2.0 passenger-services where it has them (column metadata ``mds``); the rest is our
profile of it, described in ``docs/records.md`` and in ``schemas/*.json``. Moments are UTC microseconds, money is int64
minor units of ``currency``, places are WGS84 degrees, distances are metres.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

MOMENT = pa.timestamp("us", tz="UTC")
LABEL = pa.dictionary(pa.int32(), pa.string())


@dataclass(frozen=True)
class Column:
    """One column: its name, Arrow type, meaning, MDS name (if MDS has it), allowed labels, and whether it must be filled."""

    name: str
    type: pa.DataType
    meaning: str
    mds: str = ""
    labels: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class Table:
    """One table of records: its name, what a row is, and its columns."""

    name: str
    row: str
    columns: tuple[Column, ...]

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema, in column order."""
        return pa.schema([pa.field(c.name, c.type, nullable=not c.required) for c in self.columns])

    def column(self, name: str) -> Column:
        """The column called ``name``; KeyError if the table has none such."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


KINDS = ("food_delivery", "parcel_delivery", "ride_hailing", "freight", "domestic_work", "streaming")
STATUSES = ("completed", "cancelled", "refused")
PRESENCE_KINDS = ("online", "required", "rest")
PAY_KINDS = (
    "base",
    "supplement_weather",
    "supplement_holiday",
    "supplement_night",
    "supplement_other",
    "incentive",
    "tip",
    "adjustment",
    "reimbursement",
    "commission",
    "deduction",
    "injury_premium",
)
AGREEMENT_FORCES = ("collective agreement", "platform's own promise")
NOTICE_KINDS = ("rest_prompt", "dispatch_stop", "rule_change")

_WHO = (
    Column("worker_id", LABEL, "The worker as this platform knows them", "driver_id", required=True),
    Column("platform", LABEL, "The platform that gave the work", "provider_id", required=True),
)
_ROW = Column("row", pa.int64(), "Row number in the source file, 1 for the first data row", required=True)
_FILE = Column("file", LABEL, "The source file's name")

TASKS = Table(
    "tasks",
    "An order, trip, haul, visit or stream session (订单/任务)",
    (
        Column("task_id", pa.string(), "The platform's own number of the task", "trip_id", required=True),
        *_WHO,
        Column("kind", LABEL, "What work it was", "mode_id", KINDS),
        Column("product", LABEL, "Product line, where the platform's limits differ by it (快车, 专车 …)"),
        Column("region", LABEL, "Where the work was done: six-digit division code (行政区划代码), or a code of another lawbook (US-NYC)"),
        Column("status", LABEL, "How it ended; empty is read as completed", "trip_type", STATUSES),
        Column("requested_time", MOMENT, "When the customer placed it", "requested_time"),
        Column("dispatch_time", MOMENT, "When the worker accepted it or it was assigned: task time starts", "dispatch_time"),
        Column("arrival_time", MOMENT, "When the worker arrived at the pick-up", "vehicle arrival"),
        Column("start_time", MOMENT, "Goods picked up or passenger on board: billed time starts", "start_time"),
        Column("end_time", MOMENT, "When it was completed or cancelled: task time ends", "end_time"),
        Column("promised_time", MOMENT, "The time by which the platform promised completion (应送达时间)"),
        Column("start_lat", pa.float64(), "Latitude of the pick-up", "start_location"),
        Column("start_lng", pa.float64(), "Longitude of the pick-up", "start_location"),
        Column("end_lat", pa.float64(), "Latitude of the drop-off", "end_location"),
        Column("end_lng", pa.float64(), "Longitude of the drop-off", "end_location"),
        Column("distance", pa.int32(), "Distance recorded by the platform, metres", "distance"),
        Column("fare", pa.int64(), "What the customer paid for the service, without tip", "fare.actual_cost"),
        Column("driver_trip_pay", pa.int64(), "What the worker is paid for this task, without tip", "driver_trip_pay"),
        Column("tip", pa.int64(), "Tip, all of it the worker's", "tip"),
        Column("commission", pa.int64(), "What the platform kept of the fare", "commission"),
        Column("currency", LABEL, "ISO 4217 code of the money columns", "currency"),
        _ROW,
        _FILE,
    ),
)

PAY_LINES = Table(
    "pay_lines",
    "One line of a pay statement that the tasks' own money columns do not already hold",
    (
        Column("worker_id", LABEL, "The worker; empty for a line that concerns the whole platform (injury_premium)", "driver_id"),
        _WHO[1],
        Column("task_id", pa.string(), "The task it belongs to, if any"),
        Column("time", MOMENT, "When it was earned or taken", required=True),
        Column("kind", LABEL, "What the line is", "", PAY_KINDS, required=True),
        Column("reason", LABEL, "The platform's own words for it (超时扣款 …)"),
        Column("rule_cited", LABEL, "The platform rule that the line cites"),
        Column("rule_published", MOMENT, "When that rule was published"),
        Column("amount", pa.int64(), "Minor units, positive to the worker, negative taken", required=True),
        Column("currency", LABEL, "ISO 4217 code", "currency"),
        Column("paid_time", MOMENT, "When it was paid out"),
        _ROW,
        _FILE,
    ),
)

PRESENCE = Table(
    "presence",
    "A span of time online, online by the platform's requirement, or at rest by the worker's own choice",
    (
        *_WHO,
        Column("kind", LABEL, "online: free to leave; required: the platform required it; rest: a declared rest", "", PRESENCE_KINDS, True),
        Column("start_time", MOMENT, "Span begins", required=True),
        Column("end_time", MOMENT, "Span ends (not part of it)", required=True),
        _ROW,
        _FILE,
    ),
)

WEATHER = Table(
    "weather",
    "One hour (or span) of weather in a region, and the official warning then in force",
    (
        Column("region", LABEL, "Six-digit division code", required=True),
        Column("start_time", MOMENT, "Span begins", required=True),
        Column("end_time", MOMENT, "Span ends", required=True),
        Column("temperature", pa.float64(), "Air temperature, degrees Celsius"),
        Column("forecast_max", pa.float64(), "The day's forecast maximum, degrees Celsius, by a prefecture station or higher"),
        Column("rain", pa.float64(), "Rain, millimetres in the hour"),
        Column("humidity", pa.float64(), "Relative humidity, percent"),
        Column("wind", pa.float64(), "Wind speed at 10 m, metres a second"),
        Column("pressure", pa.float64(), "Air pressure at the station, hectopascals"),
        Column("radiation", pa.float64(), "Global horizontal solar radiation, watts a square metre"),
        Column("warning", LABEL, "Official warning signal in force, relayed (暴雨红色 …)"),
        Column("station", LABEL, "The station that issued it"),
        _ROW,
        _FILE,
    ),
)

INCIDENTS = Table(
    "incidents",
    "An injury or crash",
    (
        Column("incident_id", pa.string(), "Its number", required=True),
        Column("worker_id", LABEL, "The worker, where known", "driver_id"),
        Column("platform", LABEL, "The platform, where known", "provider_id"),
        Column("task_id", pa.string(), "The task under way, if any"),
        Column("region", LABEL, "Six-digit division code"),
        Column("time", MOMENT, "When it happened", required=True),
        Column("lat", pa.float64(), "Latitude"),
        Column("lng", pa.float64(), "Longitude"),
        Column("kind", LABEL, "What happened"),
        Column("severity", LABEL, "slight, serious or fatal", "", ("slight", "serious", "fatal")),
        _ROW,
        _FILE,
    ),
)

NOTICES = Table(
    "notices",
    "What the platform told workers: a rest prompt, a dispatch stop, a change of rules",
    (
        Column("worker_id", LABEL, "The worker; empty when it went to all of the platform's workers", "driver_id"),
        _WHO[1],
        Column("kind", LABEL, "rest_prompt, dispatch_stop or rule_change", "", NOTICE_KINDS, True),
        Column("time", MOMENT, "When it was given; for a rule change, published", required=True),
        Column("end_time", MOMENT, "For a dispatch stop: when orders were pushed again; for a rule change: when it takes effect"),
        Column("reason", LABEL, "The platform's words"),
        _ROW,
        _FILE,
    ),
)

AGREEMENTS = Table(
    "agreements",
    "One dated number that platform and workers agreed, or that the platform promised or declared",
    (
        _WHO[1],
        Column("region", LABEL, "Where it holds; empty for everywhere"),
        Column("kind", LABEL, "For which work; empty for all", "mode_id", KINDS),
        Column("product", LABEL, "For which product line; empty for all"),
        Column("topic", LABEL, "The law topic it sets (daily-task-time, allowance, commission-per-order …)", required=True),
        Column("condition", LABEL, "Word of the official warning that sets it off (暴雨, 高温 …); empty for any"),
        Column("value", pa.float64(), "The number", required=True),
        Column("unit", LABEL, "Its unit (hour, minute, percent, CNY/order …)", required=True),
        Column("first_day", pa.date32(), "First day in force", required=True),
        Column("last_day", pa.date32(), "Last day in force; empty while it stands"),
        Column("force", LABEL, "collective agreement or platform's own promise", "", AGREEMENT_FORCES, True),
        Column("document", LABEL, "Where it is written", required=True),
        Column("article", LABEL, "Article or clause"),
        _ROW,
        _FILE,
    ),
)

LINKS = Table(
    "links",
    "One platform identity of one person: hours, rest and pay are then judged over all of the person's platforms",
    (
        *_WHO,
        Column("person_id", LABEL, "The person, the same for all identities", required=True),
        _ROW,
        _FILE,
    ),
)

TABLES: tuple[Table, ...] = (TASKS, PAY_LINES, PRESENCE, WEATHER, INCIDENTS, NOTICES, AGREEMENTS, LINKS)
BY_NAME = {table.name: table for table in TABLES}
