"""The command lines that are timed work, and the tables say what was found."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reflectcli.cli.tab.answer import answer
from tests.benchmarks import compare, goals, peers
from tests.benchmarks.compare import Results, our_jobs, time_rows
from tests.benchmarks.ours import TAB_ENV, TABS, Reflect
from tests.benchmarks.timing import Timing
from tests.conftest import Journal


@pytest.fixture(scope="module")
def reflect(tmp_path_factory: pytest.TempPathFactory) -> Reflect:
    """A journal of 40 records."""
    return Reflect(Path("reflect"), tmp_path_factory.mktemp("made"), 40)


@pytest.fixture
def made(reflect: Reflect, home: Path) -> Iterator[Journal]:
    """The same as a test's journal."""
    yield Journal(reflect.root, {**reflect.env, "HOME": str(home)})


def test_every_row_of_the_goals_has_a_command(reflect: Reflect) -> None:
    assert set(goals.jobs_of(reflect)) == set(goals.GOALS)


@pytest.mark.parametrize("row", [row for row in goals.GOALS if row not in TABS])
def test_a_command_of_the_goals_works(reflect: Reflect, made: Journal, row: str) -> None:
    job = goals.jobs_of(reflect)[row]
    result = made(*job.argv[1:], terminal=job.terminal)
    assert (result.code, result.err) == (0, "")
    # Where nothing is due, a prompt shows nothing.
    assert result.out.strip() or row == "prompt-status"


@pytest.mark.parametrize(
    ("row", "candidate"),
    [("TAB, command", "note"), ("TAB, flag", "--tag"), ("TAB, journal", "shift")],
)
def test_a_tab_press_is_answered(reflect: Reflect, row: str, candidate: str) -> None:
    assert candidate in answer("bash", list(TABS[row]), {**reflect.env, **TAB_ENV})


def test_only_some_rows_can_be_asked_for(reflect: Reflect) -> None:
    rows = {"week, piped", "week, terminal", "week after a note"}
    assert set(goals.jobs_of(reflect, ["week"])) == rows


@pytest.mark.parametrize(
    "operation",
    [name for name in compare.OPERATIONS if name != compare.COLD],
)
def test_an_operation_of_the_comparison_works(
    reflect: Reflect, made: Journal, operation: str
) -> None:
    job = our_jobs(reflect)[operation]
    if operation == peers.IMPORT:
        job.before()
    result = made(*job.argv[1:])
    assert result.code == 0, result.err
    assert result.out.strip()


def test_an_import_brings_other_answers_each_time(reflect: Reflect, made: Journal) -> None:
    for _ in range(2):
        before = len(made.records("feedback"))
        job = reflect.importing(50)
        job.before()
        assert made(*job.argv[1:]).code == 0
        assert len(made.records("feedback")) == before + 50


def test_the_goals_table_marks_what_is_over() -> None:
    found = {"note": Timing([0.03], [2.9]), "list": Timing([0.05], [4.04])}
    more = {"note": Timing([0.03], [3.2]), "list": Timing(failure=">20 s")}
    assert goals.show([100, 10_000], [found, more]) == (
        "× bare Python  goal  100    10,000\n"
        "note           3     2.9       3.2 *\n"
        "list           4     4.0 *   >20 s *"
    )


def test_the_comparison_shows_each_program_under_its_operation() -> None:
    results = Results([10, 1000])
    results.found = [
        {
            ("last week", "reflect"): Timing([0.050, 0.060, 0.2], [3, 4, 5]),
            ("last week", "jrnl, one file"): Timing([1.5], [99]),
            ("newest 20", "Watson"): Timing(failure="failed"),
        },
        {
            ("last week", "reflect"): Timing([0.090], [6.04]),
            ("last week", "jrnl, one file"): Timing(failure=">20 s"),
        },
    ]
    assert list(time_rows(results)) == [
        ["", "", "10", "1,000", "growth"],
        ["last week", "reflect", "60 ms 4.0×", "90 ms 6.0×", "1.5"],
        ["", "jrnl, one file", "1.5 s 99.0×", ">20 s", ">13"],
        ["newest 20", "Watson", "failed", "–", ""],
    ]


def test_what_is_missing_is_named() -> None:
    results = Results([10], [{}], [{"note": 12.4}], {"timewarrior", "taskwarrior"})
    assert compare.show(results, "Caption.", markdown=True) == (
        "Caption.\n\n"
        "|  |  | 10 | growth |\n| --- | --- | ---: | ---: |\n\n"
        "| peak memory, MB |  | 10 |\n| --- | --- | ---: |\n| note |  | 12 |\n\n"
        "Not installed here: taskwarrior, timewarrior."
    )


def test_the_readme_gets_new_tables_in_the_place_of_the_old() -> None:
    begin, end = compare.BEGIN, compare.END
    text = f"# How\n{begin}\nold\n{end}\nmore\n"
    assert compare.with_tables(text, "new") == f"# How\n{begin}\nnew\n{end}\nmore\n"
    with pytest.raises(SystemExit):
        compare.with_tables("# How\n", "new")


def test_the_readme_has_a_place_for_the_tables() -> None:
    text = compare.README.read_text(encoding="utf-8")
    assert text.count(compare.BEGIN) == 1
    assert compare.with_tables(text, "new") != text
