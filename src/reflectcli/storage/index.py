"""The index: what was read of each folder, kept in SQLite so that it need not be read again.

It can be deleted at any time. A folder's files are known again by their modification and change
times, sizes and inodes; a file that was read within seconds of a change may have changed once more
without showing it, so its content is compared too. Nothing here knows what a record is, so that a
command which finds everything unchanged imports little.
"""

import os
import sqlite3

from reflectcli import __version__
from reflectcli.storage.database import is_damage, opened, sealed, unsealed
from reflectcli.storage.fingerprint import digest
from reflectcli.storage.lines import Lines
from reflectcli.storage.listing import Listing, content_digest, is_racy

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    Links = dict[str, list[tuple[str, int]]]
    """By the ID that is linked to: each file, and its record's moment in microseconds."""

_PROGRAM = 16
"""So many bytes of a stamp stand for the program, the others for the journal's settings."""


class Kept:
    """What is kept of a folder.

    `files` are lists of the file's state in the listing, when it was read, the digest of its
    content (None where it could not be read) and what was found in it. `mark` is another one
    whenever what was read is kept, not where it proves to be the same; `signature` is that of the
    listing, and empty where the journal had other settings then. `links` are by an ID the files
    whose records link to it.
    """

    __slots__ = ("files", "links", "mark", "signature", "strays")

    def __init__(
        self,
        files: "list[list[Any]]",
        strays: "list[str]",
        mark: bytes,
        signature: bytes,
        links: "Links",
    ) -> None:
        self.files = files
        self.strays = strays
        self.mark = mark
        self.signature = signature
        self.links = links


class _Head:
    """What is known of a folder without loading what is kept of it."""

    __slots__ = ("flaws", "mark", "open", "stamp")

    def __init__(self, stamp: bytes, open: bool, flaws: int, mark: bytes) -> None:
        self.stamp = stamp
        self.open = open
        self.flaws = flaws
        self.mark = mark


