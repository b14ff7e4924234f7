"""Every call of every writing command fails in turn, or is the last: what was said is what is."""

import os
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from reflectcli.errors import ExitCode
from tests.conftest import LONG, NOW, Journal, Result
from tests.faults import Seam, Stopped, tree
from tests.mentor_story import LATER, PACK_FILE, RAW, REPLY
from tests.story import FILES, TARGETS

TEXT = "refund promised, it's the “third” call"
NOTE = "2026/11/2026-11-22-note-n0te01.toml"
ID = re.compile(r"(?<=-)[0-9a-z]{6}(?=\.toml)")
SURVEY = "Id,Date,Score\n1,2026-11-20,4\n2,2026-11-21,5\n3,2026-10-21,2\n"
IMPORT = ("import", "{out}/in.csv", "--as", "feedback", "--date", "Date", "--score", "Score/5",
          "--id", "Id", "--yes")  # fmt: skip


@dataclass(frozen=True)
class Case:
    """A command, what comes before it, and which of its words the user would have to type again."""

    args: tuple[str, ...]
    typed: tuple[str, ...] = ()
    before: tuple[tuple[str, ...], ...] = ()
    stdin: str | None = None
    files: dict[str, str | bytes] = field(default_factory=dict)
    now: str = NOW
    in_steps: bool = False
    """Whether it does things one after the other, each whole, and is simply run again."""


HUB, OTHER = "{out}/hub.git", ("--journal", "{out}/other")
CASES: dict[str, Case] = {
    "note": Case(("note", "--tag", "refund", TEXT), (TEXT,)),
    "note of yesterday": Case(("note", "--on", "yesterday", TEXT), (TEXT,)),
    "note from a pipe": Case(("note",), (TEXT,), stdin=TEXT),
    "rate": Case(("rate", "empathy=4", "--note", TEXT), ("empathy=4", TEXT)),
    "kpi add": Case(("kpi", "add", "csat", "18/20", "--note", TEXT), ("18/20", TEXT)),
    "kpi define": Case(("kpi", "define", "csat", "--target", "90%"), ("90%",)),
    "log": Case(
        ("log", "--answer", f"best_moment={TEXT}", "--rate", "empathy=4", "--mood", "4"), (TEXT,)
    ),
    "log from a pipe": Case(("log",), (TEXT,), stdin=f"## Best moment?\n\n{TEXT}\n"),
    "success": Case(("success", TEXT, "--factor", "a choice"), (TEXT,)),
    "challenge": Case(("challenge", TEXT, "--own-part", "slow"), (TEXT,)),
    "feedback add": Case(
        ("feedback", "add", "--from", "customer", "--score", "4/5", TEXT), (TEXT,)
    ),
    "worked": Case(("worked", "m7aa01", "yes", TEXT), (TEXT,)),
    "activity add": Case(("activity", "add", TEXT, "--hours", "1h"), (TEXT,)),
    "goal add": Case(
        ("goal", "add", TEXT, "--measure", "rating:listening", "--target", "4", "--due", "31 dec"),
        (TEXT,),
    ),
    "goal step": Case(("goal", "step", "p0c4de", TEXT), (TEXT,)),
    "goal step done": Case(("goal", "step", "p0c4de", "--done", "2")),
    "goal checkin": Case(("goal", "checkin", "p0c4de", TEXT), (TEXT,)),
    "goal change": Case(("goal", "change", "p0c4de", "--why", TEXT), (TEXT,)),
    "goal close": Case(("goal", "close", "p0c4de", "--outcome", "met", "--lesson", TEXT), (TEXT,)),
    "experiment start": Case(
        (
            "experiment",
            "start",
            TEXT,
            "-m",
            "rating:empathy",
            "--until",
            "in 4 weeks",
            "--min-n",
            "8",
        ),
        (TEXT,),
    ),
    "edit --set": Case(("edit", "n0te01", "--set", f"text={TEXT}"), (TEXT,)),
    "edit to another day": Case(("edit", "n0te01", "--set", "shift=2026-10-21"), ("2026-10-21",)),
    "edit --where": Case(
        ("edit", "--where", "kind=note", "--set", "channel=phone", "--yes"), ("channel=phone",)
    ),
    "tags rename": Case(
        ("tags", "rename", "refund", "money", "--yes"),
        (),
        (("note", "--tag", "refund", "one"), ("note", "--tag", "refund", "two")),
    ),
    "delete": Case(("delete", "n0te01")),
    "delete several": Case(("delete", "n0te01", "n0te02", "k3f9q2")),
    "undo a note": Case(("undo",), (), (("note", "one"),)),
    "undo a change": Case(("undo",), (), (("edit", "n0te01", "--set", "text=two"),)),
    "undo a deletion": Case(("undo",), (), (("delete", "n0te01"),)),
    "undo several": Case(
        ("undo",), (), (("edit", "--where", "kind=note", "--set", "channel=chat", "--yes"),)
    ),
    "away": Case(("away", "2026-12-24..2026-12-26", TEXT), (TEXT,)),
    "init again": Case(("init", "--yes", "--role", "chat agent"), ("chat agent",)),
    "import": Case(IMPORT),
    "import, mapping kept": Case((*IMPORT, "--save-mapping", "own"), in_steps=True),
    "mentor export": Case(
        ("mentor", "export", "--yes", "--ask", TEXT, "-o", "{out}/pack.html"),
        (TEXT,),
        in_steps=True,
    ),
    "mentor import": Case(
        ("mentor", "import", "{out}/reply.toml", "--yes"), (), (), None, {PACK_FILE: RAW}, now=LATER
    ),
    "check --fix": Case(
        ("check", "--fix", "--yes"),
        (),
        (),
        None,
        {NOTE.replace(".toml", " (1).toml"): FILES[NOTE].replace("refund twice", "other words")},
    ),
    "sync": Case(
        ("sync",),
        (),
        (
            ("sync", "--remote", HUB),
            ("sync", "--remote", HUB, *OTHER),
            ("note", "two", *OTHER),
            ("edit", "n0te01", "--set", "text=other", *OTHER),
            ("delete", "n0te02", *OTHER),
            ("sync", *OTHER),
        ),
        in_steps=True,
    ),
    "backup": Case(("backup", "-o", "{out}/b.zip")),
    "restore": Case(
        ("restore", "{out}/b.zip", "{out}/again"), (), (("backup", "-o", "{out}/b.zip"),)
    ),
}


