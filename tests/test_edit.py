"""`reflect edit` through the front door: field by field, and in an editor."""

import os
import re
import sys
from pathlib import Path

import pytest

from reflectcli.domain.records import Goal, Note, Rating, Record, Step
from tests.conftest import Journal, Result

NOTE = "2026/11/2026-11-20-note-k3f9q2.toml"
RATING = "2026/11/2026-11-21-rating-m7aa01.toml"
FILES = {
    NOTE: """
        format = 1
        id = "k3f9q2"
        kind = "note"
        at = 2026-11-20T14:10:00+01:00   # after lunch
        shift = 2026-11-20

        # the gist
        text = "refund twice promised"
        mine = "kept"
    """,
    RATING: """
        format = 1
        id = "m7aa01"
        kind = "rating"
        at = 2026-11-21T18:00:00+01:00
        shift = 2026-11-21
        tags = [ "late" ]
        skills = { empathy = 3, listening = 4 } # tired
    """,
    "goals/2026-11-03-goal-p0c4de.toml": """
        format = 1
        id = "p0c4de"
        kind = "goal"
        at = 2026-11-03T18:00:00+01:00
        shift = 2026-11-03
        title = "Name the feeling"
        measure = "rating:empathy"
        target = 4

        [[steps]]
        text = "shadow Kim"

        # not before Monday
        [[steps]]
        text = "three openers"
    """,
}


@pytest.fixture
def written(journal: Journal) -> Journal:
    """A journal with a note, a rating and a goal, and an editor that makes replacements."""
    return journal.write(FILES)


def text(journal: Journal, name: str) -> str:
    return journal.files()[name].decode()


def editing(journal: Journal, tmp_path: Path, *rules: tuple[str, str], **how: bool | str) -> Result:
    """Run `reflect edit k3f9q2` with an editor whose n-th call makes the n-th replacement."""
    script, count = tmp_path / "editor.py", tmp_path / "count"
    script.write_text(
        "import pathlib, re, sys\n"
        f"rules = {list(rules)!r}\n"
        f"count = pathlib.Path({str(count)!r})\n"
        "number = int(count.read_text()) if count.exists() else 0\n"
        "count.write_text(str(number + 1))\n"
        "draft = pathlib.Path(sys.argv[1])\n"
        "old, new = rules[number]\n"
        "draft.write_bytes(re.sub(old, new, draft.read_bytes().decode()).encode())\n"
    )
    journal.env["EDITOR"] = f"'{sys.executable}' '{script}'"
    reference = str(how.pop("reference", "k3f9q2"))
    return journal("edit", reference, **how)  # type: ignore[arg-type]


# --set


def test_a_field_is_set_and_all_else_stays(written: Journal) -> None:
    before = written.files()
    result = written("edit", "k3f9", "--set", "text=refund promised", "--set", "channel=chat")
    assert (result.code, result.err) == (0, "")
    assert result.out == "saved k3f9q2 · text, channel of note 2026-11-20\n"
    after = text(written, NOTE)
    assert after == before[NOTE].decode().replace(
        '"refund twice promised"\nmine = "kept"\n',
        '"refund promised"\nmine = "kept"\nchannel = "chat"\n',
    )
    same = {name for name, raw in written.files().items() if before.get(name) == raw}
    assert same == before.keys() - {NOTE}


