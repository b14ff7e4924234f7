"""The index always agrees with a full scan, whatever was done to the journal or to the index.

REFLECT_LONG=1 looks for many minutes instead of seconds.
"""

import os
import random
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from time import time_ns
from typing import Any
from unittest.mock import patch

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from reflectcli.domain.filing import LONG_LIVED
from reflectcli.domain.records import Record
from reflectcli.errors import Problem, ReflectError
from reflectcli.render.matches import described
from reflectcli.storage import database, finding, index
from reflectcli.storage.answers import Answers
from reflectcli.storage.cache import IndexPlace
from reflectcli.storage.codec import dump_record
from reflectcli.storage.history import History
from reflectcli.storage.index import Index, stamp_of
from reflectcli.storage.layout import parse_path, path_of
from reflectcli.storage.reader import Reader
from reflectcli.storage.repository import Repository
from tests.conftest import LONG, NOW
from tests.index_records import CONFIGS, DAYS, IDS, TEMPLATES
from tests.strategies import CONFIG, any_record
from tests.virtual_times import HOUR, Times, virtual

AT = datetime.fromisoformat(NOW)
NOWS = (AT, datetime.fromisoformat("2026-11-01T03:00:00+01:00"), AT.replace(year=2027))
SECOND = 10**9

days = st.sampled_from(DAYS)
some_ids = st.sampled_from(IDS)
some_records = st.sampled_from(TEMPLATES) | any_record if LONG else st.sampled_from(TEMPLATES)
numbers = st.integers(0, 2**32)
ends = st.none() | days
kinds = st.none() | st.lists(st.sampled_from(["note", "rating", "reading", "goal"]), min_size=1)
broken = st.sampled_from(
    (
        b"",
        b"\n",
        b"text = ",
        b"\xff\xfe\x00",
        b"format = 2\n",
        b'format = 1\nkind = "note"\n',
        b"x = " + b"[" * 400,
        b"a." * 900 + b"a = 1",
        b'format = 1\nid = "aaaa"\nkind = "note"\nat = 5\nshift = 2026-11-01\ntext = "x"\n',
        b'format = 1\nid = "aaaa"\nkind = "rating"\nat = 2026-11-01T10:00:00Z\n'
        b"shift = 2026-11-01\n[skills]\nempathy = 9\n",
    )
)


HARM = (
    "PRAGMA user_version = 0",
    "PRAGMA user_version = 99",
    "DROP TABLE lines",
    "DROP TABLE folders",
    "DROP TABLE words",
    "UPDATE folders SET found = substr(found, 1, 9)",
    "UPDATE folders SET found = zeroblob(4)",
    "UPDATE folders SET found = NULL",
    "UPDATE folders SET found = 'a text'",
    "UPDATE folders SET head = 7",
    "UPDATE folders SET links = NULL",
    "DROP TABLE names",
    "UPDATE names SET kept = zeroblob(4)",
    "UPDATE names SET folder = '2026/13' || folder",
    "DROP TABLE answers",
    "UPDATE answers SET kept = zeroblob(9)",
    "UPDATE lines SET entry = zeroblob(20)",
    "UPDATE lines SET entry = CAST(entry AS TEXT)",
)
"""Somebody's SQL."""


