"""`reflect rate` on the whole screen of a real terminal."""

from collections.abc import Callable

import pytest

from tests.conftest import Journal
from tests.seat import Seat

Sit = Callable[..., Seat]
EARLIER = {
    "2026/11/2026-11-20-rating-aaaa03.toml": """
        format = 1
        id = "aaaa03"
        kind = "rating"
        at = 2026-11-20T15:20:00+01:00
        shift = 2026-11-20

        [skills]
        empathy = 3
        """,
}


def newest(journal: Journal) -> str:
    """The levels of the newest rating."""
    texts = journal.records("rating")
    return texts[max(texts)].partition("[skills]\n")[2]


def test_all_skills_on_one_screen(journal: Journal, sit: Sit) -> None:
    """Six keys for three ratings; what was given the last time is shown after choosing."""
    journal.write(EARLIER)
    seat = sit("rate", "--note", "calm day")
    seat.shows("Your skills", "▸ listening", "Enter leave")
    assert "last 3" not in seat.shown
    seat.press("4", "e", "m", "2")
    seat.shows("last 3", "Enter save")
    seat.press("Right", "Enter")
    assert seat.ends() == 0
    assert newest(journal) == "listening = 4\nempathy = 2\ncomposure = 1\n"
    last = seat.lines[-1].partition(" · ")[2]
    assert last == "listening 4 · empathy 2 (last 3) · composure 1"


def test_without_a_level_nothing_is_saved(journal: Journal, sit: Sit) -> None:
    seat = sit("rate")
    seat.shows("Enter leave")
    seat.press("4", "Up", "Backspace", "Enter")
    assert seat.ends() == 0
    assert seat.lines[-1] == "nothing saved"
    assert journal.records("rating") == {}


@pytest.mark.parametrize("end", ["Ctrl-C", "closed"])
def test_cut_short_the_levels_are_kept_as_a_draft(journal: Journal, sit: Sit, end: str) -> None:
    seat = sit("rate")
    seat.shows("Enter leave")
    seat.press("5")
    seat.shows("Enter save")
    if end == "closed":
        seat.hangs_up()
    else:
        seat.press(end)
        assert seat.ends() == 130
    (draft,) = (journal.root / ".drafts").glob("*")
    assert draft.read_text(encoding="utf-8") == (
        'kind = "rating"\nrubric = 1\n\n[skills]\nlistening = 5\n'
    )
    assert journal.records("rating") == {}


def test_where_the_screen_cannot_be_drawn_on_it_asks_line_by_line(
    journal: Journal, sit: Sit
) -> None:
    seat = sit("rate", TERM="dumb")
    seat.sees("1-5, n/a, ? for all five:")
    seat.child.sendeof()
    assert seat.ends() == 0
