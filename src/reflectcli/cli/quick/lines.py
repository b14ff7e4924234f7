"""Lists and searches straight from the index, where it holds all that they need."""

import os
import sqlite3

from reflectcli.places import cache_folder
from reflectcli.storage.index import DamagedError, Index, index_file, stamp_of
from reflectcli.storage.listing import Listing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from reflectcli.cli.context import World
    from reflectcli.settings import Settings
    from reflectcli.storage.index import Line

LASTING = ("goals", "experiments")


class NotPlainError(Exception):
    """There is more to say than the index knows: a file is wrong, or lies in the future."""


class Lines:
    """The lines of a journal's index, each folder brought up to date before it is looked at."""

    def __init__(self, world: "World", settings: "Settings") -> None:
        self.world = world
        self.settings = settings
        self.root = str(settings.journal)
        path = index_file(cache_folder(world.env), self.root)
        if not os.path.isfile(path) or not os.path.isfile(self._config):
            raise NotPlainError
        with open(self._config, "rb") as file:
            self.index = Index(path, self.root, stamp_of(file.read()), world.clock)

    @property
    def _config(self) -> str:
        return os.path.join(self.root, "journal.toml")

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
        likely = self.index.folders_with(words) if words else None
        taken: set[str] = set()
        for month in self._months():
            self._refresh(month)
            self._distinct([month], taken)
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
            if len(year) == 4 and year.isdecimal():
                for month in sorted(os.listdir(os.path.join(self.root, year)), reverse=True):
                    if len(month) == 2 and month.isdecimal():
                        yield f"{year}/{month}"

    def _refresh(self, folder: str) -> None:
        try:
            listing = Listing(os.path.join(self.root, folder))
        except FileNotFoundError:
            if self.index.turn(folder):
                raise NotPlainError from None
            return
        if not listing.files and not self.index.turn(folder):
            return
        if not self.index.is_fresh(folder, listing):
            self._read(folder)
            if not self.index.is_fresh(folder, Listing(os.path.join(self.root, folder))):
                raise NotPlainError
        if not self.index.is_sound(folder):
            raise NotPlainError

    def _read(self, folder: str) -> None:
        """Have the folder's changed files read, which takes more of the program."""
        from reflectcli.cli.session import Session

        Session(self.world, self.settings).repository.refresh(folder)


def _order(line: "Line") -> "tuple[str, datetime, str]":
    return line.shift, line.at, line.id


def list_lines(
    world: "World", settings: "Settings", *, number: int | None = None, everything: bool = False
) -> int | None:
    """Print a line for each of the newest records."""
    from reflectcli.render.line import line_head
    from reflectcli.render.text import cut

    year, width = world.now.year, world.width
    found = _taken(world, settings, (), None if everything else number or 20)
    if found is None:
        return None
    lines, more = found
    if not lines:
        return None
    text = "".join(cut(line_head(each, year) + each.gist, width) + "\n" for each in lines)
    world.stdout.write(text)
    if more and world.pretty:
        print(f"there are more: -n {2 * len(lines)}, or --all", file=world.stderr)
    return 0


def search_lines(
    world: "World",
    settings: "Settings",
    *,
    words: list[str],
    number: int | None = None,
    everything: bool = False,
) -> int | None:
    """Print the newest records that have all the words in any of their texts."""
    from reflectcli.render.find import find_all, folded, found_line

    wanted = [folded(word) for word in words if word.strip()]
    if not wanted:
        return None
    found = _taken(world, settings, wanted, None if everything else number or 20)
    if found is None or not found[0]:
        return None
    lines, more = found
    text = []
    for line in lines:
        place = find_all(line.texts, wanted)
        if place is None:
            return None
        view = (world.now.year, world.width, world.color)
        text.append(found_line(line, place, line.gist, wanted, *view) + "\n")
    world.stdout.write("".join(text))
    if more:
        print(f"there are more: -n {2 * len(lines)}, or --all", file=world.stderr)
    return 0


def _taken(
    world: "World", settings: "Settings", words: "Sequence[str]", most: int | None
) -> "tuple[list[Line], bool] | None":
    """The newest lines, and whether there are more; None where the index cannot tell."""
    taken: list[Line] = []
    try:
        lines = Lines(world, settings)
        for line in lines.newest(words):
            if most is not None and len(taken) == most:
                return taken, True
            taken.append(line)
    except (NotPlainError, DamagedError, sqlite3.Error, OSError):
        return None
    return taken, False
