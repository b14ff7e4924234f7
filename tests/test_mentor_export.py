"""The mentor's pack through the front door: what is in it, what stays at home, how it is named."""

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from reflectcli.domain.canonical import canonical, content_hash
from tests.benchmarks.made_journal import make_journal
from tests.conftest import Journal
from tests.story import FILES, TARGETS

PRIVATE = {
    "2026/11/2026-11-20-note-pr1vat.toml": """
        format = 1
        id = "pr1vat"
        kind = "note"
        at = 2026-11-20T14:10:00+01:00
        shift = 2026-11-20
        tags = ["mentor"]
        private = true
        text = "Shall I tell my manager that I am looking elsewhere?"
        """
}
ASKED = {
    "2026/11/2026-11-20-note-asked1.toml": """
        format = 1
        id = "asked1"
        kind = "note"
        at = 2026-11-20T15:10:00+01:00
        shift = 2026-11-20
        tags = ["Question"]
        text = "How do others end a call that goes in circles?"
        """
}


@pytest.fixture
def story(bare: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Journal:
    monkeypatch.chdir(tmp_path)
    config = "format = 1\n" + TARGETS.replace("Sam", "Ana García")
    return bare.write({**FILES, **PRIVATE, **ASKED, "journal.toml": config})


def pack(story: Journal, *args: str) -> dict[str, Any]:
    """The data of a pack, as `--format json` writes it."""
    path = Path("pack.json")
    result = story("mentor", "export", "--yes", "--force", "-o", str(path), *args)
    assert result.code == 0, result.err
    data: dict[str, Any] = json.loads(path.read_bytes())
    return data


def page(story: Journal, *args: str) -> str:
    path = Path("pack.html")
    result = story("mentor", "export", "--yes", "--force", "-o", str(path), *args)
    assert result.code == 0, result.err
    return path.read_text(encoding="utf-8")


def test_a_pack_lies_in_the_folder_under_a_name_of_its_own(story: Journal) -> None:
    result = story("mentor", "export", "--yes")
    assert result.code == 0, result.err
    name = content_hash(pack(story))[:10]
    assert result.out == f"wrote reflect-Ana-García-2026-11-22.html · pack {name}\n"
    path = Path("reflect-Ana-García-2026-11-22.html")
    assert path.stat().st_mode & 0o777 == 0o600
    again = story("mentor", "export", "--yes")
    assert (again.code, again.out) == (5, "")
    assert "exists" in again.err and "--force" in again.err


def test_the_same_journal_gives_the_same_bytes(story: Journal) -> None:
    for ending in ("html", "md", "json"):
        for number in ("1", "2"):
            path = f"{number}.{ending}"
            now = f"2026-11-2{number}T16:40:00+01:00" if number == "2" else None
            args = ("mentor", "export", "--yes", "--as-of", "2026-11-22", "-o", path)
            assert story(*args, now=now).code == 0
        assert Path(f"1.{ending}").read_bytes() == Path(f"2.{ending}").read_bytes()


def test_private_records_mood_energy_and_warnings_stay_at_home(story: Journal) -> None:
    data = pack(story)
    text = canonical(data).decode()
    assert "looking elsewhere" not in text and "pr1vat" not in text
    assert "wellbeing" not in data["findings"] and "warnings" not in data["findings"]
    assert data["held_back"] == {
        "private_records": 1,
        "kinds_of_field": ["mood", "energy", "warnings"],
    }
    named = pack(story, "--with", "mood,warnings", "--with", "pr1vat")
    assert [each["key"] for each in named["findings"]["wellbeing"]] == ["feeling:mood"]
    assert "warnings" in named["findings"]
    assert "pr1vat" in [each["record"] for each in named["agenda"]["questions"]]
    assert named["held_back"] == {"private_records": 0, "kinds_of_field": ["energy"]}


HELD = """
[sharing]
names = ["Priya"]
hold_back = ["own_part"]
"""
TOLD = {
    "2026/11/2026-11-20-challenge-t0ad01.toml": """
        format = 1
        id = "t0ad01"
        kind = "challenge"
        at = 2026-11-20T15:10:00+01:00
        shift = 2026-11-20
        text = "Mrs García (ana.garcia@example.com, card 4111 1111 1111 1111) asked for Priya."
        own_part = "I was rude."
        next_then = "I call Mrs García back"
        skills = ["empathy"]
        """
}


def test_customers_data_is_replaced_and_held_fields_stay_at_home(story: Journal) -> None:
    config = story.files()["journal.toml"].decode().replace("Ana García", "Sam") + HELD
    data = pack(story.write({**TOLD, "journal.toml": config}))
    text = canonical(data).decode()
    for secret in ("García", "example.com", "4111", "Priya", "rude"):
        assert secret not in text
    quote = data["quotes"]["t0ad01"]
    assert quote["text"] == "Customer A ([email 1], card [card]) asked for Customer B."
    assert quote["more"] == {"next_time": "I call Customer A back"}
    assert data["redacted"]["card"] == 1 and data["redacted"]["email"] == 1
    assert data["held_back"]["kinds_of_field"] == ["mood", "energy", "warnings", "own_part"]
    shown = page(story)
    assert "1 e-mail address" in shown and "own part" in shown


def test_a_preview_writes_nothing(story: Journal) -> None:
    result = story("mentor", "export", "--preview", "--ask", "Why?")
    assert (result.code, result.err) == (0, "")
    assert result.out.startswith("What goes out\n")
    for said in ("What stays home\n", "  1 private record", "mood, energy, warnings"):
        assert said in result.out
    assert not list(Path().glob("reflect-*")) and not (story.root / "mentor").exists()


def test_nothing_is_written_without_a_yes(story: Journal) -> None:
    result = story("mentor", "export")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "error: a pack needs your yes before it is written\n"
        "hint: look at what would go out with --preview, then: --yes\n"
    )
    refused = story("mentor", "export", terminal=True, stdin="n\n")
    assert (refused.code, refused.out) == (0, "")
    assert "What goes out" in refused.err and refused.err.endswith("nothing was written\n")
    assert not list(Path().glob("reflect-*"))
    agreed = story("mentor", "export", terminal=True, stdin="\n")
    assert agreed.code == 0 and agreed.out.startswith("wrote reflect-Ana-García-2026-11-22.html")


