"""How the commands that may ask say what they saved, or that they did not."""

from reflectcli.cli.session import Session
from reflectcli.cli.words import moment_words, saved_line
from reflectcli.domain.records import Record


def tell_saved(session: Session, record: Record | None) -> None:
    """Say `saved k3f9q2 · success Sun 22 Nov 16:40`, or that nothing was saved."""
    if record is None:
        session.say("nothing saved")
    else:
        session.out(saved_line(record, f"{record.kind} {moment_words(record.at)}"))
