"""Bends right inputs: a little, in their own structure, so that they get deep before they fail."""

import re
from collections.abc import Sequence
from random import Random

from tests.hostile import SMALL
from tests.strategies import AWKWARD

NUMBERS = (
    "0", "-0", "1", "-1", "5", "6", "00", "1.5", "1e5", "1e999", "-1e999", "nan", "inf", "-inf",
    "9" * 30, "0x10", "1_000", "1,5", "1.000,5", "٣", "²", "½", "100%", "101%", "4/5", "5/0",
    "2147483648", "9223372036854775808", ".5", "5.", "+5", "1e-320",
)  # fmt: skip
DATES = (
    "0001-01-01", "9999-12-31", "2024-02-29", "2023-02-29", "2026-11-22", "2026-11-22T25:00:00",
    "2026-11-22T16:40:00+01:00", "2026-11-22 16:40:00Z", "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59", "2026-13-01", "22/11/2026", "11/22/2026", "22.11.2026", "24:00",
    "16:40", "16:40:60", "12:00 AM", "4pm", "today", "2026-W47", "10000-01-01", "1-1-1",
)  # fmt: skip
LETTERS = "\x00\x01\t\n\r\x0b\x0c\x1b\x1f\x7f\x85\xa0\xad\u0301\u200b\u2028\u202e\ufeff\U0010ffff"
MARKS = "\"'\\,;|\t=[]{}()#.:/-+*?%&<>@!~^$` \n"


def pick(random: Random, *pools: Sequence[str]) -> str:
    """Something of one of the pools."""
    return random.choice(random.choice(pools))


def odd(random: Random) -> str:
    """A text that a careless program gets wrong."""
    return pick(random, AWKWARD, SMALL, NUMBERS, DATES, LETTERS, MARKS, ("", "x", "a b"))


def bent(random: Random, text: str, pool: Sequence[str] = (), times: int = 3) -> str:
    """The text with some small things wrong; `pool` are pieces that suit it."""
    for _ in range(random.randint(1, times)):
        text = random.choice(_WAYS)(random, text, pool or MARKS)
    return text


def bent_bytes(random: Random, raw: bytes, times: int = 3) -> bytes:
    """The bytes with some small things wrong."""
    found = bytearray(raw)
    for _ in range(random.randint(1, times)):
        start, end = _span(random, len(found), 40)
        match random.randrange(5):
            case 0:
                del found[start:end]
            case 1:
                found[start:start] = found[start:end]
            case 2:
                found[start:start] = random.randbytes(random.randint(1, 4))
            case 3 if found:
                place = random.randrange(len(found))
                found[place] ^= 1 << random.randrange(8)
            case _:
                found[start:end] = random.choice((b"\x00", b"\xff", b"\xff\xff\xff\xff", b"\r\n"))
    return bytes(found)


def _span(random: Random, length: int, most: int) -> tuple[int, int]:
    start = random.randint(0, length)
    return start, min(length, start + random.randint(0, most))


def _cut(random: Random, text: str, pool: Sequence[str]) -> str:
    start, end = _span(random, len(text), 30)
    return text[:start] + text[end:]


def _put_in(random: Random, text: str, pool: Sequence[str]) -> str:
    start, end = _span(random, len(text), random.choice((0, 0, 8)))
    return (
        text[:start] + (random.choice(pool) if random.random() < 0.5 else odd(random)) + text[end:]
    )


def _again(random: Random, text: str, pool: Sequence[str]) -> str:
    start, end = _span(random, len(text), 60)
    other = random.randint(0, len(text))
    return text[:other] + text[start:end] + text[other:]


def _lines(random: Random, text: str, pool: Sequence[str]) -> str:
    lines = text.splitlines(keepends=True)
    if not lines:
        return text
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(3):
        case 0:
            del lines[one]
        case 1:
            lines.insert(one, lines[other])
        case _:
            lines[one], lines[other] = lines[other], lines[one]
    return "".join(lines)


def _word(random: Random, text: str, pool: Sequence[str]) -> str:
    """Another word, number or date in the place of one."""
    words = list(re.finditer(r"[\w.:+-]+", text))
    if not words:
        return text
    found = random.choice(words)
    others = (NUMBERS, DATES) if found[0][:1].isdigit() else (pool, SMALL, AWKWARD)
    return text[: found.start()] + pick(random, *others) + text[found.end() :]


def _ends(random: Random, text: str, pool: Sequence[str]) -> str:
    end = random.choice(("\r\n", "\r", "\n\n", "\u2028", "\x85"))
    return text.replace("\n", end, random.choice((-1, 1)))


def _short(random: Random, text: str, pool: Sequence[str]) -> str:
    return text[: random.randint(0, len(text))]


_WAYS = (_cut, _put_in, _put_in, _again, _lines, _lines, _word, _word, _word, _ends, _short)
