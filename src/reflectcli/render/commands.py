"""What the command line consists of, and its reference as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from reflectcli.frozen import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """An argument or a flag: what it is called, what it takes, what it means.

    A flag has `names`; `metavar` stands for its value, empty where it has none. `kind` is what
    completion offers for it.
    """

    names: tuple[str, ...] = ()
    metavar: str = ""
    help: str = ""
    kind: str = ""
    repeated: bool = False
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A command or a group of commands; the root has an empty name."""

    name: str
    panel: str = ""
    summary: str
    prose: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    arguments: tuple[Parameter, ...] = ()
    flags: tuple[Parameter, ...] = ()
    commands: tuple[Command, ...] = ()


EVERYWHERE = (
    "Every command takes `--help`, and each that reads or writes a journal takes `--journal PATH`,"
    " before or after its name."
)


def own_flags(command: Command) -> list[Parameter]:
    """The flags of a command without those that all have."""
    return [flag for flag in command.flags if not {"--help", "--journal"} & {*flag.names}]


def walk(command: Command) -> Iterator[Command]:
    """A command and all below it, each before its own."""
    yield command
    for below in command.commands:
        yield from walk(below)


def argument_words(argument: Parameter) -> str:
    """An argument in a line of usage: ID, [TEXT…]."""
    words = argument.metavar + ("…" if argument.repeated else "")
    return words if argument.required else f"[{words}]"


def flag_words(flag: Parameter) -> str:
    """A flag with its other names and its value: --tag, -t TAG."""
    return " ".join(part for part in (", ".join(flag.names), flag.metavar) if part)


def usage_words(command: Command) -> str:
    """The line of usage: reflect goal step REF [TEXT…] [options]."""
    words = ["reflect", command.name, *map(argument_words, command.arguments)]
    words += ["COMMAND"] if command.commands else []
    words += ["[options]"] if own_flags(command) else []
    return " ".join(word for word in words if word)


def reference(root: Command) -> str:
    """All commands as one page of Markdown, in the order of the help."""
    parts = [
        "# Commands",
        EVERYWHERE,
    ]
    for command in walk(root):
        if command.panel and command.panel not in parts:
            parts.append(command.panel)
        parts += _section(command)
    panels = {command.panel for command in root.commands}
    titled = (f"## {part}" if part in panels else part for part in parts)
    return "\n\n".join(titled) + "\n"


def _section(command: Command) -> list[str]:
    parts = [f"### `reflect{' ' * bool(command.name)}{command.name}`"]
    parts += command.prose or (command.summary,)
    if not command.commands:
        parts.append(f"```\n{usage_words(command)}\n```")
    rows = [(argument_words(each), each) for each in command.arguments]
    rows += [(flag_words(each), each) for each in own_flags(command)]
    if rows:
        lines = (f"| `{_cell(words)}` | {_cell(parameter_says(each))} |" for words, each in rows)
        parts.append("\n".join(["| | |", "|---|---|", *lines]))
    if command.examples:
        parts.append("```\n" + "\n".join(command.examples) + "\n```")
    return parts


def parameter_says(parameter: Parameter) -> str:
    """What a parameter means, with the words that it takes where nothing else names them."""
    said = f"{parameter.help} {parameter.metavar}"
    unsaid = any(word not in said for word in parameter.choices)
    return parameter.help + (f" {', '.join(parameter.choices)}." if unsaid else "")


def _cell(text: str) -> str:
    return text.strip().replace("|", "\\|")
