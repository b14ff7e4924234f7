"""What every block of Markdown is made of: escaped text, record IDs, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from reflectcli.render.text import one_line

EVIDENCE = 5
"""How many records are named behind a claim; the JSON report names all."""


def escape(text: str) -> str:
    """The text on one line, so that Markdown and HTML show it as it was written."""
    flat = one_line(text).replace("&", "&amp;").replace("<", "&lt;")
    flat = re.sub(r"([\\`*\[\]|]|~~)", r"\\\1", flat)
    flat = re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", flat)
    return re.sub(r"^([#>+=-]|\d+(?=[.)]))", r"\\\1", flat)


def ids(records: Sequence[str]) -> str:
    """The first IDs as code, and how many more there are."""
    shown = " ".join(f"`{each}`" for each in records[:EVIDENCE])
    return f"{shown} and {len(records) - EVIDENCE} more" if len(records) > EVIDENCE else shown


def table(head: Sequence[str], align: str, rows: Iterable[Sequence[str]]) -> str:
    """A table; `align` has an l or an r for each column."""
    marks = {"l": ":--", "r": "--:"}
    lines = [head, [marks[each] for each in align], *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def block(title: str, items: Iterable[str], between: str = "\n") -> list[str]:
    """A heading and what stands under it; nothing where there are no items."""
    found = list(items)
    return [f"## {title}", between.join(found)] if found else []
