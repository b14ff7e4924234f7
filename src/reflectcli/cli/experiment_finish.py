"""`reflect experiment finish`: the one look at what came of it, and the lesson."""

from typing import TYPE_CHECKING, Annotated

import typer

from reflectcli.cli.ask import ask
from reflectcli.cli.experiment_read import ExperimentId, find_experiment, found, logbook_of
from reflectcli.cli.options import Journal
from reflectcli.cli.session import Session, open_session
from reflectcli.domain.records import Experiment
from reflectcli.errors import ReflectError
from reflectcli.frozen import replace

if TYPE_CHECKING:
    from reflectcli.analysis.trial_findings import ExperimentFinding
    from reflectcli.storage.stored import Stored


def finish(
    ctx: typer.Context,
    reference: ExperimentId,
    lesson: Annotated[
        str | None, typer.Option("--lesson", metavar="TEXT", help="What it taught you.")
    ] = None,
    early: Annotated[
        bool, typer.Option("--early", help="End it before its day, or with too few points.")
    ] = False,
    journal: Journal = None,
) -> None:
    """Judge an experiment by the rule fixed at its start: keep, drop or inconclusive.

    Before its last day or below its smallest n it can only be given up: --early.

    Examples:
      reflect experiment finish e6xp01

      reflect experiment finish e6xp01 --lesson "their own words first, then the answer"
    """
    session = open_session(ctx, journal)
    stored, experiment = find_experiment(session, reference)
    _require_running(session, experiment)
    logbook = logbook_of(session, experiment)
    finding = found(session, replace(experiment, finished=session.today), logbook)
    assert finding.trial is not None
    lacks = _lacks(finding, session, experiment)
    if lacks and not early:
        raise ReflectError(
            f"{experiment.id} cannot be judged yet: {lacks}",
            hint="wait, or give it up with --early; it is then inconclusive",
        )
    verdict = "inconclusive" if lacks else finding.trial.verdict
    if lesson is None:
        lesson = ask(session, "what did it teach you?")
    _keep(session, stored, verdict, lesson)
    _tell(session, replace(finding, verdict=verdict, lesson=lesson))
    session.mention(logbook.problems)


def _require_running(session: Session, experiment: Experiment) -> None:
    if experiment.finished is not None:
        raise ReflectError(
            f"{experiment.id} was finished on {experiment.finished}: {experiment.verdict}",
            hint=f"reflect experiment show {experiment.id}",
        )
    if experiment.start > session.today:
        raise ReflectError(
            f"{experiment.id} has not begun; it starts on {experiment.start}",
            hint=f"reflect delete {experiment.id}",
        )


def _keep(session: Session, stored: "Stored", verdict: str, lesson: str | None) -> None:
    from reflectcli.storage.edits import Put, edit

    puts = [Put(("finished",), session.today), Put(("verdict",), verdict)]
    puts += [Put(("lesson",), lesson)] if lesson else []
    session.repository.rewrite(stored, edit(stored.raw, stored.file.path, *puts))


def _lacks(finding: "ExperimentFinding", session: Session, experiment: Experiment) -> str:
    """Why the rule cannot be used yet; empty when it can."""
    trial = finding.trial
    assert trial is not None
    if session.today < experiment.until:
        return f"it runs until {experiment.until}"
    for count, side in ((trial.n_before, "before"), (trial.n_after, "after")):
        if count < experiment.min_n:
            return f"{count} of {experiment.min_n} points {side} the start"
    return ""


def _tell(session: Session, finding: "ExperimentFinding") -> None:
    from reflectcli.render.experiments import remark, result, standing
    from reflectcli.render.text import wrap

    assert finding.trial is not None
    session.out(f"saved {finding.id} · {standing(finding)}")
    columns = session.world.width - 2
    for text in (result(finding.trial, finding.unit), remark(finding)):
        for piece in wrap(text, columns) if text else ():
            session.out(f"  {piece}")
