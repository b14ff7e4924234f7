"""info: the format, the paths, the versions and the schemas."""

import json
import platform
from importlib.resources import files
from pathlib import Path

from reflectcli import __version__
from tests.conftest import Journal

FORMAT = files("reflectcli").joinpath("FORMAT.md").read_text(encoding="utf-8")


def test_the_format_is_printed_as_it_is_written(journal: Journal) -> None:
    result = journal("info", "format")
    assert (result.code, result.out, result.err) == (0, FORMAT, "")
    assert result.out.startswith("# The journal's files: Format 1\n")


def test_the_paths_and_what_is_there(journal: Journal, home: Path) -> None:
    assert journal("info", "paths").out == (
        f"journal  {journal.root}\n"
        f"config   {home}/config/reflectcli/config.toml  (not there yet)\n"
        f"state    {home}/state/reflectcli  (not there yet)\n"
    )
    journal("note", "x")
    assert journal("info", "paths").out.endswith(f"state    {home}/state/reflectcli\n")


def test_the_paths_as_json(journal: Journal, tmp_path: Path) -> None:
    other = tmp_path / "other"
    content = json.loads(journal("info", "paths", "--json", "--journal", str(other)).out)
    assert content["schema"] == 1
    assert content["paths"]["journal"] == {"path": str(other), "exists": False}
    assert set(content["paths"]) == {"journal", "config", "state"}


def test_the_versions(journal: Journal) -> None:
    python = platform.python_version()
    assert journal("info", "version").out == (
        f"reflectcli  {__version__}\npython      {python}\nformat      1\n"
    )
    content = json.loads(journal("info", "version", "--json").out)
    assert content["versions"] == {"reflectcli": __version__, "python": python, "format": 1}


def test_the_schemas_there_are_and_each(journal: Journal) -> None:
    names = journal("info", "schema").out.split()
    assert names[0] == "note"
    assert names[-1] == "journal"
    assert len(names) == 12
    for name in names:
        schema = json.loads(journal("info", "schema", name).out)
        assert schema["title"] == f"reflectcli {name}, format 1"


def test_a_schema_that_there_is_not(journal: Journal) -> None:
    result = journal("info", "schema", "ratng")
    assert (result.code, result.out) == (4, "")
    assert result.err == "error: there is no schema 'ratng'\nhint: did you mean rating?\n"
    assert "hint: there are note, shift" in journal("info", "schema", "zebra").err


def test_info_alone_shows_what_there_is(journal: Journal) -> None:
    result = journal("info")
    assert result.code in (0, 2)
    for word in ("format", "paths", "version", "schema"):
        assert word in result.out + result.err
