"""One page of what worked, for colleagues: seen before it leaves, and with stand-ins."""

import re
from html.parser import HTMLParser
from pathlib import Path
from textwrap import dedent

import pytest

from tests.conftest import Journal

FILES = {
    "journal.toml": """
        format = 1
        [agent]
        name = "Ana Diaz"
        """,
    "2026/11/2026-11-19-success-s4cc01.toml": """
        format = 1
        id = "s4cc01"
        kind = "success"
        at = 2026-11-19T15:20:00+01:00
        shift = 2026-11-19
        text = "Mrs García had called twice. I read her the summary; García laughed <b>out</b>."
        reference = "T-20388"
        skills = ["listening"]
        factors = ["summed up before hanging up", "wrote to garcia@example.org"]
        replicate_when = "a case is open for a week."
        """,
    "2026/11/2026-11-18-challenge-c8a11e.toml": """
        format = 1
        id = "c8a11e"
        kind = "challenge"
        at = 2026-11-18T11:45:00+01:00
        shift = 2026-11-18
        text = "She had been promised a refund twice."
        trigger = "the third call"
        own_part = "I quoted the policy."
        next_if = "a caller repeats themselves"
        next_then = "I name the feeling before the fix"
        """,
    "2026/11/2026-11-20-note-n0te01.toml": """
        format = 1
        id = "n0te01"
        kind = "note"
        at = 2026-11-20T11:45:00+01:00
        shift = 2026-11-20
        links = ["c8a11e"]
        worked = true
        text = "It worked."
        """,
    "2026/11/2026-11-17-success-pr1vat.toml": """
        format = 1
        id = "pr1vat"
        kind = "success"
        at = 2026-11-17T15:20:00+01:00
        shift = 2026-11-17
        private = true
        text = "I said no."
        """,
}  # fmt: skip


