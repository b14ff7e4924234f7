"""The quick way in: plain command lines of the hot commands, read without typer.

A command line that is written in any other way (help, an abbreviation, --name=value, a mistake) is
typer's to read. A test holds the table below against the typer commands, another that both ways
do the same.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module

from reflectcli.frozen import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

VALUE, LIST, NUMBER, FLAG = "value", "list", "number", "flag"

OPTIONS = {
    "--about": ("about", LIST),
    "-s": ("about", LIST),
    "--all": ("everything", FLAG),
    "-a": ("everything", FLAG),
    "--allow": ("allow", FLAG),
    "--as-of": ("as_of", VALUE),
    "--at": ("at", VALUE),
    "--by": ("by", VALUE),
    "--channel": ("channel", VALUE),
    "--compare": ("compare", VALUE),
    "--csv": ("csv", FLAG),
    "--dry-run": ("dry_run", FLAG),
    "--guess": ("guess", VALUE),
    "--journal": ("journal", VALUE),
    "--json": ("json", FLAG),
    "--kind": ("kinds", LIST),
    "--link": ("link", LIST),
    "--links": ("links", FLAG),
    "--no-pager": ("no_pager", FLAG),
    "--not": ("without", LIST),
    "--note": ("note", VALUE),
    "--number": ("number", NUMBER),
    "-n": ("number", NUMBER),
    "--of": ("of", VALUE),
    "--on": ("on", VALUE),
    "--plain": ("plain", FLAG),
    "--private": ("private", FLAG),
    "--raw": ("raw", FLAG),
    "--ref": ("ref", VALUE),
    "--set": ("assignments", LIST),
    "--since": ("since", VALUE),
    "--tag": ("tag", LIST),
    "-t": ("tag", LIST),
    "--until": ("until", VALUE),
    "--where": ("where", LIST),
    "--word": ("whole", FLAG),
    "-w": ("whole", FLAG),
    "--yes": ("yes", FLAG),
    "-y": ("yes", FLAG),
}
"""What each option gives, under which name, wherever a hot command has it."""


@dataclass(frozen=True, slots=True)
class Hot:
    """A hot command: its function in `reflectcli.cli.actions`, and what that takes.

    `words` are the names of its positional arguments, the last one for all that are left where it
    ends in an asterisk; `least` is how many there must be. `minus` tells that -1 is a word.
    `quick` are those options and words with which the module `way` may run it.
    """

    module: str
    function: str
    options: str
    words: str = ""
    least: int = 0
    minus: bool = False
    quick: str = ""
    way: str = "quick"


_WRITING = "on at tag link private allow journal"
_PERIOD = "since until as_of compare json journal"
_AGAIN = "which since until as_of json"
COMMANDS = {
    "": Hot("today", "today", "json", quick="json", way="quick_answers"),
    "note": Hot(
        "note", "note", f"channel ref {_WRITING}", "text*", 1,
        quick="text channel ref tag link private",
    ),
    "rate": Hot(
        "rate", "rate", f"note ref plain {_WRITING}", "skills*", 1,
        quick="skills note ref tag private",
    ),
    "kpi add": Hot(
        "reading", "add", f"of guess note channel ref {_WRITING}", "name value*", 2,
        minus=True, quick="name value of note channel ref tag link private",
    ),
    "list": Hot(
        "listing", "list_records",
        "number everything kinds tag about since until private json csv no_pager journal",
        "kind*", quick="number everything no_pager", way="quick_lines",
    ),
    "search": Hot(
        "search", "search",
        "kinds tag about since until number everything json no_pager without whole by journal",
        "words*", 1, quick="words number everything no_pager", way="quick_lines",
    ),
    "edit": Hot("edit", "edit", "assignments where yes dry_run allow journal", "reference"),
    "show": Hot("show", "show", "links raw json journal", "ref*", 1),
    "goal show": Hot("goal", "show", "json journal", "reference", 1),
    "week": Hot(
        "summary", "week", _PERIOD, "which", minus=True, quick=_AGAIN, way="quick_answers"
    ),
    "month": Hot(
        "summary", "month", _PERIOD, "which", minus=True, quick=_AGAIN, way="quick_answers"
    ),
    "quarter": Hot(
        "summary", "quarter", _PERIOD, "which", minus=True, quick=_AGAIN, way="quick_answers"
    ),
    "year": Hot(
        "summary", "year", _PERIOD, "which", minus=True, quick=_AGAIN, way="quick_answers"
    ),
}  # fmt: skip
GROUPS = frozenset(name.split()[0] for name in COMMANDS if " " in name)
"""The first words of the commands that have two."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A plain command line: the command, and what its function is called with."""

    command: Hot
    arguments: dict[str, Any]
    journal: str | None

    @property
    def is_quick(self) -> bool:
        """Tell whether the quick way may run it."""
        quick = self.command.quick.split()
        return bool(quick) and self.arguments.keys() <= set(quick)

    @property
    def writes(self) -> bool:
        """Tell whether it writes, and so never asks for the key of an encrypted journal."""
        return self.command.module in ("note", "rate", "reading")

    def run(self, session: Any) -> int | None:
        """Do what the command does, in a session of either kind; returns the exit code."""
        module = import_module(f"reflectcli.cli.actions.{self.command.module}")
        code: int | None = getattr(module, self.command.function)(session, **self.arguments)
        return code


