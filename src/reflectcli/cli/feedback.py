"""`reflect feedback`: what customers, colleagues, the mentor and managers say."""

from typing import Annotated, Any

import typer

from reflectcli.cli.given import choose, given_text, link_ids, skill_ids
from reflectcli.cli.levels import levels_words, parse_levels
from reflectcli.cli.listing import Number, choose_newest, columns
from reflectcli.cli.lists import tags
from reflectcli.cli.options import (
    Allow,
    At,
    Channel,
    Journal,
    Json,
    Links,
    On,
    Private,
    Reference,
    Since,
    Skills,
    Tags,
    Until,
)
from reflectcli.cli.saved import tell_saved
from reflectcli.cli.session import Session, open_session
from reflectcli.domain.fields import FeedbackType, Source, choices
from reflectcli.domain.records import Feedback
from reflectcli.domain.values import parse_score
from reflectcli.errors import ReflectError

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    help="What customers, colleagues and your mentor say.",
)
APPS = {"feedback": app}

SOURCES, TYPES = choices(Source), choices(FeedbackType)

From = Annotated[
    str | None,
    typer.Option("--from", metavar="WHO", help=f"Whose words: {', '.join(SOURCES)}."),
]
Type = Annotated[
    str | None, typer.Option("--type", metavar="WORD", help=f"What sort: {', '.join(TYPES)}.")
]
Words = Annotated[
    list[str] | None, typer.Argument(help="Their words; - reads a pipe.", show_default=False)
]
Score = Annotated[
    str | None, typer.Option(metavar="4/5", help="The score, out of the highest one.")
]
Rates = Annotated[
    list[str] | None,
    typer.Option(metavar="SKILL=N", help="A skill as they rate it; may be repeated."),
]
By = Annotated[str | None, typer.Option(metavar="NAME", help="Who, if that matters.")]
Asked = Annotated[bool, typer.Option("--asked", help="You had asked for it.")]
Response = Annotated[str | None, typer.Option(metavar="TEXT", help="What you make of it.")]


@app.command()
def add(
    ctx: typer.Context,
    text: Words = None,
    source: From = None,
    type_: Type = None,
    score: Score = None,
    about: Skills = None,
    rate: Rates = None,
    by: By = None,
    asked: Asked = False,
    response: Response = None,
    channel: Channel = None,
    ref: Reference = None,
    on: On = None,
    at: At = None,
    tag: Tags = None,
    link: Links = None,
    private: Private = False,
    allow: Allow = False,
    journal: Journal = None,
) -> None:
    """Keep what someone said: their words, a score, or both.

    In a terminal it asks for what is missing.

    Examples:

      reflect feedback add --from customer --score 4/5 "she felt heard"

      reflect feedback add --from mentor --rate listening=4 you let people finish
    """
    session = open_session(ctx, journal)
    session.require_journal()
    rated = parse_levels(rate or (), session.config.rubric)
    values: dict[str, Any] = {
        "source": choose("source", source, SOURCES) if source else None,
        "type": choose("type", type_, TYPES) if type_ else None,
        # With a score there may be no words, and what is piped in may be another's.
        "text": given_text(session, text, piped=not (score or rated)),
        "skills": skill_ids(session, about), "author": by, "asked": asked, "response": response,
        "channel": channel, "reference": ref, "tags": tags(tag), "links": link_ids(session, link),
        "private": private, "ratings": rated,
    }  # fmt: skip
    if score:
        values["score"], values["scale"] = parse_score(score)
    _write(session, values, on, at)


def _write(session: Session, values: dict[str, Any], on: str | None, at: str | None) -> None:
    said = values["text"] or values.get("score") is not None or values["ratings"]

    def save() -> Feedback:
        fields = {name: value for name, value in values.items() if value is not None}
        record = session.new(Feedback, on, at, **fields)
        session.save(record)
        return record

    saved: Feedback | None
    if values["source"] and said:
        saved = save()
    elif not session.world.asks:
        missing = "--from is missing: whose words are they?" if said else "feedback needs words"
        raise ReflectError(
            missing, hint=f"reflect feedback add --from {'|'.join(SOURCES)} [--score 4/5] TEXT"
        )
    else:
        from reflectcli.cli.feedback_questions import ask

        session.moment(on, at)
        saved = ask(session, values, save)
    tell_saved(session, saved)


@app.command("list")
def list_(
    ctx: typer.Context,
    source: From = None,
    about: Skills = None,
    type_: Type = None,
    since: Since = None,
    until: Until = None,
    number: Number = 20,
    json: Json = False,
    journal: Journal = None,
) -> None:
    """Feedback, newest first.

    Examples:

      reflect feedback list --from customer --since "3 weeks ago"

      reflect feedback list --about empathy -n 5 --json
    """
    session = open_session(ctx, journal)
    skills = set(skill_ids(session, about))
    sources = (choose("source", source, SOURCES),) if source else SOURCES
    types = (choose("type", type_, TYPES),) if type_ else (*TYPES, None)

    def wanted(record: Feedback) -> bool:
        about_it = not skills or bool(skills & {*record.skills, *record.ratings})
        return about_it and record.source in sources and record.type in types

    chosen = choose_newest(session, Feedback, wanted, since, until, number)
    if json:
        from reflectcli.render.json import record_json, render_json

        content = {"feedback": [record_json(each) for each in chosen.records]}
        session.out(render_json(content, chosen.problems))
        return
    rows = [_row(session, record) for record in chosen.records]
    for line in columns(rows, session.world.width, right=(3,)):
        session.out(line)
    if not rows:
        session.say("no feedback found")
    if chosen.more:
        session.say(f"there is more: -n {number * 2}")
    session.mention(chosen.problems)


def _row(session: Session, record: Feedback) -> tuple[str, ...]:
    score = "" if record.score is None else f"{record.score:g}/{record.scale:g}"
    words = record.text or " · ".join(levels_words(record.ratings, session.config.rubric))
    return record.id, str(record.shift), record.source, score, words
