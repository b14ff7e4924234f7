"""`reflect mentor import`: what a mentor sent back, shown, added once, and taken back as one."""

import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import LONG, Journal
from tests.mentor_story import (
    ALL,
    BODY,
    HASH,
    NAME,
    PACK,
    PACK_FILE,
    RAW,
    RECORDS,
    REPLY,
    ana,
    head,
)
from tests.test_together import commits, dying_at, forks

Import = Callable[..., tuple[int, str, str]]
SAVED = f"imported Maria Lopez's reply to {NAME}"
AGAIN = "nothing new: Maria Lopez's reply was imported before\n"


@pytest.fixture
def bring(journal: Journal, tmp_path: Path) -> Import:
    """Imports a reply of this text into Ana's journal; says code, out and err."""
    ana(journal)

    def act(text: str = REPLY, *args: str, typed: str | None = None) -> tuple[int, str, str]:
        path = tmp_path / "reply.toml"
        path.write_bytes(text.encode())
        words = ("mentor", "import", str(path), *args)
        result = journal(*words, stdin=typed, terminal=typed is not None)
        return result.code, result.out, result.err.replace(str(path), "reply.toml")

    return act


def made(journal: Journal) -> dict[str, str]:
    """The records that came with a reply, their IDs and schema lines left away, by kind."""
    found: dict[str, str] = {}
    for name, text in journal.records().items():
        if f"mentor reply {NAME}" in text and name.startswith("20"):
            kind = name.split("-")[3]
            body = [line for line in text.splitlines() if line[:5] not in ("#:sch", "id = ")]
            found[kind] = found.get(kind, "") + "\n".join(body[1:]) + "\n"
    return found


PREVIEW = f"""\
Maria Lopez's reply of Wed 25 Nov to your pack of 22 Nov ({NAME})
ratings: empathy 4, listening 5
comments
  skill empathy: disagrees · You hear more than you think. Rate the calm calls,…
  goal Empathy to 4.0: Four is a good aim.
  moment Two options before the no.: agrees
answers
  When do I interrupt?: When they repeat themselves. Not before.
actions
  Listen to three of your own calls · by 5 Dec 2026, for “Empathy to 4.0”
  Maria Lopez: Send the list of phrases · by 30 Nov 2026, for “Agreed with Mari…
note: without an answer, 1 question: Which course first?
"""


def test_it_shows_what_comes_and_asks(bring: Import, journal: Journal) -> None:
    before = journal.files()
    code, _, said = bring(typed="n\n")
    assert (code, said) == (0, PREVIEW + "Import it? [y/N] nothing was imported\n")
    assert journal.files() == before
    code, out, said = bring(typed="y\n")
    assert (code, out) == (
        0,
        f"{SAVED} · 2 ratings, 3 comments, 1 answer, 2 actions · reflect mentor show\n",
    )
    assert said == PREVIEW + "Import it? [y/N] "


def test_without_a_terminal_it_wants_a_yes(bring: Import, journal: Journal) -> None:
    before = journal.files()
    code, out, said = bring()
    assert (code, out) == (2, "")
    assert said == PREVIEW + (
        "error: importing a reply needs your yes\nhint: look at it above, then: --yes\n"
    )
    assert journal.files() == before


