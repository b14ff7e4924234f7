"""The manual page, in roff, from what the command line consists of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from textwrap import wrap

from reflectcli.render.commands import (
    EVERYWHERE,
    Command,
    Parameter,
    argument_words,
    flag_words,
    own_flags,
    parameter_says,
    usage_words,
    walk,
)

ABOUT = (
    "Dates are written as today, yesterday, mon, last friday 18:30, 3 days ago, 20 nov or"
    " 2026-11-20. A record is named by its ID, a unique beginning of it, or last.",
    "Data goes to the standard output, all else to the standard error. Nothing is asked where"
    " there is no terminal.",
)
ENVIRONMENT = {
    "REFLECT_JOURNAL": "The journal's folder; --journal goes before it.",
    "REFLECT_PROMPTS": "The prompt set that reflect log asks.",
    "REFLECT_EDITOR, VISUAL, EDITOR": "The editor: the first of them that is set, after "
    "REFLECT_EDITOR that of the settings.",
    "REFLECT_PAPER": "The paper of PDFs: a4 or letter.",
    "REFLECT_PASSPHRASE_FILE": "A file whose first line is the passphrase of an encrypted journal.",
    "REFLECT_PASSPHRASE_COMMAND": "A command that prints it, such as that of a password manager.",
    "REFLECT_KEY_FILE": "A file with the key itself: the recovery key.",
    "NO_COLOR": "Anything in it: no colour.",
}
FILES = {
    "journal.toml": "In the journal's folder: the skills, KPIs and prompts. The records lie beside "
    "it, one TOML file each; reflect info format describes them.",
    "config.toml": "Your own settings: journal, editor, prompts, paper. reflect info paths says "
    "where.",
}
EXIT_CODES = {
    "0": "Done.",
    "1": "A fault of the program; the journal is safe.",
    "2": "Wrong usage.",
    "3": "Bad data in the journal or in an input file.",
    "4": "Not found, or more than one.",
    "5": "Changed elsewhere meanwhile.",
    "6": "The system refused: disk full, read-only, no permission.",
    "7": "The journal is encrypted, and its key cannot be had.",
    "130": "Interrupted.",
}


def man_page(root: Command, version: str) -> str:
    """The page reflect(1)."""
    lines = [
        '.\\" Generated from the commands themselves.',
        f'.TH REFLECT 1 "" "reflectcli {version}" "User Commands"',
        ".SH NAME",
        f"reflect \\- {_text(root.summary[:1].lower() + root.summary[1:].rstrip('.'))}",
        ".SH SYNOPSIS",
        ".B reflect",
        "[\\fIcommand\\fR] [\\fIargument\\fR ...] [\\fIoptions\\fR]",
        ".SH DESCRIPTION",
        *_paragraphs([*root.prose, *ABOUT]),
        ".SH OPTIONS",
        *_paragraphs([EVERYWHERE.replace("`", "")]),
        *_parameters(root.flags),
    ]
    for below in root.commands:
        title = f".SH {below.panel.upper()}"
        lines += [title] if title not in lines else []
        for command in walk(below):
            lines += _section(command)
    for title, table in (
        ("ENVIRONMENT", ENVIRONMENT),
        ("FILES", FILES),
        ("EXIT STATUS", EXIT_CODES),
    ):
        lines += [f".SH {title}", *_table(table)]
    # A heading begins a paragraph by itself.
    kept = (
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if line != ".PP" or not before.startswith((".SH", ".SS"))
    )
    return "\n".join(kept) + "\n"


def _section(command: Command) -> Iterator[str]:
    yield f".SS reflect {_text(command.name)}"
    if not command.commands:
        yield f"\\fB{_text(usage_words(command))}\\fR"
    yield from _paragraphs(command.prose or (command.summary,))
    yield from _parameters((*command.arguments, *own_flags(command)))
    if command.examples:
        yield from (".PP", "Examples:", ".PP", ".nf", ".RS 4")
        yield from map(_text, command.examples)
        yield from (".RE", ".fi")


def _paragraphs(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield ".PP"
        yield from _lines(text)


def _parameters(parameters: Iterable[Parameter]) -> Iterator[str]:
    for each in parameters:
        words = flag_words(each) if each.names else argument_words(each)
        yield from _item(words, parameter_says(each))


def _table(table: Mapping[str, str]) -> Iterator[str]:
    for words, says in table.items():
        yield from _item(words, says)


def _item(words: str, says: str) -> Iterator[str]:
    yield from (".TP", f"\\fB{_text(words)}\\fR")
    # An item without a line would take the next one's.
    yield from _lines(says) if says else ("\\&",)


def _lines(text: str) -> Iterator[str]:
    return map(_text, wrap(text, 72, break_long_words=False, break_on_hyphens=False))


def _text(text: str) -> str:
    """A text as roff: nothing in it is a command, each letter what it says."""
    plain = text.strip().replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    plain = plain.replace("`", "\\(ga").replace("^", "\\(ha").replace("~", "\\(ti")
    safe = f"\\&{plain}" if plain.startswith(".") else plain
    return "".join(letter if letter.isascii() else f"\\[u{ord(letter):04X}]" for letter in safe)
