"""`reflect calendar`: a year as a heat map that reads without colour."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.calendar import Calendar, build_calendar
from reflectcli.domain.journal import JournalConfig, Rhythm
from reflectcli.domain.periods import months_of
from reflectcli.domain.records import Note, Record, Shift
from reflectcli.render.calendar import calendar_lines
from reflectcli.render.lines import plain_text
from tests.conftest import Journal
from tests.records import feedback, logbook, make, rating
from tests.story import dated

TODAY = date(2026, 11, 22)
YEAR = months_of(TODAY, 12)
WORK = Rhythm(shifts=("monday", "tuesday"), away={"2026-03-16..2026-03-22": "skiing"})


def drawn(
    *records: Record,
    skill: str | None = None,
    config: JournalConfig | None = None,
    columns: int = 80,
    today: date = TODAY,
) -> list[str]:
    chosen = config or JournalConfig()
    found = build_calendar(logbook(*records), chosen, months_of(today, 12), today, skill)
    return plain_text(calendar_lines(found, skill, columns)).splitlines()


def notes(day: date, count: int) -> list[Record]:
    return [make(Note, day, text="x") for _ in range(count)]


MARCH = [
    *notes(date(2026, 3, 2), 1), *notes(date(2026, 3, 3), 2), *notes(date(2026, 3, 4), 3),
    *notes(date(2026, 3, 5), 4), *notes(date(2026, 3, 6), 6), *notes(date(2026, 3, 7), 7),
    make(Shift, date(2026, 3, 8), text="x"), feedback(date(2026, 3, 9), text="not mine"),
]  # fmt: skip


def test_a_year_at_80_columns() -> None:
    spring = date(2026, 4, 3)
    assert drawn(*MARCH, config=JournalConfig(rhythm=WORK), today=spring) == [
        "2026                                                       7 shifts · 24 entries",
        "",
        "     Jan Feb Mar  Apr May  Jun Jul Aug  Sep Oct Nov  Dec",
        "Mon           ░·-··",
        "Tue           ▒·-··",
        "Wed           ▒ -",
        "Thu           ▓ -",
        "Fri           ▓ -",
        "Sat           █ -",
        "Sun           ░ -",
        "",
        "     ░ 1   ▒ 2–3   ▓ 4–6   █ 7 or more entries   · a shift, no entry   - away",
    ]


def test_without_a_rhythm_every_day_since_the_first_entry_may_be_one() -> None:
    lines = drawn(*MARCH, today=date(2026, 3, 20))
    assert [line.split()[-1] for line in lines[3:10]] == [
        "░··", "▒··", "▒··", "▓··", "▓··", "█·", "░·",
    ]  # fmt: skip
    assert lines[-1].endswith("· nothing written")


def test_the_levels_of_a_skill_are_digits() -> None:
    records = [
        rating(date(2026, 3, 2), empathy=2), rating(date(2026, 3, 3), empathy=5, listening=1),
        rating(date(2026, 3, 4), empathy="n/a"), rating(date(2026, 3, 5), listening=1),
        rating(date(2026, 3, 6), empathy=2), rating(date(2026, 3, 6), empathy=3),
    ]  # fmt: skip
    lines = drawn(*records, skill="empathy", today=date(2026, 3, 20))
    assert lines[0].startswith("2026 · empathy  ")
    assert lines[0].endswith("  rated on 3 days · mean 3.2")
    assert [line.split()[1:] for line in lines[3:10]] == [
        ["2"], ["5"], ["·"], ["·"], ["3"], [], [],
    ]  # fmt: skip
    assert lines[-1] == "     1 to 5 the day's level   · not rated"


def test_the_week_starts_where_the_journal_says() -> None:
    lines = drawn(*MARCH, config=JournalConfig(week_starts="sunday"), today=date(2026, 3, 9))
    assert [line[:3] for line in lines[3:10]] == ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    # Sunday the 8th begins the week after Saturday the 7th.
    assert lines[3].index("░") == lines[9].index("█") + 1


@pytest.mark.parametrize("columns", [30, 40, 58, 80, 113, 120, 200])
@pytest.mark.parametrize("skill", [None, "empathy"])
def test_no_line_is_wider_than_the_screen(columns: int, skill: str | None) -> None:
    records = [rating(date(2026, 1, 1) + timedelta(days=n), empathy=3) for n in range(320)]
    lines = drawn(*records, columns=columns, skill=skill, config=JournalConfig(rhythm=WORK))
    assert max(map(len, lines)) <= columns
    marks = "".join(
        line[5:] for line in lines if line[:3] in {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
    )
    assert sum(mark in "░3" for mark in marks) == 320


def position(calendar: Calendar, day: date) -> tuple[int, int]:
    """The week and the row of a day, counted as a person would."""
    first = calendar.period.since
    offset = (first.weekday() - calendar.starts) % 7
    return divmod((day - first).days + offset, 7)


@given(
    st.dates(date(2000, 1, 1), date(2040, 12, 31)), st.sampled_from(["monday", "sunday"]),
    st.sampled_from([80, 120]),
)  # fmt: skip
def test_a_day_stands_in_its_week_and_row(day: date, starts: str, columns: int) -> None:
    config = JournalConfig(week_starts=starts)  # type: ignore[arg-type]
    end = date(day.year, 12, 31)
    found = build_calendar(logbook(*notes(day, 7)), config, months_of(day, 12), end, None)
    lines = plain_text(calendar_lines(found, None, columns)).splitlines()
    week, row = position(found, day)
    cell = 2 if columns == 120 else 1
    assert lines[3 + row][5 + week * cell] == "█"
    assert sum(line.count("█") for line in lines[3:10]) == 1
    month = lines[2][5:]
    first_week, _ = position(found, day.replace(day=1))
    assert month[first_week * cell : first_week * cell + 3] == f"{day:%b}"


def test_the_year_that_is_asked_for(journal: Journal) -> None:
    journal.write(dated("n0te01", "note", date(2025, 5, 6), 'text = "x"\n'))
    for words in (("2025",), ("-1",), ("last",)):
        result = journal("calendar", *words)
        assert (result.code, result.err) == (0, "")
        assert result.out.startswith("2025 ")
        assert "░" in result.out.split("\n\n")[1]
    assert journal("calendar").out.startswith("2026 ")
    assert "░" not in journal("calendar").out.split("\n\n")[1]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["2026-11"], "not a year: '2026-11'"),
        (["week"], "not a year: 'week'"),
        (["sometime"], "not a period: 'sometime'"),
        (["2027"], "2027 has not begun"),
        (["--skill", "juggling"], "unknown skill 'juggling'"),
        (["--skil", "empathy"], ""),
    ],
)
def test_what_is_no_year_and_no_skill(journal: Journal, words: list[str], message: str) -> None:
    result = journal("calendar", *words)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"error: {message}")


def test_json_has_every_day_that_has_passed(journal: Journal) -> None:
    journal.write(dated("ra0001", "rating", date(2026, 2, 3), "[skills]\nempathy = 4\n"))
    found = json.loads(journal("calendar", "--skill", "emp", "--json").out)["calendar"]
    assert found["period"] == {"since": "2026-01-01", "until": "2026-12-31", "label": "2026"}
    assert len(found["days"]) == TODAY.timetuple().tm_yday
    assert found["days"][33] == {
        "day": "2026-02-03", "entries": 1, "level": 4, "expected": False, "away": False,
    }  # fmt: skip
    assert (found["skill"], found["rated"], found["mean"]) == ("empathy", 1, 4)
    assert (found["shifts"], found["entries"], found["first"]) == (1, 1, "2026-02-03")


def test_colour_is_never_the_only_sign(journal: Journal) -> None:
    journal.write(dated("n0te01", "note", date(2026, 5, 6), 'text = "x"\n'))
    plain, coloured = journal("calendar").out, journal("calendar", terminal=True).out
    assert "\x1b[" not in plain
    assert "\x1b[32m░" in coloured


def test_a_file_that_is_left_out_is_named(journal: Journal) -> None:
    journal.write({"2026/05/2026-05-06-note-aa01bb.toml": "kind = note\n"})
    result = journal("calendar")
    assert result.code == 0
    assert result.err.startswith("1 file left out: 2026/05/2026-05-06-note-aa01bb.toml:1")
