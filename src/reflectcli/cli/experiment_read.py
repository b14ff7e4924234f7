"""`reflect experiment list` and `show`: what is being tried, and what came of it."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from reflectcli.cli.options import Journal, Json
from reflectcli.cli.session import Session, open_session
from reflectcli.cli.words import with_article
from reflectcli.domain.logbook import Logbook
from reflectcli.domain.records import Experiment
from reflectcli.errors import ReflectError

if TYPE_CHECKING:
    from reflectcli.analysis.trial_findings import ExperimentFinding
    from reflectcli.storage.stored import Stored

ExperimentId = Annotated[
    str, typer.Argument(metavar="REF", help="The experiment's ID, its beginning, or last.")
]


def find_experiment(session: Session, reference: str) -> tuple["Stored", Experiment]:
    """The experiment that an ID, a unique prefix of one, or `last` names, as it is stored.

    `last` is the newest that is not finished.

    Raises:
        ReflectError: there is none (4), or it is no experiment (2).
    """
    session.require_existing()
    repository = session.repository
    if reference == "last":
        every = repository.load(kinds=["experiment"]).of(Experiment)
        still_open = [each for each in every if each.finished is None]
        reference = (still_open or every)[-1].id if every else reference
    stored = repository.get(reference)
    if isinstance(stored.record, Experiment):
        return stored, stored.record
    kind = with_article(stored.record.kind)
    raise ReflectError(
        f"{stored.record.id} is {kind}, not an experiment",
        hint="reflect experiment list shows experiments",
    )


def found(session: Session, experiment: Experiment, logbook: Logbook) -> "ExperimentFinding":
    """How an experiment stands today."""
    from reflectcli.analysis.experiments import experiment_finding

    return experiment_finding(experiment, logbook, session.config, session.today)


def logbook_of(session: Session, *experiments: Experiment) -> Logbook:
    """The records that the experiments are judged by."""
    from reflectcli.analysis.experiments import first_day

    since = min(first_day(each) for each in experiments)
    return session.repository.load(since, session.today)


def list_experiments(
    ctx: typer.Context,
    everything: Annotated[bool, typer.Option("--all", "-a", help="Finished ones, too.")] = False,
    as_json: Json = False,
    journal: Journal = None,
) -> None:
    """Show your experiments: what is expected, and how far each is.

    Examples:
      reflect experiment list

      reflect experiment list --all --json
    """
    session = open_session(ctx, journal)
    session.require_existing()
    logbook = session.repository.load(kinds=["experiment"])
    every = logbook.of(Experiment)
    chosen = [each for each in every if everything or each.finished is None]
    chosen.sort(key=lambda each: (each.finished or date.min, each.until, each.id))
    whole = logbook_of(session, *chosen) if chosen else logbook
    findings = [found(session, each, whole) for each in chosen]
    if as_json:
        from reflectcli.analysis.shapes import experiment_shape
        from reflectcli.render.json import render_json

        rows = [experiment_shape(each) for each in findings]
        session.out(render_json({"experiments": rows}, whole.problems))
        return
    _show_list(session, findings, len(every) - len(chosen))
    session.mention(whole.problems)


def _show_list(session: Session, findings: list["ExperimentFinding"], finished: int) -> None:
    from reflectcli.cli.show import show_lines
    from reflectcli.render.experiments import experiment_list

    if findings:
        show_lines(session.world, experiment_list(findings, session.world.width))
    elif not finished:
        session.say("no experiments yet: reflect experiment start")
    if finished:
        session.out(f"{finished} finished: reflect experiment list --all")


def show(
    ctx: typer.Context, reference: ExperimentId, as_json: Json = False, journal: Journal = None
) -> None:
    """Show one experiment: what was fixed, how far it is, what came of it.

    While it runs nothing is tested, so that it is not stopped on a lucky day.

    Examples:
      reflect experiment show e6xp01

      reflect experiment show e6xp01 --json
    """
    session = open_session(ctx, journal)
    _, experiment = find_experiment(session, reference)
    logbook = logbook_of(session, experiment)
    finding = found(session, experiment, logbook)
    if as_json:
        from reflectcli.analysis.shapes import experiment_shape
        from reflectcli.render.json import render_json

        session.out(render_json({"experiment": experiment_shape(finding)}, logbook.problems))
        return
    from reflectcli.cli.show import show_lines
    from reflectcli.render.experiments import experiment_page

    show_lines(session.world, experiment_page(finding, session.today, session.world.width))
    session.mention(logbook.problems)
