"""The mentor's letter as a PDF: tagged, whole, the same twice, and no word of it is markup."""

import json
import sys
import unicodedata
from collections.abc import Iterator
from copy import deepcopy
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from reflectcli.render.letter.letter import letter_of
from reflectcli.render.letter.model import Letter
from reflectcli.render.pdf import press
from reflectcli.render.pdf.missing import missing_line
from reflectcli.render.pdf.press import BOX, pdf_letter, unset
from reflectcli.render.pdf.sheet import CONTROLS, MANY_MARKS, on_paper
from reflectcli.render.text import clean
from tests.browser.packs import hostile_pack, story_pack
from tests.conftest import Journal
from tests.hostile import LARGE, SMALL
from tests.story import FILES, TARGETS

own_fonts = partial(pdf_letter, system_fonts=False)
"""Only the fonts that come with typst: the same on every machine."""


@pytest.fixture
def story(bare: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Journal:
    monkeypatch.chdir(tmp_path)
    return bare.write({**FILES, "journal.toml": "format = 1\n" + TARGETS})


def export(story: Journal, name: str, *args: str) -> bytes:
    result = story("mentor", "export", "--yes", "--force", "-o", name, *args)
    assert (result.code, result.err) == (0, "")
    return Path(name).read_bytes()


def pack(story: Journal, *args: str) -> dict[str, Any]:
    """A pack's data, as all formats are made of it."""
    data: dict[str, Any] = json.loads(export(story, "pack.json", *args))
    return data


def read(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content), strict=True)


def words_of(content: bytes) -> str:
    """All text of a PDF, without what a line's end makes of it."""
    return bare_text("".join(page.extract_text() for page in read(content).pages))


def bare_text(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable() and letter != " ")


def tags(content: bytes) -> Iterator[Any]:
    """Every element of the tree that a screen reader goes through."""
    waiting: list[Any] = [read(content).root_object["/StructTreeRoot"]]
    while waiting:
        each: Any = waiting.pop().get_object()
        if isinstance(each, list):
            waiting += each
        elif isinstance(each, dict):
            if "/S" in each:
                yield each
            if "/K" in each:
                waiting.append(each["/K"])


def charts_of(letter: Letter) -> list[str]:
    points = [point.chart for topic in letter.topics for point in topic.points]
    findings = [each.chart for section in letter.sections for each in section.findings]
    return [chart.words for chart in (*points, *findings) if chart]


def test_the_pdf_says_that_it_is_tagged_and_for_everyone(story: Journal) -> None:
    content = export(story, "letter.pdf")
    document = read(content)
    root: Any = document.root_object
    about: Any = document.xmp_metadata
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712
    assert root["/Lang"] == "en"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in about.stream.get_data()
    assert document.metadata is not None
    assert str(document.metadata.title).startswith("Sam · ")
    kinds = {each["/S"] for each in tags(content)}
    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Figure", "/Table", "/TH", "/Link"} <= kinds


def test_every_chart_says_what_it_shows(story: Journal) -> None:
    said = [each.get("/Alt") for each in tags(export(story, "a.pdf")) if each["/S"] == "/Figure"]
    charts = charts_of(letter_of(pack(story)))
    assert sorted(map(str, said)) == sorted(charts)
    assert len(charts) > 4


def test_the_same_journal_gives_the_same_bytes(story: Journal) -> None:
    args = ("mentor", "export", "--yes", "--as-of", "2026-11-22", "-o")
    assert story(*args, "1.pdf").code == 0
    assert story(*args, "2.pdf", now="2026-11-24T09:00:00+01:00").code == 0
    assert Path("1.pdf").read_bytes() == Path("2.pdf").read_bytes()
    assert Path("1.pdf").stat().st_mode & 0o777 == 0o600


def test_it_holds_the_agenda_each_finding_and_its_evidence(story: Journal) -> None:
    told = words_of(export(story, "a.pdf", "--ask", "What would you try?"))
    letter = letter_of(pack(story, "--ask", "What would you try?"))
    said = [letter.title, letter.span, "What would you try?"]
    said += [on_paper(each) for each in letter.about]
    assert "setinitalics" in told
    for topic in letter.topics:
        said += [topic.title, *(point.text for point in topic.points)]
    for section in letter.sections:
        said += [section.title, section.intro, *section.notes]
        for finding in section.findings:
            said += [finding.title, finding.verdict, finding.claim, *finding.means, finding.words]
            said += [text for fact in finding.facts for text in fact]
            said += [quote.text for quote in finding.quotes]
            said += [text for quote in finding.quotes for pair in quote.more for text in pair]
    assert [text for text in said if bare_text(text) not in told] == []
    assert told.index("Tocelebrate") < told.index("Questions") < told.index("Howthiswasmade")