@dataclass
class Stage:
    """A journal as it was before the command, made anew for each attempt in one place."""

    folder: Path
    env: dict[str, str]
    case: Case

    def __post_init__(self) -> None:
        self.kept, self.here = self.folder / "kept", self.folder / "here"
        git = {"GIT_CONFIG_GLOBAL": os.devnull, "PATH": os.environ["PATH"]}
        self.env = (
            self.env
            | git
            | {name: str(self.here / "home" / name) for name in self.env if name.startswith("XDG_")}
        )
        journal = self.set_up()
        assert journal("init", "--yes").code == 0
        journal.write(FILES).write({"journal.toml": f"format = 1\n{TARGETS}"})
        journal.write(self.case.files)
        (self.here / "in.csv").write_text(SURVEY)
        (self.here / "reply.toml").write_text(REPLY)
        for words in self.case.before:
            result = journal(*self.words(words))
            assert result.code == 0, (words, result)
        shutil.copytree(self.here, self.kept)

    def set_up(self) -> Journal:
        """The journal as it was."""
        if self.kept.exists():
            shutil.rmtree(self.here)
            shutil.copytree(self.kept, self.here)
        else:
            self.here.mkdir()
        return Journal(self.here / "journal", self.env, self.case.now)

    def words(self, args: tuple[str, ...]) -> list[str]:
        return [word.replace("{out}", str(self.here)) for word in args]

    def act(self, journal: Journal) -> Result:
        return journal(*self.words(self.case.args), stdin=self.case.stdin)

    def tree(self) -> list[tuple[str, str]]:
        """What a reader would find in the journal and beside it, but for the IDs that are new."""
        found = {
            path: raw.decode(errors="replace")
            for path, raw in tree(self.here).items()
            if not path.startswith(("home/", "hub.git/", "other/"))
        }
        given = {match[0] for path in FILES if (match := ID.search(path))}
        new = {match[0] for path in found if (match := ID.search(path))} - given
        return sorted((_masked(path, new), _masked(text, new)) for path, text in found.items())

    def gives_back(self, said: str) -> bool:
        """Whether all that was typed is said, or is in a file that is named."""
        files = [path for path in self.here.rglob("*") if path.is_file() and str(path) in said]
        plain = said.replace("""'"'"'""", "'")
        places = [plain, *(path.read_text(errors="replace") for path in files)]
        return all(any(text in place for place in places) for text in self.case.typed)


