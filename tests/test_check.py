"""check: every file is looked at, and what is found is said and counted."""

import json
import os
import time
from importlib.resources import files
from pathlib import Path

import pytest

from tests.conftest import Journal
from tests.test_bad_files import GOOD, GOOD_NAME, note

NAME = "2026/11/2026-11-22-note-k3f9q2.toml"


def test_an_empty_journal(journal: Journal) -> None:
    result = journal("check")
    assert (result.code, result.out, result.err) == (0, "0 records in 0 folders, no problems\n", "")


def test_no_journal(journal: Journal, tmp_path: Path) -> None:
    result = journal("check", "--journal", str(tmp_path / "nowhere"))
    assert (result.code, result.out) == (4, "")
    assert result.err == (
        f"error: there is no journal in {tmp_path}/nowhere\n"
        f"hint: start one there: reflect init --journal {tmp_path}/nowhere\n"
    )


def test_the_count_is_of_problems_and_notes(journal: Journal) -> None:
    journal.write({GOOD_NAME: GOOD, NAME: note(text="1", weather='"rain"'), "x.txt": ""})
    journal.write({"2026/10/2026-10-01-note-aaaa01.toml": "="})
    result = journal("check")
    assert result.code == 3
    assert result.out == "1 record in 2 folders, 2 problems, 1 remark\n"


def test_the_findings_as_json(journal: Journal) -> None:
    journal.write({GOOD_NAME: GOOD, NAME: note(text="1"), "x.txt": ""})
    result = journal("check", "--json")
    assert (result.code, result.err) == (3, "")
    assert json.loads(result.out) == {
        "schema": 1,
        "records": 1,
        "folders": 1,
        "remarks": [
            {
                "file": "x.txt",
                "line": None,
                "message": "does not belong to the journal, so it is not read",
                "hint": "move it out, or leave it: it does no harm",
                "left_out": False,
            }
        ],
        "repairs": [],
        "problems": [
            {
                "file": NAME,
                "line": 6,
                "message": "text must be text, not 1",
                "hint": "fix the line and run `reflect check`",
                "left_out": True,
            }
        ],
    }


def test_a_broken_journal_toml_does_not_keep_the_rest_from_being_checked(journal: Journal) -> None:
    journal.write({"journal.toml": 'format = 1\nday_starts = "4am"\n', GOOD_NAME: GOOD})
    journal.write({NAME: note(text="")})
    result = journal("check")
    assert result.code == 3
    assert result.out == "1 record in 1 folder, 2 problems, 1 remark\n"
    assert result.err == (
        "error: journal.toml:2: day_starts must be a time of day such as 04:00:00, not '4am'\n"
        '  2 | day_starts = "4am"\n'
        "    |              ^^^^^\n"
        "hint: fix the line and run `reflect check`\n"
        "\n"
        f"error: {NAME}:1: text is missing\n"
        "hint: add what is missing and run `reflect check`\n"
        "\n"
        "note: journal.toml: the records are compared with the defaults in place of this file\n"
        "hint: skills and KPIs of your own count as unknown until it is right\n"
        "\n"
    )


@pytest.mark.parametrize("settings", ["x = [[[\n", b"name = '\xff'\n"])
def test_a_journal_toml_that_is_no_toml_keeps_nothing_from_being_checked(
    journal: Journal, settings: str | bytes
) -> None:
    journal.write({"journal.toml": settings, GOOD_NAME: GOOD, NAME: "bad"})
    result = journal("check")
    assert result.code == 3
    assert result.out == "1 record in 1 folder, 2 problems, 1 remark\n"
    assert result.err.startswith("error: journal.toml:1: ")
    assert f"error: {NAME}:1: " in result.err


def test_every_fault_of_journal_toml_is_told(journal: Journal) -> None:
    journal.write(
        {
            "journal.toml": (
                "[kpis.csat]\ntarget = 'high'\n[rubric.skills.empathy]\nweight = -1\n"
                "[rubric.skills.patience]\nname = 'patience'\n"
            )
        }
    )
    result = journal("check")
    assert result.out == "0 records in 0 folders, 5 problems, 1 remark\n"
    assert [line for line in result.err.splitlines() if line.startswith("error")] == [
        "error: journal.toml:4: rubric.skills.empathy.weight must be 0 or more, not -1",
        "error: journal.toml:5: rubric.skills.patience.low is missing",
        "error: journal.toml:5: rubric.skills.patience.middle is missing",
        "error: journal.toml:5: rubric.skills.patience.high is missing",
        "error: journal.toml:2: kpis.csat.target must be a number, not 'high'",
    ]


