"""What the index keeps, when it looks at files again, and what it forgets."""

import os
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from reflectcli.domain.records import Note, Record
from reflectcli.errors import Problem, SourceLocation
from reflectcli.render.find import folded as folded_word
from reflectcli.render.matches import described
from reflectcli.storage import files, index
from reflectcli.storage.cache import IndexPlace
from reflectcli.storage.database import DamagedError, is_damage, is_passing, sealed, unsealed
from reflectcli.storage.index import Index, stamp_of
from reflectcli.storage.listing import Listing
from reflectcli.storage.packing import pack, pack_problem, unpack, unpack_problem
from reflectcli.storage.repository import Repository
from tests.conftest import NOW
from tests.index_records import EXTRA, TEMPLATES
from tests.strategies import any_record, texts
from tests.virtual_times import HOUR, START, Times, virtual

AT = datetime.fromisoformat(NOW)
DAY = date(2026, 11, 20)
MONTH = "2026/11"
SECOND = 10**9
READING = next(record for record in TEMPLATES if record.kind == "reading")


class Shelf:
    """A journal, its index, and a clock for both; `opened` are the files that were read."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "journal"
        self.root.mkdir()
        self.path = str(folder / "cache" / "index.sqlite3")
        self.times = Times(self.root, 4_000_000)
        self.opened: list[str] = []
        self.told: list[str] = []

    def put(self, record: Record, text: str = "") -> Path:
        (path,) = Repository(self.root, AT).add(record)
        if text:
            (self.root / path).write_text(text)
        self.times.observe()
        return self.root / path

    def load(self) -> Any:
        """What is read with the index, which must be what is read without."""
        plain = Repository(self.root, AT).load()
        self.opened.clear()
        place = IndexPlace(self.path, self.times.clock, described, self.told.append)
        found = Repository(self.root, AT, index=place).load()
        assert (found.records, found.problems) == (plain.records, plain.problems)
        return found

    def settle(self) -> None:
        """Time goes by, and the index is brought up to date."""
        self.times.pass_by(HOUR)
        self.load()

    def configure(self, text: str) -> None:
        (self.root / "journal.toml").write_text(f"format = 1\n{text}")

    def index(self) -> Index:
        stamp = (self.root / "journal.toml").read_bytes()
        return Index(self.path, str(self.root), stamp_of(stamp), self.times.clock)

    def gists(self) -> list[str]:
        return [line.gist for line in self.index().lines(MONTH)]


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    made = Shelf(tmp_path)
    made.configure("")
    read = files.read

    def watched(path: Any, within: str = "") -> bytes:
        made.opened.append(os.path.basename(path))
        return read(path, within)

    monkeypatch.setattr(files, "read", watched)
    with virtual(made.times):
        yield made


def note(record_id: str, text: str = "listened") -> Note:
    return Note(id=record_id, at=AT, shift=DAY, text=text)


def records_opened(shelf: Shelf) -> list[str]:
    return sorted(name for name in shelf.opened if name != "journal.toml")


def test_what_has_not_changed_is_not_opened(shelf: Shelf) -> None:
    shelf.put(note("aaaa"))
    shelf.put(note("bbbb"))
    shelf.settle()
    shelf.load()
    assert records_opened(shelf) == []
    path = shelf.put(note("cccc"))
    shelf.load()
    assert records_opened(shelf) == [path.name]


@pytest.mark.parametrize("wait", [0, SECOND, 2 * SECOND])
@pytest.mark.parametrize("ahead", [-HOUR, 0, HOUR, 90_000 * HOUR])
@pytest.mark.parametrize("tick", [1, SECOND, 2 * SECOND])
def test_a_change_within_the_tick_of_the_last_one_is_seen(
    shelf: Shelf, wait: int, ahead: int, tick: int
) -> None:
    """The size stays, and the time of modification is set to what it was, even a future one."""
    shelf.times.tick = tick
    path = shelf.put(note("aaaa", "listened"))
    shelf.times.observe({path: START + ahead})
    shelf.times.pass_by(wait % tick)
    shelf.load()
    path.write_bytes(path.read_bytes().replace(b"listened", b"answered"))
    shelf.times.observe({path: START + ahead})
    assert shelf.load().records[0].text == "answered"
    assert shelf.gists() == ["answered"]


def test_a_file_of_a_clock_ahead_of_ours_is_compared_until_ours_is_there(shelf: Shelf) -> None:
    path = shelf.put(note("aaaa"))
    shelf.times.now -= 20 * SECOND
    for _ in range(2):
        shelf.load()
        assert records_opened(shelf) == [path.name]
    shelf.times.now += 30 * SECOND
    shelf.load()
    shelf.load()
    assert records_opened(shelf) == []


def test_a_change_long_after_shows_in_the_time_of_change_alone(shelf: Shelf) -> None:
    path = shelf.put(note("aaaa", "listened"))
    shelf.settle()
    modified = shelf.times.seen[str(path)].modified
    path.write_bytes(path.read_bytes().replace(b"listened", b"answered"))
    shelf.times.observe({path: modified})
    assert shelf.load().records[0].text == "answered"


def test_other_settings_are_checked_without_reading_again(shelf: Shelf) -> None:
    """Only what breaks a rule then is read, to say where."""
    good = shelf.put(note("aaaa"))
    reading = shelf.put(replace(READING, id="bbbb", shift=DAY))
    shelf.settle()
    shelf.configure("[kpis.csat]\nhigh = 50\n")
    assert [str(each.location) for each in shelf.load().problems] == [f"{MONTH}/{reading.name}:8"]
    assert records_opened(shelf) == [reading.name]
    assert shelf.gists() == ["listened"]
    shelf.configure("[kpis.csat]\nunit = 'points'\n")
    assert shelf.load().problems == ()
    assert good.name not in records_opened(shelf)
    assert shelf.gists() == ["listened", "csat 18/20 0.9"]
    shelf.configure("")
    shelf.load()
    assert records_opened(shelf) == []
    assert shelf.gists() == ["listened", "csat 18/20 90%"]


def test_what_was_read_by_other_settings_is_not_fresh(shelf: Shelf) -> None:
    shelf.put(note("aaaa"))
    shelf.settle()
    listing = Listing(str(shelf.root / MONTH))
    assert shelf.index().is_fresh(MONTH, listing)
    assert not shelf.index().is_fresh("2026/10", listing)
    shelf.configure("week_starts = 'sunday'\n")
    assert not shelf.index().is_fresh(MONTH, listing)
    assert shelf.index().found(MONTH) is None
    assert shelf.index().links(MONTH) is None


def test_another_version_of_the_program_reads_all_again(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = shelf.put(note("aaaa"))
    shelf.settle()
    monkeypatch.setattr(index, "__version__", "99.0")
    shelf.load()
    assert records_opened(shelf) == [path.name]
    assert shelf.gists() == ["listened"]


def test_an_emptied_folder_has_no_lines_whatever_the_settings(shelf: Shelf) -> None:
    path = shelf.put(note("aaaa"))
    shelf.settle()
    path.unlink()
    shelf.configure("[agent]\nname = 'Sam'\n")
    shelf.load()
    assert shelf.gists() == []
    assert shelf.index().folders_with(["listened"]) == set()


def test_the_reason_why_a_file_cannot_be_read_is_not_kept(shelf: Shelf) -> None:
    link = shelf.put(note("aaaa"))
    link.unlink()
    link.symlink_to(link.with_name("nowhere"))
    shelf.settle()
    (problem,) = shelf.load().problems
    assert problem.message == "a link to a file that is not there"
    link.unlink()
    link.symlink_to(link.name)
    (problem,) = shelf.load().problems
    assert problem.message == "the file cannot be read: Too many levels of symbolic links"


def test_nothing_is_written_while_nothing_changes(shelf: Shelf) -> None:
    shelf.put(note("aaaa"))
    (shelf.root / MONTH / f"{DAY}-note-bbbb.toml").symlink_to("nowhere")
    shelf.settle()
    before = shelf.index().mark(MONTH)
    shelf.load()
    assert shelf.index().mark(MONTH) == before


def test_a_record_nested_too_deeply_hides_no_other(shelf: Shelf) -> None:
    path = shelf.put(note("aaaa"))
    path.write_text(path.read_text() + ".".join("x" * 700) + " = 1\n")
    shelf.put(note("bbbb"))
    for _ in range(2):
        assert [record.id for record in shelf.load()] == ["bbbb"]
    assert not shelf.index().is_sound(MONTH)


def test_a_process_that_began_before_another_one_keeps_nothing_over_it(shelf: Shelf) -> None:
    shelf.put(note("aaaa"))
    shelf.load()
    older = shelf.index()
    kept = older.kept(MONTH)
    assert kept is not None
    shelf.put(note("bbbb"))
    shelf.load()
    older.keep(MONTH, kept, [], [])
    assert len(shelf.load().records) == 2
    assert shelf.gists() == ["listened", "listened"]


def test_words_are_found_by_their_trigrams(shelf: Shelf) -> None:
    shelf.put(note("aaaa", 'She said "no" — twice; straße, 👩‍👩‍👧'))
    shelf.load()
    found = shelf.index()
    for word in ("twice", '"no"', "no", "strasse", "👩‍👩‍👧", "aid", "—"):
        assert found.folders_with([word]) in (None, {MONTH})
        assert len(list(found.lines(MONTH, [word]))) == 1
    for word in ("thrice", "Twice", "xyz", '"""'):
        assert not found.folders_with([word])
        assert list(found.lines(MONTH, [word])) == []