def test_a_record_stands_in_full_once(story: Journal) -> None:
    letter = letter_of(pack(story))
    quotes = [
        quote for section in letter.sections for each in section.findings for quote in each.quotes
    ]
    often = {each.ref: each.text for each in quotes if len(each.text) > 90}
    assert len(quotes) > len({each.ref for each in quotes})
    told = words_of(export(story, "a.pdf"))
    agenda = {point.text for topic in letter.topics for point in topic.points}
    for text in set(often.values()) - agenda:
        assert told.count(bare_text(text)) == 1


def test_a_blind_letter_has_levels_to_mark_and_none_that_are_marked(story: Journal) -> None:
    told = words_of(export(story, "a.pdf", "--blind"))
    assert "First,howyouseeit" in told and "Covereduntilyouhaverated" in told
    assert "ratingsin" not in told and "meanofeachweek" not in told
    open_letter = words_of(export(story, "b.pdf"))
    assert "ratingsin" in open_letter and "First,howyouseeit" not in open_letter


def test_a_report_has_nothing_to_fill_in(story: Journal) -> None:
    result = story("report", "--format", "pdf", "-o", "report.pdf")
    assert (result.code, result.out, result.err) == (0, "wrote report.pdf\n", "")
    told = words_of(Path("report.pdf").read_bytes())
    assert "Whatweagree" not in told and "Tocelebrate" in told
    assert "Whatweagree" in words_of(export(story, "letter.pdf"))
    again = story("report", "-o", "report.pdf")
    assert (again.code, "exists" in again.err) == (5, True)
    nowhere = story("report", "--format", "pdf")
    assert (nowhere.code, nowhere.out) == (2, "")
    assert nowhere.err == "error: a PDF needs a file\nhint: -o report.pdf\n"


def test_the_paper_is_a4_or_letter(story: Journal) -> None:
    assert read(export(story, "a4.pdf")).pages[0].mediabox.width == pytest.approx(595, abs=1)
    story.env["REFLECT_PAPER"] = "Letter"
    assert read(export(story, "us.pdf")).pages[0].mediabox.width == 612
    story.env["REFLECT_PAPER"] = "a5"
    result = story("mentor", "export", "--yes", "-o", "a5.pdf")
    assert (result.code, result.out, Path("a5.pdf").exists()) == (2, "", False)
    assert result.err.startswith("error: paper must be a4 or letter, not a5\n")


