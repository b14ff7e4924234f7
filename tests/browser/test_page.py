"""The mentor's page in Chromium, opened from a file: read, typed in, reloaded, saved."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from reflectcli.domain.canonical import content_hash, short_name
from tests.browser.chromium import Browser
from tests.browser.conftest import Opened
from tests.browser.packs import hostile_pack, story_pack
from tests.conftest import Journal
from tests.hostile import SMALL
from tests.story import FILES, TARGETS

TYPED = (
    'Quotes " and \' and """ and \\ backslash\\n\n'
    "second line\twith a tab\n\n"
    "é ß 日本語 عربى 👩‍👧 \u202eturned\u202c \u0007bell </script> [[comments]] x = 1 # no comment"
)


def clean_log(browser: Browser) -> None:
    """No error in the console, and nothing asked for but the page itself."""
    assert browser.console() == []
    asked = {re.sub(r":.*", "", each) for each in browser.requests()}
    assert asked <= {"file", "blob", "about", "data"}


def unfold(browser: Browser) -> None:
    browser.js("document.querySelectorAll('details').forEach(each => { each.open = true })")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 800, 360])
def test_it_fits_the_screen_and_asks_for_nothing(opened: Opened, width: int, scheme: str) -> None:
    browser = opened()
    browser.look(width, 800, scheme)
    unfold(browser)
    assert browser.js("return document.documentElement.scrollWidth") <= width
    paper = browser.js("return getComputedStyle(document.body).backgroundColor")
    assert (max(map(int, re.findall(r"\d+", paper)[:3])) < 80) == (scheme == "dark")
    clean_log(browser)


def test_the_agenda_fits_the_first_screen(opened: Opened) -> None:
    browser = opened()
    browser.look(1280, 900)
    agenda = browser.js("return document.getElementById('agenda').getBoundingClientRect().bottom")
    assert agenda <= 900


def test_all_of_it_is_reached_by_keyboard(opened: Opened) -> None:
    browser = opened()
    reached: list[str] = []
    script = """
        const at = document.activeElement, style = getComputedStyle(at);
        const seen = style.outlineStyle !== 'none' && style.outlineWidth !== '0px';
        return [at.className || at.id || at.tagName, seen, at.getBoundingClientRect().width];
    """
    for _ in range(400):
        browser.press("Tab", 9)
        name, seen, width = browser.js(script)
        assert seen and width > 0, name
        reached.append(name)
        if name == "save":
            break
    assert reached[0] == "skip"
    assert {"add", "signed", "date", "save"} <= set(reached)


