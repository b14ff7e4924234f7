"""The records of a made journal: kinds, sizes and days as an agent of some years leaves them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from reflectcli.domain.fields import ActivityType, Cause, Source
from reflectcli.domain.plain import ID_LETTERS
from reflectcli.domain.records import (
    Activity,
    Challenge,
    Checkin,
    Experiment,
    Feedback,
    Goal,
    Note,
    Rating,
    Reading,
    Record,
    Shift,
    Step,
    Success,
)
from tests.benchmarks.vocabulary import COMMON, RARE, phrase, text

NOW = datetime.fromisoformat("2026-11-22T16:40:00+01:00")
TEN_YEARS = 3652
A_DAY = 2.75
"""Records a day, days off included, until ten years are full."""
RARE_EVERY = 5000
SKILLS = (
    "listening", "verbal", "writing", "adaptability", "problem_solving", "empathy", "composure",
    "de_escalation", "anticipation", "product_knowledge", "ownership",
)  # fmt: skip
TAGS = ("refund", "delivery", "login", "templates", "release", "upstream", "handover", "queue")
CHANNELS = ("phone", "chat", "email")
CAUSES: tuple[Cause, ...] = (
    "knowledge",
    "communication",
    "process_policy",
    "tool_system",
    "handoff",
)
SOURCES: dict[Source, int] = {"customer": 80, "colleague": 10, "mentor": 6, "manager": 4}
ACTIVITIES: tuple[ActivityType, ...] = ("coaching", "shadowing", "course", "practice", "reading")
MIX = {
    "note": 36, "feedback": 26, "reading": 20, "rating": 7, "success": 5, "challenge": 5,
    "shift": 1,
}  # fmt: skip
"""What comes on top of a day's reflection and ratings, of a hundred."""


def made_records(count: int, seed: int = 1) -> list[Record]:
    """So many records, oldest first, the last of them of today; the same for the same seed."""
    random = Random(seed)
    days = working_days(count, random)
    ids = _ids(count, random)
    rest = _slow_records(count, days, random)
    crowd = Counter(random.choices(days, k=count - len(rest)))
    for day in days:
        rest += _day_records(day, crowd[day], random)
    ordered = sorted(rest, key=lambda record: record.at)
    return _named(ordered, ids, random)


def span(count: int) -> int:
    """The days that so many records cover."""
    return max(2, min(TEN_YEARS, round(count / A_DAY)))


def working_days(count: int, random: Random) -> list[date]:
    """Five days of each seven, the last of them today."""
    today = NOW.date()
    days: list[date] = []
    for start in range(0, span(count), 7):
        week = [today - timedelta(days=start + number) for number in range(7)]
        free = random.sample(range(1, 7), 2)
        days += [day for number, day in enumerate(week) if number not in free]
    first = today - timedelta(days=span(count) - 1)
    return sorted(day for day in days if day >= first)


def _ids(count: int, random: Random) -> list[str]:
    """Distinct IDs, as random ones are: drawn again where one came before."""
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(random.choices(ID_LETTERS, k=6))] = None
    return list(found)


def _named(records: Sequence[Record], ids: Sequence[str], random: Random) -> list[Record]:
    """The records with their IDs, check-ins with their goals', and the rare word in a few notes."""
    named: list[Record] = []
    goals: list[str] = []
    wanted = 0
    for record, name in zip(records, ids, strict=True):
        changes: dict[str, Any] = {"id": name}
        if isinstance(record, Goal):
            goals.append(name)
        elif isinstance(record, Checkin):
            changes["goal"] = random.choice(goals[-4:])
        elif isinstance(record, Note) and len(named) >= wanted:
            changes["text"] = f"{record.text} A {COMMON} for the {RARE}."
            wanted += RARE_EVERY
        named.append(replace(record, **changes))
    return named


