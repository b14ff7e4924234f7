"""`reflect encrypt`: the journal's records behind a key, and out again."""

from typing import TYPE_CHECKING, Annotated

import typer

from reflectcli.cli.options import DryRun, Journal, Json
from reflectcli.cli.session import Session, open_session
from reflectcli.errors import ExitCode, LockedError, ReflectError

if TYPE_CHECKING:
    from pathlib import Path

    from reflectcli.storage.encryption.forms import Turned
    from reflectcli.storage.encryption.turning import Place

app = typer.Typer(add_completion=False, no_args_is_help=True)
APPS = {"encrypt": app}
NOT = "the journal is not encrypted · reflect encrypt on"
Sure = Annotated[
    bool, typer.Option("--yes", "-y", help="Ask nothing; the passphrase by file or command.")
]


@app.callback()
def encrypt() -> None:
    """Keep the records where only your key opens them; writing needs no passphrase.

    Examples:
      reflect encrypt status

      reflect encrypt on --dry-run
    """


@app.command()
def on(
    ctx: typer.Context,
    yes: Sure = False,
    new_key: Annotated[
        bool, typer.Option("--new-key", help="Another key, though .keys holds one from before.")
    ] = False,
    dry_run: DryRun = False,
    journal: Journal = None,
) -> None:
    """Encrypt every record, with the trash, drafts, packs and replies; again, it finishes.

    You choose a passphrase and are shown a recovery key, once. Without either the journal is lost.
    After an `off` it takes the key of before, with its passphrase.

    Examples:
      reflect encrypt on --dry-run

      reflect encrypt on --dry-run --journal ~/work-journal
    """
    session = _opened(ctx, journal)
    if dry_run:
        from reflectcli.cli.encrypt_words import BEFORE, before_synced, would

        session.say(BEFORE + before_synced(session))
        session.out(would(session))
        return
    from reflectcli.cli.encrypt_words import introduce
    from reflectcli.cli.sync_words import waiting
    from reflectcli.places import cache_folder
    from reflectcli.storage.encryption.keys import key_paths
    from reflectcli.storage.encryption.turning import announce, forget_traces

    place, recipient = _place(session), session.repository.file.recipient
    if recipient is None:
        recipient = introduce(session, yes=yes, new=new_key)
        announce(place, recipient)
        session = _again(session)
    elif not key_paths(place.root, recipient):
        # Nothing more is to be encrypted for a key that nobody has; this raises unless one has it.
        session.repository.seal.key()
    forget_traces(session.settings.state_folder, cache_folder(session.world.env))
    turned = _shown(session, place, on=True)
    if said := waiting(session):
        session.say(said)
    _done(session, turned, "encrypted", "on")


@app.command()
def off(ctx: typer.Context, yes: Sure = False, journal: Journal = None) -> None:
    """Decrypt every file again, for which the key is needed; again, it finishes.

    The key stays in .keys: older backups and what git keeps need it.

    Examples:
      reflect encrypt off

      reflect encrypt off --yes
    """
    session = _opened(ctx, journal)
    from reflectcli.storage.encryption.forms import in_form

    place = _place(session)
    if session.repository.file.recipient is None and not in_form(place.root, sealed=True):
        session.out(NOT)
        return
    if not yes:
        from reflectcli.cli.encrypt_words import agreed

        agreed(session, "Every record will be plain again, for whoever can read this disk.")
    session.repository.seal.key()
    turned = _shown(session, place, on=False)
    _done(session, turned, "decrypted", "off")


@app.command()
def status(ctx: typer.Context, json: Json = False, journal: Journal = None) -> None:
    """Whether the journal is encrypted, what is not, and where the key can be had.

    Examples:
      reflect encrypt status

      reflect encrypt status --json
    """
    session = _opened(ctx, journal)
    from reflectcli.cli.encrypt_words import status_data, status_lines

    data = status_data(session)
    if json:
        from reflectcli.render.json import render_json

        session.out(render_json({"encryption": data}))
    else:
        session.out("\n".join(status_lines(data)))


@app.command()
def show(
    ctx: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="Its path in the journal.")],
    journal: Journal = None,
) -> None:
    """Print what an encrypted file of the journal holds: a draft, something in the trash.

    Examples:
      reflect encrypt show .drafts/0f3a1b2c.md

      reflect encrypt show 2026/11/2026-11-22-note-k3f9q2.toml
    """
    from reflectcli.cli.encrypt_read import text_of

    session = open_session(ctx, journal)
    session.require_existing()
    session.out(text_of(session, file))


