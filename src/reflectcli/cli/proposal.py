"""Changes of several records: shown line by line before they are made, all or none."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from reflectcli.cli.session import Session
from reflectcli.errors import ReflectError
from reflectcli.render.text import clean
from reflectcli.storage.stored import Stored

FEW = 10
"""So many records are shown in full before the question."""
Proposal = Sequence[tuple[Stored, bytes]]
"""Records as they are, each with what its file is to hold."""


def settle(
    session: Session, deed: str, proposal: Proposal, *, yes: bool, dry_run: bool, notice: str = ""
) -> bool:
    """Show what would change, and tell whether the user wants it.

    Args:
        session: The session that asks.
        deed: What is to be done, as in "rename #a to #b".
        proposal: The changes.
        yes: The user has said so already.
        dry_run: Show all of it, and do nothing.
        notice: What else there is to know.

    Raises:
        ReflectError: there is nobody to ask.
    """
    count = counted(len(proposal))
    if dry_run:
        session.out("\n".join(line for each in proposal for line in _shown(session, *each)))
        session.say(f"would {deed} in {count}; nothing was changed" + notice)
        return False
    if yes:
        return True
    if not session.world.asks:
        raise ReflectError(
            f"this would {deed} in {count}; nothing was changed",
            hint="--yes does it, --dry-run shows what would change",
        )
    for each in proposal[:FEW]:
        session.say("\n".join(_shown(session, *each)))
    if len(proposal) > FEW:
        session.say(f"… and {len(proposal) - FEW} more: --dry-run shows all")
    return _agreed(session, f"{deed} in {count}{notice}? [y/N]")


def counted(number: int) -> str:
    """A number of records in words."""
    return f"{number} record{'' if number == 1 else 's'}"


def _agreed(session: Session, question: str) -> bool:
    from reflectcli.cli.ask import Asker

    asker = Asker(session.world)
    agreed = asker.text(question[0].upper() + question[1:]).strip().lower() in ("y", "yes")
    if not agreed:
        session.say("nothing was changed")
    return agreed


def _shown(session: Session, stored: Stored, raw: bytes) -> list[str]:
    """The record's line, and below it the lines of its file that go and that come."""
    from reflectcli.render.records import record_line

    year, width = session.world.now.year, session.world.width
    before, after = (_lines(each) for each in (stored.raw, raw))
    said = [record_line(stored.record, session.config, year, width)]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for deed, low, high, start, end in matcher.get_opcodes():
        if deed != "equal":
            said += [f"  - {clean(line)}" for line in before[low:high]]
            said += [f"  + {clean(line)}" for line in after[start:end]]
    return said


def _lines(raw: bytes) -> list[str]:
    return raw.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
