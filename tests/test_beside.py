"""What a command that was killed has left beside its target goes with the next one."""

import os
from pathlib import Path

import pytest

from reflectcli.storage.commit import held
from tests.conftest import Journal

COMMANDS = {
    "backup": ("backup", "-o", "all.zip"),
    "export": ("export", "-o", "all.json"),
    "export to a folder": ("export", "--format", "csv", "-o", "tables"),
}


@pytest.mark.skipif(os.name != "posix", reason="nobody can tell there whether it is still written")
@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_what_nobody_writes_any_more_is_taken_away(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    journal("note", "one")
    place = tmp_path / "sent"
    tables = place / ".new-reflect-00000001"
    tables.mkdir(parents=True)
    (tables / "note.csv").write_text("half")
    written, mine = place / ".new-reflect-00000002", place / ".new-mine"
    for each in (place / ".new-reflect-00000003", written, mine):
        each.write_text("half")
    monkeypatch.chdir(place)
    with held(written) as ours:
        assert ours
        assert journal(*command).code == 0
        assert set(os.listdir()) == {command[-1], written.name, mine.name}
    assert journal(*command[:-1], f"2{command[-1]}").code == 0
    assert set(os.listdir()) == {command[-1], f"2{command[-1]}", mine.name}
