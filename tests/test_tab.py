"""A TAB press: the words so far in, what may stand there out. Nothing is written, nothing fails."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.cli.kinds import METAVARS, PARAMETERS
from reflectcli.cli.tab.answer import _place, answer
from reflectcli.cli.tab.grammar import Grammar, read_grammar
from reflectcli.cli.tab.journal import Known
from reflectcli.cli.tab.spot import Spot
from reflectcli.cli.tab.values import candidates, files_wanted
from reflectcli.settings import load_settings
from tests.conftest import Journal
from tests.test_help_examples import RECORDS

Press = Callable[..., list[str]]


def texts(line: str) -> list[str]:
    """What fish would put in the place of the last word, without what it means."""
    return [each.split("\t")[0] for each in line.splitlines()[1:]]


@pytest.fixture
def tab(journal: Journal) -> Press:
    """TAB after these words, in a journal with records."""
    journal.write(RECORDS)

    def press(*words: str) -> list[str]:
        before = journal.files()
        env = journal.env | {"REFLECT_JOURNAL": str(journal.root)}
        found = answer("fish", words, env)
        assert journal.files() == before
        return texts(found)

    return press


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["no"], ["note"]),
        (["re"], ["report", "recall", "remind", "restore"]),
        (["goal", "ch"], ["checkin", "change"]),
        (["goal", "st"], ["step"]),
        (["--ver"], ["--version"]),
        (["note", "--pr"], ["--private"]),
        (["note", "hello", "--pr"], ["--private"]),
        (["note", "--", "--pr"], []),
        (["nonsense", ""], []),
        (["goal", "nonsense", ""], []),
        (["note", "-t"], ["-t"]),
        (["list", "--p"], ["--private"]),
        (["list", "--no"], ["--no-private", "--no-pager"]),
        (["list", "--private", "--p"], []),
        (["note", "--tag", "x", "--ta"], ["--tag"]),
        (["log", "--mood", ""], ["1", "2", "3", "4", "5"]),
        (["feedback", "add", "--from", ""], ["customer", "colleague", "mentor", "manager"]),
        (["feedback", "add", "--from=co"], ["--from=colleague"]),
        (["report", "--format", ""], ["terminal", "markdown", "html", "pdf", "json"]),
        (["report", "-fm"], ["-fmarkdown"]),
        (["challenge", "x", "--control", ""], ["mine", "shared", "system"]),
        (["challenge", "x", "--cause", "tool_system,know"], ["tool_system,knowledge"]),
        (["challenge", "x", "--cause", "knowledge,know"], []),
        (["kpi", "define", "csat", "--direction", ""], ["up", "down", "band"]),
        (["goal", "close", "p0c4de", "--outcome", "p"], ["partly"]),
        (["worked", "s4cc01", ""], ["yes", "no"]),
        (["info", "schema", "j"], ["journal"]),
        (["list", "sh"], ["shift"]),
        (["list", "--kind", "go"], ["goal"]),
        (["completion", ""], ["bash", "zsh", "fish", "powershell"]),
        (["note", "--on", "y"], ["yesterday"]),
        (["goal", "add", "x", "--due", "in\\ 2"], ["in 2 weeks"]),
        (["week", "-"], ["-1", "-2", "-3", "-4", "--since", "--until", "--as-of", "--compare",
                         "--json", "--journal", "--help"]),
        (["month", "20"], ["2026-11", "2026-09"]),
        (["report", "2026-1"], ["2026-11"]),
        (["report", "last\\ w"], ["last week"]),
        (["report", "--compare", "p"], ["previous"]),
        # a value is never taken for a command, a flag's value never for an argument
        (["--journal", "x", "no"], ["note"]),
        (["worked", "--on", "friday", "s4"], ["s4cc01"]),
        (["worked", "--on=friday", "s4cc01", "y"], ["yes"]),
    ],
)  # fmt: skip
def test_what_may_stand_there(tab: Press, words: list[str], expected: list[str]) -> None:
    assert tab(*words) == expected


def test_after_reflect_all_commands_stand_with_what_they_do(tab: Press) -> None:
    found = answer("fish", [""], {}).splitlines()
    assert found[:2] == ["values", "note\tCatch one line during a shift."]
    assert "goal\tGoals with a measure, steps and check-ins." in found


def test_where_only_the_user_knows_the_word_the_flags_are_shown(tab: Press) -> None:
    assert tab("note", "")[:2] == ["--on", "--at"]
    assert tab("note", "list") == []
    assert tab("kpi", "add", "csat", "") == tab("kpi", "add", "csat", "--")
    assert tab("note", "--ref", "") == []


def test_skills_go_on_with_their_level_in_the_rubric_s_words(tab: Press) -> None:
    assert tab("rate", "em") == ["empathy="]
    assert tab("rate", "empathy=4", "li") == ["listening="]
    assert tab("log", "--rate", "de") == ["de_escalation="]
    found = answer("fish", ["rate", "empathy="], {"HOME": "/nowhere"})
    assert found == (
        "values\n"
        "empathy=1\tfeelings passed over\n"
        "empathy=2\t\n"
        "empathy=3\tacknowledged\n"
        "empathy=4\t\n"
        "empathy=5\tnamed them, and handled the case differently for it\n"
        "empathy=n/a\tno occasion for it\n"
    )
    assert tab("rate", "nonsense=") == []


def test_names_of_the_journal(tab: Press) -> None:
    assert tab("kpi", "add", "cs") == ["csat"]
    assert tab("feedback", "add", "--about", "empathy,li") == ["empathy,listening"]
    assert tab("goal", "add", "x", "-m", "") == ["rating:", "kpi:", "count:", "manual"]
    assert tab("goal", "add", "x", "-m", "rating:em") == ["rating:empathy"]
    assert tab("goal", "add", "x", "--measure=kpi:fr") == ["--measure=kpi:frt"]
    assert tab("experiment", "start", "x", "-m", "count:no") == ["count:note"]
    assert tab("goal", "add", "x", "-m", "nonsense:") != ["nonsense:"]
    assert tab("log", "--prompts", "g") == ["gibbs", "grow"]
    assert tab("import", "x.csv", "--kpi", "cs") == ["csat="]
    assert tab("note", "--channel", "") == ["phone", "chat", "email"]


def test_the_questions_are_those_of_the_prompt_set(tab: Press) -> None:
    assert tab("log", "-a", "") == ["best_moment=", "hardest_moment=", "repeat=", "try="]
    assert tab("log", "--prompts", "rolfe", "-a", "") == ["what=", "so_what=", "now_what="]
    assert tab("log", "--prompts=ssc", "--answer", "st") == ["start=", "stop="]
    assert tab("log", "--prompts", "nonsense", "-a", "") == []


def test_records_with_what_they_say(journal: Journal) -> None:
    journal.write(RECORDS)
    env = {"REFLECT_JOURNAL": str(journal.root)}
    found = answer("fish", ["show", ""], env).splitlines()
    assert found[:4] == [
        "values",
        "last\tthe newest",
        "k3f9q2\tnote 2026-11-22 · refund twice promised, third call; angry, then two options…",
        "m7aa01\trating 2026-11-20 · empathy 3",
    ]
    assert answer("fish", ["show", "p0"], env) == (
        "values\np0c4de\tgoal 2026-11-03 · Empathy to 4.0\n"
    )


def test_an_id_is_asked_for_by_what_it_can_be(tab: Press) -> None:
    assert tab("goal", "show", "") == ["last", "p0c4de"]
    assert tab("goal", "step", "p") == ["p0c4de"]
    assert tab("experiment", "finish", "") == ["last", "e6xp01"]
    assert tab("worked", "") == ["s4cc01", "c8a11e"]
    assert tab("note", "x", "--link", "m7") == ["m7aa01"]
    assert tab("delete", "k3f9q2", "k") == []
    assert tab("edit", "f3") == ["f3edb1"]


def test_what_is_over_is_not_offered_to_go_on_with(journal: Journal, tab: Press) -> None:
    assert journal("goal", "close", "p0c4de", "--outcome", "dropped").code == 0
    assert tab("goal", "step", "") == tab("goal", "step", "--")
    assert tab("goal", "show", "") == ["last", "p0c4de"]


def test_fields_are_those_of_the_record_s_kind(tab: Press) -> None:
    assert tab("edit", "f3edb1", "--set", "sc") == ["score=", "scale="]
    assert tab("edit", "k3f9q2", "--set", "sc") == []
    assert "score=" in tab("edit", "last", "--set", "")


def test_tags_are_those_of_the_newest_records(journal: Journal, tab: Press) -> None:
    journal("note", "x", "--tag", "late shift")
    journal("note", "y", "--tag", "late shift,refunds")
    assert tab("list", "--tag", "") == ["late shift", "refund", "refunds"]
    assert tab("note", "--tag=re") == ["--tag=refund", "--tag=refunds"]


def test_the_journal_s_own_names(journal: Journal, tab: Press) -> None:
    config = journal.root / "journal.toml"
    config.write_text(
        'agent = {channels = ["branch"]}\n'
        '[rubric.skills.patience]\nname = "Patience"\nlow = "a"\nmiddle = "b"\nhigh = "c"\n'
        "[rubric.skills.empathy]\nactive = false\n"
        "[kpis.csat]\nactive = false\n"
        '[prompts.mine]\ntitle = "My own"\n[prompts.mine.questions]\nfirst = "First?"\n'
        '[mappings.zendesk]\nas = "feedback"\n'
    )
    assert tab("rate", "p") == ["problem_solving=", "product_knowledge=", "patience="]
    assert tab("rate", "em") == []
    assert tab("kpi", "add", "cs") == []
    assert tab("kpi", "define", "cs") == ["csat"]
    assert tab("log", "--prompts", "mi") == ["mine"]
    assert tab("log", "--prompts", "mine", "-a", "") == ["first="]
    assert tab("note", "--channel", "") == ["branch"]
    assert tab("import", "x.csv", "--mapping", "") == ["zendesk"]


@pytest.mark.parametrize("raw", [b"x = \n", b"\xff\n", b"[" * 5000, b"rubric = 5\nkpis = []\n"])
def test_a_broken_journal_toml_takes_nothing_but_its_own_names(
    journal: Journal, tab: Press, raw: bytes
) -> None:
    (journal.root / "journal.toml").write_bytes(raw)
    assert tab("rate", "em") == []
    assert tab("kpi", "add", "cs") == []
    assert tab("feedback", "add", "--from", "cu") == ["customer"]
    assert tab("no") == ["note"]
    assert tab("show", "k") == ["k3f9q2"]


@pytest.mark.parametrize(
    "words", [["rate", "em"], ["show", "x"], ["list", "-t", "x"], ["month", "2"]]
)
def test_where_no_journal_is_none_is_made(words: list[str], tmp_path: Path) -> None:
    found = answer("fish", words, {"REFLECT_JOURNAL": str(tmp_path / "none"), "HOME": "/nowhere"})
    assert texts(found) == (["empathy="] if words[0] == "rate" else [])
    assert list(tmp_path.iterdir()) == [tmp_path / "home"]


@pytest.mark.parametrize("kind", sorted({*METAVARS.values(), *PARAMETERS.values()}))
def test_each_kind_of_value_is_known_to_completion(kind: str, journal: Journal) -> None:
    journal.write(RECORDS)
    journal("note", "x", "--tag", "y")
    config = journal.root / "journal.toml"
    config.write_text(config.read_text() + '[mappings.zendesk]\nas = "feedback"\n')
    grammar = Grammar(f"\tRoot.\n\nx\tDo.\n\tVALUE\t{kind}\tOne.\n")
    spot = Spot(grammar, ["x", ""])
    found = candidates(spot, Known(lambda: (str(journal.root), "quick")))
    offers_nothing = kind in ("text", "file", "folder")
    assert bool(found) != offers_nothing
    assert files_wanted(spot) == (kind if kind in ("file", "folder") else "")


def test_broken_records_are_passed_over(journal: Journal, tab: Press) -> None:
    journal.write(
        {
            "2026/11/2026-11-22-note-br0ken.toml": b"\xff\xfe",
            "2026/11/2026-11-22-note-b1g000.toml": b'tags = ["big"]\ntext = "%s"'
            % (b"a" * (1 << 17)),
            "2026/11/notes.toml": "x = 1",
            "2026/11/.new-1.toml": "x = 1",
            "2026/11/2026-11-21-note-esc000.toml": r"""
                tags = ["\u001b[31mred"]
                text = "a\u001b[2Jb"
                """,
            "2026/13x/2026-11-22-note-n0n0n0.toml": "x = 1",
        }
    )
    assert tab("list", "--tag", "") == ["refund"]
    assert tab("show", "br") == ["br0ken"]
    assert tab("show", "n0") == []
    env = {"REFLECT_JOURNAL": str(journal.root)}
    assert "esc000\tnote 2026-11-21 · a [2Jb\n" in answer("fish", ["show", "e"], env)


def test_a_pipe_in_the_journal_does_not_hang(journal: Journal, tab: Press) -> None:
    if sys.platform == "win32":
        pytest.skip("no named pipes in folders there")
    os.mkfifo(journal.root / "2026/11/2026-11-22-note-p1pe00.toml")
    assert tab("show", "p1") == ["p1pe00"]
    assert tab("list", "--tag", "re") == ["refund"]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["report", "-o", ""], "file"),
        (["report", "--output=x"], "file"),
        (["import", ""], "file"),
        (["note", "--journal", ""], "folder"),
        (["demo", ""], "folder"),
        (["report", ""], "values"),
    ],
)
def test_names_of_files_are_the_shell_s(words: list[str], says: str) -> None:
    assert answer("fish", words, {"HOME": "/nowhere"}).splitlines()[0] == says


@given(
    st.lists(
        st.text(max_size=6)
        | st.sampled_from(
            [
                "note",
                "goal",
                "add",
                "--",
                "-",
                "--on",
                "--tag=",
                "-t",
                "rate",
                "list",
                "--journal",
                "week",
                "show",
                "report",
                "=",
            ]
        ),
        max_size=5,
    )
)
def test_no_line_makes_it_fail(words: list[str]) -> None:
    for shell in ("bash", "zsh", "fish", "powershell"):
        said = answer(
            shell, words, {"HOME": "/nowhere", "REFLECT_COMPLETE_WORDS": "\x1f".join(words)}
        )
        assert said.startswith(("values\n", "file\n", "folder\n"))


PATHS = st.none() | st.sampled_from(["", "~", "~/x", "rel", "/abs", "/abs/../b", "ü é"])


@given(flag=PATHS, env=PATHS, config=PATHS)
def test_it_looks_into_the_journal_that_the_command_takes(
    home: Path, flag: str | None, env: str | None, config: str | None
) -> None:
    path = home / "config" / "reflectcli" / "config.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'journal = "{config}"\nprompts = "gibbs"\n' if config else "")
    world = dict(os.environ) | ({} if env is None else {"REFLECT_JOURNAL": env})
    words = ["note", *(["--journal", flag] if flag is not None else []), ""]
    root, prompts = _place(Spot(read_grammar(), words), world)
    settings = load_settings(world, flag or None)
    assert Path(root).absolute() == settings.journal
    assert prompts == settings.prompts


SCRIPT = """
import sys
from reflectcli.__main__ import main
code = main()
print(code, *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def imported(words: list[str], journal: Path) -> tuple[str, set[str]]:
    done = subprocess.run(
        [sys.executable, "-I", "-c", SCRIPT, *words], capture_output=True, check=True,
        env=os.environ | {"REFLECT_COMPLETE": "fish", "REFLECT_JOURNAL": str(journal)},
    )  # fmt: skip
    code, *names = done.stderr.decode().split()
    assert code == "0"
    return done.stdout.decode(), set(names)


def test_a_tab_imports_nothing_to_wait_for(journal: Journal) -> None:
    bare = subprocess.run(
        [sys.executable, "-I", "-c", "import sys; print(*sys.modules)"],
        capture_output=True, check=True,
    )  # fmt: skip
    floor = {name.partition(".")[0] for name in bare.stdout.decode().split()}
    out, names = imported(["no"], journal.root)
    assert out == "values\nnote\tCatch one line during a shift.\n"
    assert names - floor == {"reflectcli"}
    out, names = imported(["rate", "em"], journal.root)
    assert out == "values\nempathy=\tempathy\n"
    assert not names & {"dataclasses", "pathlib", "platformdirs", "typer", "pydantic", "json"}


def test_another_word_in_the_variable_means_nothing(journal: Journal) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reflectcli", "--version"], capture_output=True, check=True,
        env=os.environ | {"REFLECT_COMPLETE": "tcsh"},
    )  # fmt: skip
    assert done.stdout.startswith(b"reflectcli ")
