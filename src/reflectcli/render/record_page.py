"""A record whole: every field that is said, in words, wrapped to the width."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import Change, Feedback, Rating, Reading, Record, Shift, Step
from reflectcli.frozen import fields
from reflectcli.render.json import plain
from reflectcli.render.records import day_words, figure_words, in_unit
from reflectcli.render.text import one_line, pad, width, wrap

WIDEST = 100
"""A page is not wider than this: longer lines are hard to read."""
_LEADS = {
    "note": "text", "success": "text", "challenge": "text", "feedback": "text",
    "activity": "title", "goal": "title", "experiment": "hypothesis",
}  # fmt: skip
"""The field that opens a record's page, without a label."""
_HEAD = {"id", "at", "shift", "private", "extra"}
_ELSEWHERE = {"answers", "denominator", "scale"}
"""Fields that are shown together with another."""
_LABELS = {
    "next_if": "next time, if", "next_then": "then I", "replicate_when": "again when",
    "min_n": "points needed", "source": "from",
    "forecast_early": "met from", "forecast_late": "and by",
    "asked": "asked for", "control": "whose lever",
}  # fmt: skip

Row = tuple[str, str]


def record_page(
    record: Record,
    config: JournalConfig,
    related: Mapping[str, str],
    path: str,
    columns: int,
    more: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The record as a page; `related` tells by ID what the records are that it names.

    `more` has by their labels what else there is to tell of it.
    """
    columns = min(columns, WIDEST)
    lead = _LEADS.get(record.kind, "")
    parts = [headline(record)]
    if opening := getattr(record, lead, None) if lead else None:
        parts.append("\n".join(wrap(opening, columns)))
    if isinstance(record, Shift):
        parts += _answers(record, config, columns)
    rows = list(_rows(record, config, related, lead))
    rows += [(label, text) for label, text in more.items() if text]
    widest = max((width(one_line(label)) + 2 for label, _ in rows), default=0)
    gutter = min(max(12, widest), columns // 2)
    if rows:
        parts.append(_table(rows, gutter, columns))
    parts.append(_table([("file", path)], gutter, columns))
    return "\n\n".join(parts)


def headline(record: Record) -> str:
    """Kind, ID and date; the shift where that is another day."""
    moment = f"{day_words(record.at.date())} {record.at:%H:%M}"
    other = f" · shift of {day_words(record.shift)}" if record.shift != record.at.date() else ""
    return f"{record.kind} {record.id} · {moment}{other}" + (" · private" * record.private)


def _answers(record: Shift, config: JournalConfig, columns: int) -> list[str]:
    known = config.prompts.get(record.prompts)
    questions = known.questions if known is not None else {}
    return [
        "\n".join(
            [
                one_line(questions.get(name, name)),
                *(f"  {line}" for line in wrap(text, columns - 2)),
            ]
        )
        for name, text in record.answers.items()
    ]


def _rows(
    record: Record, config: JournalConfig, related: Mapping[str, str], lead: str
) -> Iterator[Row]:
    order = sorted(fields(record), key=lambda each: each.name in ("tags", "links"))
    for each in order:
        name, value = each.name, getattr(record, each.name)
        if name in _HEAD | _ELSEWHERE or name == lead or value in (None, (), {}):
            continue
        if value is False and name != "worked":
            continue
        if isinstance(record, Rating) and name == "rubric" and value == config.rubric.version:
            continue
        if isinstance(record, Reading) and name in ("numerator", "value", "guess"):
            yield _figure(record, config, name)
        elif isinstance(record, Feedback) and name == "score":
            yield name, f"{value:g} of {record.scale:g}"
        elif isinstance(value, Mapping) and name in ("skills", "ratings"):
            yield from _levels(record, value, config)
        elif name in ("links", "goal"):
            ids = value if isinstance(value, tuple) else (value,)
            gists = (f"{one} · {related.get(one, 'not in this journal')}" for one in ids)
            yield name, "\n".join(gists)
        else:
            yield _LABELS.get(name, name.replace("_", " ")), words_of(value)
    for name, value in record.extra.items():
        yield name, value if isinstance(value, str) else json.dumps(plain(value))


def _figure(record: Reading, config: JournalConfig, name: str) -> Row:
    kpi = config.kpis.get(record.kpi)
    if name == "guess":
        return "your guess", in_unit(record.guess or 0, kpi.unit if kpi else "points")
    formula = f" · {kpi.formula}" if kpi is not None else ""
    return "figure", f"{figure_words(record, kpi)}{formula}"


def _levels(record: Record, levels: Mapping[str, Any], config: JournalConfig) -> Iterator[Row]:
    same = not isinstance(record, Rating) or record.rubric == config.rubric.version
    for name, level in levels.items():
        skill = config.rubric.skills.get(name)
        meaning = f" · {skill.words(level)}" if skill and same and isinstance(level, int) else ""
        yield name.replace("_", " "), f"{level}{meaning}"


def words_of(value: Any) -> str:
    """A field's value as people read it; what is a list of sentences has one a line."""
    if isinstance(value, tuple):
        separator = "\n" if any(isinstance(item, (Step, Change)) for item in value) else " · "
        return separator.join(words_of(item) for item in value)
    if isinstance(value, Step):
        state = f"done {day_words(value.done)}" if value.done else ""
        due = f"by {day_words(value.due)}" if value.due and not value.done else ""
        mark = "x" if value.done else " "
        return " · ".join(part for part in (f"[{mark}] {value.text}", state or due) if part)
    if isinstance(value, Change):
        return f"{day_words(value.on)} · {value.text}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return day_words(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _table(rows: list[Row], gutter: int, columns: int) -> str:
    """Labels on the left, values beside them, wrapped under themselves."""
    lines = []
    for name, value in rows:
        label = one_line(name)
        first, *more = wrap(value, max(20, columns - gutter))
        lines.append(
            f"{pad(label, gutter)}{first}" if width(label) < gutter else f"{label}  {first}"
        )
        lines += [f"{' ' * gutter}{line}".rstrip() for line in more]
    return "\n".join(lines)