def test_a_misspelt_setting_is_mentioned(journal: Journal) -> None:
    journal.write({"journal.toml": "[kpis.csat]\ntaget = 85\n[rithm]\n"})
    result = journal("check")
    assert (result.code, result.out) == (0, "0 records in 0 folders, no problems, 2 remarks\n")
    assert result.err == (
        "note: journal.toml:2: unknown field 'taget', kept as it is\n"
        "  2 | taget = 85\n"
        "    | ^^^^^\n"
        "hint: did you mean target?\n"
        "\n"
        "note: journal.toml:3: unknown field 'rithm', kept as it is\n"
        "  3 | [rithm]\n"
        "    | ^^^^^^^\n"
        "hint: did you mean rhythm?\n"
        "\n"
    )


def test_records_without_a_journal_toml_are_checked_with_the_defaults(journal: Journal) -> None:
    journal.write({GOOD_NAME: GOOD})
    (journal.root / "journal.toml").unlink()
    result = journal("check")
    assert (result.code, result.out) == (0, "1 record in 1 folder, no problems, 1 remark\n")
    assert result.err == (
        "note: journal.toml: there is none\n"
        "hint: the defaults hold; `reflect init --yes` writes them out\n\n"
    )
    assert journal("init", "--yes").code == 0
    assert journal("check").err == ""


def test_links_and_goals_that_lead_nowhere_are_mentioned(journal: Journal) -> None:
    checkin = note(kind='"checkin"', goal='"zzzz02"', links='["g00d01", "zzzz01"]')
    journal.write({GOOD_NAME: GOOD, "2026/11/2026-11-22-checkin-k3f9q2.toml": checkin})
    result = journal("check")
    assert (result.code, result.out) == (0, "2 records in 1 folder, no problems, 2 remarks\n")
    assert result.err == (
        "note: 2026/11/2026-11-22-checkin-k3f9q2.toml:8: there is no record zzzz01, which this "
        "one names\n"
        '  8 | links = ["g00d01", "zzzz01"]\n'
        "    |                    ^^^^^^^^\n"
        "hint: nothing, if it was deleted on purpose\n"
        "\n"
        "note: 2026/11/2026-11-22-checkin-k3f9q2.toml:7: there is no record zzzz02, which this "
        "one names\n"
        '  7 | goal = "zzzz02"\n'
        "    |        ^^^^^^^^\n"
        "hint: nothing, if it was deleted on purpose\n"
        "\n"
    )


def test_files_that_do_not_belong(journal: Journal) -> None:
    hidden = {".git/config": "x", ".DS_Store": "x", "2026/11/.hidden": "x", ".trash/a/b": "x"}
    journal.write(hidden)
    assert journal("check").err == ""
    journal.write({"2026/11/photo.jpg": b"\xff", "attic/old/2025-01-01-note-aaaa01.toml": "x"})
    result = journal("check")
    assert result.code == 3
    assert result.err == (
        "error: attic/old/2025-01-01-note-aaaa01.toml: a record in a folder that is not read\n"
        "hint: move the file to 2025/01/2025-01-01-note-aaaa01.toml\n"
        "\n"
        "note: 2026/11/photo.jpg: does not belong to the journal, so it is not read\n"
        "hint: move it out, or leave it: it does no harm\n"
        "\n"
    )


