"""Our folders are platformdirs' folders, whatever the environment says."""

import os
import sys
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from reflectcli import places
from reflectcli.errors import ExitCode, ReflectError

KINDS = ("data", "config", "state", "cache")
FOLDERS = dict(
    zip(
        KINDS,
        (places.data_folder, places.config_folder, places.state_folder, places.cache_folder),
        strict=True,
    )
)
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows asks platformdirs itself")

paths = st.text("/~.ab é:", max_size=8) | st.sampled_from(["", "/", "//", "/home/me", "~/x", "rel"])
environments = st.dictionaries(
    st.sampled_from(["HOME", *(f"XDG_{kind.upper()}_HOME" for kind in KINDS)]), paths
)


def theirs(kind: str, env: dict[str, str], platform: str) -> str:
    with mock.patch.dict(os.environ, env, clear=True):
        folders = {"linux": Unix, "darwin": MacOS}[platform]("reflectcli", appauthor=False)
        return str(getattr(folders, f"user_{kind}_dir"))


@posix
@given(environments, st.sampled_from(KINDS), st.sampled_from(["linux", "darwin"]))
def test_they_are_platformdirs_own(env: dict[str, str], kind: str, platform: str) -> None:
    assert FOLDERS[kind](env, platform) == theirs(kind, env, platform)


@pytest.mark.parametrize("platform", ["win32", "freebsd14", "android"])
@pytest.mark.parametrize("kind", KINDS)
def test_any_other_platform_asks_platformdirs(kind: str, platform: str) -> None:
    from platformdirs import PlatformDirs

    own = getattr(PlatformDirs("reflectcli", appauthor=False), f"user_{kind}_dir")
    assert FOLDERS[kind]({}, platform) == own


def test_the_places_of_a_linux_user() -> None:
    env = {"HOME": "/home/sam"}
    assert places.data_folder(env, "linux") == "/home/sam/.local/share/reflectcli"
    assert places.config_folder(env, "linux") == "/home/sam/.config/reflectcli"
    assert places.state_folder(env, "linux") == "/home/sam/.local/state/reflectcli"
    assert places.cache_folder(env, "linux") == "/home/sam/.cache/reflectcli"


def test_the_places_of_a_mac_user() -> None:
    env = {"HOME": "/Users/sam"}
    support = "/Users/sam/Library/Application Support/reflectcli"
    assert {FOLDERS[kind](env, "darwin") for kind in ("data", "config", "state")} == {support}
    assert places.cache_folder(env, "darwin") == "/Users/sam/Library/Caches/reflectcli"


def test_the_journal_and_the_settings_lie_in_them(home: Path) -> None:
    assert places.default_journal(os.environ) == os.path.join(
        places.data_folder(os.environ), "journal"
    )
    assert places.config_file(os.environ) == os.path.join(
        places.config_folder(os.environ), "config.toml"
    )


@posix
def test_an_account_without_a_home_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(uid: int) -> None:
        raise KeyError(uid)

    monkeypatch.setattr("pwd.getpwuid", nobody)
    with pytest.raises(ReflectError, match="there is no home folder") as caught:
        places.data_folder({}, "linux")
    assert caught.value.code == ExitCode.REFUSED
    assert places.data_folder({"XDG_DATA_HOME": "/data"}, "linux") == "/data/reflectcli"
