"""The mentor's letter as Markdown: the same words as the page, to read or to paste."""

from __future__ import annotations

from collections.abc import Iterator

from reflectcli.render.letter.model import Finding, Letter, Point, Quote, Section, Topic
from reflectcli.render.markdown_text import escape, table

COVERED = "- covered until you have rated; ask for the page, or for a pack that is not blind"


def markdown_letter(letter: Letter) -> str:
    """The whole letter."""
    role = [escape(letter.role)] if letter.role else []
    blocks = [
        f"# {escape(letter.title)}",
        *role,
        f"{letter.span} · {letter.written} · {letter.as_of}",
        "## Fifteen minutes",
        *(_topic(each, letter.blind) for each in letter.topics),
        *(block for section in letter.sections for block in _section(section, letter.blind)),
        "## How this was made",
        *(escape(each) for each in letter.about),
    ]
    return "\n\n".join(blocks) + "\n"


def _topic(topic: Topic, blind: bool) -> str:
    lines = [COVERED if blind and each.own else _point(each) for each in topic.points] or [
        f"- {topic.empty}"
    ]
    return "\n".join([f"### {topic.title}, {topic.minutes} min", "", *lines])


def _point(point: Point) -> str:
    lead = f"{escape(point.lead)}: " if point.lead else ""
    note = f" ({escape(point.note)})" if point.note else ""
    text = f"“{escape(point.text)}”" if point.quoted else f"**{escape(point.text)}**"
    return f"- {lead}{text}{note}"


def _section(section: Section, blind: bool) -> Iterator[str]:
    yield f"## {escape(section.title)}"
    if section.intro:
        yield escape(section.intro)
    for finding in section.findings:
        covered = blind and finding.own
        yield from (f"### {escape(finding.title)}", COVERED) if covered else _finding(finding)
    if section.table and not blind:
        head = tuple(escape(each) for each in section.table.head)
        rows = (tuple(map(escape, row)) for row in section.table.rows)
        yield table(head, "l" * len(head), rows)
    yield from (escape(note) for note in section.notes)


def _finding(finding: Finding) -> Iterator[str]:
    verdict = f" · {escape(finding.verdict)}" if finding.verdict else ""
    yield f"### {escape(finding.title)}{verdict}"
    said = [escape(each) for each in (finding.claim, *finding.means) if each]
    if said:
        yield " ".join(said)
    own = finding.quotes[0] if finding.quotes and finding.quotes[0].text == finding.words else None
    if finding.words and own is None:
        yield f"> {escape(finding.words)}"
    steps = [f"- [{'x' if done else ' '}] {escape(text)}" for done, text in finding.steps]
    facts = [f"- {escape(name)}: {escape(text)}" for name, text in finding.facts]
    if steps or facts:
        yield "\n".join([*steps, *facts])
    yield from (_quote(each) for each in finding.quotes)


def _quote(quote: Quote) -> str:
    more = [f"> {escape(name)}: {escape(text)}" for name, text in quote.more]
    who = f", {escape(quote.who)}" if quote.who else ""
    lines = [f"> “{escape(quote.text)}” ({quote.day}{who}, `{quote.ref}`)", *more]
    return "  \n".join(lines)
