"""`reflect mentor list` and `show`: packs sent, replies had, and what became of the actions."""

from typing import TYPE_CHECKING, Annotated

import typer

from reflectcli.cli.options import Journal, Json
from reflectcli.cli.session import Session, open_session
from reflectcli.errors import ExitCode, Problem, ReflectError

if TYPE_CHECKING:
    from reflectcli.analysis.talks import Talk


def list_packs(ctx: typer.Context, as_json: Json = False, journal: Journal = None) -> None:
    """Show the packs that you sent: who answered, and how many agreed actions are open.

    Examples:
      reflect mentor list

      reflect mentor list --json
    """
    session = open_session(ctx, journal)
    session.require_existing()
    problems: list[Problem] = []
    found = _talks(session, problems)
    if as_json:
        from reflectcli.analysis.talks import talk_data
        from reflectcli.render.json import render_json

        packs = [talk_data(talk, whole=False) for talk in found]
        session.out(render_json({"packs": packs}, problems))
        return
    if not found:
        session.say("no pack was sent yet: reflect mentor export")
    else:
        from reflectcli.cli.show import show_lines
        from reflectcli.render.talks import talk_list

        show_lines(session.world, talk_list(found, session.world.width))
    session.mention(problems)


def show_pack(
    ctx: typer.Context,
    pack: Annotated[
        str, typer.Argument(metavar="[PACK]", help="A pack's name, its beginning, or last.")
    ] = "last",
    as_json: Json = False,
    journal: Journal = None,
) -> None:
    """Show one pack's replies whole, and how the agreed actions stand.

    Examples:
      reflect mentor show

      reflect mentor show last --json
    """
    session = open_session(ctx, journal)
    session.require_existing()
    problems: list[Problem] = []
    talk = _one(_talks(session, problems), pack)
    if as_json:
        from reflectcli.analysis.talks import talk_data
        from reflectcli.render.json import render_json

        session.out(render_json({"pack": talk_data(talk, whole=True)}, problems))
        return
    from reflectcli.cli.show import show_lines
    from reflectcli.render.talks import talk_page

    show_lines(session.world, talk_page(talk, session.world.width))
    session.mention(problems)


def _talks(session: Session, problems: list[Problem]) -> "list[Talk]":
    from reflectcli.analysis.talks import talks
    from reflectcli.domain.records import Goal
    from reflectcli.storage.packs import load_packs
    from reflectcli.storage.replies import load_replies

    repository = session.repository
    root, seal = repository.root, repository.seal
    packs = load_packs(root, problems, seal)
    replies = [(each.day, each.reply) for each in load_replies(root, problems, seal)]
    return talks(packs, replies, repository.load(kinds=["goal"]).of(Goal))


def _one(found: "list[Talk]", name: str) -> "Talk":
    if not found:
        raise ReflectError(
            "no pack was sent yet", hint="reflect mentor export", code=ExitCode.NOT_FOUND
        )
    if name == "last":
        return found[0]
    meant = [talk for talk in found if talk.pack.name.startswith(name.lower())]
    if len(meant) == 1:
        return meant[0]
    reason = f"{len(meant)} packs begin with {name!r}" if meant else f"no pack is called {name!r}"
    raise ReflectError(reason, hint="reflect mentor list names them", code=ExitCode.NOT_FOUND)
