"""Broken files: the exact words for each, and the good files beside it still count."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Journal

GOOD = """
    format = 1
    id = "g00d01"
    kind = "note"
    at = 2026-11-20T10:00:00+01:00
    shift = 2026-11-20
    text = "all is well"
    """
GOOD_NAME = "2026/11/2026-11-20-note-g00d01.toml"
GOOD_LINE = "g00d01  Fri 20 Nov 10:00  note        all is well\n"
NAME = "2026/11/2026-11-22-note-k3f9q2.toml"


def note(**changes: str) -> str:
    """A note's file; a change to "" takes the line away."""
    lines = {
        "format": "1",
        "id": '"k3f9q2"',
        "kind": '"note"',
        "at": "2026-11-22T16:40:00+01:00",
        "shift": "2026-11-22",
        "text": '"hello"',
    } | changes
    return "".join(f"{key} = {value}\n" for key, value in lines.items() if value)


def rating(skills: str) -> str:
    return note(kind='"rating"', text="") + skills


def check(journal: Journal, files: dict[str, str | bytes], summary: str, told: str) -> None:
    """Check a journal of one good file and the given ones: what it says, and that list says it."""
    journal.write({GOOD_NAME: GOOD}).write(files)
    before = journal.files()
    result = journal("check")
    assert result.err == told.lstrip("\n")
    assert result.out == summary + "\n"
    assert result.code == (0 if "no problems" in summary else 3)
    assert journal.files() == before


def left_out(journal: Journal, *names: str) -> None:
    """The list shows the good record and says which files it left out."""
    result = journal("list")
    count = f"{len(names)} file{'s' if len(names) > 1 else ''} left out"
    assert result.out == GOOD_LINE
    assert result.err == f"{count}: {', '.join(names)}   reflect check\n"
    assert result.code == 0


def test_a_syntax_error(journal: Journal) -> None:
    check(
        journal,
        {NAME: note(text='"never closed')},
        "1 record in 1 folder, 1 problem",
        """
error: 2026/11/2026-11-22-note-k3f9q2.toml:6: not valid TOML: a text is not closed: the quote \
at its end is missing
  6 | text = "never closed
    |                     ^
hint: close it with the quote that it begins with; a text of several lines stands between three: \
\"""

""",
    )
    left_out(journal, f"{NAME}:6")


def test_a_rating_of_nine(journal: Journal) -> None:
    name = "2026/11/2026-11-22-rating-k3f9q2.toml"
    check(
        journal,
        {name: rating("\n[skills]\nlistening = 4\nempathy = 9\n")},
        "1 record in 1 folder, 1 problem",
        """
error: 2026/11/2026-11-22-rating-k3f9q2.toml:9: rating of empathy must be 1 to 5, not 9
  9 | empathy = 9
    |           ^
hint: fix the line and run `reflect check`

""",
    )
    left_out(journal, f"{name}:9")


def test_all_errors_of_a_file_are_told_at_once(journal: Journal) -> None:
    check(
        journal,
        {
            "2026/11/2026-11-22-rating-k3f9q2.toml": rating(
                'private = "yes"\nskills = { empathy = 9, listening = "x", verbal = 3 }\n'
            )
        },
        "1 record in 1 folder, 3 problems",
        """
error: 2026/11/2026-11-22-rating-k3f9q2.toml:6: private must be true or false, not 'yes'
  6 | private = "yes"
    |           ^^^^^
hint: fix the line and run `reflect check`

error: 2026/11/2026-11-22-rating-k3f9q2.toml:7: rating of empathy must be 1 to 5, not 9
  7 | skills = { empathy = 9, listening = "x", verbal = 3 }
    |                      ^
hint: fix the line and run `reflect check`

error: 2026/11/2026-11-22-rating-k3f9q2.toml:7: rating of listening must be a whole number, not 'x'
  7 | skills = { empathy = 9, listening = "x", verbal = 3 }
    |                                     ^^^
hint: fix the line and run `reflect check`

""",
    )