@pytest.mark.parametrize(
    ("reference", "setting", "old", "new"),
    [
        ("m7aa01", "skills.empathy=4", "empathy = 3", "empathy = 4"),
        ("m7aa01", "skills.empathy=n/a", "empathy = 3", 'empathy = "n/a"'),
        ("m7aa01", "skills.empathy=", "empathy = 3, ", " "),
        ("m7aa01", "tags=#late, tired", '[ "late" ]', '["#late", "tired"]'),
        ("m7aa01", "tags=", 'tags = [ "late" ]\n', ""),
        ("m7aa01", "private=yes", "# tired\n", "# tired\nprivate = true\n"),
        ("m7aa01", "text=4", "# tired\n", '# tired\ntext = "4"\n'),
        ("m7aa01", "at=sat 18:30", "2026-11-21T18:00:00+01:00", "2026-11-21T18:30:00+01:00"),
        ("m7aa01", "at=2026-11-21T18:30:00+02:00", "2026-11-21T18:00:00+01:00",
         "2026-11-21T18:30:00+02:00"),
        ("p0c4de", "due=31 dec", "target = 4\n", "target = 4\ndue = 2026-12-31\n"),
        ("p0c4de", "target=4,5", "target = 4\n", "target = 4.5\n"),
        ("p0c4de", "steps.2.done=yesterday", '"three openers"\n',
         '"three openers"\ndone = 2026-11-21\n'),
        ("p0c4de", "skills=empathy,listening", "target = 4\n",
         'target = 4\nskills = ["empathy", "listening"]\n'),
    ],
)  # fmt: skip
def test_the_value_takes_the_type_of_its_field(
    written: Journal, reference: str, setting: str, old: str, new: str
) -> None:
    before = {name: raw.decode() for name, raw in written.files().items()}
    result = written("edit", reference, "--set", setting)
    assert (result.code, result.err) == (0, "")
    (name,) = (each for each in before if reference in each)
    assert text(written, name) == before[name].replace(old, new)
    assert before[name] != before[name].replace(old, new)


def test_a_changed_shift_moves_the_file(written: Journal) -> None:
    before = text(written, NOTE)
    result = written("edit", "k3f9q2", "--set", "shift=31 oct")
    assert result.out == "saved k3f9q2 · shift of note 2026-10-31\n"
    assert NOTE not in written.files()
    assert text(written, "2026/10/2026-10-31-note-k3f9q2.toml") == before.replace(
        "shift = 2026-11-20", "shift = 2026-10-31"
    )


def test_setting_what_is_so_already_writes_nothing(written: Journal) -> None:
    before = written.files()
    result = written("edit", "k3f9q2", "--set", "text=refund twice promised", "--set", "channel=")
    assert (result.code, result.out) == (0, "nothing changed in k3f9q2\n")
    assert written.files() == before


@pytest.mark.parametrize(
    ("reference", "setting", "code", "error"),
    [
        ("m7aa01", "skills.empathy=9", 2, "rating of empathy must be 1 to 5, not 9"),
        ("m7aa01", "skills.empathy=good", 2,
         "rating of empathy must be a whole number, not 'good'"),
        ("m7aa01", "skills.empaty=3", 2,
         "unknown skill 'empaty'; did you mean empathy?\nhint: nothing was changed"),
        ("m7aa01", "skils.empathy=3", 2,
         "a rating has no field 'skils.empathy'\nhint: did you mean skills?"),
        ("m7aa01", "skills=3", 2,
         "skills is a table\nhint: set one of its fields: skills.NAME=VALUE"),
        ("m7aa01", "skills=", 2, "skills cannot be taken away: a rating needs it"),
        ("m7aa01", "private=perhaps", 2, "private must be true or false, not 'perhaps'"),
        ("m7aa01", "at=yesterday", 2,
         "a time is missing in 'yesterday'\nhint: such as yesterday 18:30"),
        ("m7aa01", "id=abcd", 2, "id of a record stays as it is"),
        ("m7aa01", "shift=tomorrow", 2, "the shift of 2026-11-23 is in the future"),
        ("m7aa01", "skills.empathy", 2,
         "not KEY=VALUE: 'skills.empathy'\nhint: such as --set channel=chat"),
        ("p0c4de", "steps.3.done=today", 2, "there is no steps.3.done in this goal"),
        ("p0c4de", "measure=rating:empaty", 2,
         "unknown skill 'empaty'; did you mean empathy?\nhint: nothing was changed"),
        ("k3f9q2", "mood=3", 2, "a note has no field 'mood'\n"
         "hint: there are at, shift, tags, links, private, text, channel, reference, worked"),
        ("zzzz", "text=x", 4, "no record has an ID that begins with 'zzzz'\n"
         "hint: `reflect list` and `reflect search` show IDs"),
    ],
)  # fmt: skip
def test_a_wrong_setting_changes_nothing(
    written: Journal, reference: str, setting: str, code: int, error: str
) -> None:
    before = written.files()
    result = written("edit", reference, "--set", "tags=x", "--set", setting)
    assert (result.code, result.out) == (code, "")
    assert result.err == f"error: {error}\n"
    assert written.files() == before


