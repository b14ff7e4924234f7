"""One browser for all tests of a worker, or the reason why there is none."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from reflectcli.render.html.page import html_page
from tests.browser.chromium import Browser, missing
from tests.browser.packs import story_pack

REQUIRED = "REFLECT_BROWSER"
"""Set by the gate: there, a test that cannot run is a test that failed."""
AXE = "REFLECT_AXE"
"""The path of axe-core's `axe.min.js`."""

Opened = Callable[..., Browser]


def lack(reason: str) -> None:
    """Skip, or fail where nothing may be missing."""
    if os.environ.get(REQUIRED):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if reason := missing():
        lack(f"{reason} is not installed")
    started = Browser()
    yield started
    started.quit()


@pytest.fixture(scope="session")
def pack() -> dict[str, Any]:
    return story_pack()


@pytest.fixture
def opened(browser: Browser, pack: dict[str, Any], tmp_path: Path) -> Opened:
    """Opens a pack's page from a file, with nothing left of the page before."""

    def opened(data: dict[str, Any] | None = None) -> Browser:
        path = tmp_path / "page.html"
        path.write_text(html_page(data or pack), encoding="utf-8")
        browser.open(path)
        browser.js("localStorage.clear()")
        browser.reload()
        for each in browser.downloads.iterdir():
            each.unlink()
        return browser

    return opened


@pytest.fixture(scope="session")
def axe() -> str:
    path = os.environ.get(AXE, "")
    if not Path(path).is_file():
        lack(f"axe-core is not there: {AXE}=…/axe.min.js (npm pack axe-core)")
    return Path(path).read_text(encoding="utf-8")
