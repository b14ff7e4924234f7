"""The draft of a reflection on disk: whose it is, and what is kept when it cannot be written."""

from datetime import datetime
from pathlib import Path

import pytest

from reflectcli.cli.context import World
from reflectcli.cli.drafts import Keeper, find_drafts
from reflectcli.cli.reflection import Reflection
from reflectcli.cli.session import Session
from reflectcli.cli.shift_log import ShiftLog
from reflectcli.settings import load_settings
from reflectcli.storage import files
from tests.conftest import NOW, Journal


@pytest.fixture
def log(journal: Journal) -> ShiftLog:
    world = World(journal.env, datetime.fromisoformat(NOW))
    return ShiftLog(
        Session(world, load_settings(journal.env, journal.root)), "markdown", None, None
    )


def said(text: str) -> Reflection:
    return Reflection("quick", answers={"best_moment": text})


def test_a_draft_comes_back_as_it_was_written(log: ShiftLog) -> None:
    written = Reflection(
        "quick", answers={"try": "\n## two\n\nlines\n"}, text="more", mood=2, energy=5,
        ratings={"empathy": "n/a"}, tags=("q4",), links=("aaaa01",), private=True,
    )  # fmt: skip
    Keeper(log, []).keep(written)
    (draft,) = find_drafts(log)
    assert draft.words == "Sunday 22 Nov 2026 · 1 answer · ## two lines"
    draft.reflection.day = None
    assert draft.reflection == written


def test_two_windows_on_one_draft_each_keep_their_own(log: ShiftLog) -> None:
    """What one of them wrote is never overwritten by the other."""
    Keeper(log, []).keep(said("one"))
    (draft,) = find_drafts(log)
    here, there = Keeper(log, [], draft), Keeper(log, [], draft)
    here.keep(said("here"))
    there.keep(said("there"))
    answers = {each.reflection.answers["best_moment"] for each in find_drafts(log)}
    assert answers == {"here", "there"}
    here.drop()
    assert [each.path for each in find_drafts(log)] == [there.path]


def test_what_is_emptied_again_leaves_no_draft(log: ShiftLog) -> None:
    keeper = Keeper(log, [])
    keeper.keep(said("one"))
    keeper.keep(Reflection("quick"))
    assert find_drafts(log) == []
    keeper.keep(said("two"))
    assert len(find_drafts(log)) == 1


def test_a_full_disk_is_told_and_tried_again(
    log: ShiftLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    keeper = Keeper(log, [])
    with monkeypatch.context() as patched:
        patched.setattr(files, "create", full)
        keeper.keep(said("one"))
    assert keeper.problem == "the draft cannot be kept: No space left on device"
    keeper.keep(said("one"))
    assert keeper.problem == ""
    assert len(find_drafts(log)) == 1
