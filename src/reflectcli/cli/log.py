"""`reflect log`: the reflection at the end of a shift, by flags, questions, editor or pipe."""

from typing import Annotated

import typer

from reflectcli.cli.given import choose, link_ids, piped_text
from reflectcli.cli.levels import parse_levels
from reflectcli.cli.lists import tags
from reflectcli.cli.options import Allow, At, Journal, Links, On, Plain, Private, Tags
from reflectcli.cli.reflection import Reflection, parse_answers, prompt_set
from reflectcli.cli.session import Session, open_session
from reflectcli.cli.shift_log import ShiftLog
from reflectcli.errors import ReflectError

app = typer.Typer(add_completion=False)
APPS = {"log": app}

TEMPLATES = ("markdown", "toml")

Answers = Annotated[
    list[str] | None,
    typer.Option("--answer", "-a", metavar="NAME=TEXT", help="An answer; may be repeated."),
]
Mood = Annotated[int | None, typer.Option(min=1, max=5, help="1 low to 5 high.")]
Energy = Annotated[int | None, typer.Option(min=1, max=5, help="1 empty to 5 full.")]
Text = Annotated[str | None, typer.Option(metavar="TEXT", help="Anything beside the questions.")]
Rates = Annotated[
    list[str] | None, typer.Option(metavar="SKILL=N", help="A skill's level; may be repeated.")
]
Prompts = Annotated[
    str | None, typer.Option(metavar="NAME", help="The questions: quick, rolfe, gibbs, kolb …")
]
Editor = Annotated[bool, typer.Option("--editor", "-e", help="Write in your editor.")]
Template = Annotated[
    str, typer.Option(metavar="FORM", help="Of the editor's or piped text: markdown, toml.")
]
PrintTemplate = Annotated[bool, typer.Option("--print-template", help="Print it, save nothing.")]


@app.command()
def log(
    ctx: typer.Context,
    answer: Answers = None,
    mood: Mood = None,
    energy: Energy = None,
    text: Text = None,
    rate: Rates = None,
    prompts: Prompts = None,
    editor: Editor = False,
    plain: Plain = False,
    template: Template = "markdown",
    print_template: PrintTemplate = False,
    on: On = None,
    at: At = None,
    tag: Tags = None,
    link: Links = None,
    private: Private = False,
    allow: Allow = False,
    journal: Journal = None,
) -> None:
    """Reflect on the shift at its end.

    In a terminal it shows the shift's notes and asks; what is cut short is kept, and offered the
    next time. A filled template can be piped in.

    Examples:

      reflect log --answer best_moment="she thanked me" --mood 4 --rate empathy=4

      reflect log --prompts gibbs --print-template
    """
    session = open_session(ctx, journal)
    beside = any((answer, text, mood, energy, rate, editor, print_template))
    piped, config = None if beside else _piped(session), session.config
    form = "markdown" if template == "md" else choose("template", template, TEMPLATES)
    name, questions = prompt_set(prompts or session.settings.prompts, config)
    given = Reflection(
        name, None, parse_answers(answer, questions), text or None, mood, energy,
        parse_levels(rate or (), config.rubric), tags(tag), link_ids(session, link), private,
    )  # fmt: skip
    shift_log = ShiftLog(session, form, on, at)
    if print_template:
        session.require_existing()
        session.out(shift_log.template(given).removesuffix("\n"))
        return
    session.require_journal()
    line = _save(shift_log, given, name if prompts else None, piped, editor=editor, plain=plain)
    (session.out if line else session.say)(line or "nothing saved")


def _piped(session: Session) -> str | None:
    """What is piped in: read before anything can refuse it, that it can be given back."""
    return piped_text(session.world) if session.world.piped else None


def _save(
    shift_log: ShiftLog,
    given: Reflection,
    named: str | None,
    piped: str | None,
    *,
    editor: bool,
    plain: bool,
) -> str | None:
    """The line about what was saved by the way that the command line and the terminal call for."""
    if editor:
        return shift_log.edit(given)
    world = shift_log.session.world
    if world.asks and not (given.answers or given.text):
        return _ask(shift_log, given, plain=plain or not world.guides)
    if not given.empty:
        return shift_log.save(given)
    line = None if piped is None else shift_log.read(given, piped, named)
    if line is None:
        raise ReflectError(
            "nothing saved: nothing is answered",
            hint='--answer best_moment="…", --mood 4, --text "…" or --rate empathy=4',
        )
    return line


def _ask(shift_log: ShiftLog, given: Reflection, *, plain: bool) -> str | None:
    if plain:
        from reflectcli.cli.shift_questions import ask_line_by_line

        return ask_line_by_line(shift_log, given)
    from reflectcli.cli.guided.shift import guide

    return guide(shift_log, given)
