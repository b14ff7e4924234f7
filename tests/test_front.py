"""The front door reads what typer would read, and nothing that typer would read otherwise."""

from importlib import import_module
from inspect import Parameter, signature
from itertools import chain
from shutil import rmtree
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.main import get_command

from reflectcli.cli import main
from reflectcli.cli.app import app
from reflectcli.cli.front import COMMANDS, FLAG, LIST, NUMBER, OPTIONS, VALUE, Hot, read_plain
from tests.conftest import Journal, Result

WORDS = {
    "": st.just("week"),
    "list": st.sampled_from(["note", "rating", "goals", "last", "12", "nope", "note,shift"]),
    "search": st.sampled_from(["refund", "REFUND", "listened worked", "nothing", "é", "'", '"a"']),
    "show": st.sampled_from(["k3f9q2", "k3", "last", "m7aa01", "zzzz", "2026", "goal"]),
    "goal show": st.sampled_from(["gggg22", "gg", "last", "k3f9q2", "nope"]),
    "edit": st.sampled_from(["k3f9q2", "k3", "last", "m7aa01", "zzzz", "ɢ"]),
    "week": st.sampled_from(["-1", "-2", "2026-W46", "2026-11", "last", "k3f9q2", "-x"]),
    "kpi add": st.sampled_from(["csat", "18/20", "-5", "92%", "frt", "4m30s", "nope"]),
}
ODD = ["", " ", "-", "--", "-1", "--help", "-h", "--version", "--json=1", "-tx", "-n5", "--no-json"]
VALUES = ["x", "", "5", "0", "-1", "٣", "today", "yesterday 18:30", "2026-11-20", "note", "empathy"]
FILES = {
    "2026/11/2026-11-20-note-k3f9q2.toml": """
        format = 1
        id = "k3f9q2"
        kind = "note"
        at = 2026-11-20T14:10:00+01:00
        shift = 2026-11-20
        tags = ["x"]
        text = "refund twice promised"
    """,
    "goals/2026-11-01-goal-gggg22.toml": """
        format = 1
        id = "gggg22"
        kind = "goal"
        at = 2026-11-01T18:00:00+01:00
        shift = 2026-11-01
        title = "Hear them out"
        measure = "rating:empathy"
        target = 4.0
    """,
    "2026/11/2026-11-21-rating-m7aa01.toml": """
        format = 1
        id = "m7aa01"
        kind = "rating"
        at = 2026-11-21T18:00:00+01:00
        shift = 2026-11-21
        text = "listened, worked"
        [skills]
        empathy = 4
    """,
}


def typer_command(name: str) -> Any:
    """The typer command behind the words of a hot one."""
    found: Any = get_command(app)
    for word in name.split():
        found = found.get_command(None, word)
    return found


def kind_of(parameter: Any) -> str:
    """What sort of option typer takes it for, in the words of the front door's table."""
    if parameter.is_flag:
        return FLAG
    if parameter.multiple:
        return LIST
    return NUMBER if "Int" in type(parameter.type).__name__ else VALUE


