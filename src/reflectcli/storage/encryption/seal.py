"""What closes and opens the files of one journal: to close needs no key, to open asks for it once.

A file's own name says which form it has: `….toml` is plain, `….toml.age` encrypted.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress

from reflectcli.errors import ExitCode, LockedError, ReflectError
from reflectcli.storage import files
from reflectcli.storage.encryption import age
from reflectcli.storage.layout import AGE

Find = Callable[[str | None, bool], str | None]
"""Finds the key of a recipient; asks the user only if told so, and returns None if that is needed.

It raises LockedError where nobody can be asked, or the answer is wrong. What has `others` gives
keys that the journal had before, which then open what is left of their time.
"""


class Seal:
    """The encryption of a journal; `recipient` is None where new files are plain."""

    def __init__(self, recipient: str | None, find: Find, quiet: bool = False) -> None:
        self.recipient = recipient
        self._find = find
        self._find_others: Callable[[], list[str]] = getattr(find, "others", list)
        self._others: list[str] | None = None
        self._key: str | None = None
        self._looked = False
        self.quiet = quiet
        """Whether this command writes: what it would read beside is left out, never asked for."""

    def key(self) -> str:
        """The key.

        Raises:
            LockedError: it cannot be had.
        """
        if self._key is None:
            self._key = self._find(self.recipient, True)
        assert self._key is not None
        return self._key

    @property
    def hides(self) -> bool:
        """Tell whether encrypted files are passed over in silence: nobody is to be asked now."""
        return self.quiet and not self.at_hand()

    def give_up(self) -> None:
        """Ask no more in this command."""
        self._find = no_key

    def at_hand(self) -> bool:
        """Tell whether the key can be had without a question."""
        if self._key is None and not self._looked:
            self._looked = True
            # What is wrong with it is said where it is needed.
            with suppress(LockedError):
                self._key = self._find(self.recipient, False)
        return self._key is not None

    def opened(self, raw: bytes, path: str) -> bytes:
        """What a file of either form holds, by its name.

        Raises:
            ReflectError: it is damaged, or for another key.
            LockedError: the key cannot be had.
        """
        if not path.endswith(AGE):
            return raw
        try:
            return age.decrypted(raw, self.key(), path)
        except age.ForeignError as foreign:
            return self._opened_by_other(raw, path, foreign)

    def _opened_by_other(self, raw: bytes, path: str, foreign: ReflectError) -> bytes:
        """What a file holds that was left from the time of another key."""
        if self._others is None:
            with suppress(LockedError):
                self._others = self._find_others()
        for key in self._others or ():
            with suppress(age.ForeignError):
                return age.decrypted(raw, key, path)
        raise foreign

    def closed(self, raw: bytes, path: str) -> bytes:
        """The content that a file of this name must have on disk."""
        return age.encrypted(raw, self._to()) if path.endswith(AGE) else raw

    def _to(self) -> str:
        # Where journal.toml was lost, the key itself says for whom it is.
        return self.recipient or age.recipient_of(self.key())

    def named(self, path: str) -> str:
        """The name that a new file gets in this journal."""
        return path if self.recipient is None else path + AGE


def require_no_other(root: str, path: str) -> None:
    """Refuse where a plain file has its encrypted form beside it, which a crash may leave.

    Raises:
        ReflectError: it has (5).
    """
    if os.path.lexists(os.path.join(root, path + AGE)):
        raise ReflectError(
            f"{path} lies there in both forms, plain and encrypted",
            hint="reflect encrypt on finishes what was cut short (or reflect encrypt off)",
            code=ExitCode.CHANGED,
        )


def is_other_form(root: str, seal: Seal, path: str, plain: str) -> bool:
    """Tell whether a file is the encrypted form of a plain one, and says the same."""
    if path != plain + AGE:
        return False
    try:
        raw = files.read(os.path.join(root, path), root)
        return seal.opened(raw, path) == files.read(os.path.join(root, plain), root)
    except (ReflectError, OSError):
        return False


def no_key(recipient: str | None, ask: bool) -> str | None:
    """The `Find` of what has no way to a key."""
    if not ask:
        return None
    raise LockedError(ReflectError("the journal is encrypted"))


PLAIN = Seal(None, no_key)
"""That of what deals with plain files alone."""
