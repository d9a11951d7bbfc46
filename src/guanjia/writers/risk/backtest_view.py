"""The backtest of the analyst's page: on these records, and on histories whose truth is known."""

from __future__ import annotations

from guanjia.flows.risk import SCALES, Steward
from guanjia.risk.area_weeks import NO_PANEL
from guanjia.risk.backtest.backtest import Backtest as Tested
from guanjia.risk.backtest.table import METHOD_HEADINGS, OPTIMISTIC, POWER_HEADINGS, Row, method_rows, power_rows, sentences
from guanjia.writers.digest.words import Text
from guanjia.writers.risk_page.view import Backtest, Figures, Replayed

_OURS: Text = ("本记录", "these records")


def backtest_view(it: Steward) -> Backtest:
    """What the records say comes first, however little it is."""
    made = [
        _replayed(known, (f"合成，每区每周 {hours:,.0f} 小时", f"synthetic, {hours:,.0f} h by area and week"), synthetic=True)
        for hours, known in zip(SCALES, it.known_truth, strict=True)
    ]
    if it.backtest is None:
        return Backtest((f"{NO_PANEL[0]}，也就没有回测", f"{NO_PANEL[1]}, and nothing to test"), tuple(made), (OPTIMISTIC,))
    headline = sentences(it.backtest, synthetic=False)[0]
    real = () if it.backtest.reason is not None else (_replayed(it.backtest, _OURS, synthetic=False),)
    return Backtest(headline, (*real, *made), (OPTIMISTIC,))


def _replayed(of: Tested, name: Text, synthetic: bool) -> Replayed:
    return Replayed(
        name,
        Figures(METHOD_HEADINGS, tuple(_cells(row) for row in method_rows(of))),
        Figures(POWER_HEADINGS, tuple(_cells(row) for row in power_rows(of))),
        sentences(of, synthetic),
    )


def _cells(row: Row) -> tuple[Text | str, ...]:
    name, cells = row
    return name, *cells
