"""Text inside Markdown."""

import re

from reflectcli.render.text import one_line


def escape(text: str) -> str:
    """The text on one line, so that Markdown and HTML show it as it was written."""
    flat = one_line(text).replace("&", "&amp;").replace("<", "&lt;")
    flat = re.sub(r"([\\`*\[\]|]|~~)", r"\\\1", flat)
    flat = re.sub(r"(?<![^\W_])_|_(?![^\W_])", r"\\_", flat)
    return re.sub(r"^([#>+=-]|\d+(?=[.)]))", r"\\\1", flat)
