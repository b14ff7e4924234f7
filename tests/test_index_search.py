"""What was changed since the index was made is found, beside what was found before."""

import pytest

from tests.conftest import Journal

NOTE = """
    format = 1
    id = "{id}"
    kind = "note"
    at = {day}T14:10:00+01:00
    shift = {day}
    text = "{text}"
"""


def put(journal: Journal, record: str, day: str, text: str) -> None:
    name = f"{day[:4]}/{day[5:7]}/{day}-note-{record}.toml"
    journal.write({name: NOTE.format(id=record, day=day, text=text)})


@pytest.fixture
def months(journal: Journal) -> Journal:
    """Three months, of which one has the word that is looked for."""
    put(journal, "aaaa", "2026-09-10", "calm")
    put(journal, "bbbb", "2026-10-10", "refund again")
    put(journal, "cccc", "2026-11-10", "calm")
    journal("list")
    return journal


def found(journal: Journal, *words: str) -> list[str]:
    return [line.split()[0] for line in journal("search", *words).out.splitlines()]


@pytest.mark.parametrize("day", ["2026-11-12", "2026-10-12", "2026-09-12", "2026-08-12"])
def test_a_new_file_of_any_month_is_found(months: Journal, day: str) -> None:
    put(months, "dddd", day, "a refund of today")
    assert sorted(found(months, "refund")) == ["bbbb", "dddd"]


@pytest.mark.parametrize("day", ["2026-11-10", "2026-09-10"])
def test_an_edited_file_is_found_by_its_new_words(months: Journal, day: str) -> None:
    record = "cccc" if day == "2026-11-10" else "aaaa"
    put(months, record, day, "refund after all")
    assert sorted(found(months, "refund")) == sorted(["bbbb", record])
    put(months, "bbbb", "2026-10-10", "calm")
    assert found(months, "refund") == [record]


def test_a_note_just_written_is_found(months: Journal) -> None:
    saved = months("note", "refund", "by", "mail").out.split()[1]
    assert found(months, "refund") == [saved, "bbbb"]
    assert months("undo").code == 0
    assert found(months, "refund") == ["bbbb"]


def test_what_a_crash_left_half_done_is_found(months: Journal) -> None:
    """The ordinary way finishes it; so must the quick one."""
    assert found(months, "refund") == ["bbbb"]
    months.write(
        {
            "2026/11/.new-0-0": NOTE.format(id="eeee", day="2026-11-11", text="refund, once more"),
            ".pending/0.json": '{"moves": [["2026/11/.new-0-0",'
            ' "2026/11/2026-11-11-note-eeee.toml"]], "history": "{}"}',
        }
    )
    assert found(months, "refund") == ["eeee", "bbbb"]
