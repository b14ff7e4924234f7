"""What each shell is told, by the letters of the protocol."""

import pytest

from reflectcli.cli.tab.answer import answer
from tests.conftest import Journal

NOWHERE = {"HOME": "/nowhere"}


def bash(line: str, part: str | None = None, kind: str = "9", columns: str = "80") -> list[str]:
    """What bash reads when TAB is pressed at the end of the line."""
    word = line.rsplit(" ", maxsplit=1)[-1] if part is None else part
    return answer("bash", [line, word, kind, columns], NOWHERE).splitlines()


@pytest.mark.parametrize(
    ("line", "part", "expected"),
    [
        ("reflect no", None, ["note "]),
        ("reflect rate em", None, ["empathy="]),
        ("reflect feedback add --from=cu", "cu", ["customer "]),
        ("reflect feedback add --from=", "", ["customer ", "colleague ", "mentor ", "manager "]),
        ("reflect goal add x -m rating:em", "em", ["empathy "]),
        ("reflect goal add x --measure=rating:em", "em", ["empathy "]),
        ("reflect goal add x -m ra", "ra", ["rating:"]),
        ("reflect feedback add --about empathy,li", None, ["empathy,listening "]),
        ('reflect report "last w', "last w", ["last week"]),
        ("reflect report 'last w", "last w", ["last week"]),
        (r"reflect report last\ w", r"last\ w", [r"last\ week "]),
        ("reflect report last", None, [r"last\ week ", r"last\ month ", r"last\ quarter "]),
        ("FOO=1 reflect", None, []),
        ("reflect nonsense ", "", []),
    ],
)
def test_bash_reads_what_comes_after_its_own_word_break(
    line: str, part: str | None, expected: list[str]
) -> None:
    assert bash(line, part) == ["values", *expected]


def test_bash_shows_several_with_what_they_mean() -> None:
    assert bash("reflect goal ch") == [
        "values",
        "checkin  (Look at a goal: how it goes and, for a manual measure, where it sta…)",
        "change   (Adjust a goal; what it was before stays in its history.)",
    ]
    assert all(len(line) <= 80 for line in bash("reflect "))
    assert max(map(len, bash("reflect ", columns="200"))) > 60
    assert bash("reflect goal ch", columns="3")[1] == "checkin…)"


@pytest.mark.parametrize("kind", ["37", "42"])
def test_bash_is_not_given_what_it_would_type(kind: str) -> None:
    assert bash("reflect goal ch", kind=kind) == ["values", "checkin ", "change "]


@pytest.mark.parametrize("line", ["reflect list > we", "reflect list 2>we", "reflect report -o we"])
def test_bash_completes_files_itself(line: str) -> None:
    assert bash(line, "we") == ["file"]


def test_bash_that_passes_little_gets_an_answer() -> None:
    assert answer("bash", [], NOWHERE).startswith("values\n")


def test_zsh_is_told_what_ends_the_word() -> None:
    assert answer("zsh", ["rate", "em"], NOWHERE) == "values\nempathy=\tempathy=  -- empathy\n"
    assert answer("zsh", ["goal", "ch"], NOWHERE) == (
        "values\n"
        "checkin \tcheckin  -- Look at a goal: how it goes and, for a manual measure, where it"
        " stands.\n"
        "change \tchange   -- Adjust a goal; what it was before stays in its history.\n"
    )
    assert answer("zsh", ["feedback", "add", "--from=cu"], NOWHERE) == (
        "values\n--from=customer \tcustomer\n"
    )


def test_fish_passes_the_last_word_as_it_is_typed() -> None:
    for typed in ('"last w', "'last w", r"last\ w"):
        assert answer("fish", ["report", typed], NOWHERE) == "values\nlast week\t\n"


def test_powershell_passes_its_words_by_the_environment() -> None:
    env = NOWHERE | {"REFLECT_COMPLETE_WORDS": "report\x1flast w"}
    assert answer("powershell", [], env) == "values\nlast week\t\n"
    assert answer("powershell", [], NOWHERE | {"REFLECT_COMPLETE_WORDS": "goal\x1f"}).startswith(
        "values\nadd\tSet a goal;"
    )
    assert answer("powershell", [], NOWHERE).startswith("values\nnote\t")


def test_a_tag_with_anything_in_it_can_be_put_on_the_line(journal: Journal) -> None:
    journal("note", "x", "--tag", "it's $5")
    env = {"REFLECT_JOURNAL": str(journal.root)}
    line = "reflect list --tag "
    assert answer("bash", [line, ""], env) == "values\nit\\'s\\ \\$5 \n"
    assert answer("bash", [f'{line}"it', "it"], env) == "values\nit's \\$5\n"
    assert answer("bash", [f"{line}'it", "it"], env) == "values\nit'\\''s $5\n"
    assert answer("fish", ["list", "--tag", "it"], env) == "values\nit's $5\t\n"