def test_it_becomes_feedback_checkins_and_steps(bring: Import, journal: Journal) -> None:
    assert bring(REPLY, "--yes")[0] == 0
    records = made(journal)
    assert (
        records["checkin"]
        == f"""\
kind = "checkin"
at = 2026-11-26T17:00:00+01:00
shift = 2026-11-25
goal = "p0c4de"
text = "Maria Lopez: Four is a good aim."
origin = "mentor reply {NAME}"
"""
    )
    tail = f'author = "Maria Lopez"\nasked = true\norigin = "mentor reply {NAME}"\n'
    for part in (
        'links = ["m7aa01"]\nsource = "mentor"\nskills = ["empathy"]\n'
        'text = "Disagrees: You hear more than you think. Rate the calm calls, too."\n' + tail,
        'links = ["s4cc01"]\nsource = "mentor"\n'
        'text = "Agrees on “Two options before the no.”"\n' + tail,
        'links = ["k3f9q2"]\nsource = "mentor"\ntext = """\n'
        'Asked “When do I interrupt?”: When they repeat themselves.\nNot before."""\n' + tail,
        'source = "mentor"\n' + tail + "\n[ratings]\nempathy = 4\nlistening = 5\n",
    ):
        assert part in records["feedback"]
    goals = journal.records("goal")
    assert goals["goals/2026-11-03-goal-p0c4de.toml"].endswith(
        'text = "Shadow a colleague for one shift"\n\n[[steps]]\n'
        'text = "Listen to three of your own calls"\ndue = 2026-12-05\n'
        f'origin = "mentor reply {NAME}"\n'
    )
    assert "# my own words" in goals["goals/2026-11-03-goal-p0c4de.toml"]
    (other,) = (text for text in goals.values() if "Agreed with" in text)
    assert other.endswith(
        'title = "Agreed with Maria Lopez, 25 Nov 2026"\nmeasure = "manual"\n'
        f'helpers = ["Maria Lopez"]\norigin = "mentor reply {NAME}"\n\n[[steps]]\n'
        'text = "Maria Lopez: Send the list of phrases"\ndue = 2026-11-30\n'
        f'origin = "mentor reply {NAME}"\n'
    )


def test_the_reply_is_kept_as_it_came(bring: Import, journal: Journal) -> None:
    assert bring(REPLY, "--yes")[0] == 0
    (kept,) = (raw for name, raw in journal.files().items() if f"-reply-{NAME}" in name)
    assert kept == REPLY.encode()
    assert journal("check").out == "10 records in 2 folders, no problems\n"


def test_the_mentors_ratings_stand_beside_the_agents_own(bring: Import, journal: Journal) -> None:
    for number in range(1, 7):
        levels = {"empathy": 2, "listening": 4}
        words = [f"{skill}={level}" for skill, level in levels.items()]
        assert journal("rate", *words, "--on", f"2026-11-{9 + number}").code == 0
    assert bring(REPLY, "--yes")[0] == 0
    report = json.loads(journal("report", "--format", "json", now="2026-11-26T17:00:00+01:00").out)
    found = {each["skill"]: each for each in report["agreement"] if each["source"] == "mentor"}
    assert (found["empathy"]["other_mean"], found["listening"]["other_mean"]) == (4, 5)
    assert found["empathy"]["self_mean"] < 3


def test_importing_it_again_adds_nothing(bring: Import, journal: Journal) -> None:
    assert bring(REPLY, "--yes")[0] == 0
    before = journal.files()
    assert bring(REPLY, "--yes") == (0, AGAIN, "")
    assert bring(REPLY) == (0, AGAIN, "")
    assert journal.files() == before


def test_what_was_deleted_or_done_meanwhile_does_not_come_back(
    bring: Import, journal: Journal
) -> None:
    assert bring(REPLY, "--yes")[0] == 0
    feedback = [name for name in journal.records("feedback") if "11-25" in name]
    assert journal("delete", feedback[0].rpartition("/")[2], "--yes").code == 0
    assert journal("goal", "step", "p0c4de", "--done", "2").code == 0
    before = journal.files()
    assert bring(REPLY, "--yes")[1] == AGAIN
    assert journal.files() == before


def test_a_lost_copy_of_the_reply_brings_no_record_twice(bring: Import, journal: Journal) -> None:
    assert bring(REPLY, "--yes")[0] == 0
    before = journal.records()
    for path in (journal.root / "mentor").glob("*-reply-*"):
        path.unlink()
    assert bring(REPLY, "--yes")[0] == 0
    after = journal.records()
    assert {name: text for name, text in after.items() if name in before} == before
    assert [name for name in after if name not in before] == [
        name for name in after if "-reply-" in name and name not in before
    ]