def test_the_next_pack_tells_what_changed_since(story: Journal) -> None:
    first = ("mentor", "export", "--yes", "-o", "first.html")
    assert story(*first, now="2026-11-14T16:40:00+01:00").code == 0
    assert pack(story, "--as-of", "2026-11-14")["findings"]["comparison"] is None
    shown = story("mentor", "export", "--preview").out
    assert "since the pack of 14 Nov 2026" in shown
    compared = pack(story)["findings"]["comparison"]
    assert (compared["now"]["since"], compared["now"]["until"]) == ("2026-11-15", "2026-11-22")
    assert (compared["before"]["since"], compared["before"]["until"]) == (
        "2026-11-07",
        "2026-11-14",
    )
    assert pack(story)["findings"]["comparison"] == compared
    assert "Since the last time" in page(story)


def test_a_word_after_with_that_is_no_record_is_an_error(story: Journal) -> None:
    result = story("mentor", "export", "--yes", "--with", "moods")
    assert (result.code, result.out) == (4, "")
    assert "moods" in result.err
    assert not list(Path().glob("*.html"))


def test_questions_are_those_asked_and_the_notes_tagged_so(story: Journal) -> None:
    data = pack(story, "--ask", "What would you try?", "--ask", " And then? ")
    assert [(each["key"], each["text"]) for each in data["agenda"]["questions"]] == [
        ("question:1", "What would you try?"),
        ("question:2", "And then?"),
        ("question:asked1", "How do others end a call that goes in circles?"),
    ]
    empty = story("mentor", "export", "--yes", "--ask", " ")
    assert (empty.code, empty.out) == (2, "")
    assert empty.err.startswith("error: --ask needs a question\n")


def test_every_finding_has_a_key_of_its_own_and_its_quotes(story: Journal) -> None:
    data = pack(story)
    found = [each for group in data["findings"].values() if isinstance(group, list)
             for each in group if "key" in each]  # fmt: skip
    keys = [each["key"] for each in found]
    assert len(keys) == len(set(keys)) > 10
    quoted = {ref for each in found for ref in each.get("quoted", ())}
    assert quoted == set(data["quotes"])
    agenda = data["agenda"]
    for part in ("wins", "goals", "upstream"):
        assert {each["key"] for each in agenda[part]} <= set(keys)
    assert agenda["focus"]["key"] in keys


def test_the_page_carries_its_data_and_hash(story: Journal) -> None:
    text = page(story)
    held = re.search(r'<script type="application/json" id="pack">(.*?)</script>', text, re.S)
    named = re.search(r'<meta name="hash" content="([0-9a-f]{64})">', text)
    assert held is not None and named is not None
    data = json.loads(held[1])
    assert data == pack(story)
    assert named[1] == content_hash(data)


def test_the_page_asks_for_nothing_from_anywhere(story: Journal) -> None:
    text = page(story)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert re.fullmatch(
        r"default-src &#39;none&#39;; style-src &#39;sha256-\S{44}&#39;;"
        r" script-src &#39;sha256-\S{44}&#39;; base-uri &#39;none&#39;; form-action &#39;none&#39;",
        policy[1],
    )
    markup = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", text, flags=re.S)
    assert not re.search(r"<[^>]* (style|on\w+|src|srcset|background)=", markup)
    assert set(re.findall(r'href="([^"#]*)', markup)) == {""}


