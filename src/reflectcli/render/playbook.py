"""The playbook: rules with their record, for the terminal, Markdown and JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from reflectcli.analysis.findings import Promise
from reflectcli.domain.data import to_plain
from reflectcli.domain.rubric import Rubric
from reflectcli.render import words
from reflectcli.render.lines import Line, Span, cell, line, section
from reflectcli.render.markdown_text import block, escape
from reflectcli.render.text import one_line, wrap
from reflectcli.render.tries import tries_words

if TYPE_CHECKING:
    # A summary says no more than a promise's record.
    from reflectcli.analysis.playbook import Match, Rule

ID = 6
ANY = "Without a skill"


def promise_words(promise: Promise) -> str:
    """A promise on one line, with its record where it has been tried."""
    said = tries_words(promise.tried, promise.worked)
    return one_line(promise.text) + (f" ({said})" if said else "")


def recall_lines(matches: Sequence[Match], columns: int) -> list[Line]:
    """The rules that are near, the nearest first."""
    lines = [each for match in matches for each in ((), *rule_lines(match.rule, columns))]
    return lines[1:]


def playbook_lines(rules: Sequence[Rule], rubric: Rubric, columns: int) -> list[Line]:
    """All rules under their skills."""
    lines: list[Line] = []
    for name, group in by_skill(rules, rubric).items():
        lines += section(name, [each for rule in group for each in rule_lines(rule, columns)])
    return lines[1:]


def rule_lines(rule: Rule, columns: int) -> list[Line]:
    """A rule and, below it, what it comes from and its record."""
    room = columns - ID - 4
    first, *more = wrap(one_line(rule.text), room)
    lines = [line("  ", cell(first, room), "  ", Span(rule.id[:ID], "dim"))]
    lines += [line("  ", piece) for piece in more]
    story = one_line(rule.story)
    said = [
        words.day(rule.day) + f" {rule.day.year}",
        *([] if story in one_line(rule.text) else [story]),
    ]
    lines += [line("    ", Span(piece, "dim")) for piece in wrap(": ".join(said), columns - 4)[:2]]
    record = tries_words(rule.tried, rule.worked) or "not tried since"
    return [*lines, line("    ", Span(record, "accent" if rule.tried else "dim"))]


def by_skill(rules: Sequence[Rule], rubric: Rubric) -> dict[str, list[Rule]]:
    """The rules under the name of their first skill, in the rubric's order."""
    groups: dict[str, list[Rule]] = {}
    for skill in (*rubric.skills, ""):
        group = [rule for rule in rules if (rule.skills[:1] or ("",))[0] == skill]
        if group:
            name = rubric.skills[skill].name if skill else ANY
            groups[name[:1].upper() + name[1:]] = group
    return groups


def playbook_markdown(rules: Sequence[Rule], rubric: Rubric, owner: str | None) -> str:
    """All rules as a page to keep or to share."""
    who = f" of {escape(owner)}" if owner else ""
    blocks = [f"# Playbook{who}"]
    for name, group in by_skill(rules, rubric).items():
        blocks += block(escape(name), (_item(rule) for rule in group))
    return "\n\n".join(blocks) + "\n"


def _item(rule: Rule) -> str:
    record = tries_words(rule.tried, rule.worked)
    said = f"; {record}" if record else ""
    return f"- {escape(rule.text)} ({words.day(rule.day)} {rule.day.year}, `{rule.id}`{said})"


def rule_json(rule: Rule) -> Mapping[str, Any]:
    """A rule for JSON."""
    data: dict[str, Any] = to_plain(rule)
    del data["about"]
    return data
