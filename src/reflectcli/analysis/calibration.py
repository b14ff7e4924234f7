"""Predict, then reveal: how an agent's guesses of a KPI lie to what it was.

The bias is the median of guess less value, the spread the median distance from that (MAD), both
in the KPI's unit. That the guesses lean to a side is said only where the exact sign test allows
it (p of at most .10, ties left out); below five guesses nothing is said.
"""

from __future__ import annotations

from collections.abc import Sequence

from reflectcli.analysis.averages import median
from reflectcli.analysis.kpis import aggregate
from reflectcli.analysis.trial_findings import CalibrationFinding, Lean
from reflectcli.domain.kpis import Kpi
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.periods import Period
from reflectcli.domain.records import Reading

MIN_GUESSES = 5
ALPHA = 0.10
RULE = (
    "median of guess less value, and the median distance from it; leaning by the exact sign test,"
    f" p ≤ .10, from {MIN_GUESSES} guesses"
)


def gap(reading: Reading, kpi: Kpi) -> float | None:
    """Guess less value of one reading, in the KPI's unit; None where nothing was guessed."""
    value = aggregate([reading], kpi).value
    return None if reading.guess is None or value is None else reading.guess - value


def sign_test(gaps: Sequence[float]) -> float:
    """The exact two-sided p that guesses are as often above as below; ties left out."""
    above, below = sum(each > 0 for each in gaps), sum(each < 0 for each in gaps)
    n = above + below
    ways, tail = 1, 1
    for count in range(min(above, below)):
        ways = ways * (n - count) // (count + 1)
        tail += ways
    return min(1.0, 2 * tail / (1 << n))


def calibration_findings(
    logbook: Logbook, kpis: dict[str, Kpi], window: Period
) -> list[CalibrationFinding]:
    """A finding for each KPI that was guessed in the window."""
    guessed = [
        each for each in logbook.of(Reading, window.since, window.until) if each.guess is not None
    ]
    return [
        _finding(key, kpi, own)
        for key, kpi in kpis.items()
        if (own := [each for each in guessed if each.kpi == key])
    ]


def _finding(key: str, kpi: Kpi, readings: Sequence[Reading]) -> CalibrationFinding:
    gaps = [each for reading in readings if (each := gap(reading, kpi)) is not None]
    enough = len(gaps) >= MIN_GUESSES
    bias = median(gaps) if enough else None
    p = sign_test(gaps) if enough else None
    return CalibrationFinding(
        kpi=key,
        name=kpi.name,
        unit=kpi.unit,
        n=len(gaps),
        needed=MIN_GUESSES,
        bias=bias,
        spread=None if bias is None else median(abs(each - bias) for each in gaps),
        p=p,
        lean=_lean(bias, p),
        evidence=tuple(reading.id for reading in reversed(readings)),
        rule=RULE,
    )


def _lean(bias: float | None, p: float | None) -> Lean:
    if bias is None or p is None:
        return "not_enough"
    if p > ALPHA or not bias:
        return "none"
    return "low" if bias < 0 else "high"
