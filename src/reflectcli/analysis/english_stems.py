"""The stem of an English word, by the Porter 2 algorithm as Snowball 3.1 has it.

Most journals are in English, and a summary stems each of its words: this does it in a sixth of
the time and without importing thirty languages. tests/test_english_stems.py holds it to the
library's answers, letter by letter. Source: https://snowballstem.org/algorithms/english
"""

from __future__ import annotations

import re
from collections.abc import Mapping

WHOLE = {
    "andes": "andes", "atlas": "atlas", "bias": "bias", "cosmos": "cosmos", "early": "earli",
    "gently": "gentl", "howe": "howe", "idly": "idl", "news": "news", "only": "onli",
    "singly": "singl", "skies": "sky", "skis": "ski", "sky": "sky", "ugly": "ugli",
}  # fmt: skip
"""Words that the rules would get wrong."""
VOWELS = "aeiouy"
_VOWELS = frozenset(VOWELS)
_NO_END = f"{VOWELS}wxY"
_HEADS = ("arsen", "commun", "emerg", "gener", "inter", "later", "organ", "past", "univers")
_REGION = re.compile(f"[^{VOWELS}]*[{VOWELS}]+[^{VOWELS}]")
_KEPT_EED = ("succ", "proc", "exc")
_KEPT_ING = ("even", "cann", "inn", "earr", "herr", "out")
_DOUBLES = ("bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt")
_PAST = ("ingly", "edly", "ing", "ed")
_EEDS = ("eedly", "eed")
_SECOND: dict[str, str] = {
    "anci": "ance", "enci": "ence", "ogi": "og", "li": "", "bli": "ble", "abli": "able",
    "alli": "al", "fulli": "ful", "lessli": "less", "ousli": "ous", "entli": "ent",
    "aliti": "al", "biliti": "ble", "iviti": "ive", "tional": "tion", "ational": "ate",
    "alism": "al", "ation": "ate", "ization": "ize", "izer": "ize", "ator": "ate",
    "iveness": "ive", "fulness": "ful", "ousness": "ous", "ogist": "og",
}  # fmt: skip
_THIRD: dict[str, str] = {
    "icate": "ic", "ative": "", "alize": "al", "iciti": "ic", "ical": "ic", "tional": "tion",
    "ational": "ate", "ful": "", "ness": "",
}  # fmt: skip
_FOURTH = dict.fromkeys(
    ("ic", "ance", "ence", "able", "ible", "ate", "ive", "ize", "iti", "al", "ism", "ion", "er",
     "ous", "ant", "ent", "ment", "ement"), "",
)  # fmt: skip
_SECONDS, _THIRDS, _FOURTHS = tuple(_SECOND), tuple(_THIRD), tuple(_FOURTH)


def english_stem(word: str) -> str:
    """What the forms of an English word share; the word is in small letters."""
    if len(word) < 3 or word in WHOLE:
        return WHOLE.get(word, word)
    word = _with_consonant_y(word.removeprefix("'"))
    head = word.startswith(_HEADS) and next(each for each in _HEADS if word.startswith(each))
    first = len(head) if head else _region(word, 0)
    second = _region(word, first)
    word = _without_past(_without_plural(word), first)
    if word[-1:] in ("y", "Y") and len(word) > 2 and word[-2] not in VOWELS:
        word = word[:-1] + "i"
    if len(word) > first:
        word = _fourth(_third(_second(word, first), first, second), second)
    return _fifth(word, first, second).replace("Y", "y")


def _region(word: str, start: int) -> int:
    """Where the word goes on behind the next vowel and the consonant after it."""
    found = _REGION.match(word, start)
    return found.end() if found else len(word)


def _has_vowel(part: str) -> bool:
    return not _VOWELS.isdisjoint(part)


def _ends_short(part: str) -> bool:
    """Tell whether a part ends in a short syllable: hop, but not hoop or how; or at."""
    if len(part) > 2:
        short = part[-3] not in VOWELS and part[-2] in VOWELS and part[-1] not in _NO_END
        return short or part.endswith("past")
    return len(part) == 2 and part[0] in VOWELS and part[1] not in VOWELS


def _with_consonant_y(word: str) -> str:
    """The word with Y for each y that is a consonant: the first letter, or after a vowel."""
    if "y" not in word:
        return word
    letters = list(word)
    for place, letter in enumerate(letters):
        if letter == "y" and (place == 0 or letters[place - 1] in VOWELS):
            letters[place] = "Y"
    return "".join(letters)


def _without_plural(word: str) -> str:
    if "'" in word:
        mark = next((each for each in ("'s'", "'s", "'") if word.endswith(each)), "")
        word = word.removesuffix(mark)
    if not word.endswith(("s", "ied")):
        return word
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith(("ied", "ies")):
        return word[:-2] if len(word) > 4 else word[:-1]
    plural = word.endswith("s") and not word.endswith(("ss", "us"))
    return word[:-1] if plural and _has_vowel(word[:-2]) else word


def _without_past(word: str, first: int) -> str:
    """The word without -ed and -ing, mended: hop, not hopp, and hope, not hop."""
    if not word.endswith(_PAST):
        return word
    if word.endswith(_EEDS):
        stem = word[: word.rindex("eed")]
        return stem + "ee" if len(stem) >= first and stem not in _KEPT_EED else word
    ending = next(each for each in _PAST if word.endswith(each))
    stem = word.removesuffix(ending)
    if ending == "ing" and len(stem) == 2 and stem[1] == "y" and stem[0] not in VOWELS:
        return stem[0] + "ie"
    kept = ending == "ing" and stem in _KEPT_ING
    if kept or not _has_vowel(stem):
        return word
    if stem.endswith(("at", "bl", "iz")):
        return stem + "e"
    if stem.endswith(_DOUBLES):
        return stem if len(stem) == 3 and stem[0] in "aeo" else stem[:-1]
    return stem + "e" if len(stem) == first and _ends_short(stem) else stem


def _ending(word: str, endings: Mapping[str, str]) -> str:
    """The longest of the endings that the word has, and it has one."""
    return next(word[-size:] for size in range(7, 1, -1) if word[-size:] in endings)


def _second(word: str, first: int) -> str:
    if not word.endswith(_SECONDS):
        return word
    ending = _ending(word, _SECOND)
    stem = word.removesuffix(ending)
    if len(stem) < first:
        return word
    if (ending == "ogi" and stem[-1:] != "l") or (ending == "li" and stem[-1:] not in _LI):
        return word
    return stem + _SECOND[ending]


_LI = tuple("cdeghkmnrt")
"""What -li is taken off from: deeply, but not fully."""


def _third(word: str, first: int, second: int) -> str:
    if not word.endswith(_THIRDS):
        return word
    ending = _ending(word, _THIRD)
    stem = word.removesuffix(ending)
    if len(stem) < (second if ending == "ative" else first):
        return word
    return stem + _THIRD[ending]


def _fourth(word: str, second: int) -> str:
    if not word.endswith(_FOURTHS):
        return word
    ending = _ending(word, _FOURTH)
    stem = word.removesuffix(ending)
    if len(stem) < second or (ending == "ion" and stem[-1:] not in ("s", "t")):
        return word
    return stem


def _fifth(word: str, first: int, second: int) -> str:
    stem = word[:-1]
    if word.endswith("e"):
        gone = len(stem) >= second or (len(stem) >= first and not _ends_short(stem))
        return stem if gone else word
    return stem if word.endswith("ll") and len(stem) >= second else word
