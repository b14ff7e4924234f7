"""tags: which there are, and one renamed or merged in every record, undone as one."""

import json

import pytest

from tests.conftest import Journal

NAMES = {
    "a": "2026/11/2026-11-20-note-aaaaa1.toml",
    "b": "2026/11/2026-11-19-note-bbbbb2.toml",
    "c": "2026/10/2026-10-05-note-ccccc3.toml",
    "d": "2026/09/2026-09-05-note-ddddd4.toml",
}


def note(name: str, tags: str) -> str:
    path = NAMES[name]
    day = path[8:18]
    return (
        f'# {name}\nformat = 1\nid = "{path[-11:-5]}"\nkind = "note"\n'
        f"at = {day}T10:00:00+01:00\nshift = {day}\n{tags}\ntext = 'say {name}' # mine\n"
    )


TAGS = {
    "a": 'tags = ["refund", "calm"]  # two',
    "b": "tags = [\n  # the first\n  'Refund', # why\n\n  'refunds',\n  'two words',\n]",
    "c": 'tags=["calm"]',
    "d": "# no tags",
}


@pytest.fixture
def tagged(journal: Journal) -> Journal:
    """Four notes with tags in several layouts, one with Windows line ends."""
    texts: dict[str, str | bytes] = {NAMES[name]: note(name, tags) for name, tags in TAGS.items()}
    texts[NAMES["a"]] = note("a", TAGS["a"]).replace("\n", "\r\n").encode()
    return journal.write(texts)


def texts(journal: Journal) -> dict[str, bytes]:
    files = journal.files()
    return {name: files[path] for name, path in NAMES.items()}


def changed(journal: Journal, **tags: str) -> dict[str, bytes]:
    """The files as they would be with other lines of tags."""
    made = {name: note(name, tags.get(name, TAGS[name])).encode() for name in NAMES}
    return made | {"a": made["a"].replace(b"\n", b"\r\n")}


def test_the_tags_and_how_often_each_is_used(tagged: Journal) -> None:
    shown = """\
2  #calm       last Fri 20 Nov 2026
2  #Refund     last Fri 20 Nov 2026
1  #refunds    last Thu 19 Nov 2026
1  #two words  last Thu 19 Nov 2026
"""
    assert tagged("tags").out == shown
    assert tagged("tags", "list").out == shown


def test_the_tags_as_json(tagged: Journal) -> None:
    content = json.loads(tagged("tags", "--json").out)
    assert content["tags"][0] == {"tag": "calm", "records": 2, "last": "2026-11-20"}
    assert [each["tag"] for each in content["tags"]] == ["calm", "Refund", "refunds", "two words"]
    assert content == json.loads(tagged("tags", "list", "--json").out)


def test_no_tags(journal: Journal) -> None:
    result = journal("tags")
    assert (result.code, result.out, result.err) == (0, "", "no tags\n")


def test_rename_changes_nothing_but_the_tag(tagged: Journal) -> None:
    result = tagged("tags", "rename", "refund", "money back", "--yes")
    assert (result.code, result.err) == (0, "")
    assert result.out == "renamed #refund to #money back in 2 records · undo takes it back\n"
    assert texts(tagged) == changed(
        tagged,
        a='tags = ["money back", "calm"]  # two',
        b="tags = [\n  # the first\n  \"money back\", # why\n\n  'refunds',\n  'two words',\n]",
    )


def test_one_undo_takes_all_of_it_back(tagged: Journal) -> None:
    before = texts(tagged)
    assert tagged("tags", "rename", "refund", "x", "--yes").code == 0
    assert texts(tagged) != before
    assert tagged("undo", "--dry-run").out == "would undo the change of 2 records (note 2)\n"
    assert tagged("undo").out == "undid the change of 2 records (note 2)\n"
    assert texts(tagged) == before
    assert tagged("undo").code == 4


def test_undo_leaves_all_alone_where_one_was_changed_since(tagged: Journal) -> None:
    assert tagged("tags", "rename", "refund", "x", "--yes").code == 0
    path = tagged.root / NAMES["b"]
    path.write_bytes(path.read_bytes() + b"# later\n")
    before = texts(tagged)
    assert tagged("undo").code == 5
    assert texts(tagged) == before


def test_merge_leaves_one_of_several_in_a_record(tagged: Journal) -> None:
    result = tagged("tags", "merge", "#refund", "two words", "refunds", "--yes")
    assert (result.code, result.err) == (0, "")
    assert (
        result.out == "merged #refund #two words into #refunds in 2 records · undo takes it back\n"
    )
    found = texts(tagged)
    assert found["a"] == changed(tagged, a='tags = ["refunds", "calm"]  # two')["a"]
    assert b'  # the first\n  "refunds", # why\n' in found["b"]
    assert [found["c"], found["d"]] == [texts(tagged)["c"], texts(tagged)["d"]]
    tags = json.loads(tagged("tags", "--json").out)["tags"]
    assert [(each["tag"], each["records"]) for each in tags] == [("calm", 2), ("refunds", 2)]
    assert tagged("check").code == 0


