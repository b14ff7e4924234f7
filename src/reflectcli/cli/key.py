"""Where the key of an encrypted journal comes from: a file, the keyring, or a passphrase."""

from collections.abc import Sequence
from contextlib import suppress

from reflectcli.cli.context import World
from reflectcli.cli.passphrase import (
    PASSPHRASE_COMMAND,
    PASSPHRASE_FILE,
    given_passphrase,
    reason,
)
from reflectcli.cli.system_keyring import from_keyring
from reflectcli.cli.unseen import asked, unseen
from reflectcli.errors import LockedError, ReflectError
from reflectcli.settings import Settings
from reflectcli.storage import files
from reflectcli.storage.encryption import age
from reflectcli.storage.encryption.keys import key_paths, unlocked

KEY_FILE = "REFLECT_KEY_FILE"
"""Names a file with the key itself, as `age-keygen` writes one: on a stick, for a script."""
TRIES = 3


class Ring:
    """The keys of one journal, as far as they can be had."""

    def __init__(self, world: World, settings: Settings) -> None:
        self.world = world
        self.settings = settings
        self._passphrase = ""

    def find(self, recipient: str | None, *, ask: bool) -> str | None:
        """The key of a recipient; None where only a passphrase opens it, and `ask` is not set.

        Raises:
            LockedError: it cannot be had, or what was given does not fit.
            ReflectError: the extra is missing.
        """
        if recipient is None and ask:
            self._tell_lost()
        named = self.world.env.get(KEY_FILE)
        if named:
            return key_in_file(named, recipient)
        key = from_keyring(self.settings, recipient)
        if key is None and ask:
            key, self._passphrase = _by_passphrase(self.world, self.settings, recipient)
        if key is not None and recipient not in (None, age.recipient_of(key)):
            raise LockedError(
                ReflectError(
                    "the key is not this journal's: it belongs to another recipient than "
                    "journal.toml names",
                    hint="journal.toml or .keys was changed; bring it back from a backup",
                )
            )
        return key

    def _tell_lost(self) -> None:
        """Say that the journal is in both forms: that its settings speak of one is no reason."""
        from reflectcli.storage.encryption.lost import HOW, is_lost

        if is_lost(self.settings.folder):
            print(f"records are encrypted, journal.toml does not say so: {HOW}",
                  file=self.world.stderr)  # fmt: skip

    def others(self) -> list[str]:
        """Keys of earlier times: those beside it in the file, those that the passphrase opens."""
        named = self.world.env.get(KEY_FILE)
        keys = keys_in_file(named) if named else []
        if self._passphrase:
            for path in key_paths(self.settings.folder, None):
                with suppress(LockedError):
                    keys.append(unlocked(self.settings.folder, path, self._passphrase) or "")
        return list(filter(None, keys))


def keys_in_file(path: str) -> list[str]:
    """The keys in a file such as `age-keygen` writes.

    Raises:
        LockedError: it cannot be read.
    """
    try:
        lines = files.read(path).decode("ascii", "replace").splitlines()
    except (ReflectError, OSError) as error:
        raise LockedError(
            ReflectError(f"{KEY_FILE} cannot be read: {path}", hint=reason(error))
        ) from None
    return [line.strip() for line in lines if line.startswith(age.SECRET)]


def key_in_file(path: str, recipient: str | None) -> str:
    """The key in a file that is a recipient's.

    Raises:
        LockedError: it holds none, or another's.
    """
    keys = keys_in_file(path)
    if not keys:
        hint = f"a line that begins with {age.SECRET}"
        raise LockedError(ReflectError(f"{KEY_FILE} holds no key: {path}", hint=hint))
    try:
        fitting = [key for key in keys if recipient in (None, age.recipient_of(key))]
    except ReflectError as error:
        raise LockedError(
            ReflectError(f"{KEY_FILE} holds a key that is none: {path}", hint=error.problem.hint)
        ) from None
    if not fitting:
        raise LockedError(
            ReflectError(
                f"{KEY_FILE} holds a key, but not this journal's: {path}",
                hint="give the recovery key of this journal; without the variable its passphrase"
                " is asked",
            )
        )
    return fitting[0]


def _by_passphrase(world: World, settings: Settings, recipient: str | None) -> tuple[str, str]:
    """The key of a recipient, and the passphrase that opened it."""
    paths = key_paths(settings.folder, recipient)
    if not paths:
        raise LockedError(
            ReflectError(
                "the journal is encrypted, and its key is missing: .keys has no file of it",
                hint="bring .keys back from a backup, or: reflect encrypt passphrase --recover",
            )
        )
    given = given_passphrase(world.env)
    if given is not None:
        if key := opened(settings, paths, given):
            return key, given
        raise _wrong()
    if not world.asks:
        raise LockedError(
            ReflectError(
                "the journal is encrypted, and there is no terminal to ask for its passphrase",
                hint=f"set {PASSPHRASE_FILE}, {PASSPHRASE_COMMAND} or {KEY_FILE}; or keep the key"
                " in the system's keyring: reflect encrypt unlock",
            )
        )
    with unseen(world):
        for _ in range(TRIES):
            passphrase = asked(world, "Passphrase: ")
            if not passphrase:
                break
            if key := opened(settings, paths, passphrase):
                return key, passphrase
            print("that is not the passphrase", file=world.stderr)
    raise _wrong()


def opened(settings: Settings, paths: Sequence[str], passphrase: str) -> str | None:
    """The key in the first of the files that a passphrase opens; None where it opens none.

    Raises:
        LockedError: it opens none, and one is damaged.
    """
    damaged: LockedError | None = None
    for path in paths:
        try:
            if (key := unlocked(settings.folder, path, passphrase)) is not None:
                return key
        except LockedError as error:
            damaged = error
    if damaged is not None:
        raise damaged
    return None


def _wrong() -> LockedError:
    return LockedError(
        ReflectError(
            "wrong passphrase; nothing was read",
            hint="with the recovery key you can set another: reflect encrypt passphrase --recover",
        )
    )
