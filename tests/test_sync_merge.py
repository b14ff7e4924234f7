"""Two sides as one: what must hold for all of them; and many devices in any order."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from reflectcli.storage.syncing.copies import own_version
from reflectcli.storage.syncing.merge import BOTH, merge
from reflectcli.storage.syncing.messages import message
from reflectcli.storage.syncing.trees import Changed, Entry, changes, record_id, records
from tests.conftest import Journal
from tests.sync_devices import NOTE, Devices, ids, name, note, texts, travelling

paths = st.sampled_from(
    [
        f"2026/11/2026-11-{day}-note-{each}.toml"
        for day in (19, 20)
        for each in ("aaaa", "bbbb", "cccc")
    ]
    + ["journal.toml", "README.md"]
)
trees = st.dictionaries(paths, st.tuples(st.just("100644"), st.sampled_from("123")), max_size=6)
Files = dict[str, Entry]


@given(trees, trees, trees)
@settings(max_examples=500)
def test_no_content_of_either_side_goes_missing(base: Files, ours: Files, theirs: Files) -> None:
    """What one side put there is there, or named in a conflict; unless the other replaced it."""
    merged = merge(base, ours, theirs)
    kept = set(merged.tree.items()) | {(each.ours, each.entry) for each in merged.conflicts}
    for path, entry in theirs.items():
        if base.get(path) != entry:
            assert (path, entry) in kept
    for path, entry in ours.items():
        if base.get(path) != entry and record_id(path):
            assert (path, entry) in kept
    assert merged.tree.keys() <= base.keys() | ours.keys() | theirs.keys()


@given(trees, trees, trees)
@settings(max_examples=300)
def test_no_id_is_doubled_that_was_not_before(base: Files, ours: Files, theirs: Files) -> None:
    merged = merge(base, ours, theirs)
    if all(len(records(tree)) == len([*filter(record_id, tree)]) for tree in (base, ours, theirs)):
        assert len(records(merged.tree)) == len([*filter(record_id, merged.tree)])


@given(trees, trees)
def test_one_side_alone_is_taken_as_it_is(base: Files, side: Files) -> None:
    for merged in (merge(base, side, base), merge(base, base, side), merge(base, side, side)):
        assert (merged.tree, merged.conflicts) == (side, [])


@given(trees, trees, trees)
def test_both_ways_round_the_same_records_are_in_conflict(a: Files, b: Files, c: Files) -> None:
    one, other = merge(a, b, c), merge(a, c, b)
    assert {record_id(each.path) for each in one.conflicts if each.sort == BOTH} == {
        record_id(each.path) for each in other.conflicts if each.sort == BOTH
    }


@given(trees, trees)
def test_what_changed_is_told_once(before: Files, after: Files) -> None:
    found = changes(before, after)
    assert len({each.path for each in found}) == len(found)
    assert (found == []) == (
        {path: each for path, each in before.items() if path != "README.md"}
        == {path: each for path, each in after.items() if path != "README.md"}
    )


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b'kind = "note"\nid = "k3f9q2"\n<<<<<<<\n', rb'kind = "note"\nid = "(\w{8})"\n<<<<<<<\n'),
        (b"id = 'k3f9q2'\n=", rb"id = '(\w{8})'\n="),
        (b'tags = "x"\nid = "k3f9q2"\n', rb'tags = "x"\nid = "(\w{8})"\nlinks = \["k3f9q2"\]\n'),
        (b"\xff", rb"(\xff)"),
    ],
)
def test_a_copy_of_what_is_no_right_record_keeps_its_bytes(raw: bytes, said: bytes) -> None:
    path, copy = own_version(NOTE, raw, set())
    assert re.fullmatch(said, copy), copy
    assert re.fullmatch(r"2026/11/2026-11-20-note-\w{8}\.toml", path)


def test_a_copy_is_the_same_each_time_and_never_takes_a_name() -> None:
    raw = note("one").encode()
    path, copy = own_version(NOTE, raw, set())
    assert own_version(NOTE, raw, set()) == (path, copy)
    taken = record_id(path)
    assert taken is not None
    other, _ = own_version(NOTE, raw, {taken})
    assert other != path


def test_a_commit_says_kinds_and_counts() -> None:
    found = [Changed("added", name(each)) for each in ("aaaa", "bbbb")]
    found += [Changed("added", NOTE.replace("note", "activity")), Changed("changed", NOTE)]
    found += [Changed("changed", "journal.toml"), Changed("removed", "mentor/x")]
    assert message(found) == ("1 activity, 2 notes added; 1 note, settings changed; 1 file removed")


WHO = st.sampled_from(["a", "b", "c"])


class Several(RuleBasedStateMachine):
    """Three devices and a repository: what was acknowledged on any is there in the end.

    Every text is another one. `replaced` are those that somebody who had them before their eyes
    changed or deleted; all others must be there.
    """

    folder: Path
    env: dict[str, str]
    runs = 0

    @initialize()
    def begin(self) -> None:
        type(self).runs += 1
        self.devices = Devices(self.folder / str(self.runs), self.env)
        self.devices.folder.mkdir()
        for each in "abc":
            self.devices(each)
        self.said: list[str] = []
        self.replaced: set[str] = set()

    def say(self) -> str:
        """A text that nobody has written yet."""
        self.said.append(f"text {len(self.said)}")
        return self.said[-1]

    def chosen(self, who: str, data: st.DataObject) -> tuple[str, str] | None:
        """One of the records of a device, and its text."""
        journal = self.devices(who)
        if not ids(journal):
            return None
        each = data.draw(st.sampled_from(sorted(ids(journal))))
        file = (journal.root / ids(journal)[each]).read_text()
        return each, file.partition('text = "')[2].partition('"')[0]

    @rule(who=WHO)
    def add(self, who: str) -> None:
        assert self.devices(who)("note", self.say()).code == 0

    @precondition(lambda self: self.said)
    @rule(who=WHO, data=st.data())
    def edit(self, who: str, data: st.DataObject) -> None:
        if found := self.chosen(who, data):
            result = self.devices(who)("edit", found[0], "--set", f"text={self.say()}")
            assert result.code == 0, result.err
            self.replaced.add(found[1])

    @precondition(lambda self: self.said)
    @rule(who=WHO, data=st.data())
    def delete(self, who: str, data: st.DataObject) -> None:
        if found := self.chosen(who, data):
            assert self.devices(who)("delete", found[0]).code == 0
            self.replaced.add(found[1])

    @rule(who=WHO)
    def sync(self, who: str) -> None:
        result = self.devices(who)("sync")
        assert result.code == 0, result.err
        told = set(re.findall(r"yours is (\w+) now", result.err))
        assert told <= ids(self.devices(who)).keys()

    def teardown(self) -> None:
        if not hasattr(self, "devices"):
            return
        self.devices.settle()
        first, *others = (travelling(self.devices(each)) for each in "abc")
        assert others == [first, first]
        there = texts(self.devices("a"))
        assert {*self.said} - self.replaced <= {*there} <= {*self.said}
        checked = self.devices("a")("check")
        assert (checked.code, " no problems" in checked.out) == (0, True)


def test_three_devices_in_any_order(bare: Journal, tmp_path: Path) -> None:
    (tmp_path / "runs").mkdir()
    machine = type("Here", (Several,), {"folder": tmp_path / "runs", "env": bare.env})
    run_state_machine_as_test(
        machine, settings=settings(max_examples=5, stateful_step_count=14, deadline=None)
    )
