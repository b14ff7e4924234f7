"""`reflect tags`: which there are, and a tag renamed or merged in every record."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from reflectcli.cli.options import DryRun, Journal, Json, Yes
from reflectcli.cli.session import Session, open_session
from reflectcli.domain.records import Record
from reflectcli.errors import ExitCode, ReflectError, nearest
from reflectcli.frozen import dataclass, field

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reflectcli.storage.changes import Change

app = typer.Typer(add_completion=False)
APPS = {"tags": app}


@dataclass
class Used:
    """A tag as it is used: in which spellings, and in which records."""

    spellings: Counter[str] = field(default_factory=Counter)
    records: list[Record] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The spelling that is used most."""
        return min(self.spellings, key=lambda each: (-self.spellings[each], each))


@app.callback(invoke_without_command=True)
def tags(ctx: typer.Context, json: Json = False, journal: Journal = None) -> None:
    """The tags of the journal, and how often each is used; rename and merge change them.

    Examples:
      reflect tags

      reflect tags rename refund refunds --dry-run
    """
    if ctx.invoked_subcommand is None:
        _list(open_session(ctx, journal), json)


@app.command("list")
def list_tags(ctx: typer.Context, json: Json = False, journal: Journal = None) -> None:
    """Every tag, the most used first, with the day of its last use.

    Capital letters do not matter: Refund and refund are one tag.

    Examples:
      reflect tags list

      reflect tags list --json
    """
    _list(open_session(ctx, journal), json)


@app.command()
def rename(
    ctx: typer.Context,
    old: Annotated[str, typer.Argument(metavar="TAG", help="The tag as it is now.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="What it is to be.")],
    yes: Yes = False,
    dry_run: DryRun = False,
    journal: Journal = None,
) -> None:
    """Give a tag another name in every record; one `reflect undo` takes all of it back.

    Examples:
      reflect tags rename refund refunds --dry-run

      reflect tags rename refund "refund twice" --yes
    """
    session = open_session(ctx, journal)
    name = _new_name(new)
    known = _known(session)
    if name.casefold() != _key(old) and name.casefold() in known and _key(old) in known:
        from reflectcli.cli.proposal import counted

        there = counted(len(known[name.casefold()].records))
        raise ReflectError(
            f"there is a tag {name!r} already, in {there}",
            hint="to make one of the two: reflect tags merge",
        )
    _change(session, known, [old], name, "rename", yes=yes, dry_run=dry_run)


@app.command()
def merge(
    ctx: typer.Context,
    names: Annotated[
        list[str], typer.Argument(metavar="TAG…", help="The tags, and last what they become.")
    ],
    yes: Yes = False,
    dry_run: DryRun = False,
    journal: Journal = None,
) -> None:
    """Make one tag of several in every record; one `reflect undo` takes all of it back.

    Examples:
      reflect tags merge refund refunds --dry-run

      reflect tags merge refund money --yes
    """
    session = open_session(ctx, journal)
    if len(names) < 2:
        raise ReflectError("a merge needs two tags or more", hint="reflect tags merge TAG… INTO")
    name = _new_name(names[-1])
    old = [each for each in names[:-1] if _key(each) != name.casefold()]
    if not old:
        raise ReflectError(f"there is nothing to merge into {name!r} but itself")
    _change(session, _known(session), old, name, "merge", yes=yes, dry_run=dry_run)


def _known(session: Session) -> dict[str, Used]:
    """The tags by their names without capital letters; says which files were left out."""
    session.require_existing()
    logbook = session.repository.load()
    session.mention(logbook.problems)
    return used_tags(logbook)


def used_tags(records: Iterable[Record]) -> dict[str, Used]:
    """The tags that records have, by their names without capital letters."""
    known: dict[str, Used] = {}
    for record in records:
        for tag in record.tags:
            used = known.setdefault(tag.casefold(), Used())
            used.spellings[tag] += 1
            if not used.records or used.records[-1] is not record:
                used.records.append(record)
    return known


def _list(session: Session, json: bool) -> None:
    session.require_existing()
    logbook = session.repository.load()
    found = sorted(
        used_tags(logbook).values(), key=lambda used: (-len(used.records), used.name.casefold())
    )
    if json:
        from reflectcli.render.json import render_json

        rows = [
            {"tag": used.name, "records": len(used.records), "last": _last(used).isoformat()}
            for used in found
        ]
        session.out(render_json({"tags": rows}, logbook.problems))
    elif not found:
        session.say("no tags")
    else:
        from reflectcli.cli.listing import columns
        from reflectcli.render.records import day_words

        rows_of = [
            (str(len(u.records)), f"#{u.name}", f"last {day_words(_last(u))}") for u in found
        ]
        session.out("\n".join(columns(rows_of, session.world.width, right=[0])))
    session.mention(logbook.problems)


def _last(used: Used) -> "date":
    return max(record.shift for record in used.records)


def _change(
    session: Session,
    known: dict[str, Used],
    old: list[str],
    new: str,
    deed: str,
    *,
    yes: bool,
    dry_run: bool,
) -> None:
    """Put the new tag in the place of the old ones, in every record, all or none."""
    from reflectcli.cli.proposal import counted, settle
    from reflectcli.render.text import one_line
    from reflectcli.storage.edits import edit

    session.repository.file.require_writable()
    keys = {_key(each) for each in old}
    for each in old:
        _require(each, known)
    records = {record.id: record for key in keys for record in known[key].records}
    proposal = []
    for record in sorted(records.values(), key=lambda each: (each.shift, each.at), reverse=True):
        stored = session.repository.stored(record)
        changes = retagged(stored.record.tags, keys, new)
        raw = edit(stored.raw, stored.file.path, *changes)
        if raw != stored.raw:
            proposal.append((stored, raw))
    named = one_line(" ".join(f"#{_bare(each)}" for each in old))
    what = f"{deed} {named} {'into' if deed == 'merge' else 'to'} #{one_line(new)}"
    if not proposal:
        session.out(f"nothing to change: {named} is written so already")
    elif settle(session, what, proposal, yes=yes, dry_run=dry_run):
        session.repository.rewrite_all(proposal)
        session.out(f"{deed}d{what[len(deed) :]} in {counted(len(proposal))} · undo takes it back")


def retagged(tags: "Sequence[str]", old: set[str], new: str) -> "list[Change]":
    """The changes that put a tag in the place of others; of several only the first stays."""
    from reflectcli.storage.changes import Put, Remove

    places = [at for at, tag in enumerate(tags) if tag.casefold() in old | {new.casefold()}]
    if not any(tags[at].casefold() in old for at in places):
        return []
    first, *others = places
    put: list[Change] = [Put(("tags", first), new)] if tags[first] != new else []
    return [*put, *(Remove(("tags", at)) for at in reversed(others))]


def _require(tag: str, known: dict[str, Used]) -> None:
    if _key(tag) in known:
        return
    near = nearest(_key(tag), list(known))
    raise ReflectError(
        f"no record has the tag {_bare(tag)!r}",
        hint=f"did you mean {known[near].name}?" if near else "reflect tags shows which there are",
        code=ExitCode.NOT_FOUND,
    )


def _bare(tag: str) -> str:
    return tag.strip().removeprefix("#")


def _key(tag: str) -> str:
    return _bare(tag).casefold()


def _new_name(text: str) -> str:
    """A tag's new name.

    Raises:
        ReflectError: no tag can be called so.
    """
    name = _bare(text)
    if not name or "," in name or not name.isprintable():
        raise ReflectError(
            f"a tag cannot be {text!r}", hint="a word or a few, without commas and line ends"
        )
    return name
