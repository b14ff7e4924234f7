"""One sync: commit what is here, look at the other side, settle, put in place, send.

The journal's folder is never git's to write: both sides are merged as trees of names, and what
came is put in place as every change of several files is. A commit that merges becomes the
branch's only when that is done, so that a sync that is killed at any instant is simply run again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from reflectcli.errors import ExitCode, ReflectError
from reflectcli.frozen import dataclass, field
from reflectcli.storage import files
from reflectcli.storage.encryption.seal import PLAIN, Seal
from reflectcli.storage.pending import finish
from reflectcli.storage.syncing import exchange
from reflectcli.storage.syncing.agreeing import (
    is_encrypted,
    plain_among,
    require_one_key,
    require_right_settings,
    waiting_in_plain,
)
from reflectcli.storage.syncing.arrival import Folder, arrive
from reflectcli.storage.syncing.merge import Conflict
from reflectcli.storage.syncing.messages import message
from reflectcli.storage.syncing.place import Place, show_index
from reflectcli.storage.syncing.settling import settle
from reflectcli.storage.syncing.trees import (
    Changed,
    Entry,
    changes,
    records,
    travels,
    tree_of,
)

ATTEMPTS = 5
MANY = 10
"""So many records may go at once without a question, and so may a fifth of all."""

Allow = Callable[[int, int, bool], None]
"""Asked about many deletions: how many, of how many, and whether they were made here."""


@dataclass(slots=True)
class Outcome:
    """What a sync did: what went, what came, what was in conflict.

    `copies` are, by a conflict's path, where this device's version is now; `unreached` says why
    the other side cannot be reached, `sent` is then what waits. `folded` are the plain records that
    commits held which are not sent, since the journal is encrypted by now.
    """

    sent: Sequence[Changed] = ()
    received: Sequence[Changed] = ()
    conflicts: list[Conflict] = field(default_factory=list)
    copies: dict[str, str] = field(default_factory=dict)
    unreached: str | None = None
    folded: int = 0


@dataclass(frozen=True, slots=True)
class Sync:
    """A sync of the journal in a folder by way of its repository.

    `pristine` is a journal.toml in which nothing was decided yet.
    """

    place: Place
    folder: Folder
    now: datetime
    allow: Allow
    allow_plain: Callable[[int], None]
    pristine: bytes
    dry_run: bool = False
    seal: Seal = PLAIN

    def run(self) -> Outcome:
        """Do it, and again when somebody else was quicker.

        Raises:
            ReflectError: it was not allowed, or could not be done.
        """
        outcome = Outcome()
        for _ in range(ATTEMPTS):
            if self._once(outcome):
                show_index(self.place)
                exchange.tidy(self.place)
                return outcome
        raise ReflectError(
            "other devices sent something each time that this one tried; yours is kept here",
            hint="sync again in a moment",
            code=ExitCode.CHANGED,
        )

    def _once(self, outcome: Outcome) -> bool:
        finish(self.folder.root, self.folder.history)
        here, tree = self._taken()
        outcome.unreached = exchange.fetch(self.place)
        theirs = exchange.their_head(self.place)
        if theirs == here and not self.dry_run:
            return True
        there = tree_of(self.place.git, theirs)
        outcome.sent = changes(there, tree)
        if outcome.unreached is not None:
            return True
        if not tree and not there:
            raise ReflectError(
                f"there is no journal in {self.folder.root}, and none in {self.place.remote}",
                hint=f"start one: reflect init --journal {self.folder.root}",
                code=ExitCode.NOT_FOUND,
            )
        common = exchange.common(self.place.git, here, theirs)
        here = self._folded(here, tree, theirs, common, outcome)
        behind = here is not None and common == theirs and not self.dry_run
        base = there if common == theirs else tree_of(self.place.git, common)
        git = self.place.git
        if is_encrypted(git, there) and not is_encrypted(git, tree):
            self._require_encrypted(base, tree)
        if behind and here is not None:
            # There is nothing new on the other side.
            return self._sent(here, theirs, outcome)
        self._require_journal(base, there)
        require_one_key(self.place.git, tree, there, self.place.remote)
        self._require_allowed(base, there, here=False)
        settled = settle(self.place.git, (base, tree, there), self.pristine, self.seal)
        merged, copies = settled.merged, settled.copies
        require_right_settings(self.place.git, tree, merged.tree)
        came = [each for each in changes(tree, merged.tree) if each.path not in copies.values()]
        if self.dry_run:
            outcome.sent, outcome.received = changes(there, merged.tree), came
            outcome.conflicts += merged.conflicts
            return True
        new = self._merged_commit((here, tree), (theirs, there), common, merged.tree, came)
        if not self._put_in_place(tree, merged.tree, settled.beside):
            return False
        if new != here:
            exchange.move_branch(self.place, new, here)
        outcome.received = [*outcome.received, *came]
        outcome.conflicts += merged.conflicts
        outcome.copies |= copies
        outcome.sent = changes(there, merged.tree)
        return self._sent(new, theirs, outcome)

    def _sent(self, new: str, theirs: str | None, outcome: Outcome) -> bool:
        if new == theirs:
            return True
        answer = exchange.push(self.place, new)
        if isinstance(answer, str):
            outcome.unreached = answer
            return True
        return answer

    def _taken(self) -> tuple[str | None, dict[str, Entry]]:
        """The commit of what lies in the folder, made if there is anything new, and its tree."""
        git, before = self.place.git, exchange.head(self.place)
        known = tree_of(git, before)
        written, tree = exchange.take_folder(self.place, known, before)
        self._require_allowed(known, tree, here=True)
        if tree == known or self.dry_run:
            return before, tree
        if is_encrypted(git, tree):
            # Before it is committed: what is sent once stays in the repository's past.
            self._require_encrypted(known, tree)
        text = message(changes(known, tree))
        parents = [before] if before else []
        new = exchange.commit(self.place, written, parents, text, self.now)
        exchange.move_branch(self.place, new, before)
        return new, tree

    def _folded(
        self,
        here: str | None,
        tree: dict[str, Entry],
        theirs: str | None,
        common: str | None,
        outcome: Outcome,
    ) -> str | None:
        """This device's commit; what was kept in plain before the encryption is left behind.

        All that was not sent yet becomes one commit then, so that nobody else gets to see it.
        """
        git = self.place.git
        if here is None or self.dry_run or not is_encrypted(git, tree):
            return here
        number = waiting_in_plain(git, here, theirs, tree)
        if not number:
            return here
        outcome.folded = number
        text = message(changes(tree_of(git, common), tree))
        written = git.line("rev-parse", f"{here}^{{tree}}")
        new = exchange.commit(self.place, written, [common] if common else [], text, self.now)
        exchange.move_branch(self.place, new, here)
        return new

    def _require_encrypted(self, before: dict[str, Entry], after: dict[str, Entry]) -> None:
        if number := plain_among(before, after):
            self.allow_plain(number)

    def _require_allowed(
        self, before: dict[str, Entry], after: dict[str, Entry], *, here: bool
    ) -> None:
        known = records(before)
        gone = len(known - records(after))
        if gone > MANY and gone * 5 > len(known):
            self.allow(gone, len(known), here)

    def _require_journal(self, base: dict[str, Entry], there: dict[str, Entry]) -> None:
        """Refuse to mix the journal with something else that lies on the other side."""
        strangers = [path for path in there if not path.upper().startswith(("README", "LICEN"))]
        strangers = [path for path in strangers if not path.startswith(".git")]
        if strangers and not base and not any(map(travels, strangers)):
            raise ReflectError(
                f"what lies in {self.place.remote} is no journal: {sorted(strangers)[0]}"
                + (f" and {len(strangers) - 1} more" if len(strangers) > 1 else ""),
                hint="name an empty repository of your own, which nobody else can read",
                code=ExitCode.CHANGED,
            )

    def _merged_commit(
        self,
        ours: tuple[str | None, dict[str, Entry]],
        theirs: tuple[str | None, dict[str, Entry]],
        common: str | None,
        tree: dict[str, Entry],
        came: Sequence[Changed],
    ) -> str:
        """The commit that holds both sides: one of theirs, if that has it all."""
        if theirs[0] is not None and theirs[1] == tree and common == ours[0]:
            exchange.begin_at(self.place, theirs[0])
            return theirs[0]
        if ours[0] is not None and ours[1] == tree and common == theirs[0]:
            return ours[0]
        written = exchange.write_tree(self.place.git, ours[1], tree)
        parents = [name for name in (ours[0], theirs[0]) if name is not None]
        text = f"Merge from another device: {message(came)}"
        return exchange.commit(self.place, written, parents, text, self.now)

    def _put_in_place(
        self, before: dict[str, Entry], after: dict[str, Entry], beside: dict[str, bytes]
    ) -> bool:
        """Write what came; False if somebody wrote there meanwhile, who is then asked anew."""
        try:
            for name, raw in beside.items():
                if not (self.folder.root / name).exists():
                    files.create(self.folder.root / name, raw)
            arrive(self.folder, self.place.git, before, after)
        except FileExistsError:
            return False
        except ReflectError as error:
            if error.code != ExitCode.CHANGED:
                raise
            return False
        return True
