"""What `reflect` alone does: today, in less than a screenful."""

from datetime import timedelta

from reflectcli.cli.session import Session

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from reflectcli.analysis.on_this_day import Memory
    from reflectcli.domain.logbook import Logbook

LOOK_BACK = timedelta(days=182)


def today(session: Session, *, json: bool = False) -> None:
    """Show what is due, today's notes, the streak, the one focus and a good moment of the past."""
    from reflectcli.analysis.desk import build_desk
    from reflectcli.cli.show import show_lines
    from reflectcli.render.desk import desk_lines

    session.require_existing()
    day = session.today
    logbook = session.repository.load(day - LOOK_BACK, day)
    desk = build_desk(logbook, session.config, day, _memory(session, logbook, day))
    if json:
        from reflectcli.render.json_report import json_desk

        session.out(json_desk(desk))
        return
    show_lines(session.world, desk_lines(desk, session.world.width))


def _memory(session: Session, logbook: "Logbook", today: "date") -> "Memory | None":
    """What went well on this day in the past: one day's files are read, not the journal's."""
    from reflectcli.analysis.on_this_day import KINDS, days_back, memory_of

    for day, ago in days_back(today):
        known = day >= today - LOOK_BACK
        found = logbook if known else session.repository.load(day, day, kinds=KINDS)
        if (memory := memory_of(found, day, ago)) is not None:
            return memory
    return None
