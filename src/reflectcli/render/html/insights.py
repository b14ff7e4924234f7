"""A page of what worked, as one HTML file: the mentor's page's style and policy, no script."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reflectcli import __version__
from reflectcli.render.html.page import environment, part, policy_of
from reflectcli.render.insights import REPLACED, page_title, record_of, written_by


def insights_page(data: Mapping[str, Any]) -> str:
    """The page of the insights."""
    from markupsafe import Markup

    style = part("page.css")
    text = (
        environment()
        .get_template("insights.html")
        .render(
            title=page_title(data),
            written=written_by(data),
            insights=[{**each, "record": record_of(each)} for each in data["quotes"].values()],
            replaced=REPLACED if data.get("redacted") else "",
            policy=policy_of(style, ""),
            style=Markup(style),
            program=f"reflectcli {__version__}",
        )
    )
    return text + "\n"