def test_an_amended_reply_adds_only_what_is_new(bring: Import, journal: Journal) -> None:
    assert bring(REPLY, "--yes")[0] == 0
    before = journal.records()
    more = """
[[comments]]
about = "kpi:csat"
text = "Look at chat alone."

[[actions]]
text = "Book the course"
"""
    amended = head(date="2026-11-26") + BODY.replace("empathy = 4", "empathy = 3") + more
    code, out, said = bring(amended, "--yes")
    assert (code, out) == (0, f"{SAVED} · 1 rating, 1 comment, 1 action · reflect mentor show\n")
    assert (
        said
        == f"""\
Maria Lopez's reply of Thu 26 Nov to your pack of 22 Nov ({NAME})
ratings: empathy 3
  empathy: 4 in the earlier reply; both stay
comments
  kpi CSAT: Look at chat alone.
actions
  Book the course · for “Agreed with Maria Lopez, 26 Nov 2026”
note: without an answer, 1 question: Which course first?
"""
    )
    new = {name: text for name, text in journal.records().items() if name not in before}
    assert len(new) == 3
    texts = "".join(new.values())
    assert "[ratings]\nempathy = 3\n" in texts
    assert 'text = "On “CSAT”: Look at chat alone."' in texts
    # The goal of the first reply takes the new step.
    assert sum("Agreed with" in text for text in journal.records("goal").values()) == 1


def test_a_second_mentor_may_answer_the_same_pack(bring: Import, journal: Journal) -> None:
    assert bring(REPLY, "--yes")[0] == 0
    code, out, _ = bring(head(signed="Kim") + BODY, "--yes")
    assert (code, out) == (
        0,
        f"imported Kim's reply to {NAME} · 2 ratings, 3 comments, 1 answer, 1 action"
        " · reflect mentor show\n",
    )
    assert journal("check").code == 0


def test_a_reply_without_a_word_is_kept_once(bring: Import, journal: Journal) -> None:
    assert bring(head(), "--yes")[1] == f"{SAVED} · no words · reflect mentor show\n"
    assert bring(head(), "--yes")[1] == AGAIN
    assert journal("mentor", "list").out == f"2026-11-22  {NAME}  Maria Lopez 25 Nov · 4 weeks\n"
    assert journal("undo").out == f"took back {kept(journal)} · just added\n"


def kept(journal: Journal) -> str:
    """The path of the reply's copy in the trash, as it was in the journal."""
    (path,) = (name for name in journal.files() if "-reply-" in name)
    return path[path.index("mentor/") :]


def test_undo_takes_all_of_it_back(bring: Import, journal: Journal) -> None:
    before = {n: text for n, text in journal.files().items() if not n.startswith(".trash")}
    assert bring(REPLY, "--yes")[0] == 0
    result = journal("undo")
    assert result.out == (
        f"took back 7 records (feedback 4, checkin 1, goal 2) and {kept(journal)}\n"
    )
    after = {n: text for n, text in journal.files().items() if not n.startswith(".trash")}
    assert after == before
    assert bring(REPLY, "--yes")[1].startswith(SAVED)


def test_undo_refuses_where_a_goal_was_changed_since(bring: Import, journal: Journal) -> None:
    assert bring(REPLY, "--yes")[0] == 0
    path = journal.root / "goals/2026-11-03-goal-p0c4de.toml"
    path.write_text(path.read_text() + "# mine\n")
    before = journal.files()
    assert journal("undo").code == 5
    assert journal.files() == before


