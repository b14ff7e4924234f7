"""What is wrong with a line of a file, in plain words: the user's own name or text, and a way out.

The parser's messages are for programmers; each kind of them has a rule here, tried in order.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from reflectcli.errors import SourceLocation
from reflectcli.frozen import dataclass

FIX = "fix the line and run `reflect check`"
PAIR = 'a line is a name, = and a value, such as text = "hello"'
NAME = "a name has letters from a to z, digits, _ and -; any other stands between quotes"
_LONG = 40
_STRAIGHT = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "«": '"', "»": '"'}


@dataclass(frozen=True, slots=True)
class Line:
    """The line of the fault: all of it, from the fault on, its name and value, and those above."""

    text: str
    rest: str
    name: str
    value: str
    above: str

    @property
    def begun(self) -> str:
        """The value until the fault."""
        return self.value.removesuffix(self.rest).rstrip()


Words = tuple[str, str]
Rule = Callable[[Line, str], Words]


def in_plain_words(message: str, text: str, where: SourceLocation) -> Words:
    """The message and the hint of a fault, by the parser's message and where it stopped."""
    shown = where.text or ""
    # By plain string methods: a pattern would take its time with a line of many spaces.
    before, equals, value = shown.partition("=")
    head = shown.lstrip()
    if head.startswith("["):
        name, value = head.lstrip("[").partition("]")[0].strip(), ""
    else:
        name = before.strip() if equals else ""
    rest = shown[(where.column or 1) - 1 :]
    above = "\n".join(text.split("\n")[: (where.line or 1) - 1])
    line = Line(shown, rest, name, value.lstrip(), above)
    if rest[:1] not in ("", " ", "\t") and not (rest[0].isprintable() and not rest[0].isspace()):
        message = f"Illegal character '\\x{ord(rest[0]):x}'"
    for pattern, rule in _RULES:
        found = re.match(pattern, message, re.DOTALL)
        if found:
            said, hint = rule(line, found[1] if found.groups() else "")
            return f"not valid TOML: {said}", hint
    return f"not valid TOML: {message[:1].lower()}{message[1:]}", FIX


def _quoted(text: str) -> str:
    short = text.strip()
    return repr(short if len(short) <= _LONG else f"{short[:_LONG]}…")


def _twice(line: Line, _: str) -> Words:
    name = line.name.strip("\"'")
    if re.search(rf"(?m)^[ \t]*(?:\[+[ \t]*)?[\"']?{re.escape(name)}[\"']?[ \t]*[\]=]", line.above):
        return f"{_quoted(name)} is there twice", "keep one of the two, and in it what is to hold"
    first = _quoted(name.partition(".")[0])
    said = f"{_quoted(name)} clashes with a line above that says something else of {first}"
    return said, "keep one of the two, and in it what is to hold"


def _twice_inside(line: Line, name: str) -> Words:
    return f"{_quoted(name)} is there twice between {{ and }}", "keep one of the two"


def _open_text(line: Line, _: str) -> Words:
    return (
        "a text is not closed: the quote at its end is missing",
        "close it with the quote that it begins with; a text of several lines stands between "
        'three: """',
    )


def _odd_letter(line: Line, letter: str) -> Words:
    if letter == r"\n":
        return _open_text(line, letter)
    code = {r"\r": 13, r"\t": 9}.get(letter) or int(letter.removeprefix(r"\x") or "0", 16)
    what = "a character that cannot be seen"
    if code == 13:
        what = "a line end of another system"
    elif chr(code).isspace():
        what = "a space that is not the usual one"
    return f"{what} is in it, U+{code:04X}", "delete it, or type the line anew"


def _no_equals(line: Line, _: str) -> Words:
    if line.rest.lstrip().startswith(":"):
        return "a name is followed by = here, not by :", PAIR
    if "=" in line.rest and line.name:
        return _no_name(line)
    if not line.rest.strip():
        return f"there is no = after {_quoted(line.text)}", PAIR
    return f"there is no = after the name, at {_quoted(line.rest)}", PAIR


def _no_name(line: Line) -> Words:
    said = f"{_quoted(line.name)} cannot be a name as it stands"
    return said, f'{NAME}, such as "first call" = 1'


def _open_header(line: Line, closing: str) -> Words:
    return f"a heading in brackets is not closed by {closing}", "such as [kpis.csat]"


