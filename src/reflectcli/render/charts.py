"""Small charts of characters: a bar of progress, dots for a level, a sparkline of weeks."""

from __future__ import annotations

from collections.abc import Sequence

SPARKS = "▁▂▃▄▅▆▇█"
GAP = "·"


def bar(share: float, columns: int = 20) -> str:
    """A bar that is filled to a share from 0 to 1."""
    filled = round(max(0.0, min(1.0, share)) * columns)
    return "█" * filled + "░" * (columns - filled)


def dots(level: float) -> str:
    """A level from 1 to 5 as five dots, to the half."""
    halves = round(level * 2)
    return "●" * (halves // 2) + "◐" * (halves % 2) + "○" * (5 - halves // 2 - halves % 2)


def sparkline(values: Sequence[float | None], low: float, high: float) -> str:
    """A character a value on a fixed scale; a gap where there is none."""
    return "".join(GAP if value is None else _spark(value, low, high) for value in values)


def _spark(value: float, low: float, high: float) -> str:
    share = (value - low) / (high - low)
    return SPARKS[max(0, min(len(SPARKS) - 1, int(share * len(SPARKS))))]
