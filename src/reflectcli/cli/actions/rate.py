"""What `reflect rate` does."""

from collections.abc import Iterable
from datetime import timedelta

from reflectcli.cli.given import link_ids
from reflectcli.cli.levels import levels_words, parse_levels
from reflectcli.cli.lists import tags
from reflectcli.cli.words import moment_words, saved_line
from reflectcli.errors import ReflectError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from reflectcli.cli.session import Session
    from reflectcli.domain.fields import Rated
    from reflectcli.domain.records import Rating
    from reflectcli.errors import Problem

LOOK_BACK = timedelta(weeks=26)
"""A rating from longer ago is no comparison."""


def rate(
    session: "Session",
    *,
    skills: list[str] | None = None,
    note: str | None = None,
    ref: str | None = None,
    on: str | None = None,
    at: str | None = None,
    tag: list[str] | None = None,
    link: list[str] | None = None,
    private: bool = False,
    allow: bool = False,
    plain: bool = False,
) -> None:
    """Save a rating of the skills, or ask for their levels."""
    session.require_journal()
    options = {
        "text": note, "reference": ref, "tags": tags(tag), "links": link_ids(session, link),
        "private": private, "rubric": session.config.rubric.version,
    }  # fmt: skip
    levels = parse_levels(skills or (), session.config.rubric)
    problems: list[Problem] = []
    before: dict[str, int] = {}

    def save() -> "Rating":
        record: Rating = session.new_of("rating", on, at, skills=levels, **options)
        before.update(last_levels(session, record, problems))
        session.save(record, allow=allow)
        return record

    if levels:
        record = save()
    elif not session.world.asks:
        raise ReflectError("no skill is rated", hint="reflect rate empathy=4 listening=3")
    else:
        from reflectcli.cli.rate_questions import ask

        session.moment(on, at)
        asked = ask(session, levels, options, save, lambda: newest_levels(session, on), plain=plain)
        if asked is None:
            session.say("nothing saved")
            return
        record = asked
    said = levels_words(record.skills, session.config.rubric, before)
    session.mention(problems)
    session.out(saved_line(record, " · ".join([moment_words(record.at)] * bool(on or at) + said)))


def newest_levels(session: "Session", on: str | None) -> dict[str, int]:
    """What each active skill was rated the last time before a day."""
    rubric = session.config.rubric
    rating: Rating = session.new_of(
        "rating", on, rubric=rubric.version, skills=dict.fromkeys(rubric.active, 3)
    )
    return last_levels(session, rating, [])


def last_levels(session: "Session", rating: "Rating", problems: "list[Problem]") -> dict[str, int]:
    """The newest earlier level of each skill of a rating, by the same version of the rubric."""
    wanted = {skill for skill, level in rating.skills.items() if level != "n/a"}
    found: dict[str, int] = {}
    then = (rating.shift, rating.at)
    for record in session.ratings(rating.shift - LOOK_BACK, problems) if wanted else ():
        # Levels of another version meant something else.
        if record.rubric == rating.rubric and (record.shift, record.at) <= then:
            found |= _numbers(record.skills.items(), wanted - found.keys())
        if wanted <= found.keys():
            break
    return found


def _numbers(levels: "Iterable[tuple[str, Rated]]", wanted: set[str]) -> dict[str, int]:
    return {skill: level for skill, level in levels if skill in wanted and level != "n/a"}