class Journal(RuleBasedStateMachine):
    """A journal folder that users, sync tools and this program change, and its index."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(patch.object(finding, "FEW", 0))
        folder = Path(tempfile.mkdtemp(dir=_fast_disk()))
        self.stack.callback(shutil.rmtree, folder)
        self.root = folder / "journal"
        self.root.mkdir()
        self.cache = folder / "cache" / "reflectcli"
        self.path = self.cache / "index.sqlite3"
        self.history = History(folder / "history")
        self.now = AT
        self.config: bytes | None = None
        self.told: list[str] = []
        self.clock: Callable[[], int] = time_ns
        self.times: Times | None = None
        self.eager = False
        self.lines_spoilt = False
        self.older: Repository | None = None
        self.answered = 0

    def teardown(self) -> None:
        self._close(self.older)
        self.stack.close()

    @initialize(
        tick=st.sampled_from((None, 1, 4_000_000, SECOND, 2 * SECOND)),
        tells_change=st.booleans(),
        eager=st.booleans(),
        first=st.integers(0, len(TEMPLATES)),
    )
    def begin(self, tick: int | None, tells_change: bool, eager: bool, first: int) -> None:
        """With the file system's own times, or with times that are as coarse as some are."""
        self.eager = eager
        for number, record in enumerate(TEMPLATES[first : first + 3]):
            day = DAYS[(first + number) % 3 + 1]
            new = replace(record, id=IDS[number], shift=day)
            path = self.root / path_of(new)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(dump_record(new, CONFIG).encode())
        if tick is not None:
            self.times = Times(self.root, tick, tells_change or tick == 1)
            self.clock = self.times.clock
            self.stack.enter_context(virtual(self.times))
            self.times.observe()

    # what may happen to the journal

    @rule(record=some_records, record_id=some_ids, day=days)
    def add(self, record: Record, record_id: str, day: date) -> None:
        new = replace(record, id=record_id, shift=day)
        with suppress(ReflectError):
            self._repository(indexed=True).add(new)
        self._done()

    @rule(record=some_records, record_id=some_ids, day=days, pick=numbers)
    def write(self, record: Record, record_id: str, day: date, pick: int) -> None:
        """A literal file comes, from a sync tool, in its place or in another's."""
        new = replace(record, id=record_id, shift=day)
        path = self.root / path_of(new)
        if pick % 4 == 0:
            path = self._file(pick) or path
        self._put(path, dump_record(new, CONFIG).encode())

    @rule(pick=numbers, content=broken)
    def corrupt(self, pick: int, content: bytes) -> None:
        if (path := self._file(pick)) is not None:
            self._put(path, content)

    @rule(
        pick=numbers,
        way=st.sampled_from(("in place", "other file", "unseen")),
        ahead=st.sampled_from((None, 9 * HOUR, -9 * HOUR)),
        wait=st.sampled_from((0, 1_500_000_000, 4 * SECOND)),
        look=st.sampled_from((True, True, False)),
    )
    def edit(self, pick: int, way: str, ahead: int | None, wait: int, look: bool) -> None:
        """A letter is changed: the size stays; `unseen` sets the times back as well.

        Before that the file may be given another time, time may go by, and it may be read.
        """
        path = self._file(pick)
        if path is None:
            return
        if ahead is not None:
            self.touch(pick, ahead)
        if self.times is not None:
            self.times.pass_by(wait)
        if look:
            self.read_all()
        before, content = path.stat(), bytearray(path.read_bytes())
        letters = [at for at, each in enumerate(content) if at > 60 and chr(each).isalnum()]
        if not letters:
            return
        at = letters[-1 - pick % min(len(letters), 40)]
        content[at] = ord("z") if content[at] == ord("y") else content[at] ^ 1
        modified = {}
        if way == "other file":
            other = path.with_name(".other")
            other.write_bytes(content)
            other.replace(path)
        else:
            with path.open("r+b") as file:
                file.write(content)
        if way == "unseen" and (self.times is None or self.times.tells_change):
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
            if self.times is not None and str(path) in self.times.seen:
                modified = {path: self.times.seen[str(path)].modified}
        self._done(modified)

    @rule(pick=numbers, ahead=st.sampled_from((-9 * HOUR, -1, 0, SECOND, 9 * HOUR, 9**6 * HOUR)))
    def touch(self, pick: int, ahead: int) -> None:
        if (path := self._file(pick)) is not None:
            at = self.clock() + ahead
            os.utime(path, ns=(at, at))
            self._done({path: at})

    @rule(pick=numbers, size=st.integers(0, 200))
    def truncate(self, pick: int, size: int) -> None:
        if (path := self._file(pick)) is not None:
            os.truncate(path, min(size, path.stat().st_size))
            self._done()

    @rule(
        pick=numbers, day=days, record_id=some_ids, part=st.sampled_from("dikw"), copy=st.booleans()
    )
    def rename(self, pick: int, day: date, record_id: str, part: str, copy: bool) -> None:
        """To another day, ID or kind, or to a name that is none; or a copy of that name comes."""
        path = self._file(pick)
        if path is None or (entry := parse_path(path.name)) is None:
            return
        shift, kind, own = entry.shift, entry.kind, entry.id
        name = {
            "d": f"{day}-{kind}-{own}.toml",
            "i": f"{shift}-{kind}-{record_id}.toml",
            "k": f"{shift}-{'note' if kind != 'note' else 'shift'}-{own}.toml",
            "w": f"{shift} {kind} {own}.toml",
        }[part]
        folder = path.parent if pick % 3 else self.root / f"{day:%Y/%m}"
        folder.mkdir(parents=True, exist_ok=True)
        if not os.path.lexists(folder / name):
            (shutil.copy2 if copy else os.replace)(path, folder / name)
        self._done()

    @rule(pick=numbers, other=numbers)
    def swap(self, pick: int, other: int) -> None:
        """Two files change places."""
        one, two = self._file(pick), self._file(other)
        if one is not None and two is not None and one != two:
            third = one.with_name(".third")
            one.rename(third)
            two.rename(one)
            third.rename(two)
            self._done()

    @rule(pick=numbers)
    def delete(self, pick: int) -> None:
        if (path := self._file(pick)) is not None:
            path.unlink()
            self._done()

    @rule(pick=numbers)
    def remove(self, pick: int) -> None:
        repository = self._repository(indexed=bool(pick % 2))
        with suppress(ReflectError):
            entries = list(repository.names())
            if entries:
                repository.remove(entries[pick % len(entries)])
        self._close(repository)
        self._done()

    @rule()
    def undo(self) -> None:
        with suppress(ReflectError):
            self._repository(indexed=False).undo()
        self._done()

    @rule(pick=numbers, day=days)
    def make_odd_things(self, pick: int, day: date) -> None:
        """Folders and links that somebody made by hand."""
        month = self.root / f"{day:%Y/%m}"
        name = f"{day}-note-{IDS[pick % len(IDS)]}.toml"
        month.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            match pick % 7:
                case 0:
                    (month / name).mkdir()
                case 1:
                    (month / name).symlink_to(self.root / "nowhere")
                case 2:
                    (month / name).symlink_to(name)
                case 3:
                    (month / name).symlink_to(self._file(pick // 7) or "nowhere")
                case 4:
                    (self.root / "2026/13").mkdir(parents=True)
                case 5:
                    (self.root / "goals").mkdir()
                case _:
                    (self.root / "2024").mkdir()
                    (self.root / "2024/05").write_bytes(b"no folder")
        self._done()

    @rule(day=days)
    def remove_month(self, day: date) -> None:
        shutil.rmtree(self.root / f"{day:%Y/%m}", ignore_errors=True)
        self._done()

    @rule(config=st.sampled_from(CONFIGS))
    def configure(self, config: bytes | None) -> None:
        """Another journal.toml: a skill less, a KPI with another range or unit."""
        self.config = config
        path = self.root / "journal.toml"
        if config is None:
            path.unlink(missing_ok=True)
        else:
            path.write_bytes(config)
        self._done()

    # what may happen to the clocks

    @rule(now=st.sampled_from(NOWS))
    def move_now(self, now: datetime) -> None:
        self.now = now
        self._done()

    @precondition(lambda self: self.times is not None)
    @rule(by=st.sampled_from((1, 10**6, SECOND, 2 * SECOND, 4 * SECOND, HOUR, "back", "right")))
    def pass_by(self, by: int | str) -> None:
        assert self.times is not None
        if by == "back":
            self.times.set_back()
        elif by == "right":
            self.times.set_right()
        else:
            self.times.pass_by(int(by))
        self._done()

    # what may happen to the index

    @precondition(lambda self: self.path.exists())
    @rule(
        way=st.sampled_from(
            ("delete", "delete part", "overwrite", "shorten", "SQL", "SQL", "flip")
        ),
        pick=numbers,
    )
    def harm_index(self, way: str, pick: int) -> None:
        """It is deleted, damaged, replaced by something else, or of another version."""
        # Nothing of it is in use: what is written would not hit what SQLite holds.
        self._close(self.older)
        self.older = None
        if way == "delete":
            shutil.rmtree(self.cache)
            self.lines_spoilt = False
        elif way == "delete part":
            Path(f"{self.path}{('', '-wal', '-shm')[pick % 3]}").unlink(missing_ok=True)
        elif way == "SQL":
            with suppress(*database.FAILURES):
                self._execute(HARM[pick % len(HARM)])
        elif way == "version":
            self.stack.enter_context(patch.object(index, "__version__", str(pick % 2)))
        elif way == "flip":
            with suppress(*database.FAILURES):
                self._flip(("head", "links", "signature", "reads", "found", "kept")[pick % 6], pick)
        else:
            # SQLite has no checksums, and the texts that are searched none of their own.
            self.lines_spoilt = True
            content = self.path.read_bytes()
            self.path.write_bytes(
                _overwritten(content, pick) if way[0] == "o" else _short(content, pick)
            )
        self._done()

    def _flip(self, column: str, pick: int) -> None:
        """One bit of what is kept is another."""
        table, key = ("names", "folder") if column == "kept" else ("folders", "name")
        rows = self._execute(f"SELECT {key}, {column} FROM {table}")
        blobs = [(name, blob) for name, blob in rows if blob and isinstance(blob, bytes)]
        if blobs:
            name, blob = blobs[pick % len(blobs)]
            changed = bytearray(blob)
            changed[pick % len(blob)] ^= 1 << pick % 8
            update = f"UPDATE {table} SET {column} = ? WHERE {key} = ?"
            self._execute(update, bytes(changed), name)

    # reading, with and without the index

    @rule()
    def read_all(self) -> None:
        self._compare(lambda repository: _book(repository.load()))

    @rule(since=ends, until=ends, kinds=kinds)
    def read_some(self, since: date | None, until: date | None, kinds: list[str] | None) -> None:
        self._compare(lambda repository: _book(repository.load(since, until, kinds=kinds)))

    @rule(since=ends, until=ends, kinds=kinds, most=st.none() | st.integers(0, 3))
    def read_newest(
        self, since: date | None, until: date | None, kinds: list[str] | None, most: int | None
    ) -> None:
        def newest(repository: Repository) -> Any:
            problems: list[Problem] = []
            found = repository.newest(since, until, kinds=kinds, problems=problems)
            records = [repr(record) for record, _ in zip(found, range(most or 999), strict=False)]
            return records, problems

        self._compare(newest)

    @rule(pick=numbers, reference=some_ids | st.sampled_from(("last", "a", "")))
    def read_one(self, pick: int, reference: str) -> None:
        path = self._file(pick)
        named = reference if path is None or pick % 3 else path.name

        def one(repository: Repository) -> Any:
            stored = repository.get(named)
            return repr(stored)

        self._compare(one)

    @rule(reference=some_ids)
    def read_links(self, reference: str) -> None:
        """What links to a record; by the index as by reading all."""
        self._compare(lambda repository: repository.linking(reference))

    @rule(pick=numbers)
    def read_names(self, pick: int) -> None:
        """Every record is found by its ID and by its file's name."""
        path = self._file(pick)
        own = path.stem.rpartition("-")[2] if path is not None else "a"
        references = [own, own[:2], own[:1], f"{path and path.name}", f"2026/11/{own}.toml"]

        def named(repository: Repository) -> Any:
            found = [
                _outcome(lambda each, one=one: each.find(one), repository)  # type: ignore[misc]
                for one in references
            ]
            return repository.count(), found

        self._compare(named)

    @rule(since=st.sampled_from((None, DAYS[1])), kinds=st.sampled_from((None, ["note"])))
    def read_answer(self, since: date | None, kinds: list[str] | None) -> None:
        """An answer that is kept is what would be answered now; and so the second time."""

        def answer(repository: Repository) -> Any:
            return repr(_book(repository.load(since, kinds=kinds)))

        expected = _outcome(answer, self._repository(indexed=False))
        question = repr((since, kinds)).encode()
        for _ in range(2):
            with suppress(*database.FAILURES):
                assert self._kept_or_made(question, answer) in (None, expected)
        if self.times is not None:
            self.times.observe()

    def _kept_or_made(self, question: bytes, answer: Callable[[Repository], Any]) -> Any:
        kept = Index(str(self.path), str(self.root), stamp_of(self.config), self.clock)
        try:
            answers = Answers(kept, self.now)
            if (found := answers.find(question)) is not None:
                self.answered += 1
                return found
            repository = self._repository(indexed=True)
            made = _outcome(answer, repository)
            if isinstance(made, str) and repository.cache and (looked := repository.cache.looked):
                answers.keep(question, made, looked, time(4))
            self._close(repository)
            return None
        finally:
            kept.close()

    @rule()
    def read_by_older_process(self) -> None:
        """A process that began before the last changes, of journal.toml too, refreshes."""
        if self.older is None:
            self.older = self._repository(indexed=True)
            with suppress(ReflectError):
                _ = self.older.cache
            return
        with suppress(ReflectError):
            self.older.load()
        self._close(self.older)
        self.older = None

    @rule(pick=numbers, size=st.integers(1, 12))
    def read_lines(self, pick: int, size: int) -> None:
        """The lines of each folder are those of its right records, and words are found in them."""
        repository = self._repository(indexed=True)
        self.told.clear()
        try:
            book = repository.load()
        except ReflectError:
            return
        if self.told:
            # What was damaged is made anew the next time.
            repository = self._repository(indexed=True)
            repository.load()
        folders = [*Reader(self.root, repository.config, self.now).months(), *LONG_LIVED.values()]
        expected = {folder: self._lines(folder, repository) for folder in folders}
        self._close(repository)
        if self.lines_spoilt:
            return
        texts = [line[1] for lines in expected.values() for line in lines]
        words = _words(texts, pick, size)
        kept = Index(str(self.path), str(self.root), stamp_of(self.config), self.clock)
        try:
            likely = kept.folders_with(words)
            for folder, lines in expected.items():
                assert _shown(kept, folder) == [line for line, _ in lines]
                wanted = [line for line, text in lines if all(word in text for word in words)]
                assert _shown(kept, folder, words) == wanted
                assert not wanted or likely is None or folder in likely
                assert sorted(kept.ids(folder)) == sorted(line[0] for line, _ in lines)
        except database.FAILURES:
            # What is damaged is found when it is looked at; the next to look at it makes it anew.
            self._repository(indexed=True).load()
        finally:
            kept.close()
        assert len(book.records) <= sum(map(len, expected.values()))

    def _lines(self, folder: str, repository: Repository) -> list[tuple[Any, str]]:
        reader = Reader(self.root, repository.config, self.now)
        found = []
        for entry in reader.entries(folder, []):
            with suppress(ReflectError):
                record = reader.parsed(entry, reader.raw(entry))
                gist, texts, folded = described(record, repository.config)
                head = (record.id, str(record.shift), record.kind, record.at, record.private)
                found.append(((*head, gist, texts), folded))
        return sorted(found, key=lambda line: (_order(line[0]), line[0][2]), reverse=True)

    # the parts

    def _compare(self, read: Callable[[Repository], Any]) -> None:
        """What is read with the index is what is read without; and so the second time."""
        expected = _outcome(read, self._repository(indexed=False))
        for _ in range(2):
            self.told.clear()
            repository = self._repository(indexed=True)
            assert _outcome(read, repository) == expected
            assert len(self.told) <= 1
            self._close(repository)
        if self.times is not None:
            self.times.observe()

    def _repository(self, *, indexed: bool) -> Repository:
        place = IndexPlace(str(self.path), self.clock, described, self.told.append)
        return Repository(self.root, self.now, self.history, place if indexed else None)

    def _close(self, repository: Repository | None) -> None:
        if repository is not None and "cache" in repository.__dict__ and repository.cache:
            repository.cache.close()

    def _execute(self, statement: str, *values: Any) -> list[Any]:
        db = sqlite3.connect(self.path, isolation_level=None)
        try:
            return db.execute(statement, values).fetchall()
        finally:
            db.close()

    def _file(self, pick: int) -> Path | None:
        """One of the journal's records' files."""
        parts = [*self.root.glob("2*/*/*.toml"), *self.root.glob("0*/*/*.toml")]
        parts += [
            path for each in LONG_LIVED.values() for path in (self.root / each).glob("*.toml")
        ]
        files = sorted(path for path in parts if path.is_file())
        return files[pick % len(files)] if files else None

    def _put(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.is_dir() and not path.is_symlink():
            path.write_bytes(content)
        self._done()

    def _done(self, modified: dict[Path, int] | None = None) -> None:
        if self.times is not None:
            self.times.observe(modified)
        if self.eager:
            self.read_all()
            self.read_answer(None, None)


def _fast_disk() -> str | None:
    return "/dev/shm" if os.path.isdir("/dev/shm") and not LONG else None


def _overwritten(content: bytes, pick: int) -> bytes:
    """Bytes of the database changed at random."""
    chance, changed = random.Random(pick), bytearray(content)
    for _ in range(1 + pick % 40 if content else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _short(content: bytes, pick: int) -> bytes:
    """The database cut short, or something else."""
    others = (b"", b"no database", bytes(4096))
    return others[pick % 3] if pick % 2 else content[: pick % (len(content) + 1)]


def _book(book: Any) -> Any:
    return [repr(record) for record in book.records], book.problems


def _outcome(read: Callable[[Repository], Any], repository: Repository) -> Any:
    try:
        return read(repository)
    except ReflectError as error:
        return error.problem, error.code


def _order(line: Any) -> Any:
    return line[1], line[3], line[0]


def _shown(kept: Index, folder: str, words: list[str] | None = None) -> list[Any]:
    lines = [
        (each.id, each.shift, each.kind, each.at, each.private, each.gist, each.texts)
        for each in kept.lines(folder, words or [])
    ]
    assert [_order(line) for line in lines] == sorted(map(_order, lines), reverse=True)
    # Two files may have one ID and one moment.
    return sorted(lines, key=lambda line: (_order(line), line[2]), reverse=True)


def _words(texts: list[str], pick: int, size: int) -> list[str]:
    """Pieces of the records' texts, as a user would search for them."""
    lines = [line for text in texts for line in text.split("\n") if line]
    if not lines:
        return ["nothing"]
    chance = random.Random(pick)
    words = []
    for _ in range(chance.randint(1, 2)):
        line = chance.choice(lines)
        at = chance.randrange(len(line))
        words.append(line[at : at + size])
    return words


TestJournal = Journal.TestCase
TestJournal.settings = settings(
    max_examples=3000 if LONG else 40,
    stateful_step_count=60 if LONG else 30,
    deadline=None,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
)