def test_the_form_keeps_a_draft_and_saves_a_reply(opened: Opened, pack: dict[str, Any]) -> None:
    browser = opened()
    focus = '[data-key="skill:empathy"]'
    browser.click(f"{focus} .comment summary")
    browser.type(f"{focus} .comment textarea", TYPED)
    browser.click(f'{focus} .comment input[value="disagree"]')
    kpi = '[data-key="kpi:csat"]'
    browser.click(f"{kpi} .comment summary")
    browser.click(f'{kpi} .comment input[value="agree"]')
    browser.type('[data-question="question:2"] textarea', "With Wen.")
    browser.click("form > .unfold > summary")
    browser.click('input[name="rate-empathy"][value="4"]')
    for number, text in ((1, "Listen in on two calls"), (2, "thrown away"), (3, TYPED)):
        browser.click("#add")
        browser.type(f".row:nth-child({number}) textarea", text)
    browser.click(".row:nth-child(2) .remove")
    browser.js("""
        const [first] = document.querySelectorAll('.row');
        first.querySelector('[data-field=due]').value = '2026-12-05';
        first.querySelector('[data-field=owner]').value = 'mentor';
        first.querySelector('[data-field=goal]').selectedIndex = 1;
        document.getElementById('date').value = '2026-11-25';
        first.dispatchEvent(new Event('input', { bubbles: true }));
    """)
    browser.type("#signed", "Maria López")
    browser.reload()
    assert browser.js("return document.getElementById('signed').value") == "Maria López"
    browser.click(".save")

    path = browser.downloaded()
    assert path.name == "reply-Sam-2026-11-25.toml"
    reply = tomllib.loads(path.read_text(encoding="utf-8"))
    shown = reply.pop("shown")
    assert len(shown) == len(set(shown)) and {"skill:empathy", "kpi:csat"} <= set(shown)
    goal = next(each["key"] for each in pack["agenda"]["goals"])
    assert reply.pop("program").startswith("reflectcli ")
    assert str(reply.pop("date")) == "2026-11-25"
    actions = reply.pop("actions")
    assert str(actions[0].pop("due")) == "2026-12-05"
    assert actions == [
        {"text": "Listen in on two calls", "owner": "mentor", "goal": goal},
        {"text": TYPED, "owner": "agent"},
    ]
    comments = {each.pop("about"): each for each in reply.pop("comments")}
    assert comments == {
        "skill:empathy": {"verdict": "disagree", "text": TYPED},
        "kpi:csat": {"verdict": "agree"},
    }
    assert reply == {
        "format": 1,
        "kind": "reply",
        "pack": short_name(content_hash(pack)),
        "hash": content_hash(pack),
        "agent": "Sam",
        "signed": "Maria López",
        "ratings": {"empathy": 4},
        "answers": [{"question": "question:2", "text": "With Wen."}],
    }
    said = browser.js("return document.getElementById('status').textContent")
    assert said.endswith("Now send this file back to Sam.")
    assert browser.js("return localStorage.length") == 0
    clean_log(browser)


def test_what_is_missing_is_said_kindly(opened: Opened) -> None:
    browser = opened()
    browser.js("document.getElementById('date').value = ''")
    browser.click(".save")
    said = browser.js("return document.getElementById('status').textContent")
    assert said == "Almost there: your name and the date is still missing."
    assert browser.js("return document.activeElement.id") == "signed"
    assert not list(browser.downloads.iterdir())


def test_a_text_of_any_letters_is_saved_as_toml(opened: Opened) -> None:
    """A browser may hold what no file can: lone halves of letters are replaced."""
    browser = opened()
    texts = [*SMALL, "".join(map(chr, range(1, 0x300))), "\u2028\u2029\ufeff\U0010ffff"]
    browser.js(
        """
        const [texts] = arguments;
        texts.push('half \\ud800 and \\udc00 half');
        for (const text of texts) {
          document.getElementById('add').click();
          document.querySelector('.row:last-child textarea').value = text;
        }
        document.getElementById('signed').value = '" \\\\ \\ud83d';
        document.getElementById('date').value = '2026-11-25';
        """,
        texts,
    )
    browser.click(".save")
    reply = tomllib.loads(browser.downloaded().read_text(encoding="utf-8"))
    assert reply["signed"] == '" \\ \ufffd'

    # A field of a form has line feeds alone, and the script cuts the ends off.
    typed = [re.sub(r"\r\n?", "\n", each) for each in (*texts, "half \ufffd and \ufffd half")]
    expected = browser.js("return arguments[0].map(each => each.trim()).filter(Boolean)", typed)
    assert [each["text"] for each in reply["actions"]] == expected


def test_a_blind_pack_opens_when_it_is_rated(opened: Opened) -> None:
    browser = opened(story_pack("--blind"))
    count = "return document.querySelectorAll('.cover[open]').length"
    covers = browser.js("return document.querySelectorAll('.cover').length")
    assert covers > 2 and browser.js(count) == 0
    boxes = browser.js("return [...document.querySelectorAll('.rate')].length")
    for number in range(boxes):
        assert browser.js(count) == 0
        browser.js(
            "document.querySelectorAll('.rate')[arguments[0]].querySelector('[value=\"3\"]').click()",
            number,
        )
    assert browser.js(count) == covers
    browser = opened(story_pack("--blind"))
    browser.click("#uncover")
    assert browser.js(count) == covers