def test_an_unknown_skill_with_the_nearest_name(journal: Journal) -> None:
    name = "2026/11/2026-11-22-rating-k3f9q2.toml"
    check(
        journal,
        {name: rating("\n[skills]\nempaty = 4\n")},
        "1 record in 1 folder, 1 problem",
        """
error: 2026/11/2026-11-22-rating-k3f9q2.toml:8: unknown skill 'empaty'; did you mean empathy?
  8 | empaty = 4
    | ^^^^^^
hint: fix the line and run `reflect check`

""",
    )
    left_out(journal, f"{name}:8")


def test_an_unknown_skill_in_a_list(journal: Journal) -> None:
    check(
        journal,
        {
            "2026/11/2026-11-22-success-k3f9q2.toml": note(
                kind='"success"', skills='["empathy", "listning"]'
            )
        },
        "1 record in 1 folder, 1 problem",
        """
error: 2026/11/2026-11-22-success-k3f9q2.toml:7: unknown skill 'listning'; did you mean listening?
  7 | skills = ["empathy", "listning"]
    |                      ^^^^^^^^^^
hint: fix the line and run `reflect check`

""",
    )


def test_two_files_with_one_id(journal: Journal) -> None:
    other = "2026/10/2026-10-01-note-k3f9q2.toml"
    early = note(at="2026-10-01T10:00:00+02:00", shift="2026-10-01")
    check(
        journal,
        {NAME: note(), other: early},
        "2 records in 2 folders, 1 problem · reflect check --fix",
        """
error: 2026/11/2026-11-22-note-k3f9q2.toml: the ID k3f9q2 is already that of \
2026/10/2026-10-01-note-k3f9q2.toml
hint: compare the two; then delete one, or give it another ID in its name and its text

""",
    )
    result = journal("list")
    assert result.out == "k3f9q2  Sun 22 Nov 16:40  note        hello\n" + GOOD_LINE
    assert result.err == f"1 file left out: {other}   reflect check\n"
    result = journal("delete", "k3f9q2")
    assert result.code == 4
    assert result.err == (
        "error: 2 files have the ID 'k3f9q2'\n"
        "hint: name the file: 2026/10/2026-10-01-note-k3f9q2.toml, "
        "2026/11/2026-11-22-note-k3f9q2.toml\n"
    )
    assert journal("delete", other).code == 0
    assert journal("check").out == "2 records in 1 folder, no problems\n"


def test_a_record_in_the_wrong_month(journal: Journal) -> None:
    name = "2026/10/2026-11-22-note-k3f9q2.toml"
    check(
        journal,
        {name: note()},
        "1 record in 2 folders, 1 problem · reflect check --fix",
        """
error: 2026/10/2026-11-22-note-k3f9q2.toml:5: the shift of 2026-11-22 belongs in another place
  5 | shift = 2026-11-22
    |         ^^^^^^^^^^
hint: move the file to 2026/11/2026-11-22-note-k3f9q2.toml, or correct the shift

""",
    )
    left_out(journal, f"{name}:5")


def test_a_record_outside_of_the_folders_that_are_read(journal: Journal) -> None:
    check(
        journal,
        {"2026-11-22-note-k3f9q2.toml": note(), "2026/notes.txt": "mine"},
        "1 record in 1 folder, 1 problem, 1 remark · reflect check --fix",
        """
error: 2026-11-22-note-k3f9q2.toml: a record in a folder that is not read
hint: move the file to 2026/11/2026-11-22-note-k3f9q2.toml

note: 2026/notes.txt: does not belong to the journal, so it is not read
hint: move it out, or leave it: it does no harm

""",
    )


def test_today_elsewhere_is_no_date_in_the_future(journal: Journal) -> None:
    """Written on Monday morning in Auckland, read on the flight to the west."""
    text = note(shift="2026-11-23").replace("+01:00", "+13:00")
    journal.write({"2026/11/2026-11-23-note-k3f9q2.toml": text})
    assert (journal("check").code, journal("list").err) == (0, "")
    assert journal("edit", "k3f9q2", "--set", "text=x").code == 0


