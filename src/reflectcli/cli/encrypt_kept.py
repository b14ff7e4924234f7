"""A key that .keys still holds, taken again: what is left of its time then opens as before."""

import os
from collections.abc import Sequence

from reflectcli.cli.key import KEY_FILE, keys_in_file
from reflectcli.cli.passphrase import given_passphrase
from reflectcli.cli.session import Session
from reflectcli.cli.unseen import asked, unseen
from reflectcli.errors import LockedError, ReflectError
from reflectcli.storage import files
from reflectcli.storage.encryption import age
from reflectcli.storage.encryption.forms import in_form
from reflectcli.storage.encryption.keys import key_path, key_paths, unlocked
from reflectcli.storage.encryption.lost import is_lost

TRIES = 3
NEW = "or a new key, beside it: reflect encrypt on --new-key"


def kept_recipient(session: Session) -> str | None:
    """The recipient of a key that .keys holds and the user opens; None where a new one is wanted.

    Raises:
        LockedError: it cannot be opened.
    """
    paths = _newest_first(session)
    if not paths and is_lost(session.settings.folder):
        told = "records are encrypted, and .keys has no key: another one would not open them"
        raise LockedError(ReflectError(told, hint=f"bring .keys back from a backup; {NEW}"))
    if not paths:
        return None
    key = _by_file(session, paths)
    if key is None:
        given = given_passphrase(session.world.env)
        key = _typed(session, paths) if given is None else _of(session, paths, given)
        if key is None and given is not None:
            told = f"the passphrase opens no key that .keys keeps: {', '.join(paths)}"
            raise LockedError(ReflectError(told, hint=f"give the one that it had; {NEW}"))
    if key is None:
        return None
    recipient = age.recipient_of(key)
    session.say(
        f"the key is the one of before, {key_path(recipient)}:\n"
        "its passphrase and its recovery key hold again"
    )
    return recipient


def _newest_first(session: Session) -> list[str]:
    root = session.settings.folder
    return sorted(
        key_paths(root, None),
        key=lambda path: os.lstat(os.path.join(root, path)).st_mtime_ns,
        reverse=True,
    )


def _by_file(session: Session, paths: Sequence[str]) -> str | None:
    named = session.world.env.get(KEY_FILE)
    keys = keys_in_file(named) if named else []
    return _fitting(session, [key for key in keys if key_path(age.recipient_of(key)) in paths])


def _typed(session: Session, paths: Sequence[str]) -> str | None:
    """The key that the user opens; None where they want a new one, or nobody is there."""
    if not session.world.asks:
        raise LockedError(
            ReflectError(
                "the journal has a key from before, and there is no terminal to ask for its "
                "passphrase",
                hint=f"set REFLECT_PASSPHRASE_FILE or {KEY_FILE}; {NEW}",
            )
        )
    session.say(f"The journal has a key from before: {', '.join(paths)}")
    # What is encrypted must open by it: another key would not do.
    needed = is_lost(session.settings.folder)
    question = "Its passphrase" + ("" if needed else " (Enter alone makes a new key)")
    with unseen(session.world):
        for _ in range(TRIES):
            passphrase = asked(session.world, f"{question}: ")
            if not passphrase and not needed:
                return None
            if (key := _of(session, paths, passphrase)) is not None:
                return key
            session.say("that is not its passphrase")
    raise LockedError(ReflectError("wrong passphrase; nothing was changed", hint=NEW))


def _of(session: Session, paths: Sequence[str], passphrase: str) -> str | None:
    """The key that a passphrase opens; of several, the one that opens what is encrypted."""
    found, damaged = [], None
    for path in paths:
        try:
            if (key := unlocked(session.settings.folder, path, passphrase)) is not None:
                found.append(key)
        except LockedError as error:
            damaged = error
    if damaged is not None and not found:
        raise damaged
    return _fitting(session, found)


def _fitting(session: Session, keys: Sequence[str]) -> str | None:
    root = session.repository.root
    sealed = in_form(root, sealed=True) if len(keys) > 1 else []
    for key in keys:
        for path in sealed[:1]:
            try:
                age.decrypted(files.read(root / path), key, path)
            except (ReflectError, OSError):
                continue
            return key
    return keys[0] if keys else None