@forks
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_killed_at_any_call_an_import_is_whole_or_not_at_all(
    bare: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reply = tmp_path / "reply.toml"
    reply.write_text(REPLY)
    line = ("mentor", "import", str(reply), "--yes")
    assert bare("init", "--yes").code == 0
    assert ana(bare)(*line).code == 0
    outcomes = []
    for number in range(0, 900, 1 if LONG else 9):
        here = Journal(tmp_path / f"journal{number}", bare.env)
        here.write({"journal.toml": "format = 1\n"})
        ana(here)
        code = dying_at(number, monkeypatch, lambda: here(*line))  # noqa: B023
        assert code in (0, 99)
        assert here("list").code == 0
        assert commits(here.root) == []
        names = [name for name in here.records() if "/." not in name]
        records = [name for name in names if name[:2] in ("20", "go")]
        replies = list((here.root / "mentor").glob("*-reply-*.toml"))
        steps = (here.root / "goals/2026-11-03-goal-p0c4de.toml").read_text().count("[[steps]]")
        outcomes.append((len(records), len(replies), steps))
        if code == 0:
            break
    assert code == 0
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {(4, 0, 1), (10, 1, 2)}


# what is refused, and what is only said


def test_a_reply_to_a_pack_that_was_never_sent_is_refused(bring: Import, journal: Journal) -> None:
    before = journal.files()
    code, out, said = bring(head(pack="0123456789", agent="Eva"), "--yes")
    assert (code, out) == (4, "")
    assert said == (
        "error: this reply answers the pack 0123456789 of Eva, which this journal has not sent\n"
        "hint: if you exported it on another machine: --pack FILE.html, the page that you sent\n"
    )
    assert journal.files() == before


def page(data: str, said: str = HASH) -> str:
    """A page as a mentor opens it, in short."""
    return f"""<!doctype html><html><head><meta name="pack-hash" content="{said}"></head>
<body><script type="application/json" id="pack">{data}</script></body></html>"""


ESCAPED = RAW.decode().replace("<", "\\u003c").replace("&", "\\u0026")


@pytest.fixture
def elsewhere(bring: Import, journal: Journal) -> Journal:
    """Ana's journal on a machine that did not export the pack."""
    (journal.root / PACK_FILE).unlink()
    return journal


@pytest.mark.parametrize("content", [page(ESCAPED), RAW.decode(), json.dumps(PACK, indent=2)])
def test_a_pack_that_was_exported_elsewhere_is_given_by_its_file(
    bring: Import, elsewhere: Journal, tmp_path: Path, content: str
) -> None:
    file = tmp_path / "pack.html"
    file.write_text(content)
    assert bring(REPLY, "--yes")[0] == 4
    assert bring(REPLY, "--yes", "--pack", str(file))[1].startswith(SAVED)
    assert elsewhere.files()[PACK_FILE] == RAW
    assert bring(REPLY, "--yes")[1] == AGAIN
    assert elsewhere("check").code == 0
    assert elsewhere("undo").code == 0
    assert not list((elsewhere.root / "mentor").glob("*"))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (page(ESCAPED.replace("Ana", "Eva")), "the pack in it was altered after it was written"),
        (page("{"), "not the data of a pack"),
        ("<html></html>", "not the data of a pack"),
        ("[" * 50_000, "not the data of a pack"),
        (json.dumps(PACK | {"as_of": "soon"}), "the pack does not say which day it is of"),
    ],
)
def test_a_file_without_the_pack_is_refused(
    bring: Import, elsewhere: Journal, tmp_path: Path, content: str, reason: str
) -> None:
    file = tmp_path / "pack.html"
    file.write_text(content)
    before = elsewhere.files()
    code, out, said = bring(REPLY, "--yes", "--pack", str(file))
    assert (code, out) == (3, "")
    assert f"pack.html: {reason}" in said
    assert elsewhere.files() == before


def test_another_pack_or_another_agents_is_refused(
    bring: Import, elsewhere: Journal, tmp_path: Path
) -> None:
    file = tmp_path / "pack.json"
    file.write_text(json.dumps(PACK | {"number": 2}))
    code, _, said = bring(REPLY, "--yes", "--pack", str(file))
    assert code == 2
    assert f"; the reply answers {NAME}" in said
    file.write_bytes(RAW)
    elsewhere.write({"journal.toml": 'format = 1\n[agent]\nname = "Eva"\n'})
    code, _, said = bring(REPLY, "--yes", "--pack", str(file))
    assert (code, said) == (
        2,
        "error: this pack is Ana's, and this journal Eva's\n"
        "hint: open the right journal with --journal; or change agent.name in journal.toml\n",
    )


