"""The user's settings: flag before environment before config file before default."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from reflectcli import settings as user_settings
from reflectcli.errors import ExitCode, ReflectError
from reflectcli.settings import Settings
from tests.conftest import Journal


def load_settings(env: Mapping[str, str], journal: Path | None = None) -> Settings:
    """The settings in an environment that also says where home is."""
    return user_settings.load_settings({**os.environ, **env}, journal)


def config_path() -> Path:
    return user_settings.config_path(os.environ)


def configure(text: str | bytes) -> None:
    path = config_path()
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)


def test_without_any_setting_the_defaults_hold(home: Path) -> None:
    settings = load_settings({})
    assert settings.journal_is_default
    assert settings.journal.name == "journal"
    assert home in settings.journal.parents
    assert home in settings.state.parents
    assert (settings.editor, settings.prompts) == (None, "quick")


def test_the_flag_goes_before_the_environment_before_the_file(tmp_path: Path) -> None:
    configure('journal = "/from/file"\neditor = "nano"\nprompts = "gibbs"\n')
    env = {"REFLECT_JOURNAL": "/from/env"}
    assert load_settings(env, Path("/from/flag")).journal == Path("/from/flag").absolute()
    assert load_settings(env).journal == Path("/from/env").absolute()
    assert load_settings({}).journal == Path("/from/file").absolute()
    assert not load_settings({}).journal_is_default
    assert not load_settings({}, tmp_path).journal_is_default


@pytest.mark.parametrize(
    ("env", "editor"),
    [
        ({}, "nano"),
        ({"EDITOR": "vi"}, "nano"),
        ({"REFLECT_EDITOR": "code -w", "VISUAL": "emacs"}, "code -w"),
    ],
)
def test_the_editor_that_was_chosen_for_this_goes_first(env: dict[str, str], editor: str) -> None:
    configure('editor = "nano"\n')
    assert load_settings(env).editor == editor


def test_the_editor_of_everything_else_will_do() -> None:
    assert load_settings({"EDITOR": "vi"}).editor == "vi"
    assert load_settings({"EDITOR": "vi", "VISUAL": "emacs"}).editor == "emacs"


def test_prompts_of_the_environment_go_before_the_files() -> None:
    configure('prompts = "gibbs"\n')
    assert load_settings({}).prompts == "gibbs"
    assert load_settings({"REFLECT_PROMPTS": "rolfe"}).prompts == "rolfe"


@pytest.mark.parametrize("empty", ["REFLECT_JOURNAL", "REFLECT_EDITOR", "REFLECT_PROMPTS"])
def test_an_empty_variable_says_nothing(empty: str) -> None:
    assert load_settings({empty: ""}) == load_settings({})


def test_a_tilde_is_the_home_folder(home: Path) -> None:
    assert load_settings({"REFLECT_JOURNAL": "~/diary"}).journal == home / "diary"
    configure('journal = "~/work"\n')
    assert load_settings({}).journal == home / "work"


def test_a_relative_path_is_taken_from_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings({}, Path("here")).journal == tmp_path / "here"


@pytest.mark.parametrize("text", ["", "# nothing yet\n", b"\xef\xbb\xbfprompts = 'quick'\r\n"])
def test_a_file_that_says_little_is_right(text: str | bytes) -> None:
    configure(text)
    assert load_settings({}).prompts == "quick"


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ("journal =\n", "not valid TOML: invalid value", 1),
        ("prompts = 'quick'\njournal 'x'\n", "not valid TOML: expected '='", 2),
        (b"\nx = '\xff'\n", "not UTF-8 text", 2),
        ("jurnal = '/x'\n", "unknown setting 'jurnal'; did you mean journal?", 1),
        ("colour = 'no'\n", "unknown setting 'colour'; there are journal, editor, prompts", 1),
        ("journal = 5\n", "journal must be text", 1),
        ("\neditor = ''\n", "editor must be text", 2),
        ("[journal]\npath = '/x'\n", "journal must be text", 1),
    ],
)
def test_a_wrong_setting_is_named_with_its_line(text: str | bytes, message: str, line: int) -> None:
    configure(text)
    with pytest.raises(ReflectError) as caught:
        load_settings({})
    assert caught.value.code == ExitCode.BAD_DATA
    assert str(caught.value).startswith(message)
    assert str(caught.value.problem.location) == f"{config_path()}:{line}"
    assert caught.value.problem.hint


def test_a_wrong_setting_stops_a_command_and_writes_nothing(journal: Journal) -> None:
    configure("jurnal = '/x'\n")
    before = journal.files()
    result = journal("note", "x")
    assert (result.code, result.out) == (3, "")
    assert "unknown setting 'jurnal'; did you mean journal?" in result.err
    assert journal.files() == before


def test_a_file_that_may_not_be_read_is_an_error_of_the_system(journal: Journal) -> None:
    config_path().mkdir(parents=True)
    result = journal("note", "x")
    assert result.code == 6
    assert result.err.startswith("error: the system refused: ")


@pytest.mark.parametrize("config", ["", 'journal = "~/from/file"\n', 'journal = "from/file"\n'])
@pytest.mark.parametrize("variable", ["", "/from/env/", "env", "~", "~/a//b/./c/../d", "~nobody/x"])
@pytest.mark.parametrize("flag", [None, "", ".", "flag", "/from//flag", "~/flag/", "../up"])
def test_the_quick_way_finds_the_same_folders(config: str, variable: str, flag: str | None) -> None:
    """To the letter: the name of the history is made of the journal's path."""
    configure(config)
    env = {**os.environ, "REFLECT_JOURNAL": variable}
    settings = user_settings.load_settings(env, None if flag is None else Path(flag))
    found = user_settings.find_journal(env, flag)
    assert found == (str(settings.journal), str(settings.state))
    assert user_settings.load_settings(env, flag) == settings


def test_a_path_is_written_as_pathlib_writes_it(home: Path) -> None:
    for text in ("/a//b/./c/../d/", "a/b", ".", "~", "~/x/", "/"):
        settings = load_settings({"REFLECT_JOURNAL": text})
        assert settings.journal == Path(text).expanduser().absolute()


def test_the_quick_way_says_the_same_of_a_wrong_file() -> None:
    configure("jurnal = 'x'")
    with pytest.raises(ReflectError) as quick:
        user_settings.find_journal(os.environ, None)
    with pytest.raises(ReflectError) as ordinary:
        load_settings({})
    assert quick.value.problem == ordinary.value.problem
