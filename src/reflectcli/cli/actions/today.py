"""What `reflect` alone does: today, in less than a screenful."""

from datetime import timedelta

from reflectcli.cli.session import Session

LOOK_BACK = timedelta(days=182)


def today(session: Session, *, json: bool = False) -> None:
    """Show what is due, today's notes, the streak and the one focus."""
    from reflectcli.analysis.desk import build_desk
    from reflectcli.cli.show import show_lines
    from reflectcli.render.desk import desk_lines

    session.require_existing()
    day = session.today
    logbook = session.repository.load(day - LOOK_BACK, day)
    desk = build_desk(logbook, session.config, day)
    if json:
        from reflectcli.render.json_report import json_desk

        session.out(json_desk(desk))
        return
    show_lines(session.world, desk_lines(desk, session.world.width))