@pytest.fixture
def story(bare: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Journal:
    monkeypatch.chdir(tmp_path)
    return bare.write(FILES)


def test_a_page_in_markdown_has_stand_ins_and_nothing_of_ones_own_part(story: Journal) -> None:
    result = story("share", "s4cc01", "c8a11e", "--yes")
    assert (result.code, result.err) == (0, "")
    assert result.out == dedent("""\
        # What worked

        From Ana Diaz, 22 Nov 2026

        ## When a case is open for a week

        > Customer A had called twice. I read her the summary; Customer A laughed &lt;b>out&lt;/b>.

        **What made it work**

        - summed up before hanging up
        - wrote to \\[email 1\\]

        19 Nov 2026 · listening

        ## If a caller repeats themselves, then I name the feeling before the fix

        > She had been promised a refund twice.

        **What set it off**

        - the third call

        18 Nov 2026 · worked 1 of 1

        _Customers' names, numbers and addresses were replaced where they were found: Customer A is the same person throughout._
    """)  # noqa: E501


def test_a_page_in_html_is_one_file_that_runs_nothing(story: Journal) -> None:
    result = story("share", "s4cc01", "--yes", "-o", "page.html")
    assert result.out == "wrote page.html\n"
    page = Path("page.html").read_text(encoding="utf-8")
    assert '<h1 dir="auto">When a case is open for a week</h1>' in page
    assert "Customer A laughed &lt;b&gt;out&lt;/b&gt;." in page
    assert "default-src &#39;none&#39;; style-src &#39;sha256-" in page
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=", page)
    for own in ("García", "garcia", "T-20388"):
        assert own not in page


def test_the_preview_shows_what_would_go_out_and_writes_nothing(story: Journal) -> None:
    result = story("share", "s4cc01", "c8a11e", "--preview", "-o", "page.html")
    assert result.out == dedent("""\
        What goes out
          quotes  1 success · 1 challenge

        What stays home
          own part, reference

        What is replaced: 3
          Customer A  »Mrs García« had called twice. I rea…
                      …I read her the summary; »García« laughed <b>out</b>.
          [email 1]   wrote to »garcia@example.org«

        No pattern finds a name that no Mrs, customer, spoke to … announces, a nickname,
        or a story by which somebody can be told. Read it through; names to replace
        everywhere: [sharing] names in journal.toml.
    """)
    assert not Path("page.html").exists()


def test_it_asks_on_a_terminal_and_needs_a_yes_elsewhere(story: Journal) -> None:
    refused = story("share", "s4cc01", "-o", "page.md", stdin="n\n", terminal=True)
    assert "What is replaced: 3\n" in refused.err
    assert refused.err.endswith("nothing was written\n")
    assert not Path("page.md").exists()
    agreed = story("share", "s4cc01", "-o", "page.md", stdin="y\n", terminal=True)
    assert agreed.out == "wrote page.md\n"
    silent = story("share", "s4cc01")
    assert (silent.code, silent.out) == (2, "")
    assert silent.err == (
        "error: a page for others needs your yes before it is written\n"
        "hint: look at what would go out with --preview, then: --yes\n"
    )


def test_a_private_record_is_refused_unless_it_is_named(story: Journal) -> None:
    refused = story("share", "pr1vat", "--yes")
    assert refused.code == 2
    assert refused.err == ("error: pr1vat is private\nhint: --with pr1vat shares it all the same\n")
    assert "> I said no." in story("share", "pr1vat", "--with", "pr1vat", "--yes").out


def test_what_is_no_success_or_challenge_is_refused(story: Journal) -> None:
    result = story("share", "n0te01", "--yes")
    assert (result.code, result.err) == (
        2,
        "error: n0te01 is a note; a page holds successes and challenges\n"
        "hint: reflect list --kind success\n",
    )
    assert story("share", "zzzz", "--yes").code == 4


def test_fields_to_hold_back_stay_at_home(story: Journal) -> None:
    held = '\n[sharing]\nhold_back = ["replicate_when", "factors"]\n'
    path = story.root / "journal.toml"
    path.write_text(path.read_text(encoding="utf-8") + held, encoding="utf-8")
    out = story("share", "s4cc01", "--yes").out
    assert out.startswith("# What worked\n")
    assert "summed up" not in out


@pytest.mark.parametrize("field", ["next_if", "next_then"])
def test_a_rule_of_which_a_part_stays_at_home_is_no_title(story: Journal, field: str) -> None:
    path = story.root / "journal.toml"
    path.write_text(f'{path.read_text(encoding="utf-8")}\n[sharing]\nhold_back = ["{field}"]\n')
    out = story("share", "c8a11e", "s4cc01", "--yes").out
    assert "\n## What was hard\n\n> She had been promised" in out
    assert "repeats themselves" not in out
    assert "name the feeling" not in out


def test_a_challenge_without_a_rule_was_tried_by_nobody(story: Journal) -> None:
    story.write({
        "2026/11/2026-11-20-challenge-ra1ny0.toml": """
            format = 1
            id = "ra1ny0"
            kind = "challenge"
            at = 2026-11-20T11:45:00+01:00
            shift = 2026-11-20
            text = "It rained."
            """,
    })  # fmt: skip
    assert story("share", "ra1ny0", "--yes").out == (
        "# What was hard\n\nFrom Ana Diaz, 22 Nov 2026\n\n> It rained.\n\n20 Nov 2026\n"
    )


def test_a_file_that_is_there_stays_without_force(story: Journal) -> None:
    Path("page.md").write_text("mine", encoding="utf-8")
    assert story("share", "s4cc01", "--yes", "-o", "page.md").code == 5
    assert Path("page.md").read_text(encoding="utf-8") == "mine"
    assert story("share", "s4cc01", "--yes", "-o", "page.md", "--force").code == 0


def test_the_same_journal_gives_the_same_page(story: Journal) -> None:
    for form in ("markdown", "html"):
        line = ("share", "s4cc01", "c8a11e", "--yes", "-f", form)
        assert story(*line).out == story(*line).out


@pytest.mark.parametrize(
    "text",
    [
        "</blockquote><script>alert(1)</script>", '" onload="alert(1)', "<svg/onload=alert(1)>",
        "{{ title }}{% raw %}", "</style><img src=x onerror=alert(1)>", "&lt;script&gt;",
    ],
)  # fmt: skip
def test_text_that_tries_to_break_out_stays_text(story: Journal, text: str) -> None:
    saved = story("success", text, "--replicate-when", text, "--factor", text).out.split()[1]
    page = story("share", saved, "--yes", "-f", "html").out
    parser = _Texts()
    parser.feed(page)
    assert parser.texts.count(text) == 2
    assert not {"script", "img", "svg"} & parser.tags


class _Texts(HTMLParser):
    """The tags of a page, and its texts outside of the head."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
