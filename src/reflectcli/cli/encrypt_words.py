"""What `reflect encrypt` says before anything is changed, asks, and tells of the state."""

from typing import Any

from reflectcli.cli.ask import Asker
from reflectcli.cli.key import KEY_FILE, key_in_file
from reflectcli.cli.passphrase import PASSPHRASE_COMMAND, PASSPHRASE_FILE, given_passphrase
from reflectcli.cli.session import Session
from reflectcli.cli.unseen import asked, unseen
from reflectcli.errors import LockedError, ReflectError
from reflectcli.render.words import counted

BEFORE = """\
What it means:

  If you lose both your passphrase and the recovery key, your journal is
  lost. Nobody can bring it back.

  Encrypted will be what you wrote: records, drafts, the trash, packs,
  replies. Still readable for whoever gets at this disk:

    the files' names: date, kind and ID of each record
    journal.toml and its older versions: rubric, KPIs, targets, days off,
      names listed under [sharing]
    what was there before: older commits of a synced repository, older
      backups, and what the disk has not overwritten yet
    exports and reports that you made, and your editor's own copies
"""
SYNCED = """
This journal is synced with {remote}:

  What was sent there in plain stays readable there. Turn encryption on
  on one device alone, when all of them have synced; then: reflect sync
"""
LEAST = 8
"""Letters of a passphrase."""
TYPED = 6
"""So many of the last letters of the recovery key are typed again."""
TRIES = 3


def introduce(session: Session, *, yes: bool, new: bool) -> str:
    """Say what it means, then make a key, or take the one of before; returns its recipient.

    Raises:
        ReflectError: the user does not want it, or nobody can be asked.
        LockedError: the key of before cannot be opened.
    """
    from reflectcli.cli.encrypt_kept import kept_recipient
    from reflectcli.storage.encryption.age import new_key

    # Before any question: without the extra there is no use in answers.
    key, recipient = new_key()
    try:
        if not yes:
            session.say(BEFORE + before_synced(session))
            agreed(session, "")
        kept = None if new else kept_recipient(session)
        if kept is not None:
            return kept
        passphrase = new_passphrase(session)
        session.say(
            f"\nYour recovery key, shown this once. Write it down, away from here:\n\n{key}\n"
        )
        if not yes:
            _typed_again(session, key)
    except KeyboardInterrupt:
        session.say("\nnothing was changed")
        raise
    path = put_behind(session, key, passphrase)
    session.say(f"the key lies in {path},\nbehind your passphrase; a backup and a sync carry it")
    return recipient


def before_synced(session: Session) -> str:
    """What a journal's sync adds to that; empty where it has none."""
    from reflectcli.cli.sync_words import synced_with

    remote = synced_with(session)
    return SYNCED.format(remote=remote) if remote else ""


def put_behind(session: Session, key: str, passphrase: str) -> str:
    """Put a key behind a passphrase, which takes some seconds; returns where it lies."""
    from reflectcli.storage.encryption.keys import keep_key

    with unseen(session.world):
        return keep_key(session.settings.folder, key, passphrase)


def would(session: Session) -> str:
    """What turning it on would do."""
    from reflectcli.storage.encryption.forms import in_form

    count = counted(len(in_form(session.repository.root, sealed=False)), "file")
    return f"would encrypt {count}; nothing was changed"


def agreed(session: Session, what: str) -> None:
    """Go on only if the user says yes.

    Raises:
        ReflectError: no, or nobody can be asked.
    """
    if not session.world.asks:
        raise ReflectError("this asks first, and there is no terminal", hint="--yes if it is meant")
    answer = Asker(session.world).text(f"{what} Go on? [y/N]".strip())
    if answer.strip().lower() not in ("y", "yes"):
        raise ReflectError("nothing was changed")


def new_passphrase(session: Session, *, typed: bool = False) -> str:
    """A new passphrase: from the file or command that is named, or typed twice.

    `typed` leaves the file and the command out, which give the old one.

    Raises:
        ReflectError: there is none, or it is too short.
    """
    given = None if typed else given_passphrase(session.world.env)
    if given is not None:
        _require_long(given)
        return given
    if not session.world.asks and typed:
        raise ReflectError(
            "the new passphrase is typed, and there is no terminal for it; nothing was changed",
            hint=f"{PASSPHRASE_FILE}=NEWFILE reflect encrypt passphrase --recover < KEYFILE",
        )
    if not session.world.asks:
        raise ReflectError(
            "the passphrase is missing, and there is no terminal to ask for it",
            hint=f"{PASSPHRASE_FILE}=FILE or {PASSPHRASE_COMMAND}='pass show reflect'",
        )
    for _ in range(TRIES):
        first = asked(session.world, "New passphrase, best of several words: ")
        try:
            _require_long(first)
        except ReflectError as error:
            session.say(f"  {error}")
            continue
        if asked(session.world, "Once more: ") == first:
            return first
        session.say("  that was another one; from the beginning, please")
    raise ReflectError("no passphrase was set; nothing was changed")


