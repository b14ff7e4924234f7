"""`reflect check --fix`: each repair said, agreed to, made."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from reflectcli.cli.ask import agree
from reflectcli.cli.session import Session
from reflectcli.errors import ReflectError
from reflectcli.frozen import dataclass
from reflectcli.render.text import one_line
from reflectcli.storage.repairs import Repair

if TYPE_CHECKING:
    from reflectcli.storage.inspection import Inspection
    from reflectcli.storage.repairing import Workshop

LASTING = ("modes", "empty", "index", "seal")
"""Repairs that lose nothing and have no way back, which no one needs."""
SHOWN = 12
"""So many lines of a difference are shown before the question."""


@dataclass(frozen=True, slots=True)
class Told:
    """A repair, the line that says what became of it, whether it was made or the system refused."""

    repair: Repair
    line: str
    done: bool = False
    refused: bool = False

    @property
    def undoable(self) -> bool:
        """Tell whether `reflect undo` takes it back."""
        return self.done and self.repair.deed not in LASTING


def plan(session: Session, found: "Inspection") -> list[Told]:
    """What --fix would do."""
    return [Told(each, f"would {_words(each)}") for each in found.repairs]


def repair(session: Session, found: "Inspection", *, yes: bool) -> list[Told]:
    """Make the repairs that the user agrees to, or all with `yes`.

    Raises:
        ReflectError: there is nobody to ask.
    """
    if found.repairs and not yes and not session.world.asks:
        count = len(found.repairs)
        raise ReflectError(
            f"{count} repair{'s' * (count > 1)} to agree to, and nobody to ask",
            hint="--yes makes them, --dry-run shows them",
        )
    session.repository.file.require_writable()
    workshop = _workshop(session)
    told = []
    for each in found.repairs:
        _show(session, workshop, each, told=not yes)
        if yes or agree(session, _asked(each)):
            told.append(_made(workshop, each))
        else:
            told.append(Told(each, f"left {one_line(each.name)} as it is"))
    return told


def _workshop(session: Session) -> "Workshop":
    from reflectcli.domain.journal import JournalConfig
    from reflectcli.storage.repairing import Workshop

    repository = session.repository
    try:
        config = repository.config
    except ReflectError:
        config = JournalConfig()
    index = repository.index.path if repository.index else ""
    return Workshop(
        repository.root, config, session.world.now, repository.history, index, repository.seal
    )


def _made(workshop: "Workshop", each: Repair) -> Told:
    try:
        workshop.make(each)
    except (ReflectError, OSError) as error:
        reason = one_line(getattr(error, "strerror", None) or str(error))
        # An earlier repair may have moved it.
        refused = isinstance(error, OSError) and not isinstance(error, FileNotFoundError)
        return Told(each, f"could not {_words(each)}: {reason}", refused=refused)
    return Told(each, f"done: {_words(each)}", done=True)


def _asked(each: Repair) -> str:
    return f"{one_line(each.name)}: {each.what}?"


def _words(each: Repair) -> str:
    return f"{each.what}: {one_line(each.name)}"


def _show(session: Session, workshop: "Workshop", each: Repair, *, told: bool) -> None:
    """Show how a second version differs, before it is asked what is to become of it."""
    if not told or each.deed != "own":
        return
    from difflib import unified_diff

    old, new = (_lines(workshop, path) for path in (_other(each), each.paths[0]))
    shown = list(unified_diff(old, new, n=0, lineterm=""))[2:]
    for line in [line for line in shown if line[:2] != "@@"][:SHOWN]:
        session.say(f"  {one_line(line)}")


def _other(each: Repair) -> str:
    from reflectcli.storage.conflicts import copy_of

    folder, _, name = each.paths[0].rpartition("/")
    copy = copy_of(name)
    return f"{folder}/{copy.original}" if copy else each.paths[0]


def _lines(workshop: "Workshop", path: str) -> Sequence[str]:
    from reflectcli.storage import files

    try:
        return files.read(workshop.root / path).decode("utf-8", "replace").splitlines()
    except (OSError, ReflectError):
        return ()
