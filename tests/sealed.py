"""Encrypted journals for tests: a key, the journal that has it, and what may stand in plain."""

import json
import os
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path

import pytest

from reflectcli.storage.encryption import age
from reflectcli.storage.encryption.keys import key_path
from reflectcli.storage.encryption.turning import block
from tests.conftest import Journal

KEY = "AGE-SECRET-KEY-1D36CEVYRGCT02E2VYH4T3UXXW3SXGFSQN5CASTE2FNFRP3WMLLHS755USD"
RECIPIENT = "age1m6spfvrgp3wxsufzn0xfuss4tvklmpphr0q2lmdaem6ah8z723qqen2c0q"
PASSPHRASE = "several words are best"
BEHIND_PASSPHRASE = b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBVaTlsRmhUOEhpcUVPM2s0ekMvMGRBIDQKNjg1bG9BQ1JlckdxMWdh"
    "bEVoNzBBSFVzYjBEOFZHa3hxZUF3ZUxjUmdmTQotLS0gU3NNczVTSW1MTW1zQWQ4U3JkczdVUFRDMmxMeE5YY3R2Znc0clV2"
    "WHk0MAoWdV/htJizlyLkqsv4ju5wdEF1Zq4GW/rro4PDww/P06PkGBZPasfcZcu1BU98N1Kw3XkhYrdttlsSIrKAgs2W16ww"
    "GTNXKaRe6NKR8biut+fRonVmZoYpYkMpZN9U34WcNq33tj8Nm/efgg=="
)
"""The key behind the passphrase, by a scrypt of 16 rounds: the usual quarter of a million take a
second each time."""

BEHIND_USUAL = b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBJaTh3Wk5LMCtrVVJBek5NUUUvT05nIDE4CjFyMXIvenMxK2Zk"
    "YkNyVGpXbXk4SkMvZGVyY0FxSkVsc0ZDazlHWVQ2Q0UKLS0tIGw2V2xVZ2dKZkZRSEhGVmdIczIvV3g5L2tuT3RXdnJo"
    "M2NBSWhhZzhsckkKBNvyOz/86ymkJAQInux5Pea1hRUsa5RIwFsy8mriMlfbP72lTLHdFNbPazbH6urNeuFTV9BGzpF/"
    "AHXvjCY+cs2IL6IhFvlogCrs2dkH+p2DOThQk3UfJoJ/4u8OAGTv3HhpU20IwkaLgxQ="
)
"""The same by the rounds that age itself takes, for half a second of work."""


def give_key(journal: Journal, folder: Path, *, at_hand: bool = True) -> Journal:
    """Name the recipient in journal.toml; with the key itself in a file that the journal knows."""
    there = journal.files().get("journal.toml", b"")
    journal.write({"journal.toml": there + block(RECIPIENT)})
    if at_hand:
        unlock(journal, folder)
    return journal


def unlock(journal: Journal, folder: Path) -> Journal:
    """Give the key by the variable for it."""
    path = folder / "key.txt"
    path.write_text(f"# a comment, as age-keygen writes one\n{KEY}\n")
    journal.env["REFLECT_KEY_FILE"] = str(path)
    return journal


def lock(journal: Journal) -> None:
    """Take it away again."""
    journal.env.pop("REFLECT_KEY_FILE")


def turned_on(journal: Journal, folder: Path) -> Journal:
    """The journal, all of it encrypted."""
    give_key(journal, folder)
    with_key_file(journal)
    result = journal("encrypt", "on")
    assert result.code == 0, result.err
    return journal


def with_key_file(journal: Journal, raw: bytes = BEHIND_PASSPHRASE) -> None:
    """Put the file of the key into the journal."""
    journal.write({key_path(RECIPIENT): raw})


def make_cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a passphrase take no second: the file then tells it to whoever looks."""

    def closed(key: str, passphrase: str) -> bytes:
        return json.dumps([key, passphrase]).encode()

    def opened(raw: bytes, passphrase: str) -> str | None:
        key, known = json.loads(raw)
        return str(key) if known == passphrase else None

    monkeypatch.setattr(age, "with_passphrase", closed)
    monkeypatch.setattr(age, "by_passphrase", opened)


def give_passphrase(journal: Journal, folder: Path, words: str = PASSPHRASE) -> Path:
    """Name a file that gives the passphrase."""
    path = folder / "passphrase"
    path.write_text(f"{words}\n")
    journal.env["REFLECT_PASSPHRASE_FILE"] = str(path)
    return path


def holding(words: bytes, *folders: Path) -> Iterator[Path]:
    """The files below the folders, whatever they are for, in which the words stand."""
    for folder in folders:
        for above, _, names in os.walk(folder):
            for name in names:
                path = Path(above, name)
                if words in path.read_bytes():
                    yield path
