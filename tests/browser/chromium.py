"""A headless Chromium, driven over the WebDriver protocol: what the tests need of it, no more."""

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic
from typing import Any
from urllib.request import Request, urlopen

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-dev-shm-usage", "--hide-scrollbars",
)  # fmt: skip
PATIENCE = 20.0
"""So many seconds something may take that the browser does by itself."""
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"


def missing() -> str:
    """What the tests lack; empty when both programs are there."""
    lacking = []
    if not any(map(shutil.which, PROGRAMS)):
        lacking.append("chromium")
    if not shutil.which("chromedriver"):
        lacking.append("chromium-driver")
    return " and ".join(lacking)


class Browser:
    """One browser with one page, in a home and a profile of its own."""

    def __init__(self) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="reflect-browser-"))
        env = {**os.environ, "HOME": str(self.home), "XDG_CONFIG_HOME": str(self.home / "config")}
        self.process = subprocess.Popen(
            ["chromedriver", "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            env=env, text=True,
        )  # fmt: skip
        self.url = f"http://127.0.0.1:{self._port()}"
        started = self._call("POST", "/session", {"capabilities": {"alwaysMatch": self._wanted()}})
        self.url += f"/session/{started['sessionId']}"
        self.downloads = self.home / "downloads"
        self.downloads.mkdir()
        where = {"behavior": "allow", "downloadPath": str(self.downloads)}
        self.cdp("Browser.setDownloadBehavior", {**where, "eventsEnabled": True})

    def _port(self) -> str:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if found := re.search(r"started successfully on port (\d+)", line):
                return found[1]
        raise AssertionError("chromedriver did not start")

    def _wanted(self) -> dict[str, Any]:
        program = next(filter(None, map(shutil.which, PROGRAMS)))
        return {
            "browserName": "chrome",
            "goog:chromeOptions": {
                "binary": program, "args": [*FLAGS, f"--user-data-dir={self.home / 'profile'}"]
            },
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
            "unhandledPromptBehavior": "ignore",
        }  # fmt: skip

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = Request(self.url + path, data, {"Content-Type": "application/json"})
        request.method = method
        try:
            with urlopen(request, timeout=60) as answer:
                return json.load(answer)["value"]
        except OSError as error:
            said = getattr(error, "read", lambda: b"")()
            raise AssertionError(f"{method} {path}: {error} {said[:500]!r}") from None

    def quit(self) -> None:
        """End the browser and its driver, and take its home away."""
        try:
            self._call("DELETE", "")
        finally:
            self.process.terminate()
            self.process.wait(PATIENCE)
            assert self.process.stdout is not None
            self.process.stdout.close()
            shutil.rmtree(self.home, ignore_errors=True)

    def cdp(self, command: str, values: dict[str, Any] | None = None) -> Any:
        """Give a command of the DevTools protocol."""
        return self._call("POST", "/goog/cdp/execute", {"cmd": command, "params": values or {}})

    def open(self, path: Path) -> None:
        """Open a file, with the logs emptied and all emulation gone."""
        self.look(1280, 900)
        self._call("POST", "/url", {"url": "about:blank"})
        self.log("browser"), self.log("performance")
        self._call("POST", "/url", {"url": path.as_uri()})

    def reload(self) -> None:
        """Load the page again."""
        self._call("POST", "/refresh", {})

    def look(self, width: int, height: int, scheme: str = "light", media: str = "") -> None:
        """Make the screen so large, in a colour scheme, for the screen or for print."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.cdp("Emulation.setDeviceMetricsOverride", size)
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self.cdp("Emulation.setEmulatedMedia", {"media": media, "features": [feature]})

    def js(self, script: str, *args: Any) -> Any:
        """The value that a script returns."""
        return self._call("POST", "/execute/sync", {"script": script, "args": list(args)})

    def js_async(self, script: str, *args: Any) -> Any:
        """The value that a script hands to its last argument, a function."""
        return self._call("POST", "/execute/async", {"script": script, "args": list(args)})

    def find(self, selector: str) -> Any:
        """The first element that a CSS selector names."""
        named = {"using": "css selector", "value": selector}
        return self._call("POST", "/element", named)[ELEMENT]

    def click(self, selector: str) -> None:
        """Click an element as a user does: it must be seen and not covered."""
        self._call("POST", f"/element/{self.find(selector)}/click", {})

    def type(self, selector: str, text: str) -> None:
        """Click into a field and put text in, as an input method does."""
        self.click(selector)
        self.cdp("Input.insertText", {"text": text})

    def press(self, key: str, code: int) -> None:
        """Press a key, such as Tab."""
        for kind in ("rawKeyDown", "keyUp"):
            values = {"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code}
            self.cdp("Input.dispatchKeyEvent", values)

    def log(self, kind: str) -> list[dict[str, Any]]:
        """What a log holds since it was read the last time."""
        found: list[dict[str, Any]] = self._call("POST", "/se/log", {"type": kind})
        return found

    def console(self) -> list[str]:
        """The errors and warnings of the page."""
        return [each["message"] for each in self.log("browser") if each["level"] != "INFO"]

    def requests(self) -> list[str]:
        """The addresses that the page asked for."""
        events = [json.loads(each["message"])["message"] for each in self.log("performance")]
        return [
            each["params"]["request"]["url"]
            for each in events
            if each["method"] == "Network.requestWillBeSent"
        ]

    def downloaded(self) -> Path:
        """The one file that was downloaded, when it is there whole."""

        def whole() -> Sequence[Path]:
            found = sorted(self.downloads.iterdir())
            # Every look asks the browser something, which gives it the time that it needs.
            self.js("return 1")
            return [] if any(each.suffix == ".crdownload" for each in found) else found

        path: Path = self.wait(whole)[0]
        return path

    def wait(self, found: Callable[[], Any]) -> Any:
        """The first value that is not empty."""
        end = monotonic() + PATIENCE
        while monotonic() < end:
            if value := found():
                return value
        raise AssertionError("it did not come")

    def screenshot(self, path: Path, width: int, height: int) -> None:
        """Save what is seen as a picture."""
        import base64

        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        shot = self.cdp("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})
        path.write_bytes(base64.b64decode(shot["data"]))

    def pdf(self, **values: Any) -> bytes:
        """The page as it is printed."""
        import base64

        return base64.b64decode(self._call("POST", "/print", values))
