"""`reflect activity`: training, coaching, practice; what it took and what stays."""

import re
from typing import Annotated, Any

import typer

from reflectcli.cli.given import choose, given_text, link_ids, skill_ids
from reflectcli.cli.listing import Number, choose_newest, columns
from reflectcli.cli.lists import tags, texts
from reflectcli.cli.options import (
    Allow,
    At,
    Journal,
    Json,
    Links,
    On,
    Private,
    Since,
    Skills,
    Tags,
    Until,
)
from reflectcli.cli.saved import tell_saved
from reflectcli.cli.session import Session, open_session
from reflectcli.domain.fields import ActivityType, choices
from reflectcli.domain.records import Activity
from reflectcli.domain.values import parse_duration, parse_number
from reflectcli.errors import ReflectError

app = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Training, coaching, practice: what you did."
)
APPS = {"activity": app}

TYPES = choices(ActivityType)
Type = Annotated[
    str | None, typer.Option("--type", metavar="WORD", help=f"What sort: {', '.join(TYPES)}.")
]
Title = Annotated[list[str] | None, typer.Argument(help="What it was.", show_default=False)]
Hours = Annotated[str | None, typer.Option(metavar="1.5", help="How long: 1.5, 1h30m, 90m.")]
Takeaway = Annotated[str | None, typer.Option(metavar="TEXT", help="What you keep from it.")]
People = Annotated[
    list[str] | None,
    typer.Option("--with", metavar="NAME", help="With whom; may be repeated."),
]


@app.command()
def add(
    ctx: typer.Context,
    title: Title = None,
    type_: Type = None,
    hours: Hours = None,
    takeaway: Takeaway = None,
    about: Skills = None,
    people: People = None,
    on: On = None,
    at: At = None,
    tag: Tags = None,
    link: Links = None,
    private: Private = False,
    allow: Allow = False,
    journal: Journal = None,
) -> None:
    """Keep something you did to get better.

    Without a --type it is "other"; in a terminal it asks for what is missing.

    Examples:

      reflect activity add de-escalation workshop --type workshop --hours 1h30m

      reflect activity add "an hour beside Ana" --type shadowing --with Ana
    """
    session = open_session(ctx, journal)
    session.require_journal()
    values: dict[str, Any] = {
        "title": given_text(session, title),
        "type": choose("type", type_, TYPES) if type_ else None,
        "hours": parse_hours(hours) if hours else None, "takeaway": takeaway,
        "skills": skill_ids(session, about), "people": texts(people), "tags": tags(tag),
        "links": link_ids(session, link), "private": private,
    }  # fmt: skip
    tell_saved(session, _saved(session, values, on, at))


def _saved(
    session: Session, values: dict[str, Any], on: str | None, at: str | None
) -> Activity | None:
    def save() -> Activity:
        fields = {name: value for name, value in values.items() if value is not None}
        record = session.new(Activity, on, at, **({"type": "other"} | fields))
        session.save(record)
        return record

    if session.world.asks and not (values["title"] and values["type"]):
        from reflectcli.cli.activity_questions import ask

        session.moment(on, at)
        return ask(session, values, save, parse_hours)
    if values["title"] is None:
        raise ReflectError("TITLE is missing: what was it?", hint="reflect activity add TITLE")
    return save()


def parse_hours(text: str) -> float:
    """Hours from 1.5, 1,5, 1h30m, 90m or 1:30; more than none.

    Raises:
        ReflectError: it is no such length.
    """
    try:
        if clock := re.fullmatch(r"\s*(\d+):([0-5]\d)\s*", text):
            hours = int(clock[1]) + int(clock[2]) / 60
        elif re.search(r"[a-z]", text.lower()):
            hours = parse_duration(text) / 3600
        else:
            hours = parse_number(text)
    except ValueError:
        hours = 0
    if hours <= 0:
        raise ReflectError(f"hours cannot be {text!r}", hint="write them as 1.5, 1h30m or 90m")
    whole = round(float(hours), 4)
    return int(whole) if whole.is_integer() else whole


@app.command("list")
def list_(
    ctx: typer.Context,
    type_: Type = None,
    about: Skills = None,
    since: Since = None,
    until: Until = None,
    number: Number = 20,
    json: Json = False,
    journal: Journal = None,
) -> None:
    """Activities, newest first, and their hours in all.

    Examples:

      reflect activity list --since "12 weeks ago"

      reflect activity list --type coaching --about empathy --json
    """
    session = open_session(ctx, journal)
    skills = set(skill_ids(session, about))
    types = (choose("type", type_, TYPES),) if type_ else TYPES

    def wanted(record: Activity) -> bool:
        return record.type in types and (not skills or bool(skills & set(record.skills)))

    # All of them are read: the total is of all, however many are shown.
    chosen = choose_newest(session, Activity, wanted, since, until, 10**9)
    shown, total = chosen.records[:number], sum(each.hours or 0 for each in chosen.records)
    if json:
        from reflectcli.render.json import record_json, render_json

        content = {
            "activities": [record_json(each) for each in shown],
            "total": {"activities": len(chosen.records), "hours": round(total, 4)},
        }
        session.out(render_json(content, chosen.problems))
        return
    for line in columns([_row(each) for each in shown], session.world.width, right=(3,)):
        session.out(line)
    if shown:
        session.out(_total(len(chosen.records), total, len(shown)))
    else:
        session.say("no activities found")
    session.mention(chosen.problems)


def _row(record: Activity) -> tuple[str, ...]:
    hours = "" if record.hours is None else f"{round(record.hours, 2):g} h"
    return record.id, str(record.shift), record.type, hours, record.title


def _total(count: int, hours: float, shown: int) -> str:
    what = "activity" if count == 1 else "activities"
    rest = f" · the newest {shown} shown" if shown < count else ""
    return f"{count} {what} · {round(hours, 1):g} h{rest}"
