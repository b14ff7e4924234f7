"""Pieces of Markdown: a text made safe, a titled block, the records behind a claim."""

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


def block(title: str, items: Iterable[str], between: str = "\n") -> list[str]:
    """A heading and what stands under it; nothing where there are no items."""
    found = list(items)
    return [f"## {title}", between.join(found)] if found else []


def ids(evidence: Sequence[str]) -> str:
    """The first records behind a claim, and how many more there are."""
    shown = " ".join(f"`{each}`" for each in evidence[:EVIDENCE])
    rest = len(evidence) - EVIDENCE
    return f"{shown} and {rest} more" if rest > 0 else shown