@pytest.mark.parametrize("name", COMMANDS)
def test_each_option_of_the_table_is_typers_own(name: str) -> None:
    """Of the same kind, and under the name that the action takes."""
    hot = COMMANDS[name]
    known = {each: param for param in typer_command(name).params for each in param.opts}
    spelled = {each: OPTIONS[each] for each in OPTIONS if OPTIONS[each][0] in hot.options.split()}
    assert {each: known[each].name for each in spelled} == {
        each: found for each, (found, _) in spelled.items()
    }
    assert {each: kind_of(known[each]) for each in spelled} == {
        each: kind for each, (_, kind) in spelled.items()
    }
    assert {found for found, _ in spelled.values()} == set(hot.options.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_each_argument_of_the_table_is_typers_own(name: str) -> None:
    hot = COMMANDS[name]
    arguments = [param for param in typer_command(name).params if param.param_type_name != "option"]
    assert [f"{each.name}{'*' * (each.nargs == -1)}" for each in arguments] == hot.words.split()


@pytest.mark.parametrize("name", COMMANDS)
def test_the_action_takes_what_the_table_gives(name: str) -> None:
    hot = COMMANDS[name]
    action = getattr(import_module(f"reflectcli.cli.actions.{hot.module}"), hot.function)
    taken = {
        each.name for each in signature(action).parameters.values() if each.name != "session"
    } - {"unit"}
    given_to_it = set(hot.options.split()) - {"journal"}
    assert taken == given_to_it | {each.rstrip("*") for each in hot.words.split()}
    assert set(hot.quick.split()) <= taken
    assert all(
        each.kind is Parameter.KEYWORD_ONLY
        for each in signature(action).parameters.values()
        if each.name != "session"
    )


@pytest.mark.parametrize(
    "line",
    [
        "nope", "kpi", "kpi list", "kpi add csat", "note", "rate", "search", "show", "note --tag",
        "note x --tag", "note x --tag -t", "note x --tag=y", "note x -ty", "note x --", "note -- x",
        "note x --channel a --channel b", "note x --private --private", "note x --help", "-h",
        "note x --score 4/5", "list -n 0", "list -n -1", "list -n five", "list -n ٣", "week -1 -2",
        "week one two", "--journal /tmp note x", "goal list",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_typer(line: str) -> None:
    assert read_plain(line.split()) is None


@pytest.mark.parametrize("line", [[""], [" "], ["kpi add", "csat", "18/20"], ["note ", "x"]])
def test_a_word_that_is_empty_or_two_names_no_command(line: list[str]) -> None:
    assert read_plain(line) is None


@pytest.mark.parametrize(
    ("line", "arguments"),
    [
        ([], {}),
        (["--json"], {"json": True}),
        (["note", "a b", "c"], {"text": ["a b", "c"]}),
        (["note", "-t", "x", "a", "--tag", "y", "-"], {"tag": ["x", "y"], "text": ["a", "-"]}),
        (["rate", "a=4", "--note", ""], {"skills": ["a=4"], "note": ""}),
        (["kpi", "add", "nps", "-5", "of", "20"], {"name": "nps", "value": ["-5", "of", "20"]}),
        (["list", "-n", "5", "-a", "note"], {"number": 5, "everything": True, "kind": ["note"]}),
        (["week", "-1"], {"which": "-1"}),
    ],
)
def test_plain_lines_are_read(line: list[str], arguments: dict[str, Any]) -> None:
    plain = read_plain(line)
    assert plain is not None
    assert plain.arguments == arguments
    assert plain.journal is None


def lines_of(name: str, hot: Hot) -> st.SearchStrategy[list[str]]:
    """Command lines of a command's words and options, right and wrong, in any order."""
    own = [each for each in OPTIONS if OPTIONS[each][0] in hot.options.split()]
    options = st.sampled_from([*own, *OPTIONS]).flatmap(
        lambda each: st.sampled_from([[each], [f"{each}=x"], *([each, value] for value in VALUES)])
    )
    words = WORDS[name].map(lambda word: [word])
    odd = st.sampled_from([*ODD, "\udce9"]).map(lambda word: [word])
    pieces = st.lists(st.one_of(words, words, options, odd), max_size=4)
    return pieces.map(lambda each: [*name.split(), *chain(*each)])


SETTINGS = [
    "tags=a,b", "channel=chat", "text=", "nope=1", "=", "x", "skills.empathy=2", "skills.empathy=9",
    "shift=2026-11-19", "text=Mrs Miller", "private=yes",
]  # fmt: skip
PLACES = ["tag=x", "kind=note", "channel=", "nope=", "text=a"]


@given(data=st.data())
def test_any_line_changes_the_same_with_and_without_the_front_door(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, data: st.DataObject
) -> None:
    settings_of = st.sampled_from(SETTINGS).map(lambda each: ["--set", each])
    where = st.sampled_from(PLACES).map(lambda each: ["--where", each])
    flags = st.sampled_from([["--yes"], ["-y"], ["--dry-run"], ["--allow"]])
    rest = st.lists(st.one_of(settings_of, settings_of, where, flags), max_size=3)
    line = [*data.draw(lines_of("edit", COMMANDS["edit"])), *chain(*data.draw(rest))]

    journal.env["EDITOR"] = "true"

    def outcome() -> tuple[Result, dict[str, bytes]]:
        for place in ("2026", "goals"):
            rmtree(journal.root / place, ignore_errors=True)
        journal.write(FILES)
        result = journal(*line)
        left = {path.name: path.read_bytes() for path in journal.root.glob("*/**/*.toml")}
        return result, left

    with_it = outcome()
    with monkeypatch.context() as patch:
        patch.setattr(main, "read_plain", lambda argv: None)
        assert with_it == outcome()


@pytest.mark.parametrize("name", [name for name in WORDS if name not in ("kpi add", "edit")])
@settings(max_examples=40)
@given(data=st.data())
def test_any_line_does_the_same_with_and_without_the_front_door(
    journal: Journal, monkeypatch: pytest.MonkeyPatch, name: str, data: st.DataObject
) -> None:
    """What reading commands print, on stdout and stderr, and their exit code."""
    journal.write(FILES)
    line = data.draw(lines_of(name, COMMANDS[name]))
    with_it = journal(*line)
    with monkeypatch.context() as patch:
        patch.setattr(main, "read_plain", lambda argv: None)
        assert with_it == journal(*line)
