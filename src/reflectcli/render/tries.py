"""How often a rule worked, in words."""

from __future__ import annotations

from reflectcli.analysis.tries import mostly_fails


def tries_words(tried: int, worked: int) -> str:
    """A rule's record: worked 3 of 4; gently where it hardly ever did; empty before a try."""
    if not tried:
        return ""
    said = f"worked {worked} of {tried}" if worked else "has not worked yet"
    if mostly_fails(tried, worked):
        return f"{said}; maybe another response"
    return said if worked else f"worked 0 of {tried}"
