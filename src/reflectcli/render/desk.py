"""The desk for today as styled lines."""

from __future__ import annotations

from reflectcli.analysis.desk import Desk, DeskDay
from reflectcli.analysis.due import SOON
from reflectcli.analysis.streak import Streak
from reflectcli.render import words
from reflectcli.render.lines import Line, Span, cell, line, spread
from reflectcli.render.playbook import promise_words
from reflectcli.render.text import TOGETHER, cut, one_line, pad, width, wrap

START = (
    ("reflect note TEXT", "catch one line during the shift"),
    ("reflect log", "reflect on it afterwards, in two minutes"),
    ("reflect week", "see what the records tell"),
    ("reflect demo", "look at a sample journal first"),
)
LINES = 21
"""Less than a screen of 24 lines, with room for the command and the next prompt."""
FEWEST, DUE_LINES = 2, 6
ID = 6
NARROW = 24
"""Columns that say of something due what it is; with fewer its command gets a line of its own."""


def desk_lines(desk: Desk, columns: int) -> list[Line]:
    """Today in less than a screenful; many notes give way, the latest stay."""
    day = f"{desk.day:%A} {words.day(desk.day)}"
    if desk.empty:
        start = [line("  ", Span(pad(command, 19), "accent"), what) for command, what in START]
        return [spread(day, "nothing written yet", columns), (), *start]
    head = _head(f"{day} · {_rhythm(desk)}", desk.streak, columns)
    below = [
        *_focus(desk, columns), *_ahead(desk, columns), *_due(desk, columns), *_left_out(desk),
    ]  # fmt: skip
    return [head, *_notes(desk, columns, max(FEWEST, LINES - 3 - len(below))), *below]


def _head(left: str, streak: Streak, columns: int) -> Line:
    kept = f"reflected {streak.reflected} of {streak.of}" if streak.of else ""
    row = f"streak {streak.shifts}{' or more' if streak.more else ''}"
    passed = f", {streak.passed} let pass" if streak.passed else ""
    said = (f"{kept} · {row}{passed}", f"{row}{passed}") if streak.shifts > 1 else (kept,)
    room = columns - width(left) - 2
    return spread(left, next((each for each in said if width(each) <= room), ""), columns)


def _rhythm(desk: Desk) -> str:
    rhythm: DeskDay = desk.rhythm
    if rhythm.number:
        return f"shift {rhythm.number} of {f'{rhythm.of} ' if rhythm.of else ''}this week"
    if rhythm.away is not None:
        last = rhythm.away.until
        year = "" if last.year == desk.day.year else f" {last.year}"
        return f"away until {words.day(last, weekday=True)}{year}"
    following = rhythm.following
    return "day off" + (f", next shift {words.day(following, weekday=True)}" if following else "")


def _notes(desk: Desk, columns: int, most: int) -> list[Line]:
    """As many of the latest notes as there are lines for, the latest one whole."""
    shown: list[list[Line]] = []
    left = most
    for note in reversed(desk.notes):
        pieces = wrap(one_line(note.text), columns - 17)
        if shown and len(pieces) > left:
            break
        if len(pieces) > left:
            pieces = [*pieces[: left - 1], cut(" ".join(pieces[left - 1 :]), columns - 17)]
        left -= len(pieces)
        head = line(
            "  ", Span(f"{note.clock:%H:%M}", "dim"), "  ", cell(pieces[0], columns - 17),
            "  ", Span(note.id[:ID], "dim"),
        )  # fmt: skip
        shown.append([head, *(line(" " * 9, piece) for piece in pieces[1:])])
    if not shown:
        return []
    earlier = len(desk.notes) - len(shown)
    title = line(
        Span("Notes so far", "strong"),
        Span(f"   {earlier} earlier: reflect list note" if earlier else "", "dim"),
    )
    return [(), title, *(each for block in reversed(shown) for each in block)]


