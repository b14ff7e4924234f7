"""The commands, in the order of the help, each with the module that is imported to run it."""

from importlib import import_module
from inspect import cleandoc
from typing import Any

from typer import Typer
from typer.core import TyperGroup
from typer.main import get_command as build

from reflectcli.frozen import dataclass

WRITE, LOOK, GROW, KEEP = "Write", "Look", "Grow", "Keep"


@dataclass(frozen=True, slots=True)
class Entry:
    """A command: its module holds a Typer named `app`."""

    module: str
    panel: str
    help: str


COMMANDS: dict[str, Entry] = {
    "note": Entry("note", WRITE, "Catch one line during a shift."),
    "log": Entry("log", WRITE, "Reflect on the shift at its end."),
    "success": Entry("interactions", WRITE, "Keep what worked in one interaction, and why."),
    "challenge": Entry("interactions", WRITE, "Take apart a hard one: cause, own part, next time."),
    "worked": Entry("playbook", WRITE, "Say whether a rule of yours worked this time."),
    "rate": Entry("rate", WRITE, "Rate your skills, 1 to 5."),
    "feedback": Entry("feedback", WRITE, "What customers, colleagues and your mentor say."),
    "kpi": Entry("kpi", WRITE, "The figures you are measured by."),
    "import": Entry("importing", WRITE, "Surveys and KPI exports from CSV; other journals."),
    "week": Entry("periods", LOOK, "The week: what went well, one focus, skills, KPIs, goals."),
    "month": Entry("periods", LOOK, "The month, in the same way."),
    "quarter": Entry("periods", LOOK, "The quarter, in the same way."),
    "year": Entry("periods", LOOK, "The year, in the same way."),
    "calendar": Entry("calendar", LOOK, "A year as a heat map: entries, or one skill's levels."),
    "report": Entry(
        "report", LOOK, "The findings to keep or send: terminal, Markdown, HTML, PDF, JSON."
    ),
    "list": Entry("browse", LOOK, "Records, newest first."),
    "show": Entry("browse", LOOK, "One record, whole."),
    "search": Entry("browse", LOOK, "Find words in all that you wrote."),
    "recall": Entry("playbook", LOOK, "What worked the last times it was like this."),
    "playbook": Entry("playbook", LOOK, "All your if-then rules, and how often each worked."),
    "goal": Entry("goal", GROW, "Goals with a measure, steps and check-ins."),
    "experiment": Entry("experiment", GROW, "Try something new, its test fixed beforehand."),
    "activity": Entry("activity", GROW, "Training, coaching, practice: hours and takeaways."),
    "share": Entry("share", GROW, "One page of what worked, for colleagues."),
    "mentor": Entry("mentor", GROW, "One file to your mentor, one file back."),
    "away": Entry("away", KEEP, "Days off and holidays, which are no gap."),
    "remind": Entry("remind", KEEP, "A reminder by your rhythm, for your system's own scheduler."),
    "prompt-status": Entry("prompt", KEEP, "A few characters for your shell prompt."),
    "edit": Entry("edit", KEEP, "Change a record."),
    "tags": Entry("tags", KEEP, "Which tags there are; rename one, make one of several."),
    "delete": Entry("keep", KEEP, "Move a record to the trash."),
    "undo": Entry("keep", KEEP, "Take back the last change."),
    "check": Entry("check", KEEP, "Look at every file of the journal; repair what can be."),
    "sync": Entry("sync", KEEP, "The journal on several devices, by way of git."),
    "encrypt": Entry("encrypt", KEEP, "Records behind a key, which only you have."),
    "backup": Entry("backup", KEEP, "The whole journal in one file, read back to prove it."),
    "restore": Entry("backup", KEEP, "Bring a journal back from a backup."),
    "export": Entry("export", KEEP, "Take it all along: JSON, CSV, Markdown, jrnl, JSON lines."),
    "init": Entry("init", KEEP, "Start a journal."),
    "completion": Entry("completion", KEEP, "What TAB completes in your shell."),
    "info": Entry("info", KEEP, "The file format, commands, manual, paths, version, schema."),
    "demo": Entry("demo", KEEP, "A sample journal of twelve weeks, and what it tells."),
}


class LazyGroup(TyperGroup):
    """The root command: it imports a command's module only when the command is run."""

    listing = False

    def list_commands(self, ctx: object) -> list[str]:
        """The names of all commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: object, cmd_name: str) -> Any:
        """The command of a name; for the list of commands only what the list shows."""
        entry = COMMANDS.get(cmd_name)
        if entry is None:
            return None
        return _stub(cmd_name, entry) if self.listing else load(cmd_name)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The root's help, for which no command is imported."""
        self.listing = True
        super().format_help(ctx, formatter)


def load(name: str) -> Any:
    """The command of a name, its module imported."""
    module = import_module(f"reflectcli.cli.{COMMANDS[name].module}")
    app: Typer = module.APPS[name]
    command = build(app)
    command.name = name
    tidy(command)
    return command


def tidy(command: Any) -> None:
    """Lay out the help of a command and of those below it: prose flows, examples stand in lines."""
    command.help = layout(command.help or "")
    for below in getattr(command, "commands", {}).values():
        tidy(below)


def layout(text: str) -> str:
    """A docstring as rich markup: paragraphs on one line each, an example a line."""
    prose, _, examples = cleandoc(text).replace("[", "\\[").partition("Examples:")
    paragraphs = [" ".join(paragraph.split()) for paragraph in prose.split("\n\n")]
    lines = [f"  {line.strip()}" for line in examples.splitlines() if line.strip()]
    shown = ["Examples:\n" + "\n".join(lines)] if lines else []
    return "\n\n".join([*(paragraph for paragraph in paragraphs if paragraph), *shown])


def _stub(name: str, entry: Entry) -> Any:
    app = Typer(add_completion=False)
    app.command(name, help=entry.help, rich_help_panel=entry.panel)(lambda: None)
    return build(app)
