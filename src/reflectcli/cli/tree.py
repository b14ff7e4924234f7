"""The command line as data, read from the typer commands: for completion, manual and reference."""

from typing import Any

from typer.main import get_command

from reflectcli.cli.app import app
from reflectcli.cli.kinds import choices_of, kind_of, plain_metavar
from reflectcli.cli.table import COMMANDS, load
from reflectcli.render.commands import Command, Parameter

HELP = Parameter(names=("--help", "-h"), help="Show what it does, and examples.")


def command_tree() -> Command:
    """The root with all commands below it, in the order of the help."""
    root = get_command(app)
    below = tuple(_command(name, load(name)) for name in COMMANDS)
    prose, _ = _help(root)
    return Command(
        name="", summary=prose[0], prose=prose, flags=(*_flags("", root), HELP), commands=below
    )


def _command(name: str, command: Any) -> Command:
    prose, examples = _help(command)
    entry = COMMANDS.get(name)
    return Command(
        name=name,
        panel=entry.panel if entry else "",
        summary=entry.help if entry else _first_sentence(prose[0]),
        prose=prose,
        examples=examples,
        arguments=_arguments(name, command),
        flags=(*_flags(name, command), HELP),
        commands=tuple(
            _command(f"{name} {word}", below)
            for word, below in getattr(command, "commands", {}).items()
        ),
    )


def _help(command: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The paragraphs of a command's help, and its examples."""
    text = (command.help or "").replace("\\[", "[")
    prose, _, examples = text.partition("Examples:")
    paragraphs = (" ".join(paragraph.split()) for paragraph in prose.split("\n\n"))
    lines = (line.strip() for line in examples.splitlines())
    return tuple(filter(None, paragraphs)), tuple(filter(None, lines))


def _first_sentence(text: str) -> str:
    return text.partition(". ")[0].removesuffix(".") + "."


def _arguments(name: str, command: Any) -> tuple[Parameter, ...]:
    return tuple(
        Parameter(
            metavar=plain_metavar(each) or each.name.upper(),
            help=each.help or "",
            kind=kind_of(name, each),
            repeated=each.nargs == -1,
            required=each.required,
            choices=choices_of(each),
        )
        for each in command.params
        if each.param_type_name == "argument"
    )


def _flags(name: str, command: Any) -> tuple[Parameter, ...]:
    return tuple(
        Parameter(
            # The long names first, as they are offered.
            names=tuple(
                sorted((*each.opts, *each.secondary_opts), key=lambda word: word[:2] != "--")
            ),
            metavar="" if each.is_flag else _value(each),
            help=each.help or "",
            kind=kind_of(name, each),
            repeated=each.multiple,
            choices=choices_of(each),
        )
        for each in command.params
        if each.param_type_name == "option" and not each.hidden
    )


def _value(flag: Any) -> str:
    words = choices_of(flag)
    joined = "|".join(words)
    return flag.metavar or (joined if words and len(joined) < 30 else "WORD" if words else "TEXT")
