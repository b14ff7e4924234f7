"""What completion knows of the command line and of a new journal, as the files that it reads."""

from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import KINDS, Record
from reflectcli.frozen import fields
from reflectcli.render.commands import Command, Parameter, walk

NEVER_SET = {"format", "id", "kind", "extra"}
"""Fields of a record that nobody sets by hand."""


def grammar_text(root: Command) -> str:
    """The content of `tab/grammar.txt`; `tab/grammar.py` says how it is written."""
    return "\n\n".join(_block(command) for command in walk(root)) + "\n"


def _block(command: Command) -> str:
    rows = map(_row, (*command.arguments, *command.flags))
    return "\n\t".join([f"{command.name}\t{command.summary}", *rows])


def _row(parameter: Parameter) -> str:
    names = " ".join(parameter.names) or parameter.metavar
    return f"{names}\t{parameter.kind}{'+' * parameter.repeated}\t{parameter.help}"


def usual_text() -> str:
    """The content of `tab/usual.toml`: what a new journal knows, and the fields of each kind."""
    from reflectcli.domain.data import to_data
    from reflectcli.storage.toml import dump

    data = to_data(JournalConfig())
    skills = {
        skill: {
            key: each[key] for key in ("name", "low", "middle", "high", "active") if key in each
        }
        for skill, each in data["rubric"]["skills"].items()
    }
    kpis = {
        kpi: {key: each[key] for key in ("name", "active") if key in each}
        for kpi, each in data["kpis"].items()
    }
    return "# Generated from the domain.\n\n" + dump(
        {
            "fields": {kind: _settable(cls) for kind, cls in KINDS.items()},
            "rubric": {"skills": skills},
            "kpis": kpis,
            "prompts": data["prompts"],
        }
    )


def _settable(cls: type[Record]) -> list[str]:
    return [each.name for each in fields(cls) if each.name not in NEVER_SET]
