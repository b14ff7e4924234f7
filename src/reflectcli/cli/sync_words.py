"""What a sync says: one line of what went and came, and what needs a look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reflectcli.cli.session import Session
from reflectcli.errors import Problem, ReflectError
from reflectcli.render.text import one_line
from reflectcli.storage.syncing.merge import BACK, BOTH, SETTINGS, STAYS, Conflict
from reflectcli.storage.syncing.trees import record_id

if TYPE_CHECKING:
    from reflectcli.storage.syncing.sync import Outcome
    from reflectcli.storage.syncing.trees import Changed


def line(outcome: Outcome, remote: str, *, dry_run: bool) -> str:
    """The one line: sent 3, received 2."""
    sent, received = len(outcome.sent), len(outcome.received)
    if outcome.unreached is not None:
        came = f"received {received} · " if received else ""
        waits = f"{sent} to send next time" if sent else "nothing to send"
        return (
            f"{came}{waits} · {one_line(remote)} cannot be reached: {one_line(outcome.unreached)}"
        )
    if dry_run:
        return f"would send {sent}, receive {received}"
    if not sent and not received:
        return "nothing new here or there"
    return f"sent {sent}, received {received}"


def as_json(outcome: Outcome, remote: str, *, dry_run: bool) -> str:
    """The same for scripts, file by file."""
    from reflectcli.render.json import render_json

    sent = [_row(each) for each in outcome.sent]
    reached = outcome.unreached is None
    return render_json(
        {
            "remote": remote,
            "dry_run": dry_run,
            "reached": reached,
            "reason": outcome.unreached,
            "sent": sent if reached else [],
            "waiting": [] if reached else sent,
            "received": [_row(each) for each in outcome.received],
            "conflicts": [
                {
                    "conflict": each.sort,
                    "id": record_id(each.path),
                    "file": each.path,
                    "copy": outcome.copies.get(each.path),
                }
                for each in outcome.conflicts
            ],
        }
    )


def _row(changed: Changed) -> dict[str, Any]:
    return {
        "deed": changed.deed,
        "kind": changed.kind,
        "id": record_id(changed.path),
        "file": changed.path,
    }


def folded(number: int) -> str:
    """What is said of plain records in commits that were waiting to be sent."""
    them = "1 record" if number == 1 else f"{number} records"
    return (
        f"{them} waited to be sent in plain, from before the encryption: what waited went as one"
        " commit, encrypted"
    )


def synced_with(session: Session) -> str | None:
    """Where the journal is synced to; None where it is not, or that cannot be told."""
    from reflectcli.storage.git import Git
    from reflectcli.storage.syncing.place import URL, find_place

    try:
        found = find_place(Git(session.settings.journal, session.world.env, asks=False))
    except (ReflectError, OSError):
        return None
    return None if found is None else found.told.get(URL)


def waiting(session: Session) -> str:
    """What git keeps in plain of a journal that is encrypted now; empty where it is nothing."""
    from reflectcli.storage.git import Git
    from reflectcli.storage.syncing.agreeing import waiting_in_plain
    from reflectcli.storage.syncing.exchange import head, their_head
    from reflectcli.storage.syncing.lock import held
    from reflectcli.storage.syncing.place import find_place, open_place

    git = Git(session.settings.journal, session.world.env, asks=False)
    try:
        found = find_place(git)
        if found is None:
            return ""
        with held(git, found.folder, session.world.clock()) as under:
            place = open_place(under, found, "")
            ours = head(place)
            number = waiting_in_plain(under, ours, their_head(place), {}) if ours else 0
    except (ReflectError, OSError):
        # Whatever is wrong with it, `reflect sync` tells.
        return ""
    if not number:
        return ""
    them = "1 record stands" if number == 1 else f"{number} records stand"
    return (
        f"{them} in plain in commits that were not sent: reflect sync sends what waits as one"
        " commit, encrypted; in .git here they stay"
    )


def notes(outcome: Outcome) -> list[Problem]:
    """What needs a look, each with what to do."""
    return [_note(each, outcome.copies.get(each.path, "")) for each in outcome.conflicts]


def _note(conflict: Conflict, copy: str) -> Problem:
    name = record_id(conflict.path) or conflict.path
    if conflict.sort == BOTH:
        other = record_id(copy)
        return Problem(
            f"{name} was changed here and on another device; yours is {other} now",
            hint=f"compare: reflect show {name}, reflect show {other}; "
            f"then delete one: reflect delete {other}",
        )
    if conflict.sort == BACK:
        message = f"{name} was deleted here, but changed on another device; it is back"
        return Problem(message, hint=f"if it is to go: reflect delete {name}")
    if conflict.sort == STAYS:
        message = f"{name} was deleted on another device, but changed here; it stays"
        return Problem(message, hint=f"if it is to go: reflect delete {name}")
    if conflict.sort == SETTINGS:
        return Problem(
            f"{name} was changed here and on another device; the other version is {copy}",
            hint=f"take over what is missing in {name}, then delete {copy}",
        )
    return Problem(
        f"{name} was changed here and on another device; the other's holds",
        hint="yours is in .trash",
    )


def tell(session: Session, problem: Problem) -> None:
    """Print what needs a look."""
    from reflectcli.render.problems import render_problem

    session.say(render_problem(problem, "note"))