def test_a_date_in_the_future(journal: Journal) -> None:
    name = "2026/11/2026-11-23-note-k3f9q2.toml"
    check(
        journal,
        {name: note(shift="2026-11-23")},
        "1 record in 1 folder, 1 problem",
        """
error: 2026/11/2026-11-23-note-k3f9q2.toml:5: the shift of 2026-11-23 is in the future
  5 | shift = 2026-11-23
    |         ^^^^^^^^^^
hint: correct the date, or your computer's clock

""",
    )
    left_out(journal, f"{name}:5")


def test_an_unknown_field_is_kept_and_mentioned(journal: Journal) -> None:
    check(
        journal,
        {NAME: note(chanel='"phone"', weather='"rain"')},
        "2 records in 1 folder, no problems, 2 remarks",
        """
note: 2026/11/2026-11-22-note-k3f9q2.toml:7: unknown field 'chanel', kept as it is
  7 | chanel = "phone"
    | ^^^^^^
hint: did you mean channel?

note: 2026/11/2026-11-22-note-k3f9q2.toml:8: unknown field 'weather', kept as it is
  8 | weather = "rain"
    | ^^^^^^^
hint: nothing, if a newer version wrote it

""",
    )
    assert "weather     rain\n" in journal("show", "k3f9").out


def test_an_unknown_field_of_a_step(journal: Journal) -> None:
    goal = note(kind='"goal"', text="", title='"Calm"') + '\n[[steps]]\ntext = "a"\ndone_on = 1\n'
    check(
        journal,
        {"goals/2026-11-22-goal-k3f9q2.toml": goal},
        "2 records in 2 folders, no problems, 1 remark",
        """
note: goals/2026-11-22-goal-k3f9q2.toml:10: unknown field 'done_on', kept as it is
  10 | done_on = 1
     | ^^^^^^^
hint: did you mean done?

""",
    )


def test_a_record_of_a_newer_format(journal: Journal) -> None:
    check(
        journal,
        {NAME: note(format="2")},
        "1 record in 1 folder, 1 problem",
        """
error: 2026/11/2026-11-22-note-k3f9q2.toml:1: written in format 2; this program reads format 1
  1 | format = 2
    |          ^
hint: update reflectcli; the file is left as it is

""",
    )
    left_out(journal, f"{NAME}:1")


def test_a_journal_of_a_newer_format_is_not_written_to(journal: Journal) -> None:
    check(
        journal,
        {"journal.toml": "format = 2\n"},
        "1 record in 1 folder, 1 problem",
        """
error: journal.toml:1: this journal is in format 2; this program writes format 1
  1 | format = 2
    |          ^
hint: update reflectcli; nothing was changed

""",
    )
    before = journal.files()
    for command in (["note", "x"], ["delete", "g00d"], ["undo"]):
        result = journal(*command)
        assert result.code == 3
        assert result.err.startswith("error: journal.toml:1: this journal is in format 2")
    assert journal.files() == before


def test_an_empty_file(journal: Journal) -> None:
    check(
        journal,
        {NAME: ""},
        "1 record in 1 folder, 1 problem",
        """
error: 2026/11/2026-11-22-note-k3f9q2.toml: the file is empty
hint: restore it from a backup, or delete it

""",
    )
    left_out(journal, NAME)


def test_missing_fields(journal: Journal) -> None:
    check(
        journal,
        {NAME: note(text="", shift="")},
        "1 record in 1 folder, 2 problems",
        """
error: 2026/11/2026-11-22-note-k3f9q2.toml:1: shift is missing
hint: add what is missing and run `reflect check`

error: 2026/11/2026-11-22-note-k3f9q2.toml:1: text is missing
hint: add what is missing and run `reflect check`

""",
    )


@pytest.mark.parametrize(
    "content",
    [b"\xef\xbb\xbf" + note().encode(), note().replace("\n", "\r\n").encode()],
    ids=["byte order mark", "CR LF"],
)
def test_what_windows_editors_write_is_fine(journal: Journal, content: bytes) -> None:
    check(journal, {NAME: content}, "2 records in 1 folder, no problems", "")
    assert "hello" in journal("list").out


