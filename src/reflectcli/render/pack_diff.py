"""What a pack holds that the last one did not: findings and quotes, new, gone and changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reflectcli.domain.packs import Pack, Shown
from reflectcli.frozen import dataclass
from reflectcli.render.text import cut, one_line
from reflectcli.render.words import counted, day

TELLING = (
    "verdict", "status", "value", "mean", "current", "progress", "self_mean", "other_mean", "n",
    "shifts", "target", "due", "next_step", "title", "text", "lesson",
)  # fmt: skip
"""The fields whose change is said, the most telling first."""
SHOWN = 10
_FIELDS = 2
_WIDEST = 40


@dataclass(frozen=True, slots=True)
class Changed:
    """A finding that both packs hold, and its telling fields that differ: before and now."""

    shown: Shown
    fields: Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class PackDiff:
    """What differs between two packs; `same` counts what does not."""

    new: Sequence[Shown]
    gone: Sequence[Shown]
    changed: Sequence[Changed]
    same: int


def pack_diff(before: Pack, now: Pack) -> PackDiff:
    """What the later of two packs has new, has no longer, and says otherwise."""
    was, has = _held(before), _held(now)
    both = [key for key in has if key in was]
    changed = [
        Changed(has[key][0], _fields(was[key][1], has[key][1]))
        for key in both
        if was[key][1] != has[key][1]
    ]
    return PackDiff(
        new=[has[key][0] for key in has if key not in was],
        gone=[was[key][0] for key in was if key not in has],
        changed=changed,
        same=len(both) - len(changed),
    )


def _held(pack: Pack) -> dict[str, tuple[Shown, Any]]:
    """Every finding and every quote of a pack by its key, with all that is said of it."""
    items = pack.items()
    held = {key: (shown, items[key]) for key, shown in pack.shown().items()}
    quotes = pack.data.get("quotes")
    for record, quote in (quotes if isinstance(quotes, Mapping) else {}).items():
        said = quote if isinstance(quote, Mapping) else {}
        key = f"quote:{record}"
        held[key] = (Shown(key, str(said.get("text") or record)), quote)
    return held


def _fields(was: Any, has: Any) -> dict[str, tuple[Any, Any]]:
    if not (isinstance(was, Mapping) and isinstance(has, Mapping)):
        return {}
    differ = (name for name in TELLING if was.get(name) != has.get(name))
    return {name: (was.get(name), has.get(name)) for name in list(differ)[:_FIELDS]}


def diff_lines(before: Pack, now: Pack, columns: int) -> list[str]:
    """The difference to the last pack that was sent, a line each."""
    found = pack_diff(before, now)
    counts = [
        (len(found.new), "new"), (len(found.gone), "gone"), (len(found.changed), "changed"),
        (found.same, "as before"),
    ]  # fmt: skip
    said = ", ".join(f"{count} {word}" for count, word in counts if count) or "nothing"
    lines = [f"since the pack of {day(before.day)} {before.day.year}: {said}"]
    lines += _listed("new", [_name(each) for each in found.new])
    lines += _listed("gone", [_name(each) for each in found.gone])
    lines += _listed("changed", [_change(each) for each in found.changed])
    return [cut(each, columns) for each in lines]


def _listed(word: str, names: Sequence[str]) -> Iterator[str]:
    for number, name in enumerate(names[:SHOWN]):
        yield f"  {word if not number else '':<8} {name}"
    if len(names) > SHOWN:
        yield f"  {'':<8} and {counted(len(names) - SHOWN, 'more', 'more')}"


def _name(shown: Shown) -> str:
    return f"{shown.sort} {one_line(shown.title)}"


def _change(each: Changed) -> str:
    said = [
        f"{name.replace('_', ' ')} {_value(was)} → {_value(has)}"
        for name, (was, has) in each.fields.items()
    ]
    return f"{_name(each.shown)}: {'; '.join(said) or 'other details'}"


def _value(value: Any) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.4g}"
    return cut(one_line(str(value)).replace("_", " "), _WIDEST)
