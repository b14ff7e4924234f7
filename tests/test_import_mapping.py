"""Mappings kept in journal.toml: added at its end, used by name, flags before them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.storage import toml
from reflectcli.storage.importing.mapping import ImportMapping, mapping_of
from tests.conftest import Journal

SURVEY = "Date,Agent,Score,Comment,Talk\n2026-11-20,Sam,5,kind,60\n2026-11-20,Ola,4,,90\n"
SAVED = """\

[mappings.shop]
as = "feedback"
date = "Date"
score = "Score/5"
where = ["Agent=Sam"]
skills = ["empathy"]
kpi = ["aht=Talk"]
"""
OPTIONS = (
    "--as", "feedback", "--date", "Date", "--score", "Score/5", "--where", "Agent=Sam",
    "--skills", "empathy", "--kpi", "aht=Talk",
)  # fmt: skip


@pytest.fixture(autouse=True)
def survey(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A survey in the folder that the command is called in."""
    monkeypatch.chdir(tmp_path)
    Path("in.csv").write_text(SURVEY, encoding="utf-8")


def config(journal: Journal) -> str:
    return (journal.root / "journal.toml").read_text(encoding="utf-8")


def test_a_mapping_is_added_at_the_end_and_used_by_its_name(journal: Journal) -> None:
    before = config(journal)
    result = journal("import", "in.csv", *OPTIONS, "--save-mapping", "shop")
    assert result.err.endswith("kept the mapping: reflect import FILE.csv --mapping shop\n")
    assert config(journal) == before + SAVED
    again = journal("import", "in.csv", "--mapping", "shop")
    assert again.out == "nothing new: 2 already there\n"


def test_comments_and_line_ends_stay(journal: Journal) -> None:
    journal.write({"journal.toml": b"# mine\r\nformat = 1 # yes"})
    journal("import", "in.csv", *OPTIONS, "--save-mapping", "shop")
    written = (journal.root / "journal.toml").read_bytes().decode()
    assert written == "# mine\r\nformat = 1 # yes\r\n" + SAVED.replace("\n", "\r\n")


def test_flags_go_before_what_was_kept(journal: Journal) -> None:
    journal("import", "in.csv", *OPTIONS, "--save-mapping", "shop")
    result = journal(
        "import", "in.csv", "--mapping", "shop", "--where", "Agent=Ola", "--text", "Comment"
    )
    assert result.out == "imported 1 feedback · 1 aht reading · 0 already there\n"


def test_keeping_the_same_again_changes_nothing(journal: Journal) -> None:
    journal("import", "in.csv", *OPTIONS, "--save-mapping", "shop")
    before = journal.files()
    assert journal("import", "in.csv", *OPTIONS, "--save-mapping", "shop").code == 0
    assert journal.files() == before


def test_another_mapping_of_that_name_is_refused_before_anything_is_written(
    journal: Journal,
) -> None:
    journal("import", "in.csv", *OPTIONS, "--save-mapping", "shop", "--dry-run")
    journal("import", "in.csv", *OPTIONS, "--save-mapping", "shop")
    before = journal.files()
    result = journal("import", "in.csv", *OPTIONS[:6], "--save-mapping", "shop")
    assert (result.code, result.out, result.err) == (
        5,
        "",
        "error: there is another mapping 'shop' already\n"
        "hint: take another name, or change [mappings.shop] in journal.toml\n",
    )
    assert journal.files() == before


def test_a_name_that_is_none(journal: Journal) -> None:
    result = journal("import", "in.csv", *OPTIONS, "--save-mapping", "My Shop")
    assert (result.code, result.err) == (
        2,
        "error: a mapping cannot be called 'My Shop'\nhint: lower case letters, digits and _\n",
    )
    assert journal.records() == {}


def test_a_mapping_that_is_not_there(journal: Journal) -> None:
    assert journal("import", "in.csv", "--mapping", "shop").err == (
        "error: there is no mapping 'shop'\n"
        "hint: there are zendesk, freshdesk, intercom, help_scout, google_forms, surveymonkey\n"
    )
    journal("import", "in.csv", *OPTIONS, "--save-mapping", "shop")
    near = journal("import", "in.csv", "--mapping", "shpo")
    assert (near.code, near.err.split("\n")[1]) == (4, "hint: did you mean shop?")
    far = journal("import", "in.csv", "--mapping", "zendesk")
    assert far.err.split("\n")[1] == "hint: there are shop"


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('dat = "Date"', "mapping 'shop': unknown key 'dat'; did you mean date?"),
        ('date = ["Date"]', "mapping 'shop': date must be text, not a list"),
    ],
)
def test_a_kept_mapping_that_is_not_right(journal: Journal, line: str, message: str) -> None:
    journal.write({"journal.toml": f"format = 1\n\n[mappings.shop]\n{line}\n"})
    result = journal("import", "in.csv", "--mapping", "shop")
    assert (result.code, result.err) == (
        3, f"error: journal.toml: {message}\nhint: correct [mappings.shop]\n",
    )  # fmt: skip


def test_a_journal_file_that_cannot_take_it(journal: Journal) -> None:
    """Nothing is imported; the file stays as it was and the table is shown."""
    journal.write({"journal.toml": 'format = 1\nmappings = { old = { date = "D" } }\n'})
    before = config(journal)
    result = journal("import", "in.csv", *OPTIONS, "--save-mapping", "shop")
    assert result.code == 3
    assert "the mapping cannot be added at the end of journal.toml" in result.err
    assert 'hint: write it there yourself:\n[mappings.shop]\nas = "feedback"\n' in result.err
    assert config(journal) == before
    assert journal.records() == {}


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1)


@given(
    date=WORDS,
    score=st.none() | WORDS,
    where=st.lists(WORDS).map(tuple),
    kpi_total=st.lists(WORDS).map(tuple),
)
def test_what_is_written_is_what_is_read(
    date: str, score: str | None, where: tuple[str, ...], kpi_total: tuple[str, ...]
) -> None:
    mapping = ImportMapping(records="kpi", date=date, score=score, where=where, kpi_total=kpi_total)
    text = toml.dump({"mappings": {"x": mapping.data()}})
    assert mapping_of(toml.parse(text, "")["mappings"]["x"], "x") == mapping