def _require_long(passphrase: str) -> None:
    if len(passphrase) < LEAST:
        raise ReflectError(f"a passphrase needs {LEAST} letters or more")


def _typed_again(session: Session, key: str) -> None:
    for _ in range(TRIES):
        said = Asker(session.world).text(f"Type its last {TYPED} letters:").strip().upper()
        if said == key[-TYPED:]:
            return
        session.say("  those are not its last letters")
    raise ReflectError("the recovery key was not written down; nothing was changed")


def recovered(session: Session, recipient: str) -> str:
    """The recovery key, as a file holds it, or the user types or pipes it.

    Raises:
        ReflectError: it is no key.
        LockedError: it is another journal's.
    """
    from reflectcli.storage.encryption.age import recipient_of

    if named := session.world.env.get(KEY_FILE):
        return key_in_file(named, recipient)
    if session.world.asks:
        key = asked(session.world, "Recovery key: ").strip().upper()
    elif session.world.piped:
        key = session.world.stdin.readline().strip().upper()
    else:
        raise ReflectError("the recovery key is missing", hint="pipe it in, or set " + KEY_FILE)
    if recipient_of(key) != recipient:
        raise LockedError(ReflectError("that is a key, but not this journal's"))
    return key


def status_data(session: Session) -> dict[str, Any]:
    """What is encrypted, what is not, and by which ways the key can be had here."""
    from reflectcli.cli.system_keyring import in_keyring
    from reflectcli.storage.encryption.forms import in_form
    from reflectcli.storage.encryption.keys import key_path, key_paths
    from reflectcli.storage.encryption.lost import is_lost

    recipient, env = session.repository.file.recipient, session.world.env
    root = session.repository.root
    own = key_path(recipient) if recipient else None
    ways = [name for name in (KEY_FILE, PASSPHRASE_FILE, PASSPHRASE_COMMAND) if env.get(name)]
    return {
        "on": recipient is not None,
        "recipient": recipient,
        "lost": recipient is None and is_lost(root),
        "encrypted_files": len(in_form(root, sealed=True)),
        "plain_files": len(in_form(root, sealed=False)),
        "keys": key_paths(root, recipient) if recipient else [],
        "kept_keys": [path for path in key_paths(root, None) if path != own],
        "keyring": recipient is not None and in_keyring(session.settings, recipient),
        "variables": ways,
    }


def status_lines(data: dict[str, Any]) -> list[str]:
    """The same in words."""
    from reflectcli.storage.encryption.lost import HOW

    sealed, plain = data["encrypted_files"], data["plain_files"]
    if not data["on"]:
        lines = ["not encrypted · reflect encrypt on"]
        if kept := data["kept_keys"]:
            lines.append(f"kept     {', '.join(kept)}: its passphrase turns it on again")
        if sealed and data["lost"]:
            them = "1 file is" if sealed == 1 else f"{sealed} files are"
            lines[0] = f"{them} encrypted, but journal.toml does not say so: {HOW}"
        elif sealed:
            lines.append(f"{counted(sealed, 'file')} still encrypted: reflect encrypt off finishes")
        return lines
    lines = [f"encrypted · {counted(sealed, 'file')} for {data['recipient']}"]
    if plain:
        lines.append(f"{counted(plain, 'file')} still plain: reflect encrypt on finishes")
    lines.append(
        f"key      {', '.join(data['keys'])}, behind your passphrase"
        if data["keys"]
        else "key      missing in .keys: bring it back from a backup, or reflect encrypt"
        " passphrase --recover"
    )
    if kept := data["kept_keys"]:
        lines.append(f"kept     {', '.join(kept)}: of an earlier time, for what is left of it")
    if data["keyring"]:
        lines.append("keyring  the key is in this system's keyring: no passphrase is asked")
    lines += [f"also     {name} is set" for name in data["variables"]]
    return lines
