"""What the tests of the index put into journals: records of every shape, and journal.toml files."""

from datetime import UTC, date, datetime, time, timedelta, timezone

from reflectcli.domain.records import (
    Activity,
    Challenge,
    Change,
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

AT = datetime(2026, 11, 20, 18, 30, tzinfo=timezone(timedelta(hours=1)))
DAY = AT.date()
DAYS = (
    date(987, 6, 5),
    date(2026, 10, 31),
    date(2026, 11, 1),
    date(2026, 11, 20),
    date(2026, 11, 22),
    date(2026, 11, 23),
    date(2026, 12, 31),
)
"""Days of several months; the last ones have not come yet by some of the tests' clocks."""
IDS = ("aaaa", "aaab", "abcd", "k3f9q2", "k3f9", "zzzzz")
EXTRA = {
    "weather": {"sky": "grey", "at": [time(4), date(2026, 1, 2), datetime(2026, 1, 2, 3, 4)]},  # noqa: DTZ001
    "when": datetime(2026, 1, 2, 3, 4, 5, 678, tzinfo=UTC),
    "nan": float("nan"),
    "zero": -0.0,
    "huge": 10**30,
    "ünï": [[], {}, [{"x": [1, 1.0, True, "1"]}]],
}

TEMPLATES: tuple[Record, ...] = (
    Note(id="aaaa", at=AT, shift=DAY, text="listened first, worked"),
    Note(id="aaaa", at=AT, shift=DAY, text="private", private=True, tags=("calm", "Äö ü")),
    Note(
        id="aaaa", at=AT.replace(microsecond=7), shift=DAY, text='"""\nquo"te \x00 \x1b[31m 👩‍👩‍👧'
    ),
    Note(id="aaaa", at=AT.astimezone(UTC), shift=DAY, text="STRASSE ß İ", extra=EXTRA),
    Note(id="aaaa", at=AT, shift=DAY, text="again", links=("aaaa", "k3f9", "aaaa"), worked=True),
    Shift(id="aaaa", at=AT, shift=DAY, mood=4, answers={"best_moment": "on the line"}),
    Success(id="aaaa", at=AT, shift=DAY, text="Offered two options.", factors=("a choice",)),
    Challenge(
        id="aaaa", at=AT, shift=DAY, text="refund again", causes=("handoff",), links=("aaab",)
    ),
    Rating(id="aaaa", at=AT, shift=DAY, skills={"empathy": 4, "writing": "n/a"}),
    Feedback(id="aaaa", at=AT, shift=DAY, source="customer", score=5.0, scale=5.0, text="Kind"),
    Reading(id="aaaa", at=AT, shift=DAY, kpi="csat", numerator=18.0, denominator=20.0),
    Reading(id="aaaa", at=AT, shift=DAY, kpi="frt", value=250.0),
    Activity(id="aaaa", at=AT, shift=DAY, type="shadowing", title="beside Ana", hours=2.0),
    Checkin(
        id="aaaa", at=AT, shift=DAY, goal="k3f9q2", value=0.0, forecast_early=DAY, forecast_late=DAY
    ),
    Goal(
        id="aaaa",
        at=AT,
        shift=DAY,
        title="Empathy to 4.0",
        measure="rating:empathy",
        target=4.0,
        due=date(2026, 12, 31),
        steps=(Step(text="read", done=DAY), Step(text="shadow")),
        history=(Change(on=DAY, text="later"),),
    ),
    Experiment(
        id="aaaa",
        at=AT,
        shift=DAY,
        hypothesis="pause first",
        measure="kpi:csat",
        start=DAY,
        until=DAY + timedelta(days=14),
        min_n=5,
    ),
)

_SKILL = b'name = "x"\nlow = "a"\nmiddle = "b"\nhigh = "c"\n'
CONFIGS: tuple[bytes | None, ...] = (
    None,
    b"format = 1\n",
    b"format = 1\n[rubric.skills.juggling]\n" + _SKILL,
    b"format = 1\n[kpis.csat]\nhigh = 50\n",
    b'format = 1\n[kpis.frt]\nunit = "points"\n[kpis.csat]\nunit = "points"\nhigh = 1\n',
    b"format = 1\n[agent]\nname = 'Sam'\n",
    b"text = ",
    b"format = 1\n[kpis.csat]\nhigh = 'much'\n",
)
"""Settings under which different records are right, and read differently; two are broken."""