@given(texts, texts)
@settings(max_examples=60)
def test_any_text_can_be_looked_for(
    tmp_path_factory: pytest.TempPathFactory, text: str, word: str
) -> None:
    shelf = Shelf(tmp_path_factory.mktemp("words"))
    shelf.configure("")
    shelf.put(note("aaaa", text))
    shelf.load()
    found = shelf.index()
    folded = described(note("aaaa", text), Repository(shelf.root, AT).config)[2]
    for wanted in (folded_word(word), folded[:5], folded[-4:]):
        likely = found.folders_with([wanted])
        assert len(list(found.lines(MONTH, [wanted]))) == (wanted in folded)
        assert wanted not in folded or likely is None or MONTH in likely


# packing


def same_bits(one: Record, other: Record) -> None:
    # No time of TOML is the second of its name.
    assert repr(one) == repr(other).replace(", fold=1", "")


@given(any_record)
def test_a_record_comes_out_as_it_was_packed(record: Record) -> None:
    same_bits(unpack(unsealed(sealed(pack(record)))), record)


@pytest.mark.parametrize("record", TEMPLATES)
def test_records_of_every_shape_are_packed(record: Record) -> None:
    same_bits(unpack(unsealed(sealed(pack(record)))), record)
    again = replace(record, extra=EXTRA)
    same_bits(unpack(unsealed(sealed(pack(again)))), again)