def _focus(desk: Desk, columns: int) -> list[Line]:
    lines: list[Line] = []
    if desk.focus is not None:
        mean = words.level(desk.focus.mean or 0)
        base = f"{mean} from {words.basis(desk.focus)}"
        lines.append(
            line(Span("Focus", "strong"), "  ", Span(desk.focus.name, "accent"), "   ", base)
        )
    if desk.promise is not None:
        lines += [line(piece) for piece in _two(promise_words(desk.promise), columns)]
    return [(), *lines] if lines else []


def _ahead(desk: Desk, columns: int) -> list[Line]:
    """What went well on this day in the past, and the next step."""
    lines: list[Line] = []
    if desk.memory is not None:
        text = f"{desk.memory.ago} today: {one_line(words.voice(desk.memory.win))}"
        lines += _with_id(_two(text, columns - ID - 2), desk.memory.win.id, columns)
    lines += _agreed(desk, columns)
    step = desk.next_step
    if step is not None and not any(
        (each.goal, each.text) == (step.id, step.text) for each in desk.agreed
    ):
        by = f", by {words.day(step.until)}" if step.until else ""
        text = f"Next: {one_line(step.text)} ({one_line(step.goal)}{by})"
        lines += _with_id(_two(text, columns - ID - 2), step.id, columns)
    return [(), *lines] if lines else []


def _agreed(desk: Desk, columns: int) -> list[Line]:
    """The first open action agreed with the mentor that is not due already."""
    waiting = [each for each in desk.agreed if each.due is None or each.due > desk.day + SOON]
    if not waiting:
        return []
    by = f", by {words.day(waiting[0].due)}" if waiting[0].due else ""
    text = f"With your mentor: {one_line(waiting[0].text)}{by}"
    lines = _with_id(_two(text, columns - ID - 2), waiting[0].goal, columns)
    if more := len(desk.agreed) - 1:
        lines.append(line(Span(f"  and {more} more: reflect mentor show", "dim")))
    return lines


def _two(text: str, columns: int) -> list[str]:
    """The text in at most two lines."""
    pieces = wrap(text, columns)
    return pieces if len(pieces) <= 2 else [pieces[0], cut(" ".join(pieces[1:]), columns)]


def _with_id(pieces: list[str], record: str, columns: int) -> list[Line]:
    first = line(cell(pieces[0], columns - ID - 2), "  ", Span(record[:ID], "dim"))
    return [first, *(line(piece) for piece in pieces[1:])]


def _due(desk: Desk, columns: int) -> list[Line]:
    if not desk.due:
        return [(), line(Span("Nothing is due", "dim"))]
    texts = [_dated(one_line(item.what)) for item in desk.due]
    beside = columns - 7 - max(width(item.command) for item in desk.due)
    longest = max(map(width, texts))
    room = min(longest, beside)
    narrow = beside < min(longest, NARROW)
    lines: list[Line] = []
    for number, (item, text) in enumerate(zip(desk.due, texts, strict=True)):
        label, command = Span("   " if number else "Due", "strong"), Span(item.command, "accent")
        pieces = _two(text, columns - 5 if narrow else room)
        if number and len(lines) + len(pieces) + narrow > DUE_LINES:
            lines.append(
                line("     ", Span(f"and {len(texts) - number} more: reflect week", "dim"))
            )
            break
        first = [pieces[0]] if narrow else [pad(pieces[0], room), "  ", command]
        lines.append(line(label, "  ", *first))
        lines += [line("     ", piece) for piece in pieces[1:]]
        lines += [line("     ", command)] if narrow else []
    return [(), *lines]


def _dated(text: str) -> str:
    """The text with the day that it ends in kept on one line."""
    head, by, day = text.rpartition(" by ")
    return f"{head} {TOGETHER.join(('by', *day.split()))}" if by and len(day) <= 10 else text


def _left_out(desk: Desk) -> list[Line]:
    out = [problem for problem in desk.problems if problem.left_out]
    if not out:
        return []
    count = words.counted(len(out), "file")
    text = f"{count} left out: {one_line(str(out[0].location))}   reflect check"
    return [(), line(Span(text, "warn"))]