def test_the_spelling_of_a_tag_is_made_one(tagged: Journal) -> None:
    result = tagged("tags", "rename", "refund", "refund", "--yes")
    assert result.out == "renamed #refund to #refund in 1 record · undo takes it back\n"
    again = tagged("tags", "rename", "Refund", "refund", "--yes")
    assert again.out == "nothing to change: #Refund is written so already\n"


def test_a_dry_run_shows_every_line_and_changes_nothing(tagged: Journal) -> None:
    before = tagged.files()
    result = tagged("tags", "rename", "refund", "x", "--dry-run")
    assert (result.code, result.out, result.err) == (
        0,
        """\
aaaaa1  Fri 20 Nov 10:00  note        say a #refund #calm
  - tags = ["refund", "calm"]  # two
  + tags = ["x", "calm"]  # two
bbbbb2  Thu 19 Nov 10:00  note        say b #Refund #refunds #two words
  -   'Refund', # why
  +   "x", # why
""",
        "would rename #refund to #x in 2 records; nothing was changed\n",
    )
    assert tagged.files() == before


def test_a_terminal_asks_after_showing(tagged: Journal) -> None:
    before = tagged.files()
    result = tagged("tags", "rename", "refund", "x", terminal=True, stdin="\n")
    assert (result.code, result.out) == (0, "")
    assert '  + tags = ["x", "calm"]  # two\n' in result.err
    assert result.err.endswith("Rename #refund to #x in 2 records? [y/N] nothing was changed\n")
    assert tagged.files() == before
    agreed = tagged("tags", "rename", "refund", "x", terminal=True, stdin="y\n")
    assert agreed.out == "renamed #refund to #x in 2 records · undo takes it back\n"


def test_many_are_shown_in_part(journal: Journal) -> None:
    for number in range(13):
        assert journal("note", f"n{number}", "--tag", "busy").code == 0
    result = journal("tags", "rename", "busy", "full", terminal=True, stdin="y\n")
    assert result.err.count("  + ") == 10
    assert "… and 3 more: --dry-run shows all\n" in result.err
    assert journal("tags").out == "13  #full  last Sun 22 Nov 2026\n"
    assert journal("undo").out == "undid the change of 13 records (note 13)\n"
    assert journal("tags").out == "13  #busy  last Sun 22 Nov 2026\n"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (
            ["rename", "refund", "x"],
            2,
            "error: this would rename #refund to #x in 2 records; nothing was changed\n"
            "hint: --yes does it, --dry-run shows what would change\n",
        ),
        (
            ["rename", "refnd", "x", "--yes"],
            4,
            "error: no record has the tag 'refnd'\nhint: did you mean Refund?\n",
        ),
        (
            ["merge", "refund", "zebra", "x", "--yes"],
            4,
            "error: no record has the tag 'zebra'\nhint: reflect tags shows which there are\n",
        ),
        (
            ["rename", "refund", "calm", "--yes"],
            2,
            "error: there is a tag 'calm' already, in 2 records\n"
            "hint: to make one of the two: reflect tags merge\n",
        ),
        (
            ["rename", "refund", "a,b", "--yes"],
            2,
            "error: a tag cannot be 'a,b'\nhint: a word or a few, without commas and line ends\n",
        ),
        (
            ["merge", "refund"],
            2,
            "error: a merge needs two tags or more\nhint: reflect tags merge TAG… INTO\n",
        ),
        (["merge", "calm", "Calm"], 2, "error: there is nothing to merge into 'Calm' but itself\n"),
    ],
)
def test_what_cannot_be_done_changes_nothing(
    tagged: Journal, arguments: list[str], code: int, message: str
) -> None:
    before = tagged.files()
    result = tagged("tags", *arguments)
    assert (result.code, result.out, result.err) == (code, "", message)
    assert tagged.files() == before


def test_a_file_with_problems_is_named_and_left_alone(tagged: Journal) -> None:
    broken = "2026/11/2026-11-18-note-eeeee5.toml"
    tagged.write({broken: 'tags = ["refund"\n'})
    result = tagged("tags", "rename", "refund", "x", "--yes")
    assert result.out == "renamed #refund to #x in 2 records · undo takes it back\n"
    assert result.err == f"1 file left out: {broken}:1   reflect check\n"
    assert tagged.files()[broken] == b'tags = ["refund"\n'