def test_a_problem_comes_out_as_it_was_packed() -> None:
    for problem in (
        Problem("wrong", SourceLocation("a.toml", 3, 4, "x \udcff = 1", 2), "do it", False),
        Problem("wrong"),
    ):
        assert unpack_problem(unsealed(sealed(pack_problem(problem)))) == problem


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw[:-1],
        lambda raw: raw[:3],
        lambda raw: b"",
        lambda raw: None,
        lambda raw: "text",
        lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]),
        lambda raw: bytes([raw[0] ^ 1]) + raw[1:],
        lambda raw: bytes(4),
        lambda raw: b"\xff\xff\x00\x00" + b"\xff" * 2,
    ],
)
def test_what_is_damaged_does_not_come_out(spoil: Callable[[bytes], Any]) -> None:
    with pytest.raises(DamagedError):
        unsealed(spoil(sealed(["a", 1])))


@pytest.mark.parametrize(
    ("error", "code", "damage", "passing"),
    [
        (sqlite3.OperationalError("database is locked"), 5, False, True),
        (sqlite3.OperationalError("the file was moved"), 8 | 4 << 8, False, True),
        (sqlite3.OperationalError("database or disk is full"), 13, False, False),
        (sqlite3.OperationalError("disk I/O error"), 10 | 1 << 8, False, False),
        (sqlite3.OperationalError("a short read"), 10 | 2 << 8, True, False),
        (sqlite3.OperationalError("no such table"), 1, True, False),
        (sqlite3.DatabaseError("malformed"), 11, True, False),
        (sqlite3.DatabaseError("file is not a database"), 26, True, False),
        (sqlite3.OperationalError("database is locked"), None, False, True),
        (sqlite3.OperationalError("Could not decode to UTF-8"), None, True, False),
        (sqlite3.ProgrammingError("wrong"), None, True, False),
        (DamagedError(), None, True, False),
        (OSError(28, "No space left on device"), None, False, False),
    ],
)
def test_damage_is_told_from_what_the_system_refuses(
    error: Exception, code: int | None, damage: bool, passing: bool
) -> None:
    if code is not None:
        error.sqlite_errorcode = code  # type: ignore[attr-defined]
    assert (is_damage(error), is_passing(error)) == (damage, passing)


def test_the_index_of_a_closed_process_leaves_no_files_beside_it(shelf: Shelf) -> None:
    shelf.put(note("aaaa"))
    shelf.load()
    assert os.listdir(os.path.dirname(shelf.path)) == ["index.sqlite3"]
    db = sqlite3.connect(shelf.path)
    db.execute("INSERT INTO words (words) VALUES ('integrity-check')")
    db.close()
