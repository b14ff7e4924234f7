"""What a reply may hold: every mistake with its line, and nothing hostile gets further."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.domain.reply import MAX_ITEMS, MAX_LETTERS, Reply, harmless
from reflectcli.errors import ReflectError
from reflectcli.storage import toml
from reflectcli.storage.replies import MAX_BYTES, read_reply
from tests.conftest import Journal
from tests.mentor_story import BODY, NAME, REPLY, ana, head
from tests.strategies import AWKWARD
from tests.test_format_md import examples


def refused(text: str | bytes) -> list[str]:
    """What is said of a reply that is refused, a problem an item."""
    raw = text if isinstance(text, bytes) else text.encode()
    with pytest.raises(ReflectError) as caught:
        read_reply(raw, "reply.toml")
    assert caught.value.code == 3
    problems = getattr(caught.value, "problems", (caught.value.problem,))
    assert all(each.hint for each in problems)
    return [f"{each.location}: {each.message}" for each in problems]


LINES = head().count("\n")
WRONG: dict[str, tuple[str, list[str]]] = {
    "an unknown field": (
        head() + 'colour = "red"\n[[comments]]\nabout = "skill:empathy"\nsize = 3\n',
        [f"{LINES + 1}: unknown field 'colour'", f"{LINES + 4}: unknown field 'size'"],
    ),
    "a newer form": (
        head(format=2) + "colour = 1\n",
        ["1: a reply in format 2; this program reads format 1"],
    ),
    "no format": (head(format=None), ["1: format is missing"]),
    "another kind": (head(kind="pack"), ["2: not a mentor's reply"]),
    "no pack": (head(pack=None), ["1: pack is missing"]),
    "a path for a pack": (
        head(pack="../../etc"),
        ["3: pack must be 10 of the letters 0-9 and a-f, not '../../etc'"],
    ),
    "no hash": (
        head(hash="abc"),
        ["4: hash must be 64 of the letters 0-9 and a-f, not 'abc'"],
    ),
    "wrong types": (
        head(signed=7) + "comments = 3\nanswers = ['x']\n[ratings]\nempathy = '4'\n",
        [
            "6: signed must be text, not 7",
            f"{LINES + 1}: comments must be a list, not 3",
            f"{LINES + 2}: answers[1] must be a table, not 'x'",
            f"{LINES + 4}: rating of empathy must be a whole number, not '4'",
        ],
    ),
    "levels that are none": (
        head() + "[ratings]\nempathy = 9\nlistening = 0\n",
        [
            f"{LINES + 2}: rating of empathy must be 1 to 5, not 9",
            f"{LINES + 3}: rating of listening must be 1 to 5, not 0",
        ],
    ),
    "words that are none": (
        head() + '[[comments]]\nabout = "empathy"\nverdict = "perhaps"\n',
        [
            f"{LINES + 2}: comments[1].about must be the key of a finding, such as skill:empathy,"
            " not 'empathy'",
            f"{LINES + 3}: comments[1].verdict must be one of agree, disagree, not 'perhaps'",
        ],
    ),
    "a moment for a date": (
        head(date="2026-11-25T10:00:00Z"),
        ["7: date must be a date, not 2026-11-25 10:00:00+00:00"],
    ),
    "a text without end": (
        head() + f'[[actions]]\ntext = "{"x" * (MAX_LETTERS + 1)}"\n',
        [f"{LINES + 2}: actions[1].text must have at most 10,000 letters, not '{'x' * 37}…'"],
    ),
    "too many items": (
        head() + '[[actions]]\ntext = "x"\n' * (MAX_ITEMS + 1),
        [f"{LINES + 1}: 501 items, where 500 are allowed"],
    ),
    "too many keys": (
        head(shown=["skill:empathy"] * 5001),
        ["9: 5001 findings, where 5000 are allowed"],
    ),
    "not TOML": (
        head() + 'x = "\0"',
        [f"{LINES + 1}: not valid TOML: a character that cannot be seen is in it, U+0000"],
    ),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_mistake_is_refused_with_its_line(what: str) -> None:
    text, problems = WRONG[what]
    assert refused(text) == [f"reply.toml:{each}" for each in problems]


@pytest.mark.parametrize(
    "text",
    [
        b"", b"\xff\xfe", "x = " + "[" * 100_000, head() + "x" + ".a" * 30_000 + " = 1",
        "#" * (MAX_BYTES + 1), "x = 1\n" * 10,
    ],
    ids=["empty", "not text", "deep", "deep keys", "large", "twice"],
)  # fmt: skip
def test_what_is_no_reply_at_all_is_refused(text: str | bytes) -> None:
    assert len(refused(text)) == 1


def test_a_hundred_thousand_mistakes_are_said_in_short() -> None:
    assert len(refused(head() + "".join(f"a{number} = 1\n" for number in range(50_000)))) == 20


def test_the_example_of_the_format_is_a_reply() -> None:
    (text,) = examples("mentor/")
    reply = read_reply(text.encode(), "reply.toml")
    assert (reply.by, reply.date, len(reply.actions)) == ("Maria Lopez", date(2026, 11, 25), 1)


@given(st.sampled_from(AWKWARD) | st.text(max_size=200))
def test_any_text_is_read_as_it_was_typed(text: str) -> None:
    data = toml.parse(head(), "x") | {"comments": [{"about": "skill:empathy", "text": text}]}
    reply = read_reply(toml.dump(data).encode(), "reply.toml")
    assert reply.comments[0].text == text


@given(st.text() | st.sampled_from(AWKWARD))
def test_what_is_kept_of_a_text_steers_nothing(text: str) -> None:
    kept = harmless(text)
    assert not set(kept) & {*map(chr, range(9)), *map(chr, range(14, 32)), "\x7f", "\x9b", "\r"}
    assert not set(kept) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    assert harmless(kept) == kept
    if text.isprintable():
        assert kept == text


def test_families_and_flags_stay_whole() -> None:
    text = "👩‍👩‍👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿 e\u0301 שלום مرحبا می‌خواهم"
    assert harmless(text) == text


def test_a_name_is_one_line() -> None:
    reply = Reply(pack="0" * 10, hash="0" * 64, signed=" Maria\n\x1b[31m Lopez ")
    assert reply.by == "Maria ␛[31m Lopez"


HOSTILE = (
    "\x1b]0;owned\x07\x1b[2J\x1b[31mred", "\x00null", "<script>alert(1)</script>",
    "\u202egnp.exe", "[link](javascript:alert(1)) | table |", "../../../etc/passwd",
    "\x9b31mred", "'''\n[goals]\nid = \"x\"", "a\u2028b", "= 1\n[skills]\nempathy = 1",
    "#let x = read(\"/etc/passwd\")", "x" * 9_000,
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(journal: Journal, tmp_path: Path, text: str) -> None:
    ana(journal)
    data = toml.parse(head() + BODY, "x")
    data["signed"] = text[:150]
    data["comments"][0]["text"] = data["answers"][0]["text"] = text
    data["actions"][0]["text"] = data["actions"][1]["text"] = text
    path = tmp_path / "reply.toml"
    path.write_bytes(toml.dump(data).encode())
    shown = [journal("mentor", "import", str(path), "--yes")]
    assert shown[0].code == 0
    shown += [journal(*line.split()) for line in ("mentor list", "mentor show", "list", "week")]
    steering = {"\x1b", "\x00", "\x07", "\x9b", "\u202e", "\u2028"}
    assert all(not steering & set(each.out + each.err) for each in shown)
    records = journal.records()
    assert {name.partition("/")[0] for name in records} == {"2026", "goals", "mentor"}
    written = {name: said for name, said in records.items() if not name.startswith("mentor/")}
    assert not any(steering & set(said) for said in written.values())
    assert journal("check").code == 0
    assert journal("undo").code == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (head(date="2026-11-28"), "7: the reply's date is in the future: 2026-11-28"),
        (
            head(date="1970-01-01"),
            "7: the reply's date is before the pack of 2026-11-22: 1970-01-01",
        ),
        (REPLY.replace("2026-12-05", "2099-01-01"), "36: due years ahead: 2099-01-01"),
        (
            REPLY.replace("2026-11-30", "2020-11-30"),
            "42: due before the pack of 2026-11-22: 2020-11-30",
        ),
    ],
)
def test_a_day_that_cannot_be_is_refused(
    journal: Journal, tmp_path: Path, text: str, said: str
) -> None:
    ana(journal)
    (tmp_path / "reply.toml").write_text(text)
    result = journal("mentor", "import", str(tmp_path / "reply.toml"), "--yes")
    assert result.code == 3
    assert f"reply.toml:{said}\n" in result.err
    assert len(journal.files()) == 6


def test_a_reply_dated_tomorrow_where_the_mentor_is_belongs_to_today(
    journal: Journal, tmp_path: Path
) -> None:
    ana(journal)
    (tmp_path / "reply.toml").write_text(head(date="2026-11-27") + BODY)
    assert journal("mentor", "import", str(tmp_path / "reply.toml"), "--yes").code == 0
    assert f"mentor/2026-11-26-reply-{NAME}" in " ".join(journal.files())


def test_every_mistake_is_said_at_once(journal: Journal, tmp_path: Path) -> None:
    ana(journal)
    path = tmp_path / "reply.toml"
    path.write_text(WRONG["levels that are none"][0])
    result = journal("mentor", "import", str(path))
    assert (result.code, result.out) == (3, "")
    assert (
        result.err
        == f"""\
