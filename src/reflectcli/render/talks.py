"""The talks with the mentor as styled lines: `reflect mentor list` and `show`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from reflectcli.analysis.talks import Talk, talk_data
from reflectcli.render.lines import Line, Span, line
from reflectcli.render.text import cut, one_line, wrap
from reflectcli.render.words import day

ID = 6
_MARKS = {"open": "[ ]", "done": "[x]", "let_go": "[-]", "no_step": "[?]"}


def talk_list(talks: Sequence[Talk], columns: int) -> list[Line]:
    """A line a pack, the latest first: its day and name, what came of it, its period."""
    rows = [
        f"{talk.pack.day}  {talk.pack.name}  {_came(talk)} · {one_line(talk.pack.period)}"
        for talk in talks
    ]
    return [line(cut(row, columns)) for row in rows]


def _came(talk: Talk) -> str:
    if not talk.replies:
        return "no reply yet"
    who = ", ".join(dict.fromkeys(f"{reply.by} {day(when)}" for when, reply in talk.replies))
    counts = [(talk.count("open"), "open"), (talk.count("done"), "done")]
    said = ", ".join(f"{count} {word}" for count, word in counts if count)
    return f"{one_line(who)} · actions: {said}" if said else one_line(who)


def talk_page(talk: Talk, columns: int) -> list[Line]:
    """One pack with its replies whole: ratings, comments, answers, and how the actions stand."""
    pack = talk.pack
    title = f"Pack {pack.name} of {day(pack.day, weekday=True)} {pack.day.year}"
    lines = [line(Span(title, "strong"), f"   {one_line(pack.period)}")]
    data = talk_data(talk, whole=True)
    if not talk.replies:
        lines += [(), line(Span("no reply yet: reflect mentor import FILE", "dim"))]
    for (when, reply), said in zip(talk.replies, data["replies"], strict=True):
        head = f"{reply.by}, {day(when, weekday=True)}"
        altered = " · the page's data were altered" if said["altered"] else ""
        lines += [(), line(Span(one_line(head), "strong"), Span(altered, "warn"))]
        lines += _reply(said, columns)
    return lines


def _reply(said: dict[str, Any], columns: int) -> Iterator[Line]:
    if said["ratings"]:
        levels = (f"{skill.replace('_', ' ')} {level}" for skill, level in said["ratings"].items())
        yield from _paragraph("rated ", ", ".join(levels), columns)
    for each in said["comments"]:
        verdict = {"agree": "agrees", "disagree": "disagrees"}.get(each["verdict"] or "", "")
        title = _title(each["title"] or each["about"])
        lead = f"{title} ({verdict})" if verdict else title
        yield from _paragraph(f"{lead}: " if each["text"] else lead, each["text"], columns)
    for each in said["answers"]:
        title = _title(each["title"] or each["question"])
        yield from _paragraph(f"“{title}” ", each["text"], columns)
    if said["actions"]:
        yield line(Span("  agreed", "dim"))
    for each in said["actions"]:
        yield from _action(each, columns)


def _title(text: str) -> str:
    return cut(one_line(text), 60)


def _action(each: dict[str, Any], columns: int) -> Iterator[Line]:
    whose = "mentor: " if each["owner"] == "mentor" else ""
    yield from _paragraph(
        f"{_MARKS[each['state']]} ", f"{whose}{one_line(each['text'])} ({_state(each)})", columns
    )


def _state(each: dict[str, Any]) -> str:
    match each["state"]:
        case "done":
            return f"done {day(each['done'])}"
        case "let_go":
            return "its goal was closed"
        case "no_step":
            return "no step of a goal any more"
    due: date | None = each["due"]
    by = f"by {day(due)}, " if due else ""
    return f"{by}reflect goal step {each['goal'][:ID]} --done {each['step']}"


def _paragraph(lead: str, text: str, columns: int) -> Iterator[Line]:
    pieces = wrap(f"{lead}{text}", max(20, columns - 4))
    yield line("  ", pieces[0])
    yield from (line("    ", piece) for piece in pieces[1:])
