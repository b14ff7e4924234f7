"""`reflect kpi define`: a KPI's name, unit, way, target and lever, written into journal.toml."""

import re
from typing import Annotated, Any

import typer

from reflectcli.cli.ask import ask
from reflectcli.cli.options import Journal
from reflectcli.cli.session import Session, open_session
from reflectcli.domain.check import faults
from reflectcli.domain.fields import Control, choices
from reflectcli.domain.kpis import Aggregate, Direction, Kpi, Unit
from reflectcli.domain.plain import is_name
from reflectcli.domain.values import parse_figure
from reflectcli.errors import ReflectError
from reflectcli.frozen import replace


def define(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Its ID: csat, first_reply.")],
    shown: Annotated[
        str | None, typer.Option("--name", metavar="TEXT", help="As reports call it.")
    ] = None,
    unit: Annotated[Unit | None, typer.Option("--unit", help="What its figure is in.")] = None,
    direction: Annotated[
        Direction | None, typer.Option("--direction", help="Which way is good.")
    ] = None,
    aggregate: Annotated[
        Aggregate | None, typer.Option("--aggregate", help="How readings add up.")
    ] = None,
    control: Annotated[Control | None, typer.Option("--control", help="Whose lever it is.")] = None,
    formula: Annotated[
        str | None, typer.Option("--formula", metavar="TEXT", help="How it is counted, in words.")
    ] = None,
    target: Annotated[
        str | None,
        typer.Option("--target", metavar="VALUE", help="85%, 5m, a band as 4m..6m, or none."),
    ] = None,
    active: Annotated[
        bool | None, typer.Option("--active/--inactive", help="Still shown, or not any more.")
    ] = None,
    journal: Journal = None,
) -> None:
    """Set a KPI's target or definition, or make a KPI of your own.

    Examples:
      reflect kpi define csat --target 85%

      reflect kpi define callbacks --unit count --direction down --formula "calls promised"
    """
    given: dict[str, Any] = {
        "name": shown, "unit": unit, "direction": direction, "aggregate": aggregate,
        "control": control, "formula": formula, "active": active,
    }  # fmt: skip
    session = open_session(ctx, journal)
    session.require_journal()
    changes = {key: value for key, value in given.items() if value is not None}
    session.out(_define(session, _right(name), changes, target))


def _define(session: Session, name: str, changes: dict[str, Any], target: str | None) -> str:
    """Change or make the KPI; returns the line that says so."""
    old = session.config.kpis.get(name)
    if old is not None and not changes and target is None:
        raise ReflectError(f"nothing to change in {name}", hint="such as --target 85%")
    base = old or _new(session, name, changes)
    kpi = replace(base, **changes)
    _require_unit(kpi, base, name)
    kpi = with_target(kpi, target, name, turned=kpi.direction != base.direction)
    _check(kpi, name)
    values = _difference(old, kpi)
    if values:
        _write(session, name, values)
    return f"{f'saved {name}' if values else 'nothing changed'} · {_summary(kpi)}"


def _right(name: str) -> str:
    if not is_name(name):
        near = re.sub(r"\W+", "_", name.strip().lower()).strip("_")
        meant = f"; {near} would do" if is_name(near) else ""
        raise ReflectError(
            f"{name!r} cannot name a KPI", hint=f"lower case letters, digits and _{meant}"
        )
    return name


def _new(session: Session, name: str, given: dict[str, Any]) -> Kpi:
    """A new KPI with what its unit suggests; what must be said is asked for."""
    for key, question in (
        ("unit", f"unit of {name}, {' or '.join(choices(Unit))}?"),
        ("formula", "how is it counted, in words?"),
    ):
        given[key] = given.get(key) or ask(session, question)
        if given[key] is None:
            raise ReflectError(
                f"{name} is a new KPI and needs --{key}",
                hint=f'reflect kpi define {name} --unit percent --formula "solved / handled"',
            )
    unit = given["unit"]
    if unit not in choices(Unit):
        raise ReflectError(f"unit must be one of {', '.join(choices(Unit))}, not {unit!r}")
    way: Direction = "down" if unit == "seconds" else "up"
    sums: dict[str, Aggregate] = {"percent": "proportion", "seconds": "median", "count": "sum"}
    return Kpi(
        name=name.replace("_", " "), unit=unit, formula=given["formula"], direction=way,
        aggregate=sums.get(unit, "mean"), low=None if unit == "points" else 0,
        high=100 if unit == "percent" else None,
    )  # fmt: skip