def test_a_date_that_is_none_says_how_to_write_one(written: Journal) -> None:
    result = written("edit", "m7aa01", "--set", "shift=soon")
    assert (result.code, result.err.splitlines()[0]) == (2, "error: not a date: 'soon'")


# the editor


def test_the_editor_changes_the_file_and_the_draft_goes(written: Journal, tmp_path: Path) -> None:
    before = text(written, NOTE)
    result = editing(written, tmp_path, ("twice", "thrice"))
    assert (result.code, result.out, result.err) == (0, "saved k3f9q2 · note 2026-11-20\n", "")
    assert text(written, NOTE) == before.replace("twice", "thrice")
    assert not [name for name in written.files() if ".drafts" in name]


def test_an_unchanged_text_changes_nothing(written: Journal, tmp_path: Path) -> None:
    before = written.files()
    result = editing(written, tmp_path, ("nothing like this", ""))
    assert (result.code, result.out) == (0, "nothing changed in k3f9q2\n")
    assert written.files() == before


def test_a_shift_changed_in_the_editor_moves_the_file(written: Journal, tmp_path: Path) -> None:
    result = editing(written, tmp_path, ("shift = 2026-11-20", "shift = 2026-11-19"))
    assert result.out == "saved k3f9q2 · note 2026-11-19, moved to its day\n"
    assert "2026/11/2026-11-19-note-k3f9q2.toml" in written.files()
    assert NOTE not in written.files()


def test_byte_order_mark_and_line_ends_survive_the_editor(written: Journal, tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbf" + text(written, NOTE).replace("\n", "\r\n").encode()
    written.write({NOTE: raw})
    assert editing(written, tmp_path, ("twice", "thrice")).code == 0
    assert written.files()[NOTE] == raw.replace(b"twice", b"thrice")


def test_without_a_terminal_a_wrong_text_is_kept_and_named(
    written: Journal, tmp_path: Path
) -> None:
    before = written.files()
    result = editing(written, tmp_path, ('text = "refund', 'text = = "refund'))
    assert (result.code, result.out) == (3, "")
    (draft,) = written.files().keys() - before.keys()
    assert result.err == (
        f"error: {NOTE}:8: not valid TOML: one = too many for 'text'\n"
        '  8 | text = = "refund twice promised"\n'
        "    |        ^\n"
        f"hint: nothing was saved; your text is in {written.root / draft}\n"
    )
    assert b'text = = "refund' in written.files()[draft]
    assert written.files()[NOTE] == before[NOTE]


def test_in_a_terminal_it_asks_to_edit_again(written: Journal, tmp_path: Path) -> None:
    result = editing(
        written, tmp_path, ('text = "refund twice', 'texd = "refund thrice'), ("texd", "text"),
        stdin="\n", terminal=True,
    )  # fmt: skip
    assert (result.code, result.out) == (0, "saved k3f9q2 · note 2026-11-20\n")
    assert "refund thrice" in text(written, NOTE)
    assert "error:" in result.err
    assert "text is missing" in result.err
    assert "e edit again, d keep it as a draft, q give up [E/d/q] " in result.err


def test_giving_up_leaves_nothing_behind(written: Journal, tmp_path: Path) -> None:
    before = written.files()
    result = editing(
        written, tmp_path, ('id = "k3f9q2"', 'id = "k3f9q3"'), stdin="q\n", terminal=True
    )
    assert result.code == 3
    assert result.err.endswith("hint: nothing was saved, and your text is gone, as you said\n")
    assert written.files() == before


@pytest.mark.parametrize("answer", ["d\n", "n\n", ""])
def test_saying_no_keeps_the_draft(written: Journal, tmp_path: Path, answer: str) -> None:
    before = written.files()
    result = editing(
        written, tmp_path, ('id = "k3f9q2"', 'id = "k3f9q3"'), stdin=answer, terminal=True
    )
    assert result.code == 3
    (draft,) = written.files().keys() - before.keys()
    assert f"error: {NOTE}:2: id must stay 'k3f9q2', not 'k3f9q3'" in result.err
    assert result.err.endswith(f"hint: nothing was saved; your text is in {written.root / draft}\n")


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        (b"format = 1\nid = \"k3f9q2\nkind = 'note'\n", r"(?s).+"),
        (b"", r"\Z"),
        ("text = 'café'\n".encode("latin-1"), r"(?s).+"),
    ],
)
def test_a_broken_file_is_opened_and_put_right(
    written: Journal, tmp_path: Path, broken: bytes, rule: str
) -> None:
    right = text(written, NOTE)
    written.write({NOTE: broken})
    result = editing(written, tmp_path, (rule, right.replace("\\", r"\\")))
    assert (result.code, result.out) == (0, "saved k3f9q2 · note 2026-11-20\n")
    assert written("edit", "k3f9q2", "--set", "channel=chat").code == 0


