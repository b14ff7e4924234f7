"""Pieces of TOML, right and wrong, and records' files bent where it hurts."""

import re
from functools import cache
from random import Random

from reflectcli.errors import ReflectError
from reflectcli.storage import toml
from tests.broken_toml import HEAD, LINES
from tests.fuzz.bend import bent, pick
from tests.fuzz.desk import seeds
from tests.strategies import AWKWARD, WRONG


@cache
def values() -> list[str]:
    """Values as they stand behind an equals sign."""
    found = []
    for value in (*WRONG, *AWKWARD):
        try:
            found.append(toml.dump({"x": [value]}).removeprefix("x = [").removesuffix("]\n"))
        except (ReflectError, UnicodeError, ValueError):
            continue
    return [
        *found,
        "+5", "0b1", "0o7", "1_000", "1e3", "-nan", "+inf", "''", "'a'", "'''a\nb'''",
        '"""\na"""', '"\\u0041"', '"\\U0001F600"', '"\\ud800"', "[ 1, # c\n 2, ]", "{ a.b = 1 }",
        "1979-05-27 07:32:00Z", "07:32:00.999999999", "1979-05-27T07:32", "{a=1,}", "[[[]]]",
    ]  # fmt: skip


@cache
def tokens() -> list[str]:
    """What may stand anywhere in a file."""
    found = [line for line in LINES.values() if len(line) < 200]
    return [
        *found,
        *HEAD.splitlines(),
        *values(),
        "[skills]",
        "[[steps]]",
        "[steps.sub]",
        "a.b = 1",
    ]


@cache
def texts() -> list[str]:
    """The files to begin with."""
    return list(seeds().values())


def bent_file(random: Random, text: str | None = None) -> str:
    """A file of a journal with some things wrong in it, or none."""
    text = random.choice(texts()) if text is None else text
    for _ in range(random.randint(0, 2)):
        text = _other_value(random, text)
    if random.random() < 0.3:
        text = _key(random, text)
    text = bent(random, text, tokens(), 2) if random.random() < 0.5 else text
    return text.encode(errors="ignore").decode()


def _other_value(random: Random, text: str) -> str:
    pairs = list(re.finditer(r"(?m)^([\w\".-]+) = (.*)$", text))
    if not pairs:
        return text
    found = random.choice(pairs)
    return text[: found.start(2)] + random.choice(values()) + text[found.end(2) :]


def _key(random: Random, text: str) -> str:
    """A field that was not there, at the top or at the end."""
    names = (
        "text", "tags", "links", "private", "skills", "steps", "odd", "x.y", "score", "value",
        "due", "format", "rubric", "id", "at", "shift", "until",
    )  # fmt: skip
    line = f"{random.choice(names)} = {random.choice(values())}\n"
    place = 0 if random.random() < 0.5 else len(text)
    return text[:place] + line + text[place:]


def any_text(random: Random) -> str:
    """Text for a field."""
    return pick(random, AWKWARD, ("x", "two words", "ünï", "4111 1111 1111 1111"))