def test_no_command_is_named_to_a_mentor(story: Journal) -> None:
    shown = uncovered(page(story, "--with", "mood,energy"))
    assert "reflective journal" in shown
    assert not re.search(r"\breflect [a-z]+|--\w+|\bNone\b(?! this)", shown)


def test_headings_come_in_order(story: Journal) -> None:
    levels = [int(each) for each in re.findall(r"<h([1-6])", page(story))]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


class Uncovered(HTMLParser):
    """The text of a page that stands outside of covers, scripts and styles."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        hides = tag in ("script", "style") or ("class", "cover") in attrs
        if hides or (self.inside and tag == self.inside[-1]):
            self.inside.append(tag)
        elif not self.inside:
            self.text += " ".join(value or "" for name, value in attrs if name == "aria-label")

    def handle_endtag(self, tag: str) -> None:
        if self.inside and tag == self.inside[-1]:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.text += data


def uncovered(page: str) -> str:
    parser = Uncovered()
    parser.feed(page)
    return parser.text


def test_a_blind_pack_covers_own_levels(story: Journal) -> None:
    told = ("own ratings (", "by own ratings", "room to grow", "on a scale from 1 to 5")
    open_page, blind = uncovered(page(story)), uncovered(page(story, "--blind"))
    assert [each for each in told if each not in open_page] == []
    assert [each for each in told if each in blind] == []
    assert "First, how you see it" in blind
    assert story("mentor", "export", "--blind", "--yes", "-o", "blind.md").code == 0
    written = Path("blind.md").read_text(encoding="utf-8")
    assert [each for each in told if each in written] == []


def test_a_report_as_a_page_has_no_form(story: Journal) -> None:
    result = story("report", "--format", "html")
    assert result.code == 0
    assert "<form" not in result.out and "<textarea" not in result.out
    assert "script-src &#39;none&#39;" in result.out
    assert story("report", "-o", "report.html").out == "wrote report.html\n"
    assert Path("report.html").read_text(encoding="utf-8") == result.out


def test_what_a_file_is_to_be_is_said_by_its_name(story: Journal) -> None:
    result = story("mentor", "export", "--yes", "-o", "pack.docx")
    assert (result.code, result.out) == (2, "")
    assert result.err == (
        "error: pack.docx does not say what it is to be\n"
        "hint: a name in .html, .pdf, .md or .json, or --format as you mean it\n"
    )


@pytest.mark.parametrize(
    ("shifts", "said"),
    [
        (0, "Not enough ratings yet to name one."),
        (2, "Not enough ratings yet to name one."),
        (12, "No skill stands out below the others."),
    ],
)
def test_where_no_focus_is_named_it_says_why(
    journal: Journal, tmp_path: Path, shifts: int, said: str
) -> None:
    """Few ratings are no verdict: that none stands out takes enough of them."""
    for number in range(shifts):
        day = f"2026-11-{number + 1:02}"
        assert journal("rate", "empathy=3", "listening=3", "--on", day).code == 0
    journal("note", "a start")
    path = tmp_path / "pack.md"
    assert journal("mentor", "export", "--yes", "-o", str(path)).code == 0
    text = path.read_text(encoding="utf-8")
    others = {"Not enough ratings yet to name one.", "No skill stands out below the others."}
    assert [each for each in others if each in text] == [said]


def test_an_empty_journal_has_a_page_too(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = journal("mentor", "export", "--yes")
    assert result.code == 0, result.err
    text = Path("reflect-2026-11-22.html").read_text(encoding="utf-8")
    assert "No goal is open." in text and "A reflective journal" in text


def test_a_year_of_two_thousand_records_is_a_small_file(
    bare: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make_journal(bare.root, 2000)
    texts = [page(bare, "2026") for _ in range(2)]
    assert texts[0] == texts[1]
    assert 100_000 < len(texts[0].encode()) < 2_000_000


def test_the_words_of_the_levels_are_of_the_skills_that_are_shown(story: Journal) -> None:
    data = pack(story)
    shown = {each["skill"] for each in data["findings"]["skills"]}
    assert data["rubric"].keys() == shown != set()
    assert all({*each} == {"name", "low", "middle", "high"} for each in data["rubric"].values())


def test_a_theme_that_recurs_has_a_key_of_its_own(story: Journal) -> None:
    days = (9, 11, 13, 16, 18, 20)
    story.write({
        f"2026/11/2026-11-{day:02}-note-them{day:02}.toml": f"""
            format = 1
            id = "them{day:02}"
            kind = "note"
            at = 2026-11-{day:02}T15:10:00+01:00
            shift = 2026-11-{day:02}
            text = "the courier label was smudged"
            """
        for day in days
    })  # fmt: skip
    found = {each["key"]: each for each in pack(story)["findings"]["themes"]}
    assert "theme:courier label" in found or "theme:courier" in found, found.keys()
    assert all(key.startswith("theme:") for key in found)
    assert all(each["recurring"] for each in found.values())
