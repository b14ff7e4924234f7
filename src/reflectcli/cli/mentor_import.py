"""`reflect mentor import`: what a mentor sent back, shown first, then added to the journal."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reflectcli.cli.options import Journal
from reflectcli.cli.session import Session, open_session
from reflectcli.errors import ExitCode, Problem, ReflectError
from reflectcli.frozen import dataclass
from reflectcli.render.text import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reflectcli.analysis.reply_plan import Known, Plan
    from reflectcli.domain.packs import Pack
    from reflectcli.domain.reply import Reply
    from reflectcli.storage.stored import Stored
    from reflectcli.storage.validate import BadTextError

_TOLD = 20


@dataclass(slots=True)
class _Coming:
    """A reply that was read, the pack that it answers, and the pack's bytes where they are new.

    `earlier` are the replies to it that were imported before.
    """

    file: str
    raw: bytes
    reply: Reply
    pack: Pack
    new_pack: bytes | None
    earlier: Sequence[Reply]


def import_reply(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The reply, as it came back.")],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    pack: Annotated[
        Path | None,
        typer.Option("--pack", metavar="FILE", help="The pack's page, if exported elsewhere."),
    ] = None,
    journal: Journal = None,
) -> None:
    """Add what your mentor sent back: ratings, comments, answers, agreed actions.

    It shows what comes, and asks. The same reply again adds nothing; a later one to the same
    pack adds only what is new in it. `reflect undo` takes it all back.

    Examples:
      reflect mentor import reply-ana-2026-11-22.toml --yes

      reflect mentor import reply-ana-2026-11-22.toml --yes --pack reflect-ana-2026-11-22.html
    """
    session = open_session(ctx, journal)
    session.require_existing()
    coming = _read(session, file, pack)
    plan = _plan(session, coming)
    kept = _kept(session, coming, plan)
    if not plan.records and not plan.steps and not kept:
        session.out(f"nothing new: {coming.reply.by}'s reply was imported before")
        return
    _show(session, coming, plan)
    _carry_out(session, coming, plan, kept, yes=yes)


def _read(session: Session, file: Path, pack_file: Path | None) -> _Coming:
    """The reply and its pack, checked against each other."""
    from reflectcli.storage.pack_file import read_bounded
    from reflectcli.storage.replies import MAX_BYTES, check_days, read_reply, without_cards
    from reflectcli.storage.validate import BadTextError

    raw = read_bounded(file, MAX_BYTES)
    try:
        safe = without_cards(read_reply(raw, str(file)), raw, str(file))
        reply = read_reply(safe, str(file))
        pack, new = _pack(session, reply, pack_file)
        check_days(reply, raw, str(file), pack.day, session.world.now.date())
    except BadTextError as error:
        raise _all_said(session, error) from None
    if safe != raw:
        session.say("a card number stands in it; only its last four digits are taken in")
    return _Coming(str(file), safe, reply, pack, new, _earlier(session, pack))


def _all_said(session: Session, error: BadTextError) -> ReflectError:
    """The last of the problems as the error, after all others were said."""
    from reflectcli.render.problems import render_problem

    problems = error.problems[:_TOLD]
    for each in problems[:-1]:
        session.say(render_problem(each) + "\n")
    if (more := len(error.problems) - _TOLD) > 0:
        session.say(f"and {more} more\n")
    return ReflectError.of(problems[-1])


def _pack(session: Session, reply: Reply, file: Path | None) -> tuple[Pack, bytes | None]:
    """The pack that a reply answers: one that was sent, or the one in a file."""
    from reflectcli.storage.packs import load_packs

    sent = {
        each.name: each for each in load_packs(session.repository.root, [], session.repository.seal)
    }
    if reply.pack in sent:
        return sent[reply.pack], None
    if file is None:
        whose = f" of {one_line(reply.agent)}" if reply.agent.strip() else ""
        raise ReflectError(
            f"this reply answers the pack {reply.pack}{whose}, which this journal has not sent",
            hint="if you exported it on another machine: --pack FILE.html, the page that you sent",
            code=ExitCode.NOT_FOUND,
        )
    return _pack_of_file(session, reply, file)


def _pack_of_file(session: Session, reply: Reply, file: Path) -> tuple[Pack, bytes]:
    from reflectcli.storage.pack_file import pack_bytes
    from reflectcli.storage.packs import as_pack

    raw = pack_bytes(file)
    pack = as_pack(raw, str(file))
    if pack.name != reply.pack:
        raise ReflectError(
            f"{file} is the pack {pack.name}; the reply answers {reply.pack}",
            hint="take the page that this reply was written in",
        )
    own = session.config.agent.name or ""
    if own and pack.agent and own.casefold() != pack.agent.casefold():
        raise ReflectError(
            f"this pack is {one_line(pack.agent)}'s, and this journal {one_line(own)}'s",
            hint="open the right journal with --journal; or change agent.name in journal.toml",
        )
    return pack, raw


def _plan(session: Session, coming: _Coming) -> Plan:
    from reflectcli.analysis.reply_plan import plan_reply

    now = session.world.now
    shift = min(coming.reply.date or session.today, now.date())
    return plan_reply(coming.reply, coming.pack, _known(session, coming), now, shift)


def _known(session: Session, coming: _Coming) -> Known:
    """What the journal holds already, as far as a reply may meet it."""
    from reflectcli.analysis.reply_plan import Known
    from reflectcli.domain.records import Goal
    from reflectcli.storage.importing.ids import record_id

    repository = session.repository
    goals = repository.load(kinds=["goal"]).of(Goal)
    return Known(
        ids=frozenset(entry.id for entry in repository.names()),
        deleted=frozenset(repository.deleted_ids()),
        goals={goal.id: goal for goal in goals if goal.closed is None},
        skills=frozenset(session.config.rubric.skills),
        replies=coming.earlier,
        make_id=lambda kind, words: record_id(kind, "mentor", words),
    )


def _earlier(session: Session, pack: Pack) -> Sequence[Reply]:
    from reflectcli.storage.replies import load_replies

    problems: list[Problem] = []
    replies = load_replies(session.repository.root, problems, session.repository.seal)
    session.mention(problems)
    return [each.reply for each in replies if each.reply.pack == pack.name]


def _show(session: Session, coming: _Coming, plan: Plan) -> None:
    """Say on stderr what would come, what is missing, and what is suspicious."""
    from reflectcli.analysis.reply_items import missing
    from reflectcli.render.reply_preview import preview_lines

    reply, pack = coming.reply, coming.pack
    lacking = missing(reply, pack.shown())
    columns = session.world.width
    for line in preview_lines(reply, pack, plan, lacking, columns):
        session.say(line)
    if reply.hash != pack.hash:
        session.say(
            "warning: the page that was answered is not the pack as you sent it: its data were"
            " altered.\n         Compare with your mentor what they read before you take this in."
        )


def _carry_out(
    session: Session, coming: _Coming, plan: Plan, kept: list[tuple[str, bytes]], *, yes: bool
) -> None:
    from reflectcli.render.reply_preview import outcome
    from reflectcli.storage.joint import add_and_change

    if not yes and not session.world.asks:
        raise ReflectError("importing a reply needs your yes", hint="look at it above, then: --yes")
    if not yes and not _agreed(session):
        session.say("nothing was imported")
        return
    session.require_journal()
    changed = add_and_change(session.repository, plan.records, _changes(session, plan), kept)
    session.out(
        f"imported {coming.reply.by}'s reply to {coming.pack.name} · {outcome(plan)}"
        " · reflect mentor show"
    )
    session.remark(*plan.records, *(each.record for each in changed))


def _changes(session: Session, plan: Plan) -> list[tuple[Stored, bytes]]:
    """The goals that get steps, each with its new text."""
    from reflectcli.domain.data import to_data
    from reflectcli.storage.edits import Append, edit

    found = []
    for goal, steps in plan.steps.items():
        stored = session.repository.get(goal)
        added = [Append("steps", to_data(step)) for step in steps]
        found.append((stored, edit(stored.raw, stored.file.path, *added)))
    return found


def _kept(session: Session, coming: _Coming, plan: Plan) -> list[tuple[str, bytes]]:
    """The files that are kept beside: the reply, and its pack if that is not here yet.

    A reply that brings nothing is kept too, unless one of the same mentor is.
    """
    from reflectcli.storage.packs import pack_path
    from reflectcli.storage.replies import reply_path

    shift = min(coming.reply.date or session.today, session.world.now.date())
    path = reply_path(coming.raw, coming.pack.name, shift)
    again = coming.reply in coming.earlier
    empty = not plan.planned and any(each.by == coming.reply.by for each in coming.earlier)
    kept = [] if again or empty else [(path, coming.raw)]
    if coming.new_pack is not None:
        kept.append((pack_path(coming.new_pack, coming.pack.day), coming.new_pack))
    return kept


def _agreed(session: Session) -> bool:
    print("Import it? [y/N] ", end="", file=session.world.stderr, flush=True)
    return session.world.stdin.readline().strip().lower() in ("y", "yes")
