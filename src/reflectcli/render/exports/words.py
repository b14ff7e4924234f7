"""A record in words, as plain texts have it: what was written, then the rest field by field."""

from collections.abc import Iterator, Mapping
from typing import Any

from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import Feedback, Reading, Record, Shift
from reflectcli.frozen import fields
from reflectcli.render.record_page import words_of
from reflectcli.render.records import figure_words

LEADS = ("text", "title", "hypothesis")
"""The fields that open a record, the first that it has."""

PLURALS = {"success": "successes", "activity": "activities", "feedback": "feedback"}
"""Kinds of record of which there are several, where an s is not enough."""

_HEAD = {"id", "at", "shift", "tags", "private", "extra"}
_ELSEWHERE = {"answers", "denominator", "scale", "numerator", "value", "prompts", "rubric"}


def lead_of(record: Record) -> tuple[str, str]:
    """The field that opens a record and its text as it was written; "" where there is none."""
    for name in LEADS:
        if text := getattr(record, name, None):
            return name, text
    return "", ""


def field_pairs(record: Record, config: JournalConfig) -> Iterator[tuple[str, str]]:
    """What a record says beside its opening text: labels with values."""
    lead = lead_of(record)[0]
    if isinstance(record, Reading):
        yield record.kpi, figure_words(record, config.kpis.get(record.kpi))
    elif getattr(record, "value", None) is not None:
        yield "value", f"{record.value:g}"  # type: ignore[attr-defined]
    for each in fields(record):
        value = getattr(record, each.name)
        if each.name in _HEAD | _ELSEWHERE | {lead, "kpi"} or value in (None, (), {}, False):
            continue
        if isinstance(record, Feedback) and each.name == "score":
            yield "score", f"{value:g}/{record.scale:g}"
        elif isinstance(value, Mapping):
            yield from ((name.replace("_", " "), str(level)) for name, level in value.items())
        else:
            yield each.name.replace("_", " "), words_of(value)
    yield from ((str(name), _plain(value)) for name, value in record.extra.items())


def answers(record: Record, config: JournalConfig) -> Iterator[tuple[str, str]]:
    """The questions of a reflection with what was answered."""
    if not isinstance(record, Shift):
        return
    known = config.prompts.get(record.prompts)
    for name, text in record.answers.items():
        yield (known.questions.get(name, name) if known else name), text


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else str(value)