class Index(Lines):
    """The index in one file, for the journal at `root`.

    `stamp` stands for all else that the reading of a file depends on: the journal's settings and
    the program's version. `clock` tells the time in nanoseconds, as the file system does.
    `refusal` is why something that was read could not be kept; then nothing more is.
    """

    def __init__(self, path: str, root: str, stamp: bytes, clock: "Callable[[], int]") -> None:
        self.root = root
        self.stamp = stamp
        self.clock = clock
        self.refusal: sqlite3.Error | None = None
        self._refused: sqlite3.Error | None = None
        super().__init__(opened(path))

    def _head(self, folder: str) -> "_Head | None":
        row = self.db.execute("SELECT head FROM folders WHERE name = ?", (folder,)).fetchone()
        return None if row is None else _Head(*unsealed(row[0]))

    def mark(self, folder: str) -> bytes:
        """The mark of what is kept of a folder; empty where nothing is."""
        head = self._head(folder)
        return b"" if head is None else head.mark

    def is_fresh(self, folder: str, listing: Listing) -> bool:
        """Tell whether what is kept of a folder is what reading it would give."""
        row = self.db.execute(
            "SELECT head, signature FROM folders WHERE name = ?", (folder,)
        ).fetchone()
        if row is None or row[1] != listing.signature:
            return False
        head = _Head(*unsealed(row[0]))
        return head.stamp == self.stamp and (not head.open or self._is_unchanged(folder, listing))

    def _is_unchanged(self, folder: str, listing: Listing) -> bool:
        """Compare the content of the files that may have changed unseen."""
        kept = self.kept(folder)
        if kept is None or kept.signature != listing.signature:
            return False
        settled = True
        for file in kept.files:
            state, _, known, _ = file
            if known is None:
                # The reason why it cannot be read may be another now, or gone.
                return False
            if is_racy(state, file[1]):
                file[1] = self.clock()
                if content_digest(os.path.join(self.root, folder, state[0])) != known:
                    return False
                settled &= not is_racy(state, file[1])
        if settled:
            # That this cannot be noted is no loss worth telling.
            self._keep(folder, kept, mark=kept.mark)
        return True

    def found(self, folder: str) -> "tuple[list[Any], list[str]] | None":
        """What was found in a folder's files, with their names, and the strays among these.

        None where nothing is kept that was read by today's settings.
        """
        row = self.db.execute(
            "SELECT head, found FROM folders WHERE name = ?", (folder,)
        ).fetchone()
        if row is None or _Head(*unsealed(row[0])).stamp != self.stamp:
            return None
        items, strays = unsealed(row[1])
        return items, strays

    def links(self, folder: str) -> "Links | None":
        """What is linked to from a folder; None where nothing is kept that was read as today."""
        row = self.db.execute(
            "SELECT head, links FROM folders WHERE name = ?", (folder,)
        ).fetchone()
        if row is None or _Head(*unsealed(row[0])).stamp != self.stamp:
            return None
        links: Links = unsealed(row[1])
        return links

    def kept(self, folder: str) -> Kept | None:
        """What is kept of a folder; None where it is nothing, or of another program's version."""
        row = self.db.execute(
            "SELECT head, signature, reads, found, links FROM folders WHERE name = ?", (folder,)
        ).fetchone()
        if row is None:
            return None
        head = _Head(*unsealed(row[0]))
        if head.stamp[:_PROGRAM] != self.stamp[:_PROGRAM]:
            return None
        items, strays = unsealed(row[3])
        reads = unsealed(row[2])
        files = [[*read, item] for read, (_, item) in zip(reads, items, strict=True)]
        signature = row[1] if head.stamp == self.stamp else b""
        return Kept(files, strays, head.mark, signature, unsealed(row[4]))

    def keep(
        self,
        folder: str,
        kept: Kept,
        gone: "Sequence[str]",
        lines: "Sequence[tuple[Any, ...]]",
    ) -> None:
        """Keep what was read of a folder: all of it, and the lines that go and that come.

        Nothing is kept where another process has kept the folder since `kept.mark`, or where the
        system refuses: then `refusal` says why.
        """
        self._keep(folder, kept, gone, lines)
        self.refusal = self._refused

    def _keep(
        self,
        folder: str,
        kept: Kept,
        gone: "Sequence[str]" = (),
        lines: "Sequence[tuple[Any, ...]]" = (),
        mark: bytes | None = None,
    ) -> None:
        if self._refused is not None:
            return
        open = any(file[2] is None or is_racy(file[0], file[1]) for file in kept.files)
        wrong = sum(file[3] is None or file[3][0] is None for file in kept.files)
        head = (self.stamp, open, len(kept.strays) + wrong, mark or os.urandom(8))
        reads = [file[:3] for file in kept.files]
        items = [(file[0][0], file[3]) for file in kept.files]
        found = sealed((items, kept.strays))
        row = (folder, sealed(head), kept.signature, sealed(kept.links), sealed(reads), found)

        def write() -> None:
            if self.mark(folder) == kept.mark:
                self.db.execute("INSERT OR REPLACE INTO folders VALUES (?, ?, ?, ?, ?, ?)", row)
                self.remove(folder, gone)
                self.insert(folder, lines)

        self._written(write)

    def keep_ids(self, rows: "Sequence[tuple[str, bytes]]", gone: "Sequence[str]") -> None:
        """Keep what names folders hold, and forget the folders that are gone."""

        def write() -> None:
            self.db.executemany("DELETE FROM names WHERE folder = ?", [(each,) for each in gone])
            self.db.executemany("INSERT OR REPLACE INTO names VALUES (?, ?)", rows)

        self._written(write)

    def _written(self, write: "Callable[[], None]") -> None:
        """Write all or nothing; after a refusal, which may take long, it is not tried again."""
        if self._refused is not None:
            return
        try:
            self.db.execute("BEGIN IMMEDIATE")
            write()
            self.db.execute("COMMIT")
        except sqlite3.Error as error:
            if is_damage(error):
                raise
            self._refused = error
        finally:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")

    def is_sound(self, folder: str) -> bool:
        """Tell whether the folder holds nothing but right records, as far as it is known."""
        head = self._head(folder)
        return head is not None and not head.flaws


def index_file(cache: str, root: str) -> str:
    """Where the index of the journal at `root` lies in the user's cache folder."""
    key = digest(os.fsencode(root)).hex()[:16]
    return os.path.join(cache, f"index-{key}.sqlite3")


def stamp_of(config: bytes | None) -> bytes:
    """What stands for the program and the settings that files are read by."""
    settings = b"-" if config is None else b"+" + config
    return digest(__version__.encode())[:_PROGRAM] + digest(settings)