def test_a_pack_that_was_altered_is_told_before_it_is_asked(
    bring: Import, journal: Journal
) -> None:
    altered = head(hash="f" * 64) + BODY
    code, _, said = bring(altered)
    assert code == 2
    warning = (
        "warning: the page that was answered is not the pack as you sent it: its data were"
        " altered.\n         Compare with your mentor what they read before you take this in.\n"
    )
    assert warning in said
    assert bring(altered, typed="y\n")[0] == 0
    assert "the page's data were altered" in journal("mentor", "show").out


def test_what_is_missing_is_said(bring: Import) -> None:
    shown = [key for key in ALL if key not in ("kpi:csat", "theme:refund twice")]
    _, _, said = bring(head(signed="", shown=shown))
    assert said.startswith("your mentor's reply of Wed 25 Nov to your pack of 22 Nov")
    assert (
        """\
note: it is not signed
note: the page that was answered lacked 2 findings of the pack: CSAT, refund twice
note: without an answer, 2 questions: When do I interrupt?, Which course first?
"""
        in said
    )


def test_what_has_no_place_is_left_out_and_said(bring: Import, journal: Journal) -> None:
    body = """
[[comments]]
about = "goal:../../etc/passwd"
text = "up"

[[comments]]
about = "skill:\\u001b[31mred"
text = "red"

[[answers]]
question = "skill:empathy"
text = "no question"

[[actions]]
text = "For a goal that is none"
goal = "goal:zzzz99"

[[actions]]
text = "Shadow a colleague for one shift"
goal = "goal:p0c4de"

[ratings]
juggling = 5
empathy = "n/a"
"""
    code, out, said = bring(head() + body, "--yes")
    assert (code, out) == (0, f"{SAVED} · 1 action · reflect mentor show\n")
    assert said.startswith(f"""\
Maria Lopez's reply of Wed 25 Nov to your pack of 22 Nov ({NAME})
actions
  For a goal that is none · for “Agreed with Maria Lopez, 25 Nov 2026” (its goa…
left out
  juggling: no skill of this journal
  comment on goal:../../etc/passwd: the pack has no such finding
  comment on skill:␛[31mred: the pack has no such finding
  answer to skill:empathy: the pack has no such question
  action Shadow a colleague for one shift: already a step of Empathy to 4.0
""")
    assert journal("check").code == 0


def test_what_export_sent_is_known_to_the_reply(journal: Journal, tmp_path: Path) -> None:
    """The whole way: a pack is written, answered, and the answer imported."""
    journal.write(RECORDS)
    page = tmp_path / "pack.html"
    line = ("mentor", "export", "--ask", "Which course?", "-o", str(page), "--yes")
    said = journal(*line).out
    (path,) = (name for name in journal.files() if name.startswith("mentor/"))
    name = path[-15:-5]
    assert said.endswith(f"pack {name}\n")
    hashed = hashlib.sha256(journal.files()[path]).hexdigest()
    keys = re.findall(r'data-key="([^"]+)"', page.read_text(encoding="utf-8"))
    body = '[[answers]]\nquestion = "question:1"\ntext = "The one on calm."\n'
    reply = tmp_path / "reply.toml"
    reply.write_text(head(pack=name, hash=hashed, shown=keys, date="2026-11-22") + body)
    result = journal("mentor", "import", str(reply), "--yes")
    assert (result.code, result.out) == (
        0,
        f"imported Maria Lopez's reply to {name} · 1 answer · reflect mentor show\n",
    )
    assert "lacked" not in result.err
    assert "warning" not in result.err
    (journal.root / path).unlink()
    assert journal("undo").code == 0
    assert journal("mentor", "import", str(reply), "--yes").code == 4
    assert journal("mentor", "import", str(reply), "--yes", "--pack", str(page)).code == 0
    assert path in journal.files()
    assert journal("check").code == 0
