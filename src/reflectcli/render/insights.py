"""A page of what worked, for colleagues: as Markdown, and what it says of itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from reflectcli.render import words
from reflectcli.render.markdown_text import escape
from reflectcli.render.tries import tries_words

REPLACED = (
    "Customers' names, numbers and addresses were replaced where they were found:"
    " Customer A is the same person throughout."
)


def page_title(data: Mapping[str, Any]) -> str:
    """The title of the only insight, or of them all."""
    insights = list(data["quotes"].values())
    return str(insights[0]["title"]) if len(insights) == 1 else "What worked"


def written_by(data: Mapping[str, Any]) -> str:
    """Whose it is, and of when."""
    name = data["agent"]["name"]
    return f"{f'From {name}, ' if name else ''}{_day(data['as_of'])}"


def record_of(insight: Mapping[str, Any]) -> str:
    """When it was, what it is about and how often it has worked since."""
    tried = tries_words(insight["tried"], insight["worked"])
    said = [_day(insight["day"]), ", ".join(insight["about"]), tried]
    return " · ".join(each for each in said if each)


def insights_markdown(data: Mapping[str, Any]) -> str:
    """The page as Markdown."""
    insights = list(data["quotes"].values())
    blocks = [f"# {escape(page_title(data))}", escape(written_by(data))]
    for insight in insights:
        blocks += _insight(insight, titled=len(insights) > 1)
    if data.get("redacted"):
        blocks.append(f"_{REPLACED}_")
    return "\n\n".join(blocks) + "\n"


def _insight(insight: Mapping[str, Any], *, titled: bool) -> Iterator[str]:
    if titled:
        yield f"## {escape(insight['title'])}"
    yield "\n".join(f"> {escape(line)}" for line in insight["text"].splitlines() if line.strip())
    for point in insight["points"]:
        yield "\n".join([f"**{point['label']}**", "", *(f"- {escape(t)}" for t in point["texts"])])
    yield escape(record_of(insight))


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{words.day(day)} {day.year}"
