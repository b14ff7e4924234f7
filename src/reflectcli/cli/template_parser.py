"""A filled Markdown template to what it says; every error names its line."""

from collections.abc import Callable
from typing import Any, TypeVar

from reflectcli.cli.levels import parse_feeling, parse_levels
from reflectcli.cli.lists import tags, words
from reflectcli.cli.reflection import Ground, Reflection, prompt_set
from reflectcli.cli.template import TEXT, TITLE, by_folded, folded, headings, unescape
from reflectcli.domain.moments import parse_day
from reflectcli.domain.prompts import PromptSet
from reflectcli.errors import ExitCode, ReflectError, SourceLocation, nearest
from reflectcli.frozen import dataclass

T = TypeVar("T")
FRONT = ("prompts", "date", "mood", "energy", "tags", "ratings", "links", "private")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file, with its number."""

    file: str
    number: int
    text: str

    def error(self, message: str, part: str | None = None, hint: str | None = None) -> ReflectError:
        shown = self.text.strip() if part is None else part
        column = self.text.find(shown) + 1 or 1
        where = SourceLocation(self.file, self.number, column, self.text, max(1, len(shown)))
        return ReflectError(message, location=where, hint=hint, code=ExitCode.BAD_DATA)


def parse_markdown(text: str, file: str, ground: Ground) -> Reflection:
    """The reflection that the text holds; text before the first heading is free text.

    Raises:
        ReflectError: with the line that is not right, in `file` (exit code 3).
    """
    whole = text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n")
    lines = [_Line(file, number, line) for number, line in enumerate(whole, 1)]
    front, rest = _split_front(lines)
    values = {name: (line, value) for line in front for name, value in _pair(line)}
    name, prompts = _prompts(values.get("prompts"), ground)
    reflection = Reflection(name)
    for key, (line, value) in values.items():
        if value and key != "prompts":
            setattr(reflection, *_attribute(key, line, value, ground))
    before, sections = _sections(rest)
    _answer(reflection, prompts, sections)
    if free := unescape(_without_comments(before)):
        reflection.text = f"{free}\n\n{reflection.text}" if reflection.text else free
    return reflection


def _split_front(lines: list[_Line]) -> tuple[list[_Line], list[_Line]]:
    start = next((index for index, line in enumerate(lines) if line.text.strip()), 0)
    if lines[start].text.rstrip() != "---":
        return [], lines
    for index in range(start + 1, len(lines)):
        if lines[index].text.rstrip() == "---":
            return lines[start + 1 : index], lines[index + 1 :]
    raise lines[start].error("the part that begins here has no end", hint="end it with ---")


def _pair(line: _Line) -> list[tuple[str, str]]:
    if not line.text.strip() or line.text.startswith("#"):
        return []
    name, colon, value = line.text.partition(":")
    key = name.strip().lower()
    if not colon:
        raise line.error("not a line of the form name: value")
    if key not in FRONT:
        near = nearest(key, FRONT)
        meant = f"; did you mean {near}?" if near else f"; there are {', '.join(FRONT)}"
        raise line.error(f"unknown name {key!r}{meant}", name.strip())
    return [(key, value.strip())]


def _prompts(given: tuple[_Line, str] | None, ground: Ground) -> tuple[str, PromptSet]:
    if ground.named is None and given is not None and given[1]:
        return _located(*given, lambda value: prompt_set(value, ground.config))
    return prompt_set(ground.named or ground.usual, ground.config)


def _attribute(key: str, line: _Line, value: str, ground: Ground) -> tuple[str, Any]:
    """The attribute of a reflection that a value of the front part is for, and what it means."""
    rubric = ground.config.rubric
    read: Callable[[str], Any] = {
        "date": lambda text: parse_day(text, ground.today),
        "mood": lambda text: parse_feeling(text, "mood"),
        "energy": lambda text: parse_feeling(text, "energy"),
        "tags": lambda text: tags([text]),
        "ratings": lambda text: parse_levels([text], rubric),
        "links": lambda text: words([text]),
        "private": _yes,
    }[key]
    return ("day" if key == "date" else key), _located(line, value, read)


def _yes(text: str) -> bool:
    if text.lower() in ("yes", "true", "no", "false"):
        return text.lower() in ("yes", "true")
    raise ReflectError(f"private must be yes or no, not {text}")


def _located(line: _Line, value: str, read: Callable[[str], T]) -> T:
    try:
        return read(value)
    except ReflectError as error:
        raise line.error(str(error), value, error.problem.hint) from None


def _sections(lines: list[_Line]) -> tuple[list[_Line], list[list[_Line]]]:
    """What stands before the first heading, and each heading with the lines under it."""
    starts = [index for index, line in enumerate(lines) if line.text.startswith("## ")]
    ends = [*starts[1:], len(lines)]
    sections = [lines[start:end] for start, end in zip(starts, ends, strict=False)]
    return lines[: starts[0]] if starts else lines, sections


def _answer(reflection: Reflection, prompts: PromptSet, sections: list[list[_Line]]) -> None:
    known = by_folded(prompts)
    seen: set[str] = set()
    for head, *body in sections:
        heading = head.text[3:].strip()
        name = known.get(folded(heading))
        if name is None:
            raise _unknown_heading(head, heading, reflection.prompts, prompts)
        if name in seen:
            raise head.error(f"{heading!r} stands here twice", hint="put the two answers together")
        seen.add(name)
        answer = unescape([line.text for line in body])
        if answer and name == TEXT:
            reflection.text = answer
        elif answer:
            reflection.answers[name] = answer


def _unknown_heading(head: _Line, heading: str, name: str, prompts: PromptSet) -> ReflectError:
    lower = {each.lower(): each for each in headings(prompts)}
    near = nearest(heading, list(lower))
    meant = f"; did you mean {lower[near]!r}?" if near else ""
    return head.error(
        f"{name} has no question {heading!r}{meant}",
        heading,
        f"write \\## {heading} if the line is part of your text",
    )


def _without_comments(lines: list[_Line]) -> list[str]:
    """The lines without HTML comments and without the template's title."""
    kept, opened = [], None
    for line in lines:
        if opened is None and line.text.startswith("<!--"):
            opened = line
        elif opened is None and not line.text.startswith(TITLE.rstrip()):
            kept.append(line.text)
        if opened is not None and line.text.rstrip().endswith("-->"):
            opened = None
    if opened is not None:
        raise opened.error("the comment that begins here has no end", hint="end it with -->")
    return kept
