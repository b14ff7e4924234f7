"""A letter as the plain data that the typst template sets: nothing of it is ever markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from reflectcli.domain.canonical import content_hash, short_name
from reflectcli.domain.data import to_plain
from reflectcli.render.html.charts import svg
from reflectcli.render.letter.letter import letter_of
from reflectcli.render.letter.model import (
    Chart,
    Finding,
    Letter,
    Point,
    Quote,
    Section,
    Skill,
    Topic,
)
from reflectcli.render.letter.words import capital

MOMENTS = ("moments", "hard", "heard")
"""Sections of single moments: where a record is quoted in full."""

SHORT, GLANCE = 84, 260
"""Letters of a quote that stands in full elsewhere: in one line, and on the agenda."""

STYLE = (
    "<style>.band{fill:#ecebe9}.middle{stroke:#a39f99;stroke-width:.75}"
    ".target{stroke:#8a3b12;stroke-width:1;stroke-dasharray:3 2.5}"
    ".stroke{fill:none;stroke:#9c9994;stroke-width:1}.dot{fill:#23211e}"
    ".last,.filled{fill:#8a3b12}.open{fill:#fff;stroke:#23211e;stroke-width:1.4}"
    ".rail{fill:#e4e2df}.tick{stroke:#8a3b12;stroke-width:1.4}</style>"
)
LONG_RUN = re.compile(r"[!-~\u00a1-\u02ff\u0370-\u052f]{31,}")
"""Latin, Greek and Cyrillic without a space, for which a line may be too short."""

EXACT = frozenset(("svg", "hash"))
"""What is read by a program."""

PIECE = 10
BREAK = "\u200b"


def sheet_of(data: Mapping[str, Any], *, form: bool, paper: str) -> dict[str, Any]:
    """The sheet of a pack: its letter, and what the template needs to know besides."""
    letter = letter_of(data)
    homes = dict(_homes(letter))
    content = content_hash(data)
    sheet = {
        **{name: getattr(letter, name) for name in ("agent", "role", "title", "span", "written")},
        "made": letter.as_of,
        "date": _date(data["as_of"]),
        "name": short_name(content),
        "hash": content,
        "form": form,
        "paper": paper,
        "topics": [_topic(each, letter) for each in letter.topics if form or each.id != "will"],
        "skills": [_skill(each) for each in letter.skills] if form and letter.blind else [],
        "sections": [_section(each, letter.blind, homes) for each in letter.sections],
        "tables": [] if letter.blind else list(_tables(letter)),
        "about": to_plain(letter.about),
    }
    printed: dict[str, Any] = printable(sheet)
    return printed


def _date(text: str) -> dict[str, int]:
    year, month, day = text.split("-")
    return {"year": int(year), "month": int(month), "day": int(day)}


def printable(value: Any) -> Any:
    """The data with every text as it can be set: long runs may break, controls are one sign."""
    if isinstance(value, str):
        return LONG_RUN.sub(_broken, value.translate(CONTROLS))
    if isinstance(value, Mapping):
        return {name: each if name in EXACT else printable(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [printable(each) for each in value]
    return value


CONTROLS = {0x2400 + code: "\ufffd" for code in range(32)}
"""The pictures of control characters, which hardly a font has."""


def _broken(run: re.Match[str]) -> str:
    text = run[0]
    return BREAK.join(text[start : start + PIECE] for start in range(0, len(text), PIECE))


def _homes(letter: Letter) -> Iterator[tuple[str, str]]:
    """Each record that is quoted, and the finding where it stands in full."""
    found: dict[str, str] = {}
    for moments in (True, False):
        for section in letter.sections:
            if (section.id in MOMENTS) is moments:
                for finding in section.findings:
                    for quote in finding.quotes:
                        found.setdefault(quote.ref, finding.key)
    yield from found.items()


def _topic(topic: Topic, letter: Letter) -> dict[str, Any]:
    keys = {finding.key for section in letter.sections for finding in section.findings}
    points = [
        {"covered": True} if letter.blind and each.own else _point(each, told=each.about in keys)
        for each in topic.points
    ]
    return {**to_plain(topic), "points": points}


def _point(point: Point, *, told: bool) -> dict[str, Any]:
    text = _short(point.text, GLANCE) if told and point.quoted else point.text
    made = {**to_plain(point), "text": text, "covered": False, "told": told}
    return {**made, "chart": _chart(point.chart)}


def _skill(skill: Skill) -> dict[str, Any]:
    return {**to_plain(skill), "name": capital(skill.name)}


def _section(section: Section, blind: bool, homes: Mapping[str, str]) -> dict[str, Any]:
    moments = section.id in MOMENTS
    findings = [
        _finding(each, homes, moment=moments, covered=blind and each.own)
        for each in section.findings
    ]
    table = None if blind else to_plain(section.table)
    return {**to_plain(section), "moments": moments, "findings": findings, "table": table}


def _finding(
    finding: Finding, homes: Mapping[str, str], *, moment: bool, covered: bool
) -> dict[str, Any]:
    if covered:
        return {"key": finding.key, "title": finding.title, "covered": True}
    # What a goal or an activity says in its own words is often also its newest record.
    quotes = [each for each in finding.quotes if moment or each.text != finding.words]
    return {
        **to_plain(finding),
        "covered": False,
        "chart": _chart(finding.chart),
        "quotes": [_quote(each, home=homes[each.ref] == finding.key) for each in quotes],
    }


def _quote(quote: Quote, *, home: bool) -> dict[str, Any]:
    if home:
        return {**to_plain(quote), "whole": True}
    named = {"ref": quote.ref, "day": quote.day, "who": quote.who}
    return {**named, "text": _short(" ".join(quote.text.split()), SHORT), "whole": False}


def _short(text: str, letters: int) -> str:
    """The beginning of a text that stands in full elsewhere, to the end of a word."""
    return text if len(text) <= letters else f"{text[:letters].rsplit(' ', 1)[0]}…"


def _chart(chart: Chart | None) -> dict[str, str] | None:
    if chart is None:
        return None
    opened, rest = str(svg(chart)).split(">", 1)
    drawn = opened.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return {"svg": f"{drawn}>{STYLE}{rest}", "words": chart.words, "note": chart.note}


def _tables(letter: Letter) -> Iterator[dict[str, Any]]:
    """The figures behind the charts, each once."""
    for section in letter.sections:
        for finding in section.findings:
            if finding.chart and finding.chart.table:
                yield to_plain(finding.chart.table)