def test_without_typst_one_command_is_named(
    story: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    for args in (("mentor", "export", "--format", "pdf"), ("report", "-o", "report.pdf")):
        result = story(*args)
        assert (result.code, result.out) == (6, "")
        # What writes gives the command back; a report can simply be asked for again.
        assert result.err.partition("nothing was saved")[0] == (
            "error: a PDF needs typst, which is not installed\n"
            f'hint: {sys.executable} -m pip install "reflectcli[pdf]"\n'
        )
    assert not list(Path().glob("*.pdf"))


def test_letters_that_no_font_has_are_named_and_boxed(
    story: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(press, "pdf_letter", own_fonts)
    asked = ("--ask", "Was sagt man bei 한국 in Zürich?", "--ask", "ที่? Again 국!")
    result = story("mentor", "export", "--yes", "-o", "a.pdf", *asked)
    assert result.code == 0
    assert result.out.startswith("wrote a.pdf")
    assert result.err == (
        "no font on this computer has \u25cc\u0e35 \u25cc\u0e48 한 국 ท: □ stands for each in the"
        " PDF; install a font that has them, such as Noto\n"
    )
    told = words_of(Path("a.pdf").read_bytes())
    assert bare_text(f"Was sagt man bei {BOX}{BOX} in Zürich?") in told
    assert f"{BOX}?Again{BOX}!" in told


def test_many_missing_letters_are_counted() -> None:
    letters = [chr(0xAC00 + number) for number in range(20)]
    assert " and 8 more: " in missing_line(letters)


def test_joiners_and_marks_do_not_spoil_the_letters_beside_them(story: Journal) -> None:
    data = pack(story, "--ask", "Press 1\ufe0f\u20e3, then \U0001f469\u200d\U0001f467.")
    made = own_fonts(data)
    assert made.missing == ("\u20e3", "\U0001f469", "\U0001f467")
    assert bare_text(f"Press 1, then {BOX}{BOX}.") in words_of(made.content)


def test_the_letters_are_read_from_what_typst_says() -> None:
    said = 'error: the text `"\\u{e35}\\"x"` could not be displayed with font `"A"`'
    assert list(unset(f"{said}\n{said}")) == ["\u0e35", '"', "x"]


def asking(data: dict[str, Any], *texts: str) -> dict[str, Any]:
    """The pack with these as its questions."""
    made = deepcopy(data)
    made["agenda"]["questions"] = [
        {"key": f"question:{number}", "text": text, "record": None, "day": None}
        for number, text in enumerate(texts, 1)
    ]
    return made


def as_set(text: str) -> list[str]:
    """A text as it can be found on the page: cleaned, its controls as one sign.

    From the right the reader gives words in another order; heaps of marks it counts as it likes.
    """
    if MANY_MARKS.search(text):
        return []
    from_right = any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)
    parts = text.split() if from_right else [text.strip()]
    return [bare_text(clean(part).translate(CONTROLS)) for part in parts]


def test_hostile_texts_are_set_as_they_stand() -> None:
    made = own_fonts(hostile_pack(SMALL, story_pack()))
    told = words_of(made.content)
    boxes = {ord(each): BOX for each in made.missing}
    shown = [part.translate(boxes) for text in SMALL for part in as_set(text)]
    assert [part for part in shown if part not in told] == []
    assert len(shown) > 250
    links = [link["/A"]["/S"] for link in annotations(made.content) if "/A" in link]
    assert links == []


def annotations(content: bytes) -> list[Any]:
    pages: list[Any] = list(read(content).pages)
    return [each.get_object() for page in pages for each in page.get("/Annots", ())]


def test_large_texts_are_set_on_as_many_pages_as_they_need() -> None:
    few = own_fonts(hostile_pack([text[:50] for text in LARGE], story_pack()))
    many = own_fonts(hostile_pack([text[:3000] for text in LARGE], story_pack()))
    assert len(read(many.content).pages) > len(read(few.content).pages) + 10
    told = words_of(own_fonts(asking(story_pack(), "w" * 40_000)).content)
    assert told.count("w") > 40_000


def test_a_text_from_the_right_stands_at_the_right(story: Journal) -> None:
    def left_edge(text: str) -> float:
        edges: list[float] = []

        def seen(words: str, page: Any, line: Any, *rest: Any) -> None:
            if "\u05d0" in words:
                edges.append(page[4] + line[4])

        data = asking(pack(story), text)
        read(own_fonts(data).content).pages[0].extract_text(visitor_text=seen)
        return min(edges)

    assert left_edge("42: \u05d0 Tel") > left_edge("Tel: \u05d0 42") + 100


@pytest.fixture(scope="module")
def empty_pack(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The pack of a journal with nothing in it."""
    folder = tmp_path_factory.mktemp("empty")
    env = {f"XDG_{name}_HOME": str(folder) for name in ("DATA", "CONFIG", "STATE", "CACHE")}
    journal = Journal(folder / "journal", {"HOME": str(folder), **env})
    assert journal("init", "--yes").code == 0
    assert journal("mentor", "export", "--yes", "-o", str(folder / "pack.json")).code == 0
    data: dict[str, Any] = json.loads((folder / "pack.json").read_bytes())
    return data


@settings(max_examples=25)
@given(text=st.text(min_size=1, max_size=60))
@example(text="\u0e01\u0301y")
@example(text="\U000e0041\ufe0f\u200d")
def test_any_text_can_be_set(empty_pack: dict[str, Any], text: str) -> None:
    made = own_fonts(asking(empty_pack, text))
    assert made.content.startswith(b"%PDF-1.7")
    assert not any(each.isascii() for each in made.missing)
