"""`reflect rate`: skills against the rubric's own words."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Annotated

import typer

from reflectcli.cli.given import link_ids
from reflectcli.cli.levels import Rated, levels_words, parse_levels
from reflectcli.cli.options import At, Journal, Links, On, Private, Reference, Tags, tags
from reflectcli.cli.session import Session, open_session
from reflectcli.cli.words import moment_words, saved_line
from reflectcli.domain.records import Rating
from reflectcli.errors import Problem, ReflectError

app = typer.Typer(add_completion=False)
APPS = {"rate": app}

LOOK_BACK = timedelta(weeks=26)
"""A rating from longer ago is no comparison."""
Levels = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[SKILL=N]…", help="N is 1 to 5, or n/a; emp=4 will do.", show_default=False
    ),
]
Note = Annotated[str | None, typer.Option(metavar="TEXT", help="Why these levels.")]


@app.command()
def rate(
    ctx: typer.Context,
    skills: Levels = None,
    note: Note = None,
    ref: Reference = None,
    on: On = None,
    at: At = None,
    tag: Tags = None,
    link: Links = None,
    private: Private = False,
    journal: Journal = None,
) -> None:
    """Rate your skills, 1 to 5.

    Without arguments it asks for each skill, with the rubric's words for the levels.

    Examples:

      reflect rate empathy=4 listening=3

      reflect rate emp=2 de_escalation=n/a --note "rushed, three calls waiting"
    """
    session = open_session(ctx, journal)
    session.require_journal()
    options = {
        "text": note, "reference": ref, "tags": tags(tag), "links": link_ids(session, link),
        "private": private, "rubric": session.config.rubric.version,
    }  # fmt: skip
    levels = parse_levels(skills or (), session.config.rubric)

    def save() -> Rating:
        record = session.new(Rating, on, at, skills=levels, **options)
        session.save(record)
        return record

    if levels:
        record = save()
    elif not session.world.asks:
        raise ReflectError("no skill is rated", hint="reflect rate empathy=4 listening=3")
    else:
        from reflectcli.cli.rate_questions import ask

        session.moment(on, at)
        asked = ask(session, levels, options, save)
        if asked is None:
            session.say("nothing saved")
            return
        record = asked
    session.out(_line(session, record, dated=bool(on or at)))


def _line(session: Session, record: Rating, *, dated: bool) -> str:
    problems: list[Problem] = []
    before = last_levels(session, record, problems)
    said = levels_words(record.skills, session.config.rubric, before)
    session.mention(problems)
    return saved_line(record, " · ".join([moment_words(record.at)] * dated + said))


def last_levels(session: Session, rating: Rating, problems: list[Problem]) -> dict[str, int]:
    """The newest earlier level of each skill of a rating, by the same version of the rubric."""
    earliest = rating.shift - LOOK_BACK
    wanted = {skill for skill, level in rating.skills.items() if level != "n/a"}
    found: dict[str, int] = {}
    for record in session.repository.newest(kinds=["rating"], problems=problems):
        if record.shift < earliest or wanted <= found.keys():
            break
        earlier = (record.shift, record.at) <= (rating.shift, rating.at)
        if isinstance(record, Rating) and earlier and record.id != rating.id:
            if record.rubric != rating.rubric:
                # The levels meant something else then.
                continue
            found |= _numbers(record.skills.items(), wanted - found.keys())
    return found


def _numbers(levels: Iterable[tuple[str, Rated]], wanted: set[str]) -> dict[str, int]:
    return {skill: level for skill, level in levels if skill in wanted and level != "n/a"}
