"""A question put line by line on the terminal; without one there is none to put."""

from reflectcli.cli.session import Session


def ask(session: Session, question: str) -> str | None:
    """The answer, without the spaces around it; None when there is none or nobody to ask."""
    if not session.world.asks:
        return None
    session.world.stderr.write(f"{question} ")
    session.world.stderr.flush()
    line = session.world.stdin.readline()
    if not line:
        session.say("")
    return line.strip() or None


def agree(session: Session, question: str) -> bool:
    """Tell whether the user says yes, which Enter alone means too; no one to ask means no."""
    if not session.world.asks:
        return False
    session.world.stderr.write(f"{question} [Y/n] ")
    session.world.stderr.flush()
    line = session.world.stdin.readline()
    return bool(line) and line.strip().lower() in ("", "y", "yes")