def _head(day: date, minute: int, random: Random) -> dict[str, Any]:
    """What every record carries, written so many minutes after eight in the morning."""
    clock = time(8 + minute // 60, minute % 60, random.randrange(60))
    tags = (random.choice(TAGS),) if random.random() < 0.15 else ()
    at = datetime.combine(day, clock, NOW.tzinfo)
    return {"id": "0000", "at": min(at, NOW), "shift": day, "tags": tags}


def _day_records(day: date, count: int, random: Random) -> Iterator[Record]:
    """A working day: its notes and answers, and at its end the reflection and the ratings."""
    last = 510 if day == NOW.date() else 600
    if day != NOW.date():
        for kind in ("shift", "rating")[:count]:
            last += 5
            yield _record(kind, _head(day, last, random), random)
            count -= 1
    for kind in random.choices(list(MIX), list(MIX.values()), k=count):
        yield _record(kind, _head(day, random.randrange(510), random), random)


def _record(kind: str, head: dict[str, Any], random: Random) -> Record:
    match kind:
        case "note":
            channel = random.choice((*CHANNELS, None))
            return Note(**head, text=text(random, 1, 3, 18), channel=channel)
        case "shift":
            return _shift(head, random)
        case "rating":
            return _rating(head, random)
        case "feedback":
            return _feedback(head, random)
        case "reading":
            return _reading(head, random)
        case "success":
            return Success(
                **head, text=text(random, random.randint(1, 3)), channel=random.choice(CHANNELS),
                skills=tuple(random.sample(SKILLS, 2)), factors=(phrase(random, 2, 5),),
                replicate_when=phrase(random, 4, 9),
            )  # fmt: skip
        case _:
            return _challenge(head, random)


def _shift(head: dict[str, Any], random: Random) -> Shift:
    answers = {key: text(random, 1, 5, 22) for key in ("best_moment", "hardest_moment", "try")}
    return Shift(
        **head, mood=random.randint(1, 5), energy=random.randint(1, 5),
        answers={key: answers[key] for key in sorted(answers)[: random.randint(1, 3)]},
    )  # fmt: skip


def _rating(head: dict[str, Any], random: Random) -> Rating:
    """Levels of a few skills, around a level of the skill's own."""
    rated = sorted(random.sample(range(len(SKILLS)), random.randint(3, 7)))
    levels = {SKILLS[each]: _near(2.5 + each % 4 * 0.5, 1, 5, random) for each in rated}
    return Rating(**head, skills=levels, text=text(random, 1, 4, 12))


def _near(level: float, low: int, high: int, random: Random) -> int:
    return min(high, max(low, round(random.gauss(level, 0.8))))


def _feedback(head: dict[str, Any], random: Random) -> Feedback:
    source = random.choices(list(SOURCES), list(SOURCES.values()))[0]
    score = _near(4, 1, 5, random) if source == "customer" or random.random() < 0.3 else None
    words = text(random, 1, 4, 24) if score is None or random.random() < 0.6 else None
    about = () if source == "customer" else (random.choice(SKILLS),)
    return Feedback(
        **head, source=source, score=score, scale=None if score is None else 5, text=words,
        skills=about, channel=random.choice(CHANNELS),
        reference=f"T-{random.randrange(10**5):05}",
    )  # fmt: skip


def _reading(head: dict[str, Any], random: Random) -> Reading:
    kpi = random.choice(("csat", "frt", "aht", "qa_score"))
    if kpi == "frt":
        return Reading(**head, kpi=kpi, value=max(20, round(random.gauss(260, 60))))
    whole = random.randint(8, 40)
    part = whole * random.randint(320, 480) if kpi == "aht" else whole - random.randint(0, 6)
    return Reading(**head, kpi=kpi, numerator=part, denominator=whole)


def _challenge(head: dict[str, Any], random: Random) -> Challenge:
    return Challenge(
        **head, text=text(random, random.randint(1, 3)), channel=random.choice(CHANNELS),
        skills=(random.choice(SKILLS),), trigger=phrase(random, 3, 8),
        causes=(random.choice(CAUSES),), control=random.choice(("mine", "shared", "system")),
        next_if=phrase(random, 4, 8), next_then=phrase(random, 4, 8),
    )  # fmt: skip


def _slow_records(count: int, days: Sequence[date], random: Random) -> list[Record]:
    """What comes by the week or the quarter: activities, goals with check-ins, experiments."""
    found: list[Record] = []
    most = count // 5
    for number, day in enumerate(days[::10]):
        found.append(_activity(_head(day, 515, random), random))
        if number % 6 == 0:
            found.append(_goal(number // 6, _head(day, 1, random), random))
        if number and number % 12 == 0:
            found.append(_experiment(number // 12, day, random))
        if number and number % 2:
            head = _head(day, 520, random)
            found.append(Checkin(**head, goal="0000", text=text(random, 1, 4, 14)))
    goals = [record for record in found if isinstance(record, Goal)]
    others = [record for record in found if not isinstance(record, Goal)]
    return (goals + others)[:most] if len(found) > most else found


def _activity(head: dict[str, Any], random: Random) -> Activity:
    return Activity(
        **head, type=random.choice(ACTIVITIES), title=phrase(random, 2, 5),
        hours=random.choice((0.5, 1, 2)), takeaway=text(random, 1, 5, 14),
        skills=(random.choice(SKILLS),),
    )  # fmt: skip


def _goal(number: int, head: dict[str, Any], random: Random) -> Goal:
    """A goal of a quarter: the older ones are closed."""
    skill = SKILLS[number % len(SKILLS)]
    due = head["shift"] + timedelta(days=90)
    over = due < NOW.date()
    done = head["shift"] + timedelta(days=30) if over else None
    return Goal(
        **head, title=phrase(random, 2, 6), why=phrase(random, 5, 12),
        measure=f"rating:{skill}", baseline=2.5, target=4, due=due, skills=(skill,),
        closed=due if over else None, outcome=random.choice(("met", "dropped")) if over else None,
        steps=tuple(Step(text=phrase(random, 3, 8), done=done) for _ in range(3)),
    )  # fmt: skip


def _experiment(number: int, day: date, random: Random) -> Experiment:
    end = day + timedelta(days=28)
    over = end < NOW.date()
    return Experiment(
        **_head(day, 2, random), hypothesis=phrase(random, 6, 14),
        measure=f"rating:{SKILLS[number % len(SKILLS)]}", start=day, until=end, min_n=5,
        finished=end if over else None, verdict="inconclusive" if over else None,
        lesson=phrase(random, 4, 10) if over else None,
    )  # fmt: skip
