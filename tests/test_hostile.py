"""Hostile texts stay text: in the page's markup, in Markdown and on the terminal."""

import json
import re
import unicodedata
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from reflectcli.render.html.page import html_page
from reflectcli.render.letter.letter import letter_of
from reflectcli.render.letter_markdown import markdown_letter
from reflectcli.render.markdown_text import escape
from reflectcli.render.text import clean, one_line
from tests.browser.packs import hostile_pack, story_pack
from tests.conftest import Journal
from tests.hostile import HOSTILE, LARGE, SMALL


class Markup(HTMLParser):
    """What a page is made of: elements, attributes, and the text of its quotes and labels."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.texts: list[str] = []
        self.inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value or "" for name, value in attrs if name in ("href", "action", "src")}
        if tag in ("blockquote", "label"):
            self.inside = tag
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == self.inside:
            self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.texts[-1] += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data[:50]}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data[:50]}")


def parsed(page: str) -> Markup:
    markup = Markup()
    markup.feed(page)
    markup.close()
    return markup


@pytest.fixture(scope="module")
def pack() -> dict[str, Any]:
    return story_pack()


def test_there_are_two_hundred_of_them() -> None:
    assert len(HOSTILE) == len(set(HOSTILE)) >= 200
    assert max(map(len, HOSTILE)) == 1_000_000


@pytest.mark.parametrize("texts", [SMALL, LARGE], ids=["small", "large"])
def test_a_page_has_no_element_more_for_them(pack: dict[str, Any], texts: tuple[str, ...]) -> None:
    tame = tuple(f"word {number}" for number in range(len(texts)))
    page = html_page(hostile_pack(texts, pack))
    found, expected = parsed(page), parsed(html_page(hostile_pack(tame, pack)))
    assert found.elements == expected.elements
    assert found.attributes == expected.attributes
    assert found.links == expected.links
    assert found.links == {each for each in found.links if each.startswith("#")}
    shown = set(found.texts)
    assert [text for text in texts if clean(text) not in shown] == []


def test_the_data_in_the_page_is_what_it_was(pack: dict[str, Any]) -> None:
    made = hostile_pack(SMALL, pack)
    held = re.search(r'id="pack">(.*?)</script>', html_page(made), re.S)
    assert held is not None
    assert json.loads(held[1]) == made
    assert not set("<>&\u2028\u2029") & set(held[1])


def test_markdown_has_no_markup_for_them(pack: dict[str, Any]) -> None:
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tame = tuple(f"word {number}" for number in range(len(SMALL)))

    def kinds(texts: tuple[str, ...]) -> Counter[str]:
        tokens = reader.parse(markdown_letter(letter_of(hostile_pack(texts, pack))))
        below = [child for token in tokens for child in token.children or ()]
        return Counter(each.type for each in (*tokens, *below) if each.type not in QUIET)

    assert kinds(SMALL) == kinds(tame)


QUIET = ("text", "text_special", "softbreak")


@pytest.mark.parametrize("start", ["", "- ", "> ", "## ", "| a |\n| - |\n| "])
def test_each_is_text_wherever_it_stands_in_markdown(start: str) -> None:
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    bad = {"html_inline", "html_block", "link_open", "image", "code_inline", "em_open",
           "strong_open", "s_open", "fence", "code_block", "hr"}  # fmt: skip
    for text in SMALL:
        tokens = reader.parse(f"{start}{escape(text)}")
        below = [child for token in tokens for child in token.children or ()]
        assert not bad & {each.type for each in (*tokens, *below)}, repr(text)


def test_nothing_steers_a_terminal() -> None:
    for text in HOSTILE:
        for shown in (clean(text), one_line(text)):
            steering = {
                letter
                for letter in shown
                if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp")
                and letter not in "\n\u200c\u200d"
            }
            assert not steering, repr(text[:50])


def test_a_record_of_each_is_shown_as_text(journal: Journal, tmp_path: Path) -> None:
    """Written to files, read again, listed and shown, and asked in a page: the front door."""
    asked = [text for text in SMALL if text.strip()]
    arguments = [each for text in asked for each in ("--ask", text)]
    path = tmp_path / "page.html"
    result = journal("mentor", "export", "--yes", "-o", str(path), *arguments)
    assert (result.code, result.err) == (0, "")
    shown = set(parsed(path.read_text(encoding="utf-8")).texts)
    assert [text for text in asked if clean(text.strip()) not in shown] == []
