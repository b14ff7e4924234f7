"""What leaves, before it leaves: what goes out, what stays home, what is replaced by what."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from reflectcli.domain.personal.standins import CONTEXT, Redactor, Replacement
from reflectcli.render.text import cut, one_line, pad, width, wrap

CANNOT = (
    "No pattern finds a name that no Mrs, customer, spoke to … announces, a nickname, or a story by"
    " which somebody can be told. Read it through; names to replace everywhere: [sharing] names in"
    " journal.toml."
)
"""What the finder cannot find, said plainly wherever something leaves."""

_PLURALS = {"success": "successes", "activity": "activities", "feedback": "feedback"}


def preview_lines(data: Mapping[str, Any], redactor: Redactor, columns: int) -> list[str]:
    """The preview of a pack, or of anything with `quotes` and `held_back`, that was redacted."""
    lines = ["What goes out", *_rows(_going_out(data), columns)]
    lines += ["", "What stays home", *(f"  {each}" for each in _staying_home(data, columns))]
    replaced = redactor.replacements
    lines += ["", f"What is replaced: {len(replaced) or 'nothing was found'}"]
    lines += _rows(_replaced(replaced, columns), columns)
    return [*lines, "", *wrap(CANNOT, columns)]


def _going_out(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Each section with how many of what it holds."""
    rows = []
    for section in ("agenda", "findings"):
        counts = {name: _size(value) for name, value in data.get(section, {}).items()}
        if said := _counted(counts, _section):
            rows.append((section, said))
    kinds: dict[str, int] = {}
    for quote in data.get("quotes", {}).values():
        kinds[quote["kind"]] = kinds.get(quote["kind"], 0) + 1
    rows.append(("quotes", _counted(kinds, _kind) or "none"))
    return rows


def _size(value: Any) -> int:
    if isinstance(value, (list, tuple)):
        return len(value)
    return 1 if value else 0


def _counted(counts: Mapping[str, int], said: Callable[[str, int], str]) -> str:
    return " · ".join(f"{count} {said(name, count)}" for name, count in counts.items() if count)


def _section(name: str, count: int) -> str:
    """The name of a list, which is in the plural, as its number wants it."""
    if count == 1 and name != "focus":
        name = name.removesuffix("ies") + "y" if name.endswith("ies") else name.removesuffix("s")
    return name.replace("kpi", "KPI").replace("_", " ")


def _kind(kind: str, count: int) -> str:
    return kind if count == 1 else _PLURALS.get(kind, f"{kind}s")


def _staying_home(data: Mapping[str, Any], columns: int) -> list[str]:
    held = data.get("held_back", {})
    private, fields = held.get("private_records", 0), held.get("kinds_of_field", ())
    said = [f"{private} private record{'s' if private != 1 else ''}"] if private else []
    said += [", ".join(each.replace("_", " ") for each in fields)] if fields else []
    return wrap(" · ".join(said) or "nothing", columns - 2)


def _replaced(replaced: Sequence[Replacement], columns: int) -> list[tuple[str, str]]:
    """Each stand-in once, and each way to write what it replaces, in context and how often."""
    groups: dict[str, dict[str, list[Replacement]]] = {}
    for each in replaced:
        groups.setdefault(each.stand_in, {}).setdefault(each.original, []).append(each)
    rows = []
    for stand_in, originals in groups.items():
        name = stand_in
        for places in originals.values():
            count = f" ({len(places)} times)" if len(places) > 1 else ""
            room = columns - 18 - width(count)
            rows.append((name, cut(_in_context(places[0]), max(20, room)) + count))
            name = ""
    return rows


def _in_context(place: Replacement) -> str:
    before = place.before.rpartition("\n")[2]
    after = place.after.partition("\n")[0]
    more = ["…" if len(each) == CONTEXT else "" for each in (before, after)]
    return one_line(f"{more[0]}{before}»{place.original}«{after}{more[1]}")


def _rows(rows: Sequence[tuple[str, str]], columns: int) -> list[str]:
    """Two columns, the first as wide as its widest cell."""
    first = max((width(name) for name, _ in rows), default=0)
    lines = []
    for name, said in rows:
        head, *more = wrap(said, max(20, columns - first - 4)) or [""]
        lines.append(f"  {pad(name, first)}  {head}".rstrip())
        lines += [f"  {pad('', first)}  {each}" for each in more]
    return lines