def test_paper_shows_what_was_said_and_no_form(opened: Opened) -> None:
    browser = opened()
    browser.click('[data-key="kpi:csat"] .comment summary')
    browser.type('[data-key="kpi:csat"] .comment textarea', "Well done.")
    browser.look(794, 1123, media="print")
    shown = """
        return [...document.querySelectorAll('textarea, button, nav, input[type=radio]')]
          .filter(each => each.checkVisibility()).map(each => each.name || each.textContent);
    """
    named = browser.js("return document.querySelector('[data-key=\"kpi:csat\"]').id")
    assert {re.sub("-(text|verdict)$", "", each) for each in browser.js(shown)} == {named}
    for size in ({"width": 21.0, "height": 29.7}, {"width": 21.59, "height": 27.94}):
        printed = browser.pdf(page=size, background=False)
        assert printed.startswith(b"%PDF-")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("blind", [False, True])
def test_axe_finds_nothing_serious(opened: Opened, axe: str, scheme: str, blind: bool) -> None:
    browser = opened(story_pack("--blind") if blind else None)
    browser.look(1280, 900, scheme)
    if not blind:
        unfold(browser)
        browser.click("#add")
    browser.js(axe)
    found = browser.js_async("const done = arguments[0]; axe.run().then(done)")
    assert found["passes"]
    serious = [
        (each["id"], [node["html"][:120] for node in each["nodes"]][:3])
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_hostile_texts_run_nothing(opened: Opened, pack: dict[str, Any]) -> None:
    made = hostile_pack(SMALL, pack)
    browser = opened(made)
    unfold(browser)
    assert browser.js("return document.scripts.length") == 2
    assert browser.js("return document.querySelectorAll('[onload],[onerror],[style]').length") == 0
    outside = """
        return [...document.querySelectorAll('img,iframe,object,embed,link,base,video,audio')]
          .map(each => each.outerHTML);
    """
    assert browser.js(outside) == []
    assert browser.js("return [...document.links].filter(a => a.hash === '').length") == 0
    browser.js("document.getElementById('signed').value = 'M'")
    browser.click(".save")
    path = browser.downloaded()
    reply = tomllib.loads(path.read_text(encoding="utf-8"))
    assert reply["hash"] == content_hash(made)
    assert re.fullmatch(r"reply-[^/\\<>\"']*\d{4}-\d\d-\d\d\.toml", path.name)
    clean_log(browser)


def test_a_reply_comes_home(browser: Browser, journal: Journal, tmp_path: Path) -> None:
    """From the journal to the page, into the browser, out as a file, and into the journal again."""
    journal.write({**FILES, "journal.toml": "format = 1\n" + TARGETS})
    page = tmp_path / "pack.html"
    asked = ("--ask", "What would you try?")
    assert journal("mentor", "export", "--yes", "-o", str(page), *asked).code == 0
    browser.open(page)
    for each in browser.downloads.iterdir():
        each.unlink()
    browser.click('[data-key="skill:empathy"] .comment summary')
    browser.type('[data-key="skill:empathy"] .comment textarea', TYPED)
    browser.type('[data-question="question:1"] textarea', "Name the feeling first.")
    browser.click("form > .unfold > summary")
    browser.click('input[name="rate-empathy"][value="4"]')
    browser.click("#add")
    browser.type(".row textarea", "Listen in on two calls")
    browser.js("document.getElementById('date').value = '2026-11-22'")
    browser.type("#signed", "Maria López")
    browser.click(".save")
    reply = browser.downloaded()
    result = journal("mentor", "import", str(reply), "--yes")
    assert result.code == 0, result.err
    assert "warning" not in result.err
    records = "\n".join(journal.records("feedback").values())
    assert 'author = "Maria López"' in records and "Name the feeling first." in records
    assert "empathy = 4" in records and "\x1b" not in records and "\u202e" not in records
    assert "Listen in on two calls" in "\n".join(journal.records("goal").values())
    again = journal("mentor", "import", str(reply), "--yes")
    assert again.out.startswith("nothing new")
