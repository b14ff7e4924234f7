"""The presets for help desks' and survey tools' exports, each with a file of its columns."""

from pathlib import Path

import pytest

from tests.conftest import Journal
from tests.test_import_elsewhere import records_of

FILES = {
    "zendesk": (
        "Summation column,Id,Requester,Assignee,Via,Created at,Solved at,Satisfaction Score,"
        "First reply time in minutes,Full resolution time in minutes\n"
        "1,901,Ann,Sam,Mail,2026-11-16 09:00,2026-11-16 10:00,Good,4,60\n"
        "1,902,Bob,Sam,Chat,2026-11-17 09:00,,Not Offered,2.5,\n"
        "1,903,Cy,Ola,Chat,2026-11-17 09:00,2026-11-17 11:00,Bad,1,120\n"
    ),
    "freshdesk": (
        "Ticket ID,Subject,Source,Agent,Created time,Resolved time,Initial response time,"
        "Survey results\n"
        "31,Refund,Email,Sam,2026-11-16 09:00:00,2026-11-16 10:00:00,2026-11-16 09:04:00,"
        "Extremely Happy\n"
        "32,Late,Phone,Sam,2026-11-17 09:00:00,,2026-11-17 09:01:30,\n"
    ),
    "intercom": (
        "Conversation ID,Updated at (Europe/Berlin),Conversation rating,"
        "Conversation rating remark,Last teammate rated\n"
        '71,2026-11-16 09:00:00,5,"Quick, kind",Sam\n72,2026-11-17 09:00:00,2,,Sam\n'
    ),
    "help_scout": (
        "number,type,rating,ratingComments,ratingCreatedAt,ratingUserName\n"
        "11,email,Great,he was really helpful,2026-11-16T08:00:00Z,Sam\n"
        "12,chat,Not Good,,2026-11-17T08:00:00Z,Sam\n"
    ),
    "google_forms": (
        "Timestamp,How happy are you?,Why?\n"
        "2026/11/16 4:40:12 PM GMT+1,5,Quick\n2026/11/17 9:00:00 AM GMT+1,2,\n"
    ),
    "surveymonkey": (
        "Respondent ID,Collector ID,Start Date,End Date,IP Address,How happy are you?,Why?\n"
        ",,,,,Response,Open-Ended Response\n"
        "1001,5,11/16/2026 09:00:00 AM,11/16/2026 09:02:00 AM,,5,Quick\n"
        "1002,5,11/17/2026 09:00:00 AM,11/17/2026 09:02:00 AM,,2,\n"
    ),
}
QUESTIONS = ("--score", "How happy are you?/5", "--text", "Why?")
TIMED = "1 feedback · 2 frt readings · 1 resolution_time reading"
CASES = {
    "zendesk": (("--where", "Assignee=Sam"), TIMED),
    "freshdesk": ((), TIMED),
    "intercom": ((), "2 feedback"),
    "help_scout": ((), "2 feedback"),
    "google_forms": (QUESTIONS, "2 feedback"),
    "surveymonkey": (QUESTIONS, "2 feedback"),
}  # fmt: skip


@pytest.fixture
def export(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with each export in it."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name, text in FILES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", FILES)
def test_a_preset_reads_its_export(journal: Journal, export: Path, name: str) -> None:
    more, said = CASES[name]
    words = ("import", f"{name}.csv", "--mapping", name, *more)
    result = journal(*words)
    assert result.code == 0, result.err
    assert result.out == f"imported {said} · 0 already there\n"
    assert journal(*words).out.startswith("nothing new: ")
    first = next(each for each in records_of(journal) if each.kind == "feedback")
    assert (first.score, first.scale, first.shift.day) == (5, 5, 16)


def test_what_the_words_and_minutes_become(journal: Journal, export: Path) -> None:
    journal("import", "zendesk.csv", "--mapping", "zendesk")
    found = {(each.kind, each.reference): each for each in records_of(journal)}
    assert found["feedback", "903"].score == 1
    assert ("feedback", "902") not in found
    readings = [each for each in records_of(journal) if each.kind == "reading"]
    values = {(each.kpi, each.reference): each.value for each in readings}
    assert values["frt", "902"] == 150
    assert values["resolution_time", "903"] == 7200
    assert found["feedback", "901"].channel == "Mail"


def test_the_second_line_of_headings_is_named(journal: Journal, export: Path) -> None:
    result = journal("import", "surveymonkey.csv", "--mapping", "surveymonkey", *QUESTIONS)
    assert "note: line 2 is a second line of headings\n" in result.err
    assert "Fri" not in result.err


def test_questions_are_the_users_to_name(journal: Journal, export: Path) -> None:
    result = journal("import", "google_forms.csv", "--mapping", "google_forms")
    assert (result.code, result.err) == (
        3,
        "error: google_forms.csv:1: which question of Google Forms is the score or the text is"
        " not said\n"
        "hint: --score COLUMN/5 or --text COLUMN; there are Timestamp, How happy are you?, Why?\n",
    )


def test_another_export_is_no_such(journal: Journal, export: Path) -> None:
    result = journal("import", "intercom.csv", "--mapping", "surveymonkey")
    assert (result.code, result.err) == (
        3,
        "error: intercom.csv:1: no column End Date or Date Modified or date_modified, as"
        " SurveyMonkey's export has\nhint: say which column it is: --date COLUMN\n",
    )


def test_days_that_could_be_two_are_asked_about(journal: Journal, export: Path) -> None:
    (export / "x.csv").write_text("Timestamp,Score\n03/04/2026 10:00:00,5\n", encoding="utf-8")
    words = ("import", "x.csv", "--mapping", "google_forms", "--score", "Score/5")
    result = journal(*words)
    assert result.code == 3
    assert "03/04/2026 10:00:00 in Timestamp could be two days" in result.err
    assert journal(*words, "--date", "Timestamp:%d/%m/%Y %H:%M:%S").code == 0


def test_a_mapping_of_ones_own_goes_before_a_preset(journal: Journal, export: Path) -> None:
    kept = ("--as", "feedback", "--date", "Solved at", "--text", "Requester")
    assert journal("import", "zendesk.csv", *kept, "--save-mapping", "zendesk").code == 0
    result = journal("import", "zendesk.csv", "--mapping", "zendesk")
    assert result.out.startswith("nothing new: ")


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--score-is", "Great"), "--score-is 'Great' is not WORD=N"),
        (("--score-is", "Great=x"), "--score-is 'Great=x' is not WORD=N"),
        (("--kpi-unit", "frt=years"), "unknown unit 'years'"),
    ],
)
def test_a_wrong_word_or_unit(
    journal: Journal, export: Path, option: tuple[str, str], said: str
) -> None:
    result = journal("import", "zendesk.csv", "--mapping", "zendesk", *option)
    assert result.code == 2
    assert said in result.err