def _masked(text: str, names: set[str]) -> str:
    for name in names:
        text = text.replace(name, "######")
    return text


USUAL = (
    "note", "note from a pipe", "kpi define", "log", "edit --set", "edit to another day",
    "edit --where", "delete several", "undo a deletion", "import, mapping kept", "check --fix",
)  # fmt: skip
HOWS = ("once", "on", "stop")
FEW = 5
"""So many faults of each command are tried in a usual run, in each of the ways in turn."""


@pytest.fixture
def stage(request: pytest.FixtureRequest, tmp_path: Path, bare: Journal) -> Stage:
    """The stage for the case that the test is about."""
    return Stage(tmp_path, bare.env, CASES[request.param])


@pytest.mark.parametrize("stage", CASES if LONG else USUAL, indirect=True)
def test_after_any_fault_what_was_said_is_what_is(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, before = stage.set_up(), stage.tree()
    with monkeypatch.context() as patch:
        seam = Seam(patch)
        assert stage.act(journal).code == 0
    count, after = len(seam.calls), stage.tree()
    assert after != before
    faults = [(number, how) for number in range(count) for how in HOWS]
    for number, how in faults if LONG else faults[2 :: len(faults) // FEW // 3 * 3 + 1]:
        journal = stage.set_up()
        with monkeypatch.context() as patch:
            seam = Seam(patch, number, how)
            result = attempt(stage, journal)
        about = f"{how} {seam.calls[number]}: {result}"
        if result is not None:
            # Who looks on a disk that takes nothing still finds what is to be finished.
            looks = (ExitCode.BAD_DATA,) * (how == "on" and stage.case.args[0] == "check")
            assert result.code in (ExitCode.DONE, ExitCode.REFUSED, *looks), about
            assert result.code == ExitCode.DONE or stage.gives_back(result.err), about
            assert result.code == ExitCode.DONE or "hint: " in result.err or "could" in result.out
        recovers(stage, journal, about)
        # A disk that goes on failing may not let what was begun be taken back. Where something was
        # typed that is said, so that nobody types it twice.
        begun = "it was begun" in result.err if result else True
        asked_again = stage.case.in_steps or (how == "on" and not stage.case.typed)
        if result is None or begun or asked_again:
            ends = (before, after)
        else:
            ends = (before, before) if result.code else (after, after)
        if stage.case.in_steps and stage.tree() not in ends:
            assert result is None or result.code, about
            shutil.rmtree(stage.here / "pack.html", ignore_errors=True)
            assert stage.act(journal).code == 0, about
        assert stage.tree() in ends, about
        assert journal("note", "goes on").code == 0, about


def attempt(stage: Stage, journal: Journal) -> Result | None:
    """What the command says; nothing where the process is stopped."""
    try:
        return stage.act(journal)
    except Stopped:
        return None


def recovers(stage: Stage, journal: Journal, about: str) -> None:
    """The journal reads without a problem, and `check --fix` clears what was left."""
    for path in journal.root.rglob(".new-*"):
        os.utime(path, (1, 1))
    copies = [str(name) for name in stage.case.files if "(1)" in name]
    checked = journal("check")
    assert not copies or (journal.root / copies[0]).exists() or checked.code == 0, about
    assert copies or checked.code == 0, (about, checked.err)
    if not copies and checked.err:
        assert journal("check", "--fix", "--yes").code == 0, about
        assert journal("check").err == "", about
