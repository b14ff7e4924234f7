"""`reflect away`: days off written into journal.toml, listed, taken back."""

import json

import pytest

from tests.conftest import Journal

SETTINGS = """
    # mine
    format = 1

    [rhythm]  # as agreed
    shifts = ["monday", "friday"]

    # what I rate
    [rubric]
    version = 1
    """


@pytest.fixture
def own(bare: Journal) -> Journal:
    """A journal whose settings hold comments."""
    return bare.write({"journal.toml": SETTINGS})


def settings(journal: Journal) -> str:
    return journal.files()["journal.toml"].decode()


def test_days_away_go_into_the_settings_and_leave_the_rest(own: Journal) -> None:
    before = settings(own)
    result = own("away", "2026-12-24..2027-01-02", "holidays", "at", "home")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "saved · away 24 Dec 2026 – 2 Jan 2027 · 10 days · holidays at home\n"
    )  # fmt: skip
    added = '\n[rhythm.away]\n"2026-12-24..2027-01-02" = "holidays at home"\n'
    line = 'shifts = ["monday", "friday"]\n'
    assert settings(own) == before.replace(line, line + added)


def test_away_alone_lists_the_earliest_first(own: Journal) -> None:
    own("away", "2026-12-24..2027-01-02", "holidays")
    own("away", "2026-11-27", "dentist")
    assert own("away").out == (
        "2026-11-27                 1 day  dentist\n2026-12-24..2027-01-02   10 days  holidays\n"
    )
    assert json.loads(own("away", "--json").out)["away"] == [
        {"since": "2026-11-27", "until": "2026-11-27", "text": "dentist", "days": 1},
        {"since": "2026-12-24", "until": "2027-01-02", "text": "holidays", "days": 10},
    ]


def test_with_none_the_list_is_empty_and_says_how(journal: Journal) -> None:
    result = journal("away")
    assert (result.code, result.out) == (0, "")
    assert result.err == "no days away yet: reflect away 2026-12-24..2027-01-02 holidays\n"
    assert json.loads(journal("away", "--json").out)["away"] == []


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("tomorrow", "2026-11-23"),
        ("mon..wed", "2026-11-23..2026-11-25"),
        ("fri..mon", "2026-11-27..2026-11-30"),
        ("24 dec..2 jan", "2026-12-24..2027-01-02"),
        ("2026-11-02", "2026-11-02"),
        ("yesterday..today", "2026-11-21..2026-11-22"),
        ("today..end of month", "2026-11-22..2026-11-30"),
    ],
)
def test_days_as_people_say_them_look_ahead(own: Journal, words: str, name: str) -> None:
    assert own("away", words).code == 0
    assert own("away").out.split()[0] == name


@pytest.mark.parametrize("days", ["2026-12-24..2027-01-02", "2026-12-24", "2 jan", "27 dec"])
def test_remove_takes_days_by_their_range_or_one_of_them(own: Journal, days: str) -> None:
    own("away", "2026-12-24..2027-01-02", "holidays")
    own("away", "2026-11-27", "dentist")
    result = own("away", "--remove", days)
    assert result.code == 0
    assert result.out == (
        "removed · away 24 Dec 2026 – 2 Jan 2027 · 10 days · holidays\n"
    )  # fmt: skip
    assert own("away").out == "2026-11-27     1 day  dentist\n"


def test_undo_takes_it_back_byte_for_byte(own: Journal) -> None:
    before = settings(own)
    own("away", "tomorrow")
    after = settings(own)
    own("away", "--remove", "tomorrow")
    assert own("undo").code == 0
    assert settings(own) == after
    assert own("undo").code == 0
    assert settings(own) == before


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (["2026-12-24..2026-12-20"], 2, "the days end (2026-12-20) before they begin (2026-12-24)"),
        (["christmas"], 2, "not a date: 'christmas'"),
        (["mon.."], 2, "not a date: ''"),
        (["2026-11-28..2026-12-01"], 5, "away already: Fri 27 Nov – Thu 3 Dec 2026 · 7 days"),
        (["2026-11-01..2026-12-31"], 5, "away already: "),
        (["--remove", "2026-12-24"], 4, "no days away: '2026-12-24'"),
        (["--remove", "2026-11-27..2026-12-02"], 4, "no days away: "),
        (["--remove"], 2, "which days?"),
        (["tomorrow", "--json"], 2, "--json lists; it goes without days"),
    ],
)
def test_what_is_wrong_is_said_and_changes_nothing(
    own: Journal, words: list[str], code: int, message: str
) -> None:
    own("away", "2026-11-27..2026-12-03")
    before = own.files()
    result = own("away", *words)
    assert (result.code, result.out) == (code, "")
    assert result.err.startswith(f"error: {message}")
    assert own.files() == before


def test_a_new_journal_takes_days_away_too(journal: Journal) -> None:
    assert journal("away", "tomorrow", "a day \x1b[31m off").code == 0
    assert "\x1b" not in journal("away").out
    assert journal("check").code == 0


def test_an_inline_rhythm_takes_days_away_too(bare: Journal) -> None:
    bare.write({"journal.toml": 'format = 1\nrhythm = { shifts = ["monday"] }\n'})
    assert bare("away", "tomorrow").code == 0
    assert bare("away").out == "2026-11-23     1 day  away\n"
