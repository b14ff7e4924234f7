"""A mentor's reply before it is imported: what it adds, what is left out, what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from reflectcli.analysis.reply_plan import Plan, Planned
from reflectcli.domain.packs import Pack
from reflectcli.domain.reply import Reply
from reflectcli.render.text import cut, one_line
from reflectcli.render.words import counted, day

_SHOWN = 12
_NAMED = 3
SORTS = ("rating", "comment", "answer", "action")
"""The parts of a reply, in the order in which they are shown."""


def preview_lines(
    reply: Reply, pack: Pack, plan: Plan, lacking: tuple[Sequence[str], Sequence[str]], columns: int
) -> list[str]:
    """What an import would do, a line an item; `lacking` are findings unseen and questions."""
    lines = [f"{reply.by}'s reply{_of(reply.date)} to your pack of {day(pack.day)} ({pack.name})"]
    for sort in SORTS:
        lines += _block(sort, [each for each in plan.planned if each.sort == sort])
    if plan.left_out:
        lines.append("left out")
        lines += [f"  {one_line(what)}: {one_line(why)}" for what, why in plan.left_out[:_SHOWN]]
        lines += _more(len(plan.left_out) - _SHOWN)
    return [cut(_safe(each), columns) for each in lines] + list(_notes(reply, lacking))


def _safe(line: str) -> str:
    """A line made safe, its indent kept."""
    return line[: len(line) - len(line.lstrip(" "))] + one_line(line)


def _of(signed: date | None) -> str:
    return f" of {day(signed, weekday=True)}" if signed else ""


def _block(sort: str, planned: Sequence[Planned]) -> list[str]:
    if not planned:
        return []
    if sort == "rating":
        levels = ", ".join(f"{each.title} {each.text}" for each in planned)
        notes = [f"  {each.title}: {each.note}" for each in planned if each.note]
        return [f"ratings: {levels}", *notes]
    lines = [f"{sort}s"]
    for each in planned[:_SHOWN]:
        note = f" ({each.note})" if each.note else ""
        mark = " · " if sort == "action" else ": "
        lines.append(f"  {each.title}{mark}{each.text}{note}")
    return lines + _more(len(planned) - _SHOWN)


def _more(count: int) -> list[str]:
    return [f"  and {count} more"] if count > 0 else []


def _notes(reply: Reply, lacking: tuple[Sequence[str], Sequence[str]]) -> Iterator[str]:
    unseen, unanswered = lacking
    if not reply.signed.strip():
        yield "note: it is not signed"
    if unseen:
        number = counted(len(unseen), "finding")
        yield f"note: the page that was answered lacked {number} of the pack: {_names(unseen)}"
    if unanswered:
        number = counted(len(unanswered), "question")
        yield f"note: without an answer, {number}: {_names(unanswered)}"


def _names(titles: Sequence[str]) -> str:
    shown = ", ".join(cut(one_line(each), 40) for each in titles[:_NAMED])
    return shown + (", …" if len(titles) > _NAMED else "")


def outcome(plan: Plan) -> str:
    """How much was added, in words: 2 ratings, 3 comments, 1 action."""
    counts = [(sum(each.sort == sort for each in plan.planned), sort) for sort in SORTS]
    return ", ".join(counted(count, sort) for count, sort in counts if count) or "no words"