def _require_unit(kpi: Kpi, base: Kpi, name: str) -> None:
    if kpi.unit != base.unit:
        raise ReflectError(
            f"{name} is in {base.unit}, and its readings with it",
            hint=f"make a KPI of another name: reflect kpi define {name}_2 --unit {kpi.unit}",
        )


def with_target(kpi: Kpi, text: str | None, name: str, *, turned: bool = False) -> Kpi:
    """The KPI with a target as people write it: 85%, 5m, a band as 4m..6m, or none.

    Raises:
        ReflectError: it is no target for this KPI.
    """
    low, dots, high = (text or "").partition("..")
    if text is None:
        if kpi.target is not None and turned:
            raise ReflectError(
                f"{name} has a target for the other way",
                hint="give it anew: --target VALUE, or --target none",
            )
        return kpi
    if text.strip().lower() in ("", "none"):
        return replace(kpi, target=None, target_high=None)
    if bool(dots) != (kpi.direction == "band"):
        hint = "a band as --target 4m..6m" if not dots else "--direction band, or one value"
        raise ReflectError(f"{name} is good {_way(kpi)}, so {text} is no target", hint=hint)
    ends = [parse_figure(end, kpi, f"target of {name}").value for end in (low, high) if end]
    if None in ends or (dots and len(ends) != 2):
        raise ReflectError(f"target of {name} cannot be {text!r}", hint="85%, 5m or 4m..6m")
    if dots and not float(ends[0] or 0) < float(ends[1] or 0):
        raise ReflectError(f"a band goes from its lower end to its upper end, not {text}")
    return replace(kpi, target=ends[0], target_high=ends[1] if dots else None)


def _way(kpi: Kpi) -> str:
    return {"up": "upwards", "down": "downwards", "band": "within a band"}[kpi.direction]


def _check(kpi: Kpi, name: str) -> None:
    from reflectcli.storage.codec import describe

    for path, reason, value in faults(kpi)[:1]:
        raise ReflectError(describe("kpi", (name, *path), reason, value))


def _difference(old: Kpi | None, kpi: Kpi) -> dict[str, Any]:
    """What to write: all of a new KPI, of a known one what is different; None to remove."""
    from dataclasses import fields

    names = [each.name for each in fields(Kpi)]
    new = {name: getattr(kpi, name) for name in names}
    if old is not None:
        return {name: value for name, value in new.items() if value != getattr(old, name)}
    return {name: v for name, v in new.items() if v is not None and (name, v) != ("active", True)}


def _write(session: Session, name: str, values: dict[str, Any]) -> None:
    from reflectcli.storage.edits import Change, Put, Remove, edit
    from reflectcli.storage.layout import JOURNAL_FILE

    changes: list[Change] = [
        Remove(("kpis", name, key)) if value is None else Put(("kpis", name, key), value)
        for key, value in values.items()
    ]
    repository = session.repository
    from reflectcli.storage.configuring import configure

    configure(repository, edit(repository.file.raw or b"", JOURNAL_FILE, *changes))


def _summary(kpi: Kpi) -> str:
    from reflectcli.render.kpi_list import ARROWS, target_text
    from reflectcli.render.text import one_line

    target = f"target {target_text(kpi)}" if kpi.target is not None else "no target"
    off = "" if kpi.active else " · inactive"
    return f"{one_line(kpi.name)} {ARROWS[kpi.direction]} · {target} · {kpi.control}{off}"
