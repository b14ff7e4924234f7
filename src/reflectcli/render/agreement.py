"""You and others: self-ratings beside those of customers, colleagues, mentor and managers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reflectcli.analysis.agreement import MIN_PAIRS
from reflectcli.analysis.findings import Report
from reflectcli.analysis.mirror import Agreement
from reflectcli.analysis.skills import WINDOW_WEEKS
from reflectcli.render import words
from reflectcli.render.lines import Line, Span, cell, line, section
from reflectcli.render.markdown_text import escape, ids, table
from reflectcli.render.text import one_line, wrap

MILD = "To see oneself a little higher than others do is usual; it is a question, not a fault."
UNSURE = "“So far” may still be chance; it takes 5 ratings by others and a gap that stays."
SHORT = {
    "blind_spot": ("seen differently", "differently so far"),
    "hidden_strength": ("they see more in it", "they see more so far"),
    "agreed_strength": ("alike: a strength", ""),
    "shared_focus": ("alike: room to grow", ""),
    "agreed": ("", "alike so far"),
}
"""Each verdict when it is established, and when it is tentative; at most 20 columns."""
PEOPLE = {
    "customer": "customers",
    "colleague": "colleagues",
    "mentor": "your mentor",
    "manager": "managers",
}


def agreement_section(report: Report, columns: int) -> list[Line]:
    """The table of a report; of a week only the surest finding, if any is established."""
    told = [each for each in report.agreement if each.verdict != "not_enough"]
    if report.period.days <= 7:
        return _of_week(told, columns)
    rows = [_row(each) for each in told]
    head = [_head()] if rows else []
    notes = [*_notes(told), *_lacking(report.agreement)]
    dim = [line("  ", Span(piece, "dim")) for note in notes for piece in wrap(note, columns - 2)]
    if not rows:
        return section("You and others", dim)
    return [(), *head, *rows, *dim]


def _of_week(told: Sequence[Agreement], columns: int) -> list[Line]:
    sure = [each for each in told if each.strength_of_evidence == "established"]
    if not sure:
        return []
    count = words.counted(sure[0].n, "rating")
    text = f"{sentence(sure[0]).rstrip('.')} ({count}, {WINDOW_WEEKS} weeks)"
    pieces = wrap(text, columns - 16)
    record = Span(sure[0].evidence[0][:6], "dim")
    first = line(Span("Others", "strong"), "  ", cell(pieces[0], columns - 16), "  ", record)
    return [(), first, *(line(" " * 8, each) for each in pieces[1:])]


def sentence(finding: Agreement) -> str:
    """A finding in words that do not shame."""
    who, name = PEOPLE[finding.source], one_line(finding.name)
    see = "sees" if finding.source == "mentor" else "see"
    own, theirs = words.level(finding.self_mean or 0), words.level(finding.other_mean or 0)
    start = who[0].upper() + who[1:]
    match finding.verdict:
        case "blind_spot":
            return f"{start} {see} {name} a little differently: {theirs} against your {own}."
        case "hidden_strength":
            return f"{start} {see} more in your {name} than you do: {theirs} against your {own}."
        case "agreed_strength":
            return f"{start} and you see {name} alike, a strength: {theirs}, yours {own}."
        case "shared_focus":
            return f"{start} and you see the same room to grow in {name}: {theirs}, yours {own}."
        case _:
            return f"{start} and you see {name} alike so far: {theirs}, yours {own}."


def _head() -> Line:
    return line(
        Span("You and others", "strong"), " " * 7, cell("whose", 9, "dim"),
        cell("theirs", 7, "dim", right=True), cell("yours", 6, "dim", right=True),
        cell("n", 4, "dim", right=True), "  ", cell("", 21), Span("latest", "dim"),
    )  # fmt: skip


def _row(finding: Agreement) -> Line:
    return line(
        "  ", cell(one_line(finding.name), 18), " ", cell(finding.source, 9, "dim"),
        cell(words.level(finding.other_mean or 0), 7, right=True),
        cell(words.level(finding.self_mean or 0), 6, right=True),
        cell(str(finding.n), 4, right=True), "  ", cell(_short(finding), 21),
        Span(finding.evidence[0][:6], "dim"),
    )  # fmt: skip


def _short(finding: Agreement) -> str:
    sure, so_far = SHORT[finding.verdict]
    return sure if finding.strength_of_evidence == "established" else so_far


def _notes(told: Sequence[Agreement]) -> list[str]:
    mild = any(each.verdict == "blind_spot" for each in told)
    unsure = any(each.strength_of_evidence == "tentative" for each in told)
    return [*([UNSURE] if unsure else []), *([MILD] if mild else [])]


def _lacking(found: Sequence[Agreement]) -> list[str]:
    few = Counter(each.source for each in found if each.verdict == "not_enough")
    parts = [f"{words.counted(count, 'skill')} by {PEOPLE[who]}" for who, count in few.items()]
    return [f"Fewer than {MIN_PAIRS} pairs, so nothing is said: {', '.join(parts)}."] if few else []


def agreement_markdown(report: Report) -> list[str]:
    """The table with intervals and records, a sentence for each established finding, the rule."""
    told = [each for each in report.agreement if each.verdict != "not_enough"]
    if not told:
        lacking = _lacking(report.agreement)
        return ["## You and others", *lacking] if lacking else []
    head = ("skill", "whose", "theirs", "yours", "gap (90% interval)", "n", "", "records")
    sure = [each for each in told if each.strength_of_evidence == "established"]
    said = [f"- {escape(sentence(each))}" for each in sure]
    notes = [*_notes(told), *_lacking(report.agreement), f"Rule: {told[0].rule}."]
    return [
        f"## You and others, {words.span(report.window)}",
        *(["\n".join(said)] if said else []),
        table(head, "llrrrrll", (_cells(each) for each in told)),
        "\n".join(f"- {escape(each)}" for each in notes),
    ]


def _cells(finding: Agreement) -> tuple[str, ...]:
    return (
        escape(finding.name),
        finding.source,
        words.level(finding.other_mean or 0),
        words.level(finding.self_mean or 0),
        _gap(finding),
        str(finding.n),
        _short(finding),
        ids(finding.evidence),
    )


def _gap(finding: Agreement) -> str:
    text = _signed(finding.difference or 0)
    if finding.interval is None:
        return text
    low, high = finding.interval
    return f"{text} ({_signed(low)} to {_signed(high)})"


def _signed(value: float) -> str:
    rounded = round(value, 1) or 0.0
    return f"{rounded:+.1f}".replace("-", "−") if rounded else "0.0"