def read_plain(argv: Sequence[str]) -> Plain | None:
    """The command line, where it is a plain one of a hot command."""
    command, rest = _command(argv)
    if command is None or (os.name == "nt" and any(set(each) & set("*?[~$%") for each in argv)):
        return None
    read = _read(command, rest)
    if read is None:
        return None
    words, arguments = read
    named = _named(command, words)
    if named is None:
        return None
    journal = arguments.pop("journal", None)
    return Plain(command, arguments | named, journal)


def _command(argv: Sequence[str]) -> tuple[Hot | None, Sequence[str]]:
    """The hot command that the line begins with, and what follows."""
    if not argv or argv[0].startswith("-"):
        return COMMANDS[""], argv
    depth = 2 if argv[0] in GROUPS else 1
    name = " ".join(argv[:depth])
    # A single word may be empty, or look like two.
    return COMMANDS.get(name) if name.split() == [*argv[:depth]] else None, argv[depth:]


def _read(command: Hot, tokens: Sequence[str]) -> tuple[list[str], dict[str, Any]] | None:
    words: list[str] = []
    arguments: dict[str, Any] = {}
    allowed = command.options.split()
    rest = iter(tokens)
    for token in rest:
        if token[:1] != "-" or token == "-" or (command.minus and token[1:].isdecimal()):
            words.append(token)
            continue
        name, kind = OPTIONS.get(token, ("", ""))
        value = True if kind == FLAG else _value(kind, next(rest, "-"))
        if name not in allowed or value is None or (name in arguments and kind != LIST):
            return None
        arguments[name] = [*arguments.get(name, ()), value] if kind == LIST else value
    return words, arguments


def _value(kind: str, text: str) -> str | int | None:
    if text[:1] == "-":
        return None
    if kind == NUMBER:
        return int(text) if text.isascii() and text.isdecimal() and int(text) > 0 else None
    return text


def _named(command: Hot, words: list[str]) -> dict[str, Any] | None:
    """The positional arguments by their names; None where there are too few or too many."""
    names = command.words.split()
    if len(words) < command.least:
        return None
    if names and names[-1].endswith("*"):
        single, many = names[:-1], names[-1][:-1]
        found: dict[str, Any] = dict(zip(single, words, strict=False))
        return found | ({many: words[len(single) :]} if words[len(single) :] else {})
    if len(words) > len(names):
        return None
    return dict(zip(names, words, strict=False))
