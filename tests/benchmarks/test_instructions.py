"""The gate on instructions: what grew is told and fails, what cannot be counted is said."""

from pathlib import Path

import pytest

from tests.benchmarks import instructions
from tests.benchmarks.instructions import compare, read_figures, write_figures
from tests.benchmarks.ours import TABS

KEPT = {"python": 1000, "note": 3000, "list": 4000}


def test_five_percent_more_is_let_through() -> None:
    lines, grown = compare({"python": 1000, "note": 3149, "list": 4000}, KEPT)
    assert lines == ["note           3.15 × python  +5.0%", "list           4.00 × python  +0.0%"]
    assert not grown


def test_more_than_that_is_not() -> None:
    lines, grown = compare({"python": 1000, "note": 3160, "list": 4000}, KEPT)
    assert lines[0] == "note           3.16 × python  +5.3%  TOO MUCH"
    assert grown


def test_it_is_the_ratio_to_bare_python_that_counts() -> None:
    _, grown = compare({"python": 1200, "note": 3600, "list": 4800}, KEPT)
    assert not grown


def test_what_became_less_is_to_be_kept() -> None:
    lines, grown = compare({"python": 1000, "note": 2000, "list": 4000}, KEPT)
    assert lines[0] == "note           2.00 × python  -33.3%  keep it: --update"
    assert not grown


def test_a_command_without_a_figure_fails() -> None:
    lines, grown = compare({"python": 1000, "week": 9000}, KEPT)
    assert lines == ["week           9.00 × python, no figure is kept: --update"]
    assert grown


def test_figures_are_kept_for_each_python(tmp_path: Path) -> None:
    path = tmp_path / "figures.toml"
    assert read_figures("3.11", path) is None
    write_figures("3.13", KEPT, path)
    write_figures("3.11", KEPT | {"note": 3100}, path)
    assert read_figures("3.13", path) == KEPT
    assert read_figures("3.11", path) == KEPT | {"note": 3100}
    assert read_figures("3.12", path) is None
    assert '"note" = 3_100  # 3.10 × python\n' in path.read_text(encoding="utf-8")


def test_without_valgrind_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["instructions"])
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert instructions.main() == 0
    told = capsys.readouterr().out
    assert told == "instructions are not counted: valgrind is not installed\n"


def test_without_figures_of_this_python_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["instructions"])
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/valgrind")
    monkeypatch.setattr(instructions, "read_figures", lambda python: None)
    assert instructions.main() == 0
    assert "no figures are kept for Python 3." in capsys.readouterr().out


def test_the_figures_that_are_kept_are_those_of_the_hot_commands() -> None:
    kept = read_figures("3.11")
    assert kept is not None
    assert {"python", *instructions.COMMANDS, *TABS} == set(kept)
