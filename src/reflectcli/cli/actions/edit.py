"""What `reflect edit` does."""

from __future__ import annotations

from reflectcli.cli.session import Session
from reflectcli.errors import ExitCode, ReflectError


def edit(
    session: Session,
    *,
    reference: str | None = None,
    assignments: list[str] | None = None,
    where: list[str] | None = None,
    yes: bool = False,
    dry_run: bool = False,
    allow: bool = False,
) -> None:
    """Change one record in the editor or field by field, or all that are like this."""
    session.allow = allow
    session.require_existing()
    session.repository.file.require_writable()
    if where:
        _set_in_many(session, reference, where, assignments, yes, dry_run)
    elif reference is None:
        raise ReflectError("which record?", hint="reflect edit ID, or last; --where for several")
    elif dry_run:
        raise ReflectError("--dry-run goes with --where")
    elif assignments:
        session.out(_set(session, reference, assignments))
    else:
        from reflectcli.cli.edit_text import edit_in_editor

        session.out(edit_in_editor(session, reference))


def _set_in_many(
    session: Session,
    reference: str | None,
    where: list[str],
    assignments: list[str] | None,
    yes: bool,
    dry_run: bool,
) -> None:
    from reflectcli.cli.edit_many import edit_many

    if reference or not assignments:
        raise ReflectError(
            "--where needs --set, and no ID", hint="--where tag=refund --set channel=phone"
        )
    edit_many(session, where, assignments, yes=yes, dry_run=dry_run)


def _set(session: Session, reference: str, assignments: list[str]) -> str:
    from reflectcli.cli.assignments import read_assignment
    from reflectcli.storage import edits
    from reflectcli.storage.validate import parse_record

    stored = session.repository.get(reference)
    changes = [read_assignment(session, stored.record, text) for text in assignments]
    raw = edits.edit(stored.raw, stored.file.path, *changes)
    if raw == stored.raw:
        return f"nothing changed in {stored.file.id}"
    try:
        saved = session.repository.rewrite(stored, raw)
    except ReflectError as error:
        if error.code != ExitCode.BAD_DATA:
            raise
        # The line that the error shows is not in the file: nothing was written.
        raise ReflectError(str(error), hint="nothing was changed") from None
    session.remark(parse_record(raw.decode("utf-8-sig"), stored.file.path, session.config))
    names = ", ".join(dict.fromkeys(text.partition("=")[0].strip() for text in assignments))
    return f"saved {saved.file.id} · {names} of {saved.file.kind} {saved.file.shift}"
