"""`reflect recall`, `reflect playbook` and `reflect worked`: your own rules, and how they did."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reflectcli.cli.options import At, Force, Journal, Json, Number, On, Output, Private
from reflectcli.cli.session import Session, open_session
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.records import Note, Record
from reflectcli.errors import ExitCode, ReflectError

if TYPE_CHECKING:
    from reflectcli.analysis.playbook import Rule

recall_app = typer.Typer(add_completion=False)
playbook_app = typer.Typer(add_completion=False)
worked_app = typer.Typer(add_completion=False)
APPS = {"recall": recall_app, "playbook": playbook_app, "worked": worked_app}
USUAL = 3
KINDS = ("note", "success", "challenge")


class Format(StrEnum):
    """The formats of the playbook."""

    TERMINAL = "terminal"
    MARKDOWN = "markdown"


class Answer(StrEnum):
    """Whether a rule worked."""

    YES = "yes"
    NO = "no"


@recall_app.command()
def recall(
    ctx: typer.Context,
    text: Annotated[list[str], typer.Argument(help="The situation, in a few words.")],
    number: Number = None,
    json: Json = False,
    journal: Journal = None,
) -> None:
    """Find what you planned and what worked when it was like this.

    It looks through your if-then rules and the factors of your successes, and tells how often
    each has worked since. Say so after the next try: reflect worked ID yes.

    Examples:
      reflect recall tool froze while shouting

      reflect recall -n 1 "she wants two options"
    """
    from reflectcli.analysis.playbook import nearest, rules
    from reflectcli.cli.show import show_lines
    from reflectcli.render.playbook import recall_lines, rule_json

    session = open_session(ctx, journal)
    session.require_existing()
    logbook = session.repository.load(kinds=KINDS)
    question = " ".join(text)
    matches = nearest(rules(logbook), question, number or USUAL)
    if json:
        from reflectcli.render.json import render_json

        found = [{**rule_json(each.rule), "score": each.score} for each in matches]
        session.out(render_json({"query": question, "rules": found}, logbook.problems))
    elif matches:
        show_lines(session.world, recall_lines(matches, session.world.width))
    else:
        session.say("no rule of yours is near to that; reflect playbook lists them all")
    session.mention(logbook.problems)


@playbook_app.command()
def playbook(
    ctx: typer.Context,
    form: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="By default as the file's name ends, or terminal."),
    ] = None,
    output: Output = None,
    force: Force = False,
    private: Annotated[
        bool, typer.Option("--private", help="Take in private records; on screen they are shown.")
    ] = False,
    json: Json = False,
    journal: Journal = None,
) -> None:
    """All your rules by skill, each with how often it worked.

    A file, Markdown and JSON are made to be sent: they hold nothing of private records.

    Examples:
      reflect playbook

      reflect playbook --format markdown -o playbook.md
    """
    from reflectcli.analysis.playbook import rules
    from reflectcli.render.playbook import rule_json

    session = open_session(ctx, journal)
    session.require_existing()
    kind = form or (Format.MARKDOWN if output else Format.TERMINAL)
    on_screen = output is None and kind is Format.TERMINAL and not json
    logbook = session.repository.load(kinds=KINDS)
    if not (private or on_screen):
        kept = tuple(record for record in logbook if not record.private)
        logbook = Logbook(kept, logbook.problems)
    found = rules(logbook)
    if json:
        from reflectcli.render.json import render_json

        session.out(render_json({"rules": [rule_json(each) for each in found]}, logbook.problems))
    elif not found:
        session.say("no rule yet: reflect challenge --next-time, reflect success --replicate-when")
    else:
        _deliver(session, found, kind, output, force=force)
    session.mention(logbook.problems)


def _deliver(
    session: Session, found: list["Rule"], kind: Format, output: Path | None, *, force: bool
) -> None:
    from reflectcli.cli.report import write_file
    from reflectcli.cli.show import show_lines
    from reflectcli.render.lines import plain_text
    from reflectcli.render.playbook import playbook_lines, playbook_markdown

    rubric = session.config.rubric
    lines = playbook_lines(found, rubric, session.world.width)
    page = (
        playbook_markdown(found, rubric, session.config.agent.name)
        if kind is Format.MARKDOWN
        else plain_text(lines) + "\n"
    )
    if output is not None:
        write_file(output, page, force=force)
        session.out(f"wrote {output}")
    elif kind is Format.MARKDOWN:
        session.out(page.removesuffix("\n"))
    else:
        show_lines(session.world, lines)


@worked_app.command()
def worked(
    ctx: typer.Context,
    rule: Annotated[str, typer.Argument(metavar="ID", help="The rule that you tried.")],
    answer: Annotated[Answer, typer.Argument(metavar="yes|no", help="Did it work?")],
    text: Annotated[
        list[str] | None, typer.Argument(help="How it went.", show_default=False)
    ] = None,
    on: On = None,
    at: At = None,
    private: Private = False,
    journal: Journal = None,
) -> None:
    """Say whether a rule of yours worked this time.

    It becomes a note that is linked to the rule; the rule itself is not touched.

    Examples:
      reflect worked s4cc01 yes

      reflect worked s4cc01 no "He wanted a person, not two options."
    """
    from reflectcli.analysis.playbook import is_rule, rule_text
    from reflectcli.cli.words import saved_line, with_article

    session = open_session(ctx, journal)
    session.require_existing()
    of = session.repository.get(rule).record
    if not is_rule(of):
        raise ReflectError(
            f"{of.id} is {with_article(of.kind)} without a rule",
            hint="a challenge with --next-time, or a success with a factor; reflect playbook",
            code=ExitCode.NOT_FOUND,
        )
    yes = answer is Answer.YES
    said = "It worked" if yes else "It did not work"
    record = session.new(
        Note, on, at, text=" ".join(text) if text else f"{said}: {rule_text(of)}",
        links=(of.id,), worked=yes, private=private or of.private,
    )  # fmt: skip
    session.save(record)
    session.out(saved_line(record, record_words(session, of)))


def record_words(session: Session, rule: Record) -> str:
    """A rule's record in words, from the notes since it was made; empty before a try."""
    from reflectcli.analysis.tries import tries
    from reflectcli.render.playbook import tries_words

    notes = session.repository.load(rule.shift, kinds=["note"]).of(Note)
    done = tries(notes).get(rule.id, [])
    return tries_words(len(done), sum(1 for note in done if note.worked))
