"""A pack as the page that a mentor opens: one file, a strict policy, no request to anywhere."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reflectcli import __version__
from reflectcli.domain.canonical import canonical, content_hash, short_name
from reflectcli.render.html.charts import svg
from reflectcli.render.letter.letter import letter_of

if TYPE_CHECKING:
    from jinja2 import Environment

HERE = Path(__file__).parent / "templates"
UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""Letters that could end the element which holds the data, as JSON writes them instead."""


def html_page(data: Mapping[str, Any], *, form: bool = True) -> str:
    """The page of a pack, with the form for the mentor's reply or without."""
    from markupsafe import Markup

    style = part("page.css")
    script = part("page.js") if form else ""
    content = content_hash(data)
    text = (
        environment()
        .get_template("page.html")
        .render(
            letter=letter_of(data),
            form=form,
            policy=policy_of(style, script),
            style=Markup(style),
            script=Markup(script),
            held=Markup(embedded(canonical(data).decode())),
            hash=content,
            name=short_name(content),
            program=f"reflectcli {__version__}",
        )
    )
    return text + "\n"


def embedded(text: str) -> str:
    """JSON as it may stand inside of a script element: the same data, no letter of markup."""
    return "".join(UNSAFE.get(letter, letter) for letter in text)


def policy_of(style: str, script: str) -> str:
    """What the page may do: nothing but its own style and its own script."""
    rules = ["default-src 'none'", f"style-src {_hash(style)}"]
    rules.append(f"script-src {_hash(script)}" if script else "script-src 'none'")
    return "; ".join([*rules, "base-uri 'none'", "form-action 'none'"])


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(text.encode()).digest()).decode()}'"


@cache
def part(name: str) -> str:
    """The text of one of the files that a page is made of."""
    return (HERE / name).read_text(encoding="utf-8")


@cache
def environment() -> Environment:
    """What renders the templates: it escapes all that is put in."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    made = Environment(
        loader=FunctionLoader(part), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters["svg"] = svg
    return made
