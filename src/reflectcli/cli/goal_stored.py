"""The goal that a command means, as it is stored, and how it is changed there."""

from typing import TYPE_CHECKING

from reflectcli.cli.session import Session
from reflectcli.cli.words import with_article
from reflectcli.domain.records import Goal
from reflectcli.errors import ReflectError

if TYPE_CHECKING:
    from reflectcli.storage.edits import Change
    from reflectcli.storage.stored import Stored


def find_goal(session: Session, reference: str) -> tuple["Stored", Goal]:
    """The goal that an ID, a unique prefix of one, or `last` names, as it is stored.

    `last` is the newest goal that is open.

    Raises:
        ReflectError: there is none (4), or it is not a goal (2).
    """
    repository = session.repository
    goals = () if reference.endswith(".toml") else repository.load(kinds=["goal"]).of(Goal)
    if reference == "last":
        found = [goal for goal in goals if goal.closed is None][-1:] or goals[-1:]
    else:
        # The beginning of an ID that only one goal has is enough, whatever other records have it.
        found = [goal for goal in goals if goal.id.startswith(reference.lower())]
    stored = repository.stored(found[0]) if len(found) == 1 else repository.get(reference)
    if isinstance(stored.record, Goal):
        return stored, stored.record
    kind = with_article(stored.record.kind)
    raise ReflectError(
        f"{stored.record.id} is {kind}, not a goal", hint="reflect goal list shows goals"
    )


def open_goal(session: Session, reference: str) -> tuple["Stored", Goal]:
    """The goal that a reference names, if it is still open."""
    session.require_existing()
    stored, goal = find_goal(session, reference)
    if goal.closed is not None:
        raise ReflectError(
            f"{goal.id} was closed on {goal.closed}",
            hint=f"to open it again, take its closed and outcome away: reflect edit {goal.id}",
        )
    return stored, goal


def rewrite(session: Session, stored: "Stored", *changes: "Change") -> None:
    """Change the goal's file, and nothing in it but this."""
    from reflectcli.storage.edits import edit

    session.repository.rewrite(stored, edit(stored.raw, stored.file.path, *changes))
