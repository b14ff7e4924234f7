"""`reflect kpi list`: every KPI with its definition, target and latest reading."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from reflectcli.cli.options import Journal, Json
from reflectcli.cli.session import Session, open_session
from reflectcli.domain.kpis import Kpi
from reflectcli.domain.records import Reading
from reflectcli.errors import Problem


def list_kpis(
    ctx: typer.Context,
    everything: Annotated[
        bool, typer.Option("--all", "-a", help="Those without reading or target, too.")
    ] = False,
    as_json: Json = False,
    journal: Journal = None,
) -> None:
    """Show KPIs: latest reading, target, whose lever it is, how it is counted.

    Examples:
      reflect kpi list

      reflect kpi list --all --json
    """
    session = open_session(ctx, journal)
    session.require_existing()
    problems: list[Problem] = []
    known = session.config.kpis
    latest = _latest(session, known, problems)
    shown = {
        key: kpi
        for key, kpi in known.items()
        if everything or (kpi.active and (key in latest or kpi.target is not None))
    }
    if as_json:
        from reflectcli.render.json import render_json

        rows = [_row(key, kpi, latest.get(key)) for key, kpi in shown.items()]
        session.out(render_json({"kpis": rows}, problems))
        return
    if shown:
        from reflectcli.render.kpi_list import render_kpis

        session.out(render_kpis(shown, latest, session.today, session.world.width))
    _mention_hidden(session, len(known) - len(shown))
    session.mention(problems)


def _latest(
    session: Session, known: Mapping[str, Kpi], problems: list[Problem]
) -> dict[str, Reading]:
    """The newest reading of each KPI."""
    found: dict[str, Reading] = {}
    for record in session.repository.newest(kinds=["reading"], problems=problems):
        if isinstance(record, Reading):
            found.setdefault(record.kpi, record)
        if len(found) == len(known):
            break
    return found


def _mention_hidden(session: Session, hidden: int) -> None:
    if hidden:
        count = f"{hidden} KPI{'s' if hidden > 1 else ''}"
        session.say(f"{count} without reading or target not shown: reflect kpi list --all")


def _row(key: str, kpi: Kpi, latest: Reading | None) -> dict[str, Any]:
    row: dict[str, Any] = {
        "kpi": key,
        "name": kpi.name,
        "unit": kpi.unit,
        "direction": kpi.direction,
        "aggregate": kpi.aggregate,
        "control": kpi.control,
        "formula": kpi.formula,
        "target": kpi.target,
        "target_high": kpi.target_high,
        "active": kpi.active,
        "latest": None,
    }
    if latest is not None:
        figure = ("numerator", "denominator", "value")
        row["latest"] = {
            "id": latest.id,
            "shift": latest.shift,
            **{name: getattr(latest, name) for name in figure},
        }
    return row
