"""Which records a reading command is about: kinds, tags, skills and days, as its options say."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from heapq import merge

from reflectcli.cli.lists import tags, words
from reflectcli.cli.session import Session
from reflectcli.domain.filing import LONG_LIVED
from reflectcli.domain.measures import unknown
from reflectcli.domain.records import KINDS, Experiment, Goal, Record
from reflectcli.errors import ExitCode, Problem, ReflectError, nearest
from reflectcli.frozen import dataclass, field


@dataclass(frozen=True)
class Selection:
    """What records must be to be shown; nothing said means all."""

    kinds: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    private: bool | None = None
    problems: list[Problem] = field(default_factory=list)

    def records(self, session: Session) -> Iterator[Record]:
        """The records from the newest back, files read only as far as they are asked for."""
        dated = [kind for kind in self.kinds if kind not in LONG_LIVED]
        lasting = [kind for kind in self.kinds if kind in LONG_LIVED] or list(LONG_LIVED)
        streams: list[Iterator[Record]] = []
        if dated or not self.kinds:
            streams.append(
                session.repository.newest(
                    self.since, self.until, kinds=dated, problems=self.problems
                )
            )
        if len(dated) < len(self.kinds) or not self.kinds:
            streams.append(self._lasting(session, lasting))
        newest_first = merge(
            *streams, key=lambda each: (each.shift, each.at, each.id), reverse=True
        )
        return filter(self.fits, newest_first)

    def _lasting(self, session: Session, kinds: Sequence[str]) -> Iterator[Record]:
        logbook = session.repository.load(kinds=kinds)
        self.problems.extend(logbook.problems)
        return reversed(logbook.records)

    def fits(self, record: Record) -> bool:
        """Tell whether a record is meant."""
        return (
            (self.since or date.min) <= record.shift <= (self.until or date.max)
            and self.tags <= {tag.casefold() for tag in record.tags}
            and self.skills <= skills_of(record)
            and self.private in (None, record.private)
        )


def select(
    session: Session,
    kinds: list[str] | None,
    tag: list[str] | None = None,
    about: list[str] | None = None,
    since: str | None = None,
    until: str | None = None,
    private: bool | None = None,
) -> Selection:
    """The selection that options make.

    Raises:
        ReflectError: a kind or a skill that there is not, or days in the wrong order.
    """
    known = list(session.config.rubric.skills) if about else []
    chosen = Selection(
        kinds=tuple(_kind(word) for word in words(kinds)),
        tags=frozenset(word.casefold() for word in tags(tag)),
        skills=frozenset(_known(word, known, "skill") for word in words(about)),
        since=session.day(since),
        until=session.day(until),
        private=private,
    )
    if chosen.since and chosen.until and chosen.until < chosen.since:
        raise ReflectError(f"--until {chosen.until} lies before --since {chosen.since}")
    return chosen


def _kind(word: str) -> str:
    plain = word.lower()
    plurals: dict[str, str] = {f"{kind}s": kind for kind in KINDS} | {"successes": "success"}
    return _known(plurals.get(plain, plain), list(KINDS), "kind")


def _known(word: str, known: list[str], thing: str) -> str:
    if word in known:
        return word
    if nearest(word, known):
        raise ReflectError(unknown(thing, word, known))
    raise ReflectError(f"unknown {thing} {word!r}", hint=f"there are {', '.join(known)}")


def skills_of(record: Record) -> frozenset[str]:
    """The skills that a record rates, shows or is measured by."""
    named = {*getattr(record, "skills", ()), *getattr(record, "ratings", ())}
    if isinstance(record, (Goal, Experiment)):
        named.add(record.measure.removeprefix("rating:"))
    return frozenset(named)


def in_turn(session: Session, references: Sequence[str], show: Callable[[str], None]) -> int:
    """Show each of several records; one that cannot be shown does not keep back the others.

    Returns the exit code: that of the first that could not be shown.
    """
    from reflectcli.render.problems import render_problem

    code: int = ExitCode.DONE
    for reference in references:
        try:
            show(reference)
        except ReflectError as error:
            session.say(render_problem(error.problem))
            code = code or error.code
    return code