def _too_much(line: Line, _: str) -> Words:
    if not line.value:
        said = f"after this, nothing more may stand on the line: {_quoted(line.rest)}"
        return said, "put it on a line of its own"
    name, rest = _quoted(line.name), _quoted(line.rest)
    if line.begun[:1] in ('"', "'"):
        said = f"more follows the text of {name}: {rest}"
        if line.begun[0] == "'":
            return said, 'a text with a \' in it stands between "…"'
        return said, 'a " within a text is written \\"; nothing may follow the closing quote'
    if line.begun[:1] in ("[", "{"):
        said = f"more follows the closing bracket of {name}: {rest}"
        return said, "take it away, or put it on a line of its own"
    said = f"{_quoted(line.value)} cannot be read as the value of {name}"
    if re.match(r"\d+[-/.:]\d+[-/.:T ]|\d+:|\d{4,}-", line.value):
        return said, "a day is 2026-11-22, a time 16:40:00, both are 2026-11-22T16:40:00+01:00"
    if re.match(r"[^\s\"',;#]*\s*(?:#|$)", line.value) or "," in line.value:
        return said, 'a number is 12 or 1.5; all else stands between quotes, such as "18/20"'
    return said, "one name and one value a line; a text stands between quotes"


def _no_value(line: Line, _: str) -> Words:
    given = line.rest.strip()
    name = _quoted(line.name)
    if not given or given.startswith("#"):
        return f"there is no value after = for {name}", "write one on this line, or delete it"
    if given[0] in _STRAIGHT:
        return f"{given[0]} is no quote that a value can begin with", 'use straight ones: "hello"'
    if given.lower() in ("null", "none", "nil", "undefined"):
        return f"{_quoted(given)} is no value: there is no word for nothing", "leave the line out"
    if given.lower() in ("true", "false"):
        return f"{_quoted(given)} is written small here", f"{line.name} = {given.lower()}"
    if given[0] == "=":
        return f"one = too many for {name}", "delete one"
    if given[0] in ",]}":
        return f"a value is missing before {_quoted(given)}", "write one, or delete the sign"
    if not line.begun and re.fullmatch(r"[^\W\d_][^\"'\\]*", given) and len(given) < _LONG:
        return f"{_quoted(given)} is a text without quotes", f'{line.name} = "{given}"'
    return (
        f"{_quoted(given)} is no value",
        'a text stands between quotes, a number is 12, -3 or 0.5: "went well", 4',
    )


def _no_day(line: Line, _: str) -> Words:
    return f"there is no such day: {_quoted(line.rest)}", "a day is written 2026-11-22"


def _backslash(line: Line, _: str) -> Words:
    return (
        "a \\ in a text has a meaning of its own, and none with what follows it here",
        "write \\\\ for one, or put the text between '…' in place of \"…\"",
    )


def _odd_name(line: Line, _: str) -> Words:
    return (
        f"there is no name that could be one at {_quoted(line.rest or line.text)}",
        NAME,
    )


def _odd_line(line: Line, _: str) -> Words:
    if line.text.startswith(("=======", ">>>>>>>")):
        said = "a mark of a merge was left over"
        return said, "delete the line, and see whether what is above it is as it should be"
    if "=" in line.rest and line.name and not line.name.startswith("."):
        return _no_name(line)
    return f"a line cannot begin with {_quoted(line.rest[:1])}", PAIR


def _open_list(line: Line, _: str) -> Words:
    return "a list is not closed by ], or a comma is missing in it", 'such as ["refund", "late"]'


def _open_table(line: Line, _: str) -> Words:
    return (
        "what begins with { is not closed by } on its line, or a comma is missing in it",
        "such as { control = 4, note = 2 }",
    )


_RULES: tuple[tuple[str, Rule], ...] = (
    (r"Duplicate inline table key '(.*)'", _twice_inside),
    (r"Cannot (?:declare|overwrite|mutate|redefine)", _twice),
    (r"Unterminated string|Expected (?:\"'|\"''')", _open_text),
    (r"(?:Illegal|Found invalid) character '(\\.*)'", _odd_letter),
    (r"Expected '=' after a key", _no_equals),
    (r"Expected '(\]+)' at the end of", _open_header),
    (r"Expected newline or end of document", _too_much),
    (r"Invalid value", _no_value),
    (r"Invalid date or datetime", _no_day),
    (r"Invalid hex value|Unescaped '\\'|Escaped character is not", _backslash),
    (r"Invalid initial character for a key part", _odd_name),
    (r"Invalid statement", _odd_line),
    (r"Unclosed array", _open_list),
    (r"Unclosed inline table", _open_table),
)
