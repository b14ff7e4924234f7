"""Lists and searches straight from the index, where it holds all that they need.

Where there is more to say than the index knows, nothing is said, and the ordinary way runs.
"""

import os

from reflectcli.errors import ReflectError
from reflectcli.places import cache_folder
from reflectcli.settings import find_journal
from reflectcli.storage.database import FAILURES
from reflectcli.storage.index import Index, index_file, stamp_of
from reflectcli.storage.listing import PENDING, Listing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from reflectcli.cli.context import World
    from reflectcli.cli.front import Plain
    from reflectcli.storage.lines import Line

USUAL = 20
LASTING = ("goals", "experiments")
NEWEST = 2
"""How many months are looked at line by line before it is asked which hold the words."""


class NotPlainError(Exception):
    """There is more to say than the index knows: a file is wrong, or lies in the future."""


class Lines:
    """The lines of a journal's index, each folder brought up to date before it is looked at."""

    def __init__(self, world: "World", journal: str | None) -> None:
        self.world = world
        self.journal = journal
        self.root, _ = find_journal(world.env, journal)
        path = index_file(cache_folder(world.env), self.root)
        if not os.path.isfile(path) or not os.path.isfile(self._config) or self._is_pending():
            raise NotPlainError
        if os.path.islink(self._config):
            raise NotPlainError
        with open(self._config, "rb") as file:
            self.index = Index(path, self.root, stamp_of(file.read()), world.clock)

    @property
    def _config(self) -> str:
        return os.path.join(self.root, "journal.toml")

    def _is_pending(self) -> bool:
        """Tell whether a crash has cut something short that is to be finished first."""
        try:
            return bool(os.listdir(os.path.join(self.root, PENDING)))
        except OSError:
            return False

    def newest(self, words: "Sequence[str]" = ()) -> "Iterator[Line]":
        """The lines whose texts hold all the (folded) words, newest first.

        Raises:
            NotPlainError: the files must be read to tell.
        """
        for folder in LASTING:
            self._refresh(folder)
        lasting = [line for folder in LASTING for line in self._month(folder, words)]
        lasting.sort(key=_order)
        self._distinct(LASTING, set())
        likely, version = None, -1
        taken: set[str] = set()
        for number, month in enumerate(self._months()):
            self._refresh(month)
            self._distinct([month], taken)
            # What is common is found in the newest months: to ask for all of them takes longer.
            if words and number >= NEWEST and version != (version := self.index.version()):
                # Lines have come or gone since it was last asked.
                likely = self.index.folders_with(words)
            if likely is None or month in likely:
                for line in self._month(month, words):
                    while lasting and _order(lasting[-1]) > _order(line):
                        yield lasting.pop()
                    yield line
        yield from reversed(lasting)

    def _month(self, folder: str, words: "Sequence[str]") -> "Iterator[Line]":
        today = self.world.now.date().isoformat()
        for line in self.index.lines(folder, words):
            if line.shift > today:
                raise NotPlainError
            yield line

    def _distinct(self, folders: "Sequence[str]", taken: set[str]) -> None:
        """Add the folders' IDs to those taken, if all are different."""
        for folder in folders:
            ids = self.index.ids(folder)
            before = len(taken) + len(ids)
            taken.update(ids)
            if len(taken) < before:
                raise NotPlainError

    def _months(self) -> "Iterator[str]":
        """The folders of months, the newest first."""
        for year in sorted(os.listdir(self.root), reverse=True):
            if len(year) == 4 and year.isascii() and year.isdecimal():
                for month in sorted(os.listdir(os.path.join(self.root, year)), reverse=True):
                    if len(month) == 2 and month.isascii() and month.isdecimal():
                        yield f"{year}/{month}"

    def _refresh(self, folder: str) -> None:
        try:
            listing = Listing(os.path.join(self.root, folder))
        except FileNotFoundError:
            if self.index.mark(folder):
                raise NotPlainError from None
            return
        if not listing.files and not self.index.mark(folder):
            return
        if not self.index.is_fresh(folder, listing):
            self._read(folder)
            if not self.index.is_fresh(folder, Listing(os.path.join(self.root, folder))):
                raise NotPlainError
        if not self.index.is_sound(folder):
            raise NotPlainError

    def _read(self, folder: str) -> None:
        """Have the folder's changed files read, which takes more of the program."""
        from io import StringIO

        from reflectcli.cli.session import Session
        from reflectcli.frozen import replace
        from reflectcli.settings import load_settings

        # If it cannot be kept, the ordinary way says so.
        world = replace(self.world, stderr=StringIO())
        Session(world, load_settings(world.env, self.journal)).repository.refresh(folder)


def _order(line: "Line") -> "tuple[str, datetime, str]":
    return line.shift, line.at, line.id


def run_quickly(plain: "Plain", world: "World") -> bool:
    """Run a list or a search; returns False, and has done nothing, where the files must be read."""
    words = plain.arguments.get("words")
    most = None if plain.arguments.get("everything") else plain.arguments.get("number") or USUAL
    try:
        lines = Lines(world, plain.journal)
        text, more = _listed(lines, most) if words is None else _found(lines, words, most)
    except (NotPlainError, ReflectError, *FAILURES):
        return False
    if not text:
        if words is None:
            return False
        from reflectcli.render.find import nothing_found

        print(nothing_found(words), file=world.stderr)
    elif world.pretty:
        from reflectcli.cli.paging import show_lines

        show_lines(world, text, paged=not plain.arguments.get("no_pager"))
    else:
        world.stdout.write("".join(f"{line}\n" for line in text))
    if more and (words is not None or world.pretty):
        print(f"there are more: -n {2 * len(text)}, or --all", file=world.stderr)
    return True


def _listed(lines: Lines, most: int | None) -> tuple[list[str], bool]:
    """A line for each of the newest records, and whether there are more."""
    from reflectcli.render.line import line_head
    from reflectcli.render.text import cut

    year, width = lines.world.now.year, lines.world.width
    found, more = _first(lines.newest(), most)
    return [cut(line_head(each, year) + each.gist, width) for each in found], more


def _found(lines: Lines, words: list[str], most: int | None) -> tuple[list[str], bool]:
    """A line for each of the newest records that have all the words, and whether there are more."""
    from reflectcli.render.find import find_all, folded, found_line

    wanted = [folded(word) for word in words if word.strip()]
    if not wanted:
        raise NotPlainError
    world = lines.world
    view = (world.now.year, world.width, world.color)
    found, more = _first(lines.newest(wanted), most)
    text = []
    for line in found:
        place = find_all(line.texts, wanted)
        if place is None:
            raise NotPlainError
        text.append(found_line(line, place, line.gist, wanted, *view))
    return text, more


def _first(lines: "Iterator[Line]", most: int | None) -> "tuple[list[Line], bool]":
    taken: list[Line] = []
    for line in lines:
        if len(taken) == most:
            return taken, True
        taken.append(line)
    return taken, False