def test_what_a_crash_or_an_editor_left_behind(journal: Journal) -> None:
    journal.write({"2026/11/.new-0123": "", "2026/11/.new-4567": "", ".drafts/ab12.md": "my text"})
    written = 1795361000  # some minutes before the clock of the tests
    os.utime(journal.root / "2026/11/.new-4567", (written, written))
    os.utime(journal.root / "2026/11/.new-0123", (written - 7200, written - 7200))
    result = journal("check")
    summary = "0 records in 0 folders, no problems, 2 remarks · reflect check --fix\n"
    assert (result.code, result.out) == (0, summary)
    assert result.err == (
        "note: .drafts/ab12.md: a draft that was left behind\n"
        f"hint: your text, never saved; it is yours to keep or delete: {journal.root}"
        "/.drafts/ab12.md\n"
        "\n"
        "note: 2026/11/.new-0123: left by a crash while writing\n"
        f"hint: delete it: {journal.root}/2026/11/.new-0123\n"
        "\n"
    )


def test_missing_and_changed_schemas(journal: Journal) -> None:
    folder = journal.root / ".schema/v1"
    (folder / "note.json").unlink()
    (folder / "goal.json").write_text("{}")
    result = journal("check")
    assert result.code == 0
    assert result.err == (
        "note: .schema/v1: the schemas for your editor: note.json missing; "
        "goal.json of another version\n"
        "hint: put them there: reflect info schema --install\n\n"
    )
    assert journal("info", "schema", "--install").out == f"put 12 schemas into {folder}\n"
    assert journal("check").err == ""
    shipped = files("reflectcli.storage").joinpath("schema", "note.json").read_bytes()
    assert (folder / "note.json").read_bytes() == shipped


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX systems")
def test_a_journal_that_others_can_read(journal: Journal) -> None:
    journal.root.chmod(0o755)
    result = journal("check")
    summary = "0 records in 0 folders, no problems, 1 remark · reflect check --fix\n"
    assert (result.code, result.out) == (0, summary)
    assert result.err == (
        f"note: {journal.root}: other users of this computer can look into your journal\n"
        f"hint: chmod 700 {journal.root}\n\n"
    )


class Ticking:
    """A clock that goes a given step at every look."""

    def __init__(self, step: float) -> None:
        self.step, self.now = step, 0.0

    def __call__(self) -> float:
        self.now += self.step
        return self.now


@pytest.mark.parametrize(("terminal", "step", "shown"), [(1, 0.6, 1), (0, 0.6, 0), (1, 0.01, 0)])
def test_progress_is_for_terminals_that_wait(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, terminal: int, step: float, shown: int
) -> None:
    for number in range(3):
        journal.write({f"2026/11/2026-11-22-note-aaaa0{number}.toml": note(id=f'"aaaa0{number}"')})
    monkeypatch.setattr(time, "monotonic", Ticking(step))
    result = journal("check", terminal=bool(terminal))
    told = "\r2 of 3 records\r3 of 3 records\r\x1b[K" if shown else ""
    assert (result.out, result.err) == ("3 records in 1 folder, no problems\n", told)


def test_checking_changes_nothing(journal: Journal) -> None:
    journal.write({GOOD_NAME: GOOD, NAME: "=", "x.txt": "", ".drafts/a.md": ""})
    before = {path: path.stat().st_mtime_ns for path in journal.root.rglob("*")}
    journal("check")
    assert {path: path.stat().st_mtime_ns for path in journal.root.rglob("*")} == before


def test_a_record_elsewhere_is_not_to_be_moved_over_another(journal: Journal) -> None:
    note = 'format = 1\nid = "k3f9q2"\nkind = "note"\nat = 2026-11-20T16:40:00+01:00\n'
    note += 'shift = 2026-11-20\ntext = "good"\n'
    right, wrong = (f"{at}/2026-11-20-note-k3f9q2.toml" for at in ("2026/11", "2026/november"))
    journal.write({"journal.toml": "format = 1\n", wrong: note})
    assert f"hint: move the file to {right}\n" in journal("check").err
    journal.write({right: note.replace("good", "another")})
    told = journal("check").err
    assert f"hint: {right} is there too, perhaps with another text: compare the two\n" in told
    assert "move the file" not in told


def test_settings_that_were_emptied_are_remarked_on(journal: Journal) -> None:
    journal.write({"journal.toml": ""})
    assert "note: journal.toml: it is empty: the defaults hold" in journal("check").err
    journal.write({"journal.toml": "format = 1\n"})
    assert "it is empty" not in journal("check").err
