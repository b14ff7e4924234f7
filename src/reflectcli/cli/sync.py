"""`reflect sync`: what is new goes to the other devices, what is new there comes here."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer

from reflectcli.cli.options import DryRun, Journal, Json
from reflectcli.cli.session import KeyFinder, Session, open_session
from reflectcli.errors import ExitCode, ReflectError

if TYPE_CHECKING:
    from pathlib import Path

    from reflectcli.storage.encryption.seal import Seal
    from reflectcli.storage.git import Git
    from reflectcli.storage.syncing.place import Found, Place
    from reflectcli.storage.syncing.sync import Outcome

app = typer.Typer(add_completion=False)
APPS = {"sync": app}

Remote = Annotated[
    str | None,
    typer.Option(
        "--remote", metavar="URL", help="Where to, the first time: a git repository, or a folder."
    ),
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Also if many records would go.")]


@app.command()
def sync(
    ctx: typer.Context,
    remote: Remote = None,
    yes: Yes = False,
    dry_run: DryRun = False,
    json: Json = False,
    journal: Journal = None,
) -> None:
    """Send what is new here, take what is new on your other devices, by way of git.

    Without a connection it is kept and sent the next time. A record that was changed on two devices
    is kept twice, and you are told.

    Examples:
      reflect sync --remote ~/journal.git

      reflect sync --remote ~/journal.git --dry-run
    """
    session = open_session(ctx, journal)
    from reflectcli.cli import sync_words
    from reflectcli.storage.git import Git

    git = Git(session.settings.journal, session.world.env, asks=session.world.asks)
    wanted, found = _address(session, git, remote)
    known = _known(found)
    if dry_run and wanted != known:
        session.out(f"would send {session.repository.count()} records to {wanted}")
        return
    outcome = _synced(session, git, wanted, found, yes=yes, dry_run=dry_run)
    if json:
        session.out(sync_words.as_json(outcome, wanted, dry_run=dry_run))
    else:
        session.out(sync_words.line(outcome, wanted, dry_run=dry_run))
    for problem in sync_words.notes(outcome):
        sync_words.tell(session, problem)


def _known(found: "Found | None") -> str | None:
    from reflectcli.storage.syncing.place import URL

    return None if found is None else found.told.get(URL)


def _address(session: Session, git: "Git", given: str | None) -> tuple[str, "Found | None"]:
    """Where to, and what git knows of where it went until now."""
    from reflectcli.cli.ask import ask
    from reflectcli.storage.founding import is_journal
    from reflectcli.storage.syncing.address import checked_address
    from reflectcli.storage.syncing.place import find_place

    if is_journal(session.settings.folder):
        session.repository.file.require_writable()
    elif given is None and not (git.root / ".git").exists():
        raise session.no_journal()
    found = find_place(git)
    known = _known(found)
    if given is None and known is None:
        given = ask(session, "Where to? The address of an empty git repository, or a folder:")
    if given is None and known is None:
        raise ReflectError(
            "sync needs to know where to",
            hint="--remote git@example.org:ana/journal.git, or a folder: --remote "
            "/media/stick/journal.git",
        )
    if given is None and known is not None and found is not None:
        _require_named(session, found, known)
    return known if given is None and known else checked_address(given or ""), found


def _require_named(session: Session, found: "Found", known: str) -> None:
    """Refuse to send to where a git folder says that was not made by a sync: who named that?

    Raises:
        ReflectError: no sync has been here yet (2).
    """
    from os.path import join, lexists
    from shlex import quote

    from reflectcli.storage.syncing.lock import MARK

    if not lexists(join(found.folder, MARK)):
        raise ReflectError(
            f"git here goes to {known}, which you have not named to reflect",
            hint="whoever can read it could read your journal, private records too · if that is"
            f" meant: reflect sync --remote {quote(known)}{session.elsewhere}",
        )


def _synced(
    session: Session, git: "Git", wanted: str, found: "Found | None", *, yes: bool, dry_run: bool
) -> "Outcome":
    from reflectcli.storage.syncing.lock import held
    from reflectcli.storage.syncing.place import open_place, set_address

    made = _made(session, git, wanted, found, yes=yes)
    with held(git, made.folder, session.world.clock()) as under:
        if wanted != _known(found):
            set_address(under, wanted)
        place = open_place(under, made, wanted)
        return _run(session, place, yes=yes, dry_run=dry_run)


def _made(
    session: Session, git: "Git", wanted: str, found: "Found | None", *, yes: bool
) -> "Found":
    """Where git keeps its things, made if need be."""
    from reflectcli.storage import files
    from reflectcli.storage.syncing.address import make_remote
    from reflectcli.storage.syncing.place import make_place, surrounding

    outer = surrounding(git.root)
    if outer is not None and not yes:
        raise ReflectError(
            f"the journal lies in another git repository, {outer}, which may go to others",
            hint="move the journal out of it; or --yes makes one of its own for it, inside",
            code=ExitCode.CHANGED,
        )
    files.make_folder(git.root)
    made = wanted != _known(found) and make_remote(git, wanted)
    if made:
        session.say(f"made {wanted}")
    if found is None:
        found = make_place(git, wanted, empty=made)
        read = "read your journal, private records too"
        if session.repository.file.recipient is not None:
            read = "see its files' names and its settings, not what you wrote"
        session.say(f"whoever can read {wanted} can {read}")
    return found


def _run(session: Session, place: "Place", *, yes: bool, dry_run: bool) -> "Outcome":
    from reflectcli.cli import sync_words
    from reflectcli.domain.journal import JournalConfig
    from reflectcli.storage.config_file import new_text
    from reflectcli.storage.founding import install_schemas
    from reflectcli.storage.syncing.arrival import Folder
    from reflectcli.storage.syncing.sync import Sync
    from reflectcli.storage.trash import Trash

    root = place.git.root
    folder = Folder(root, Trash(root, session.world.now), session.repository.history)
    outcome = Sync(
        place=place,
        folder=folder,
        now=session.world.now,
        allow=_allowing(session, yes=yes or dry_run),
        allow_plain=_allowing_plain(session, yes=yes or dry_run),
        pristine=new_text(JournalConfig()).encode(),
        dry_run=dry_run,
        seal=_seal(session, root),
    ).run()
    if outcome.folded:
        session.say(sync_words.folded(outcome.folded))
    if outcome.received and not dry_run:
        install_schemas(root)
        _mention_forms(session, root)
    return outcome


def _seal(session: Session, root: "Path") -> "Seal":
    """What opens encrypted versions of a record that are compared, by the key if it can be had."""
    from reflectcli.storage.encryption.seal import Seal
    from reflectcli.storage.founding import is_journal

    if is_journal(root):
        return session.repository.seal
    return Seal(None, KeyFinder(session.world, session.settings))


def _mention_forms(session: Session, root: "Path") -> None:
    """Say what is left to do where encryption came from another device, or went."""
    from reflectcli.storage.config_file import ConfigFile
    from reflectcli.storage.encryption.forms import in_form
    from reflectcli.storage.encryption.lost import HOW, is_lost

    recipient = ConfigFile(root).recipient
    if recipient is None and is_lost(root):
        session.say(f"records are encrypted, journal.toml does not say so: {HOW}")
    if recipient is not None and in_form(root, sealed=False):
        session.say("the journal is encrypted, and some files here are plain: reflect encrypt on")


def _allowing_plain(session: Session, *, yes: bool) -> Callable[[int], None]:
    """What asks whether plain records may go where the others are encrypted."""

    def allow(number: int) -> None:
        if yes:
            return
        what = (
            f"{number} record{'s are' if number > 1 else ' is'} plain here, and the journal is "
            "encrypted: sent, whoever can read the repository can read them, for good"
        )
        from reflectcli.cli.ask import ask

        answer = ask(session, f"{what[0].upper()}{what[1:]}. Go on? [y/N]")
        if (answer or "").lower() not in ("y", "yes"):
            raise ReflectError(
                f"{what}; nothing was sent or taken",
                hint="if it is encrypted here, reflect encrypt on; else reflect export -o "
                "mine.json, sync into a new folder (--journal), and import it there; or --yes",
            )

    return allow


def _allowing(session: Session, *, yes: bool) -> Callable[[int, int, bool], None]:
    """What asks about many deletions, once for each side."""
    answered: set[bool] = {True, False} if yes else set()

    def allow(gone: int, known: int, here: bool) -> None:
        if here in answered:
            return
        if here:
            what = f"{gone} of {known} records are no longer here, and would go everywhere"
            hint = f"--yes if that is meant; else get them back: git -C {_folder} checkout -- ."
        else:
            what = f"{gone} of {known} records were deleted on another device, and would go here"
            hint = "--yes if that is meant; they go into the trash"
        from reflectcli.cli.ask import ask

        answer = ask(session, f"{what[0].upper()}{what[1:]}. Go on? [y/N]")
        if (answer or "").lower() not in ("y", "yes"):
            raise ReflectError(f"{what}; nothing was sent or taken", hint=hint)
        answered.add(here)

    _folder = session.settings.folder
    return allow
