"""`reflect success` and `reflect challenge`: one interaction, taken in or taken apart."""

from typing import Annotated, Any

import typer

from reflectcli.cli.given import choose, choose_all, given_text, link_ids, skill_ids
from reflectcli.cli.lists import tags, texts
from reflectcli.cli.options import (
    Allow,
    At,
    Channel,
    Journal,
    Links,
    On,
    Private,
    Reference,
    Skills,
    Tags,
)
from reflectcli.cli.saved import tell_saved
from reflectcli.cli.session import Session, open_session
from reflectcli.domain.fields import Cause, Control, choices
from reflectcli.domain.next_time import split_next_time
from reflectcli.domain.records import Challenge, Interaction, Success
from reflectcli.errors import ReflectError

success_app = typer.Typer(add_completion=False)
challenge_app = typer.Typer(add_completion=False)
APPS = {"success": success_app, "challenge": challenge_app}

CAUSES, CONTROLS = choices(Cause), choices(Control)

Words = Annotated[list[str] | None, typer.Argument(help="What happened.", show_default=False)]
RootCause = Annotated[
    str | None, typer.Option("--root-cause", metavar="TEXT", help="What was really behind it.")
]
Solution = Annotated[str | None, typer.Option(metavar="TEXT", help="What solved it.")]
Implementation = Annotated[
    str | None, typer.Option(metavar="TEXT", help="How the solution was put in place.")
]
Factors = Annotated[
    list[str] | None,
    typer.Option("--factor", metavar="TEXT", help="What made it work; may be repeated."),
]
ReplicateWhen = Annotated[
    str | None,
    typer.Option("--replicate-when", metavar="TEXT", help="The situation to do it again in."),
]
Trigger = Annotated[str | None, typer.Option(metavar="TEXT", help="What set it off.")]
Causes = Annotated[
    list[str] | None,
    typer.Option("--cause", metavar="WORD,…", help=f"Kinds of cause: {', '.join(CAUSES)}."),
]
Lever = Annotated[
    str | None,
    typer.Option("--control", metavar="WORD", help="Whose lever: mine, shared, system."),
]
OwnPart = Annotated[
    str | None, typer.Option("--own-part", metavar="TEXT", help="What I did or left undone.")
]
If = Annotated[str | None, typer.Option("--if", metavar="TEXT", help="Next time, if this …")]
Then = Annotated[str | None, typer.Option("--then", metavar="TEXT", help="… then I do this.")]
NextTime = Annotated[
    str | None,
    typer.Option("--next-time", metavar="TEXT", help='Both in one: "If X, then Y".'),
]


@success_app.command()
def success(
    ctx: typer.Context,
    text: Words = None,
    factor: Factors = None,
    replicate_when: ReplicateWhen = None,
    about: Skills = None,
    channel: Channel = None,
    ref: Reference = None,
    root_cause: RootCause = None,
    solution: Solution = None,
    implementation: Implementation = None,
    on: On = None,
    at: At = None,
    tag: Tags = None,
    link: Links = None,
    private: Private = False,
    allow: Allow = False,
    journal: Journal = None,
) -> None:
    """Keep what worked in one interaction, and why.

    Without TEXT it asks in a terminal, or reads what is piped in.

    Examples:

      reflect success she calmed down when I named the delay --about empathy

      reflect success two options before the no --factor "I had asked first"
    """
    session = open_session(ctx, journal)
    values = {
        "text": given_text(session, text), "factors": texts(factor),
        "replicate_when": replicate_when, "skills": skill_ids(session, about),
        "channel": channel, "reference": ref, "root_cause": root_cause, "solution": solution,
        "implementation": implementation, "tags": tags(tag), "links": link_ids(session, link),
        "private": private,
    }  # fmt: skip
    _write(session, Success, values, on, at)


@challenge_app.command()
def challenge(
    ctx: typer.Context,
    text: Words = None,
    trigger: Trigger = None,
    cause: Causes = None,
    control: Lever = None,
    own_part: OwnPart = None,
    next_if: If = None,
    next_then: Then = None,
    next_time: NextTime = None,
    about: Skills = None,
    channel: Channel = None,
    ref: Reference = None,
    root_cause: RootCause = None,
    solution: Solution = None,
    implementation: Implementation = None,
    on: On = None,
    at: At = None,
    tag: Tags = None,
    link: Links = None,
    private: Private = False,
    allow: Allow = False,
    journal: Journal = None,
) -> None:
    """Take apart a hard interaction: trigger, cause, own part, and the next time.

    Without TEXT it asks in a terminal, or reads what is piped in.

    Examples:

      reflect challenge third call, one refund --cause handoff --control shared

      reflect challenge he shouted --next-time "If he shouts, then I slow down"
    """
    session = open_session(ctx, journal)
    if next_time and (next_if or next_then):
        raise ReflectError("--next-time says both; leave out --if and --then")
    values = {
        "text": given_text(session, text), "trigger": trigger,
        "causes": choose_all("cause", cause, CAUSES),
        "control": choose("control", control, CONTROLS) if control else None,
        "own_part": own_part, "next_if": next_if, "next_then": next_then,
        "next_time": next_time, "skills": skill_ids(session, about),
        "channel": channel, "reference": ref, "root_cause": root_cause, "solution": solution,
        "implementation": implementation, "tags": tags(tag), "links": link_ids(session, link),
        "private": private,
    }  # fmt: skip
    _write(session, Challenge, values, on, at)


def _write(
    session: Session,
    cls: type[Interaction],
    values: dict[str, Any],
    on: str | None,
    at: str | None,
) -> None:
    session.require_journal()
    saved: Interaction | None
    if values["text"] is None:
        if not session.world.asks:
            usage = f"reflect {cls.kind} TEXT, or pipe the text in"
            raise ReflectError("TEXT is missing: what happened?", hint=usage)
        # A wrong date is better known before the questions than after them.
        session.moment(on, at)
        from reflectcli.cli.interaction_questions import ask

        saved = ask(session, cls.kind, values, lambda: _save(session, cls, values, on, at))
    else:
        saved = _save(session, cls, values, on, at)
    tell_saved(session, saved)


def _save(
    session: Session,
    cls: type[Interaction],
    values: dict[str, Any],
    on: str | None,
    at: str | None,
) -> Interaction:
    fields = {name: value for name, value in values.items() if value is not None}
    if next_time := fields.pop("next_time", None):
        next_if, fields["next_then"] = split_next_time(next_time)
        fields |= {"next_if": next_if}
    record = session.new(cls, on, at, **fields)
    session.save(record)
    return record
