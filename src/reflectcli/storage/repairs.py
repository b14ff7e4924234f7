"""What `check` can repair: each a plain statement of what is to be done, done only if agreed to."""

from __future__ import annotations

from typing import Literal

from reflectcli.frozen import dataclass

Deed = Literal["trash", "own", "settle", "move", "modes", "empty", "index", "seal"]


@dataclass(frozen=True, slots=True)
class Repair:
    """Something to be done about one or more files of the journal.

    `what` says it as an order: "move it into the trash". Of "move", `target` is where to; of
    "own" and "settle", the ID that the new record is to have. A quiet one is about something that
    is not worth a remark.
    """

    deed: Deed
    paths: tuple[str, ...]
    what: str
    target: str = ""
    quiet: bool = False

    @property
    def name(self) -> str:
        """The file, or the first of them and how many more there are."""
        first, *others = self.paths
        return f"{first} and {len(others)} more" if others else first


def into_trash(*paths: str, why: str = "") -> Repair:
    """Files that are to go into the trash."""
    them = "them" if len(paths) > 1 else "it"
    return Repair("trash", paths, f"move {them} into the trash" + (f", {why}" if why else ""))


def of_its_own(path: str, new_id: str) -> Repair:
    """A second version of a record that is to become a record of its own."""
    return Repair("own", (path,), f"make it a record of its own, {new_id}", new_id)


def settled(path: str, new_id: str) -> Repair:
    """An unsettled merge of which both sides are to be kept."""
    what = f"keep this device's version, and the other's as a record of its own, {new_id}"
    return Repair("settle", (path,), what, new_id)


def right_place(path: str, right: str) -> Repair:
    """A record that is to go where it belongs."""
    return Repair("move", (path,), f"move it to {right}", right)


def sealed(*paths: str) -> Repair:
    """Plain files of an encrypted journal, which are to be encrypted."""
    return Repair("seal", paths, f"encrypt {'them' if len(paths) > 1 else 'it'}")