@app.command()
def passphrase(
    ctx: typer.Context,
    recover: Annotated[
        bool, typer.Option("--recover", help="Give the recovery key, not the old passphrase.")
    ] = False,
    journal: Journal = None,
) -> None:
    """Set another passphrase; the files stay as they are.

    Backups and copies in git that were made before still open with the old one.

    Examples:
      reflect encrypt passphrase

      reflect encrypt passphrase --recover
    """
    session = _opened(ctx, journal)
    from reflectcli.cli.encrypt_words import new_passphrase, put_behind, recovered

    recipient = session.repository.file.recipient
    if recipient is None:
        session.out(NOT)
        return
    key = recovered(session, recipient) if recover else session.repository.seal.key()
    path = put_behind(session, key, new_passphrase(session, typed=not recover))
    session.out(f"saved {path} · it opens with the new passphrase")


@app.command()
def unlock(ctx: typer.Context, journal: Journal = None) -> None:
    """Keep the key in this system's keyring, so that no passphrase is asked here.

    Examples:
      reflect encrypt unlock

      reflect encrypt lock
    """
    session = _opened(ctx, journal)
    from reflectcli.cli.system_keyring import SERVICE, keyring, remember

    recipient = session.repository.file.recipient
    if recipient is None:
        session.out(NOT)
        return
    system = keyring()
    try:
        system.set_password(SERVICE, recipient, session.repository.seal.key())
    except LockedError:
        raise
    except Exception as error:
        raise ReflectError(
            f"the system's keyring does not take the key: {error}",
            hint="without one, REFLECT_PASSPHRASE_COMMAND can ask your password manager",
            code=ExitCode.REFUSED,
        ) from None
    remember(session.settings, recipient, there=True)
    session.out("the key is in this system's keyring · reflect encrypt lock takes it out")


@app.command()
def lock(ctx: typer.Context, journal: Journal = None) -> None:
    """Take the key out of this system's keyring; the passphrase is asked again.

    Examples:
      reflect encrypt lock

      reflect encrypt status
    """
    session = _opened(ctx, journal)
    from reflectcli.cli.system_keyring import SERVICE, in_keyring, keyring, remember

    recipient = session.repository.file.recipient
    if recipient is None or not in_keyring(session.settings, recipient):
        session.out("this system's keyring holds no key of the journal")
        return
    try:
        keyring().delete_password(SERVICE, recipient)
    except ReflectError:
        raise
    except Exception as error:
        raise ReflectError(
            f"the system's keyring does not let the key go: {error}",
            hint=f"delete the entry {SERVICE} there by hand",
            code=ExitCode.REFUSED,
        ) from None
    remember(session.settings, recipient, there=False)
    session.out("the key is out of this system's keyring")


def _opened(ctx: typer.Context, journal: "Path | None") -> Session:
    from reflectcli.storage.founding import is_journal

    session = open_session(ctx, journal)
    session.require_existing()
    if not is_journal(session.settings.folder):
        session.require_journal()
    session.repository.file.require_format()
    return session


def _again(session: Session) -> Session:
    return Session(session.world, session.settings)


def _place(session: Session) -> "Place":
    from reflectcli.storage.encryption.turning import Place

    return Place(session.repository.root, session.repository.history)


def _shown(session: Session, place: "Place", *, on: bool) -> "Turned":
    from reflectcli.cli.progress import Progress
    from reflectcli.storage.encryption.turning import turn_off, turn_on

    with Progress(session.world.stderr, "file") as progress:
        return (turn_on if on else turn_off)(place, session.repository.seal, progress)


def _done(session: Session, turned: "Turned", deed: str, again: str) -> None:
    from reflectcli.render.problems import render_problem
    from reflectcli.render.words import counted

    for problem in turned.problems:
        session.say(render_problem(problem) + "\n")
    if turned.problems:
        left = counted(len(turned.problems), "file")
        session.out(f"{deed} {counted(len(turned.paths), 'file')}, {left} left as it is"
                    f" · reflect encrypt {again} tries again")  # fmt: skip
        raise typer.Exit(ExitCode.BAD_DATA)
    session.out(f"{deed} {counted(len(turned.paths), 'file')} · reflect encrypt status")