error: {path}:{LINES + 2}: rating of empathy must be 1 to 5, not 9
  {LINES + 2} | empathy = 9
     |           ^
hint: correct that line, or ask for the reply once more

error: {path}:{LINES + 3}: rating of listening must be 1 to 5, not 0
  {LINES + 3} | listening = 0
     |             ^
hint: correct that line, or ask for the reply once more
"""
    )


def test_a_reply_that_is_not_there(journal: Journal, tmp_path: Path) -> None:
    ana(journal)
    for name, code in (("none.toml", 4), (".", 2)):
        assert journal("mentor", "import", str(tmp_path / name)).code == code


CARD = "4111 1111 1111 1111"


def test_a_card_number_is_masked_in_the_journal_and_in_the_copy(
    journal: Journal, tmp_path: Path
) -> None:
    ana(journal)
    body = (
        f'[[comments]]\nabout = "skill:empathy"\ntext = "She read {CARD} out."\n'
        f'[[actions]]\ntext = "Block {CARD}"\ngoal = "goal:p0c4de"\n'
    )
    path = tmp_path / "reply.toml"
    path.write_text(head() + body)
    result = journal("mentor", "import", str(path), "--yes")
    assert result.code == 0
    assert CARD not in result.out + result.err
    assert "a card number stands in it; only its last four digits are taken in" in result.err
    stored = b"".join(journal.files().values()).decode()
    assert CARD not in stored
    assert stored.count("•••• •••• •••• 1111") == 4
    assert journal("mentor", "import", str(path), "--yes").out.startswith("nothing new")
    assert journal("check").code == 0


def test_a_card_number_in_disguise_is_refused(journal: Journal, tmp_path: Path) -> None:
    ana(journal)
    disguised = CARD.replace("1111 1", "1111\\u0020\\u0031")
    path = tmp_path / "reply.toml"
    path.write_text(
        head() + f'[[actions]]\ntext = "{CARD}"\n[[actions]]\ntext = "Block {disguised}"\n'
    )
    result = journal("mentor", "import", str(path), "--yes")
    assert result.code == 3
    assert "a card number stands in it that cannot be masked" in result.err


def test_other_personal_data_is_mentioned(journal: Journal, tmp_path: Path) -> None:
    ana(journal)
    path = tmp_path / "reply.toml"
    path.write_text(head() + '[[comments]]\nabout = "kpi:csat"\ntext = "Ask eva@example.org."\n')
    result = journal("mentor", "import", str(path), "--yes")
    assert result.code == 0
    assert "an e-mail address stands in it: eva@example.org" in result.err