def test_a_file_changed_meanwhile_is_left_alone(written: Journal, tmp_path: Path) -> None:
    """The editor itself writes to the record's file, as a sync would."""
    script = tmp_path / "sync.py"
    other = FILES[NOTE].replace("twice", "never")
    script.write_text(
        "import pathlib, sys\n"
        f"pathlib.Path({str(written.root / NOTE)!r}).write_text({other!r})\n"
        "draft = pathlib.Path(sys.argv[1])\n"
        "draft.write_text(draft.read_text().replace('twice', 'thrice'))\n"
    )
    written.env["EDITOR"] = f"'{sys.executable}' '{script}'"
    result = written("edit", "k3f9q2")
    assert result.code == 5
    assert "was changed by someone else meanwhile" in result.err
    assert text(written, NOTE) == other
    assert re.search(r"hint: nothing was saved; your text is in .*\.drafts", result.err)


@pytest.mark.parametrize("calls", [("replace",), ("link", "rename", "replace")])
@pytest.mark.parametrize(
    "words", [("edit", "k3f9q2", "--set", "text=x"), ("edit", "k3f9q2", "--set", "shift=31 oct"),
              ("edit", "--where", "kind=note", "--set", "private=true", "--yes"),
              ("delete", "k3f9q2"), ("kpi", "define", "csat", "--target", "85%")],
)  # fmt: skip
def test_what_could_not_be_done_leaves_no_empty_folder_in_the_trash(
    written: Journal, monkeypatch: pytest.MonkeyPatch, words: list[str], calls: list[str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    before = written.files()
    with monkeypatch.context() as patch:
        for call in calls:
            patch.setattr(os, call, full)
        code = written(*words).code
    trash = written.root / ".trash"
    left = [path for path in trash.rglob("*") if path.is_dir() and not [*path.iterdir()]]
    assert (code, left) in ((6, []), (0, []))
    if code:
        assert {path: raw for path, raw in written.files().items() if path[0] != "."} == {
            path: raw for path, raw in before.items() if path[0] != "."
        }
        assert not trash.exists() or not [*trash.iterdir()]


def test_a_record_of_a_newer_format_is_not_written(written: Journal, tmp_path: Path) -> None:
    newer = text(written, NOTE).replace("format = 1", "format = 2")
    written.write({NOTE: newer.encode()})
    assert written("edit", "k3f9q2", "--set", "text=x").code == 3
    result = editing(written, tmp_path, ("twice", "thrice"))
    assert result.code == 3
    assert "written in format 2; this program reads format 1" in result.err
    assert text(written, NOTE) == newer


def test_an_editor_that_fails_saves_nothing(written: Journal) -> None:
    written.env["EDITOR"] = "no-such-editor-here"
    before = written.files()[NOTE]
    result = written("edit", "k3f9q2")
    assert result.code == 2
    assert "the editor 'no-such-editor-here' cannot be started" in result.err
    assert written.files()[NOTE] == before


def test_every_kind_names_its_own_fields() -> None:
    """The types that the settings are read by are those of the records."""
    from reflectcli.domain.check import type_at

    kinds: list[type[Record]] = [Note, Rating, Goal]
    assert all(type_at(kind, ("shift",)) is not None for kind in kinds)
    assert type_at(Goal, ("steps", 0, "due")) == type_at(Step, ("due",))