def test_not_utf8(journal: Journal) -> None:
    check(
        journal,
        {NAME: note(text='"gr\xfcezi"').encode("latin-1")},
        "1 record in 1 folder, 1 problem",
        """
error: 2026/11/2026-11-22-note-k3f9q2.toml:6: not UTF-8 text
  6 | text = "gr�ezi"
    |           ^
hint: save the file as UTF-8 in your editor

""",
    )
    left_out(journal, f"{NAME}:6")


@pytest.mark.skipif(os.name != "posix", reason="the hint names a command of POSIX systems")
def test_a_folder_without_permission(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    journal.write({"2025/12/2025-12-01-note-aaaa01.toml": note()})

    def denied(real: Callable[[str | Path], Any]) -> Callable[[str | Path], Any]:
        def look(path: str | Path) -> Any:
            if str(path).endswith("2025/12") or str(path).endswith("goals"):
                raise PermissionError(13, "Permission denied", str(path))
            return real(path)

        return look

    monkeypatch.setattr(os, "listdir", denied(os.listdir))
    monkeypatch.setattr(os, "scandir", denied(os.scandir))
    check(
        journal,
        {},
        "1 record in 1 folder, 2 problems",
        f"""
error: 2025/12: the folder cannot be read: Permission denied
hint: give yourself permission: chmod u+rwx {journal.root}/2025/12

error: goals: the folder cannot be read: Permission denied
hint: give yourself permission: chmod u+rwx {journal.root}/goals

""",
    )
    left_out(journal, "goals", "2025/12")


def test_a_year_without_permission_is_not_passed_over(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.write({GOOD_NAME: GOOD, "2025/12/2025-12-01-note-aaaa01.toml": note()})
    real = os.listdir

    def listdir(path: str | Path) -> list[str]:
        if Path(path).name == "2025":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "listdir", listdir)
    left_out(journal, "2025")


def goal(measure: str) -> str:
    return note(kind='"goal"', text="", title='"Calm"', measure=measure, target="4")


@pytest.mark.parametrize(
    ("measure", "reason"),
    [
        ("rating:empaty", "unknown skill 'empaty'; did you mean empathy?"),
        ("kpi:csta", "unknown KPI 'csta'; did you mean csat?"),
        ("count:xyz", "unknown kind of record 'xyz'"),
        (
            "mood",
            "measure must be rating:SKILL, kpi:NAME, count:KIND or manual, not 'mood'",
        ),
    ],
)
def test_a_goal_whose_measure_does_not_exist(journal: Journal, measure: str, reason: str) -> None:
    check(
        journal,
        {"goals/2026-11-22-goal-k3f9q2.toml": goal(f'"{measure}"')},
        "1 record in 2 folders, 1 problem",
        f"""
error: goals/2026-11-22-goal-k3f9q2.toml:7: {reason}
  7 | measure = "{measure}"
    |           {"^" * (len(measure) + 2)}
hint: fix the line and run `reflect check`

""",
    )
    left_out(journal, "goals/2026-11-22-goal-k3f9q2.toml:7")


def test_a_score_without_its_scale_points_at_the_score(journal: Journal) -> None:
    feedback = note(kind='"feedback"', source='"customer"', score="4")
    check(
        journal,
        {"2026/11/2026-11-22-feedback-k3f9q2.toml": feedback},
        "1 record in 1 folder, 1 problem",
        """
error: 2026/11/2026-11-22-feedback-k3f9q2.toml:8: score and scale go together
  8 | score = 4
    |         ^
hint: add what is missing and run `reflect check`

""",
    )


def test_an_ambiguous_prefix(journal: Journal) -> None:
    other = note(id='"k3aaaa"')
    journal.write({NAME: note(), "2026/11/2026-11-22-note-k3aaaa.toml": other})
    for command in ("show", "delete"):
        result = journal(command, "k3")
        assert (result.code, result.out) == (4, "")
        assert result.err == (
            "error: 'k3' could be 2 records\n"
            "hint: write more of it: k3aaaa (note 2026-11-22), k3f9q2 (note 2026-11-22)\n"
        )


def test_a_name_that_is_none_of_a_record(journal: Journal) -> None:
    name = "2026/11/2026-11-22-note-k3f9q2.sync-conflict-20261122.toml"
    check(
        journal,
        {name: note()},
        "1 record in 1 folder, 1 problem · reflect check --fix",
        f"""
error: {name}: a second version of 2026-11-22-note-k3f9q2.toml, as Syncthing makes them, so it is \
not read
hint: compare the two; `reflect check --fix` offers a way out

""",
    )
    left_out(journal, name)


def test_an_id_that_is_not_the_one_in_the_name(journal: Journal) -> None:
    check(
        journal,
        {NAME: note(id='"m7aa01"')},
        "1 record in 1 folder, 1 problem",
        """
error: 2026/11/2026-11-22-note-k3f9q2.toml:2: id is 'm7aa01' here but 'k3f9q2' in the file's name
  2 | id = "m7aa01"
    |      ^^^^^^^^
hint: make them the same

""",
    )
    left_out(journal, f"{NAME}:2")


def test_a_kind_that_is_not_the_one_in_the_name(journal: Journal) -> None:
    check(
        journal,
        {"2026/11/2026-11-22-nite-k3f9q2.toml": note(kind='"nite"')},
        "1 record in 1 folder, 1 problem",
        """
error: 2026/11/2026-11-22-nite-k3f9q2.toml:3: unknown kind 'nite'
  3 | kind = "nite"
    |        ^^^^^^
hint: did you mean note?

""",
    )


def test_a_folder_named_like_a_record(journal: Journal) -> None:
    (journal.root / NAME).mkdir(parents=True)
    check(
        journal,
        {},
        "1 record in 1 folder, 1 problem",
        f"""
error: {NAME}: a folder, where a file is expected
hint: move it out of the journal

""",
    )
    left_out(journal, NAME)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_named_like_a_record_does_not_hang(journal: Journal) -> None:
    journal.write({GOOD_NAME: GOOD})
    os.mkfifo(journal.root / NAME)
    result = journal("check")
    assert result.code == 3
    assert result.err == (
        f"error: {NAME}: not a plain file, so it is not read\nhint: move it out of the journal\n\n"
    )
    left_out(journal, NAME)


@pytest.mark.skipif(os.name != "posix", reason="links need a privilege elsewhere")
def test_links_are_followed_and_dead_ones_named(journal: Journal) -> None:
    journal.write({GOOD_NAME: GOOD, ".kept/other.toml": note(id='"m7aa01"')})
    other = journal.root / "2026/11/2026-11-22-note-m7aa01.toml"
    other.symlink_to("../../.kept/other.toml")
    assert journal("check").out == "2 records in 1 folder, no problems\n"
    (journal.root / NAME).symlink_to("nowhere.toml")
    result = journal("check")
    assert result.err == (
        f"error: {NAME}: a link to a file that is not there\nhint: delete the link\n\n"
    )


def test_a_file_of_twenty_megabytes(journal: Journal) -> None:
    journal.write({GOOD_NAME: GOOD})
    with (journal.root / NAME).open("wb") as file:
        file.truncate(20 * 1024 * 1024)
    result = journal("check")
    assert result.code == 3
    assert result.err == (
        f"error: {NAME}: too large for the journal: 20 MB, where 16 are allowed\n"
        "hint: move it out of the journal\n\n"
    )
    left_out(journal, NAME)


def test_a_long_line_is_shown_around_its_fault(journal: Journal) -> None:
    long = f'["{"a" * 300}", 7, "{"b" * 300}"]'
    check(
        journal,
        {NAME: note(tags=long)},
        "1 record in 1 folder, 1 problem",
        f"""
error: {NAME}:7: tags[2] must be text, not 7
  7 | …{"a" * 77}", 7, "{"b" * 76}…
    | {" " * 81}^
hint: fix the line and run `reflect check`

""",
    )


def test_a_file_that_would_steer_the_terminal_does_not(journal: Journal) -> None:
    journal.write({GOOD_NAME: GOOD, NAME: note(text='"a\x1b[2Jb"')})
    result = journal("check", terminal=True)
    assert "\x1b" not in result.err
    assert 'text = "a␛[2Jb"' in result.err
