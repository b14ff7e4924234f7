"""Encryption turned on and off for a whole journal: what is done in which order, and why.

On: the key's file, then journal.toml, so that from then on every new record is encrypted; then the
files that are there. Off: the files first, journal.toml last. To run either again finishes it.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from reflectcli.errors import Problem, ReflectError, SourceLocation
from reflectcli.frozen import dataclass
from reflectcli.storage import files
from reflectcli.storage.config_file import ConfigFile
from reflectcli.storage.edits import Remove, edit
from reflectcli.storage.encryption.forms import (
    Progress,
    Turned,
    in_form,
    is_of_records,
    tidy_plain,
    turn,
)
from reflectcli.storage.encryption.keys import key_path, key_paths
from reflectcli.storage.encryption.lost import is_lost
from reflectcli.storage.encryption.seal import Seal
from reflectcli.storage.history import History
from reflectcli.storage.layout import AGE, JOURNAL_FILE
from reflectcli.storage.pending import finish

ROUNDS = 5
"""So often what others wrote meanwhile is put into the other form too."""


@dataclass(frozen=True, slots=True)
class Place:
    """The journal's folder, and the history of this device."""

    root: Path
    history: History


def block(recipient: str) -> bytes:
    """What stands in journal.toml of an encrypted journal."""
    return (
        "\n# Records are encrypted for this recipient; its key lies in .keys, behind your"
        f' passphrase.\n[encryption]\nrecipient = "{recipient}"\n'
    ).encode()


def announce(place: Place, recipient: str) -> None:
    """Have every new record encrypted."""
    file = ConfigFile(place.root)
    file.replace(announced(file.raw or b"", recipient))


def announced(raw: bytes, recipient: str) -> bytes:
    """The settings, which say so from now on."""
    return raw + (b"" if not raw or raw.endswith(b"\n") else b"\n") + block(recipient)


def turn_on(place: Place, seal: Seal, progress: Progress) -> Turned:
    """Encrypt what is plain in a journal whose journal.toml names a recipient."""
    turned = _turn(place, seal, progress, sealed=False)
    tidy_plain(place.root)
    return turned


def turn_off(place: Place, seal: Seal, progress: Progress) -> Turned:
    """Decrypt all files, then take the recipient out of journal.toml, unless one is left."""
    turned = _turn(place, seal, progress, sealed=True)
    if not turned.problems and not in_form(place.root, sealed=True):
        _retract(place)
    return turned


def _turn(place: Place, seal: Seal, progress: Progress, *, sealed: bool) -> Turned:
    stopped = finish(place.root, place.history)
    if stopped:
        raise ReflectError.of(stopped[0])
    done = Turned()
    try:
        for _ in range(ROUNDS):
            left = in_form(place.root, sealed=sealed)
            if not left or done.problems:
                break
            turn(place.root, left, seal, progress, done)
    finally:
        if done.paths:
            _rewrite_history(place, done, sealed=sealed)
    return done


def _retract(place: Place) -> None:
    file = ConfigFile(place.root)
    raw, recipient = file.raw or b"", file.recipient
    if recipient is None:
        return
    own = block(recipient)
    plain = (
        raw.replace(own, b"") if own in raw else edit(raw, JOURNAL_FILE, Remove(("encryption",)))
    )
    file.replace(plain)


def _rewrite_history(place: Place, turned: Turned, *, sealed: bool) -> None:
    """Have `undo` know the files by their new names and contents.

    Hashes of what was plain do not stay: they would tell who guesses a text that it was this one.
    """
    path = place.history.path
    try:
        with open(path or "", "rb") as file:
            raw = file.read()
    except OSError:
        return
    lines = [_line(each, turned, sealed=sealed) for each in raw.split(b"\n")]
    if not sealed:
        # What journal.toml was before knows no key: to bring it back would end the encryption.
        lines = [each for each in lines if not _is_of_settings(each)]
    files.replace(path or "", b"\n".join(lines), raw)


def _line(line: bytes, turned: Turned, *, sealed: bool) -> bytes:
    try:
        entry = json.loads(line)
        named = [_other(path, sealed=sealed) for path in entry["files"]]
        after = [turned.hashes.get(each, "" if not sealed else each) for each in entry["after"]]
    except (ValueError, KeyError, TypeError, AttributeError):
        return line
    if _is_of_settings(line):
        return line
    return json.dumps(entry | {"files": named, "after": after}).encode()


def _is_of_settings(line: bytes) -> bool:
    """Tell whether an operation changed journal.toml alone."""
    try:
        return {*json.loads(line)["files"]} == {JOURNAL_FILE}
    except (ValueError, KeyError, TypeError):
        return False


def _other(path: str, *, sealed: bool) -> str:
    if sealed:
        return path.removesuffix(AGE)
    return path + AGE if is_of_records(path) and not path.endswith(AGE) else path


def plain_left(root: Path) -> list[str]:
    """The plain files that are left in a journal which is encrypted."""
    return in_form(root, sealed=False)


def remarks_on_forms(root: Path, seal: Seal) -> list[Problem]:
    """What is not as journal.toml says: files in the other form, a key that is missing."""
    sealed, recipient = seal.recipient is None, seal.recipient
    if recipient is not None and not key_paths(root, recipient):
        message = "the journal's key is missing: without it nothing that is encrypted can be read"
        hint = "bring .keys back from a backup, or: reflect encrypt passphrase --recover"
        return [Problem(message, SourceLocation(key_path(recipient)), hint, left_out=False)]
    left = in_form(root, sealed=sealed)
    if not left or (sealed and is_lost(root)):
        # The latter is a problem of its own.
        return []
    what, how = ("encrypted", "off") if sealed else ("plain", "on")
    more = f", as {len(left) - 1} more" if len(left) > 1 else ""
    return [
        Problem(
            f"still {what}{more}",
            SourceLocation(left[0]),
            f"reflect encrypt {how}, run again, finishes what was cut short or came since",
            left_out=False,
        )
    ]


def forget_traces(state: str, cache: str) -> None:
    """Take away what else this device keeps of what was written: traces of faults, indexes.

    All indexes go: one may be of this journal by another path, and each is made anew.
    """
    files.tidy(os.path.join(state, "last-fault.txt"))
    for name in files.names(cache):
        if name.startswith("index-"):
            files.tidy(os.path.join(cache, name))
