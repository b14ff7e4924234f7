"""What completion, manual and reference say is what the commands are.

`REFLECT_GRAMMAR=write pytest tests/test_grammar.py` writes the files anew.
"""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from reflectcli import __version__
from reflectcli.cli.grammar import grammar_text, usual_text
from reflectcli.cli.kinds import EVERYWHERE, METAVARS, PARAMETERS
from reflectcli.cli.tab.grammar import Grammar
from reflectcli.cli.table import COMMANDS, load
from reflectcli.cli.tree import command_tree
from reflectcli.render.commands import Command, Parameter, reference, usage_words, walk
from reflectcli.render.man import man_page
from tests.conftest import Journal
from tests.test_help_examples import LEAVES, examples

SOURCE = Path(__file__).parent.parent / "src" / "reflectcli"
ROOT = command_tree()
MAN = SOURCE / "reflect.1"
FILES: dict[str, Callable[[], str]] = {
    "cli/tab/grammar.txt": lambda: grammar_text(ROOT),
    "cli/tab/usual.toml": usual_text,
    "reflect.1": lambda: man_page(ROOT, __version__),
    "COMMANDS.md": lambda: reference(ROOT),
}


@pytest.mark.parametrize("name", FILES)
def test_the_generated_file_is_current(name: str) -> None:
    path = SOURCE / name
    if os.environ.get("REFLECT_GRAMMAR") == "write":
        path.write_text(FILES[name](), encoding="utf-8")
    said = path.read_text(encoding="utf-8")
    assert said == FILES[name](), "REFLECT_GRAMMAR=write pytest tests/test_grammar.py"


def test_the_tree_holds_every_command() -> None:
    names = {command.name for command in walk(ROOT) if command.name and not command.commands}
    assert names == set(LEAVES)
    assert [command.name for command in ROOT.commands] == list(COMMANDS)


@pytest.mark.parametrize("name", LEAVES)
def test_the_tree_says_of_a_command_what_its_help_says(name: str) -> None:
    found = next(command for command in walk(ROOT) if command.name == name)
    assert [*found.examples] == examples(LEAVES[name])
    opts = {opt for each in LEAVES[name].params for opt in (*each.opts, *each.secondary_opts)}
    flags = {word for flag in found.flags for word in flag.names}
    assert flags - {"--help", "-h"} == {opt for opt in opts if opt.startswith("-")}


@pytest.mark.parametrize("place", PARAMETERS)
def test_no_parameter_is_named_that_there_is_not(place: str) -> None:
    *words, parameter = place.split()
    command = load(words[0])
    for word in words[1:]:
        command = command.commands[word]
    assert parameter in {each.name for each in command.params}


def test_no_kind_of_value_is_named_in_vain() -> None:
    parameters = [each for command in walk(ROOT) for each in (*command.arguments, *command.flags)]
    used = {each.kind for each in parameters}
    assert {*PARAMETERS.values(), *EVERYWHERE.values()} <= used
    assert set(METAVARS.values()) <= used


def test_what_is_written_for_completion_reads_back() -> None:
    grammar = Grammar(grammar_text(ROOT))
    for command in walk(ROOT):
        rows = grammar.rows(command.name)
        parameters = (*command.arguments, *command.flags)
        assert [(row.names, row.kind, row.repeated, row.help) for row in rows] == [
            (each.names, each.kind, each.repeated, each.help) for each in parameters
        ]
        below = [(each.name.rpartition(" ")[2], each.summary) for each in command.commands]
        assert list(grammar.below(command.name)) == below


SMALL = Command(
    name="rate",
    panel="Write",
    summary="Rate your skills.",
    prose=("Rate your skills.", "It's `asked` for; .5 or C:\\x | y – and -1."),
    examples=("reflect rate empathy=4",),
    arguments=(Parameter(metavar="SKILL=N", help="The level.", repeated=True),),
    flags=(
        Parameter(names=("--format", "-f"), metavar="WORD", choices=("a", "b"), help="Which."),
        Parameter(names=("--yes",), help=""),
        Parameter(names=("--help", "-h"), help="Help."),
    ),
)
SMALL_ROOT = Command(
    name="", summary="A journal.", prose=("A journal.",), commands=(SMALL,), flags=()
)


def test_a_line_of_usage() -> None:
    assert usage_words(SMALL) == "reflect rate [SKILL=N…] [options]"


def test_the_reference_in_markdown() -> None:
    assert reference(SMALL_ROOT).split("\n\n", 2)[2] == (
        "### `reflect`\n\nA journal.\n\n"
        "## Write\n\n### `reflect rate`\n\nRate your skills.\n\n"
        "It's `asked` for; .5 or C:\\x | y – and -1.\n\n"
        "```\nreflect rate [SKILL=N…] [options]\n```\n\n"
        "| | |\n|---|---|\n| `[SKILL=N…]` | The level. |\n"
        "| `--format, -f WORD` | Which. a, b. |\n| `--yes` |  |\n\n"
        "```\nreflect rate empathy=4\n```\n"
    )


def test_the_manual_in_roff() -> None:
    page = man_page(SMALL_ROOT, "1.2")
    assert page.startswith(
        '.\\" Generated from the commands themselves.\n'
        '.TH REFLECT 1 "" "reflectcli 1.2" "User Commands"\n'
        ".SH NAME\nreflect \\- a journal\n"
    )
    assert (
        ".SH WRITE\n.SS reflect rate\n\\fBreflect rate [SKILL=N\\[u2026]] [options]\\fR\n"
        ".PP\nRate your skills.\n.PP\n"
        "It\\(aqs \\(gaasked\\(ga for; .5 or C:\\ex | y \\[u2013] and \\-1.\n"
        ".TP\n\\fB[SKILL=N\\[u2026]]\\fR\nThe level.\n"
        ".TP\n\\fB\\-\\-format, \\-f WORD\\fR\nWhich. a, b.\n"
        ".TP\n\\fB\\-\\-yes\\fR\n\\&\n"
        ".PP\nExamples:\n.PP\n.nf\n.RS 4\nreflect rate empathy=4\n.RE\n.fi\n"
    ) in page
    assert "\\fB\\-\\-help" not in page


def test_a_text_is_never_a_command_of_roff() -> None:
    tricky = Command(name="", summary=".so /etc/passwd", prose=(".so /etc/passwd", "'br"))
    lines = man_page(tricky, "1").splitlines()
    assert "\\&.so /etc/passwd" in lines
    assert "\\(aqbr" in lines
    assert not any(line.startswith(("'", ".so", ".br")) for line in lines)


@pytest.mark.parametrize(
    "checker",
    [
        ["man", "--warnings", "-l"],
        ["groff", "-ww", "-man", "-Tutf8", "-z"],
        ["mandoc", "-T", "lint", "-W", "error"],
    ],
    ids=lambda words: str(words[0]),
)
def test_the_manual_is_right_for(checker: list[str]) -> None:
    if shutil.which(checker[0]) is None:
        pytest.skip(f"{checker[0]} is not installed")
    done = subprocess.run(
        [*checker, str(MAN)], capture_output=True, text=True, encoding="utf-8", check=False,
        env=os.environ | {"LC_ALL": "C.UTF-8", "MANPAGER": "cat"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_info_prints_the_manual_and_the_reference(journal: Journal) -> None:
    for words, name in ((("info", "man"), "reflect.1"), (("info", "commands"), "COMMANDS.md")):
        result = journal(*words)
        assert (result.code, result.err) == (0, "")
        assert result.out == (SOURCE / name).read_text(encoding="utf-8")
