"""list as CSV, and lists that are longer than the terminal."""

import csv
import io
from pathlib import Path

import pytest

from tests.conftest import Journal
from tests.test_browse import full, note

__all__ = ["full"]


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_list_as_csv(full: Journal) -> None:
    result = full("list", "-n", "2", "--csv")
    assert (result.code, result.err) == (0, "")
    assert result.out == (
        "id,kind,shift,at,private,tags,text\r\n"
        'k3f9q2,note,2026-11-20,2026-11-21T02:10:00+01:00,false,refund,"Third call about one '
        'refund. Listened first this time, and it worked. #refund"\r\n'
        "k1ch44,checkin,2026-11-20,2026-11-20T22:15:00+01:00,false,,goal p0c4de · 3.1 · Naming "
        "the feeling works with calm people. With angry ones I still forget.\r\n"
    )


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_what_a_spreadsheet_would_run_is_only_text(journal: Journal, start: str) -> None:
    text = f'{start}SUM(A1), "quoted"'
    journal.write(note("aaaa01", "2026-11-05", text, 'tags = ["=a", "b"]\n'))
    (row,) = rows(journal("list", "--csv").out)
    assert (row["text"], row["tags"]) == (f"'{text} #=a #b", "'=a; b")


def test_csv_of_nothing_has_its_header(journal: Journal) -> None:
    result = journal("list", "goal", "--csv")
    assert (result.code, result.out) == (0, "id,kind,shift,at,private,tags,text\r\n")


def test_csv_takes_the_same_choices(full: Journal) -> None:
    found = rows(full("list", "--all", "--csv", "--tag", "refund").out)
    assert [row["id"] for row in found] == ["k3f9q2", "c8br02"]


def test_one_form_at_a_time(full: Journal) -> None:
    result = full("list", "--json", "--csv")
    assert (result.code, result.err) == (2, "error: --json and --csv at once; leave one away\n")


@pytest.fixture
def long(journal: Journal, tmp_path: Path) -> Journal:
    """Eight notes, a terminal of five lines, and a pager that writes into a file."""
    for day in range(1, 9):
        journal.write(note(f"aaaa{day:02}", f"2026-11-{day:02}", f"note {day}"))
    journal.env |= {"LINES": "5", "PAGER": f"sh -c 'cat > {tmp_path}/paged'"}
    return journal


@pytest.mark.parametrize("command", [["list"], ["list", "--tag", "x"], ["search", "note"]])
def test_what_is_longer_than_the_terminal_goes_through_the_pager(
    long: Journal, tmp_path: Path, command: list[str]
) -> None:
    if "--tag" in command:
        for day in range(1, 9):
            assert long("edit", f"aaaa{day:02}", "--set", "tags=x").code == 0
    whole = long(*command, terminal=True)
    assert (whole.code, whole.out) == (0, "")
    assert (tmp_path / "paged").read_text().count("\n") == 8
    assert "aaaa08" in (tmp_path / "paged").read_text().splitlines()[0]


def test_never_in_a_pipe_and_not_where_it_fits_or_is_unwanted(
    long: Journal, tmp_path: Path
) -> None:
    assert len(long("list").out.splitlines()) == 8
    assert len(long("list", "-n", "4", terminal=True).out.splitlines()) == 4
    assert len(long("list", "--no-pager", terminal=True).out.splitlines()) == 8
    assert len(long("search", "note", "--no-pager", terminal=True).out.splitlines()) == 8
    for pager in ("", "cat", "/no/such/pager"):
        long.env["PAGER"] = pager
        assert len(long("list", terminal=True).out.splitlines()) == 8
    assert not (tmp_path / "paged").exists()
