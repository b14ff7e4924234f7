"""The desk for today as styled lines."""

from reflectcli.analysis.desk import Desk
from reflectcli.render import words
from reflectcli.render.lines import Line, Span, cell, line, section, spread
from reflectcli.render.playbook import promise_words
from reflectcli.render.text import one_line, pad, width, wrap

START = (
    ("reflect note TEXT", "catch one line during the shift"),
    ("reflect log", "reflect on it afterwards, in two minutes"),
    ("reflect week", "see what the records tell"),
    ("reflect demo", "look at a sample journal first"),
)


def desk_lines(desk: Desk, columns: int) -> list[Line]:
    """Today in less than a screenful."""
    day = f"{desk.day:%A} {words.day(desk.day)}"
    if desk.empty:
        start = [line("  ", Span(pad(command, 19), "accent"), what) for command, what in START]
        return [spread(day, "nothing written yet", columns), (), *start]
    kept = f"reflected {desk.reflected} of {desk.shifts}" if desk.shifts else ""
    return [
        spread(f"{day} · shift {desk.shift_of_week} of this week", kept, columns),
        *section("Notes so far", _notes(desk, columns)),
        *_focus(desk, columns),
        *_due(desk, columns),
        *_left_out(desk),
    ]


def _notes(desk: Desk, columns: int) -> list[Line]:
    lines = []
    for note in desk.notes:
        pieces = wrap(one_line(note.text), columns - 17)
        lines.append(
            line("  ", Span(f"{note.clock:%H:%M}", "dim"), "  ", cell(pieces[0], columns - 17),
                 "  ", Span(note.id[:6], "dim"))
        )  # fmt: skip
        lines += [line(" " * 9, piece) for piece in pieces[1:]]
    return lines


def _focus(desk: Desk, columns: int) -> list[Line]:
    lines: list[Line] = []
    if desk.focus is not None:
        mean = words.level(desk.focus.mean or 0)
        base = f"{mean} from {words.basis(desk.focus)}"
        lines.append(
            line(Span("Focus", "strong"), "  ", Span(desk.focus.name, "accent"), "   ", base)
        )
    if desk.promise is not None:
        lines += [line(piece) for piece in wrap(promise_words(desk.promise), columns)]
    return [(), *lines] if lines else []


def _due(desk: Desk, columns: int) -> list[Line]:
    if not desk.due:
        return [(), line(Span("Nothing is due", "dim"))]
    room = max(width(one_line(item.what)) for item in desk.due)
    lines: list[Line] = []
    for item in desk.due:
        label = Span("Due" if not lines else "   ", "strong")
        what = one_line(item.what)
        if room + 7 + width(item.command) <= columns:
            lines.append(line(label, "  ", pad(what, room), "  ", Span(item.command, "accent")))
        else:
            lines += [line(label, "  ", what), line("     ", Span(item.command, "accent"))]
    return [(), *lines]


def _left_out(desk: Desk) -> list[Line]:
    out = [problem for problem in desk.problems if problem.left_out]
    if not out:
        return []
    count = words.counted(len(out), "file")
    text = f"{count} left out: {one_line(str(out[0].location))}   reflect check"
    return [(), line(Span(text, "warn"))]
