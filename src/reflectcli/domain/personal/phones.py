"""Phone numbers: international ones, and national ones by their groups or the words before them."""

import re
from collections.abc import Iterator, Sequence

from reflectcli.domain.personal.decoys import is_nobodys
from reflectcli.domain.personal.found import Span

_GAP = r"[ \xa0\u202f().\-/‐‑–]"
_RUN = re.compile(rf"(?<![\w#+])[+(]?\(?\d(?:{_GAP}{{0,3}}\d){{5,}}")
_GROUP = re.compile(r"\d+")
_EXTENSION = re.compile(
    r"[ ,]{0,2}(?:ext\.?|extension|durchwahl|toestel|poste|x)[ .:]{0,2}\d{1,6}(?!\w)", re.IGNORECASE
)
_CUE = re.compile(
    r"(?:\b(?:(?:tele|smart)?phone|tel|mobile|mob|cell(?:phone)?|land ?line|fax|whats ?app|sms"
    r"|texte?d?|ring|rang|rung|phoned|dial(?:led|ed)?|voice ?mail|hotline|contact"
    r"|(?:his|her|their|my|new|old|work|home|callback|a|other|the|right|another) number"
    r"|call(?:ed|ing|s)?(?: (?:him|her|them|me|back|again|only|home)){0,2} (?:on|at|under)"
    r"|call(?:ed)?[ -]?back|(?:gave|left|texted) me"
    r"|reach(?:ed|able)?|ring back|handy|telefon\w*|r(?:ü|ue)ckruf\w*|festnetz"
    r"|mobil\w*|nummer|erreichbar|durchwahl|tél[ée]?p?h?o?n?e?|portable|joignable|rappeler|numéro"
    r"|m[óo]vil|tel[éeè]fono|llamar(?:l[ao])?|n[úu]mero|telefoon\w*|mobiel|bereikbaar|gsm|bellen"
    r"|cellulare|telefone|celular|ligar)\b|☎|📞)[^\d\n;!?]{0,24}\Z",
    re.IGNORECASE,
)
_WINDOW = 64
_MOST = 15


def find_phones(text: str) -> Iterator[Span]:
    """Every phone number with its extension, from the left."""
    for run in _RUN.finditer(text):
        before = text[max(0, run.start() - _WINDOW) : run.start()]
        cued = _CUE.search(before) is not None
        plus = run[0].startswith(("+", "(+"))
        if is_nobodys(text, run.start()) and not plus and not cued:
            continue
        if _is_joined(text, run.start(), run.end()):
            continue
        for start, end in _numbers(text, run.span(), cued=cued):
            extension = _EXTENSION.match(text, end)
            yield start, extension.end() if extension else end


def _is_joined(text: str, start: int, end: int) -> bool:
    """Tell whether letters hang on the number, as in 4CE0460D0G or B-200."""
    after, before = text[end : end + 2], text[max(0, start - 2) : start]
    hung = after[:1].isalpha() and not _EXTENSION.match(text, end)
    return hung or after[:1] == "_" or (before[1:] == "-" and before[:1].isalnum())


def _numbers(text: str, run: Span, *, cued: bool) -> Iterator[Span]:
    groups = [match.span() for match in _GROUP.finditer(text, *run)]
    first = 0
    while first < len(groups):
        start = _opening(text, groups[first][0], run[0])
        for last in _lasts(groups, first) if cued or _may_begin(text, start, groups, first) else ():
            if _is_phone(text, start, groups[first : last + 1], cued=cued):
                yield start, groups[last][1]
                first = last
                break
        first += 1


def _may_begin(text: str, start: int, groups: Sequence[Span], first: int) -> bool:
    """Tell whether a number that no word announces may begin with a group."""
    size = groups[first][1] - groups[first][0]
    after = groups[first + 1] if first + 1 < len(groups) else (0, 0)
    return text[start] in "+(0" or size == 3 or (size == 1 and after[1] - after[0] == 3)


def _lasts(groups: Sequence[Span], first: int) -> list[int]:
    """The groups that a number may end with that begins with one, the longest number first."""
    found, digits = [], 0
    for last in range(first, len(groups)):
        digits += groups[last][1] - groups[last][0]
        if digits > _MOST + 2:
            break
        found.append(last)
    return found[::-1]


def _opening(text: str, start: int, earliest: int) -> int:
    """Where a number begins with the plus sign or the bracket before its first digit."""
    while start > earliest and text[start - 1] in "+(":
        start -= 1
    return start


def _is_phone(text: str, start: int, groups: Sequence[Span], *, cued: bool) -> bool:
    raw = text[start : groups[-1][1]]
    digits = "".join(text[one:other] for one, other in groups)
    sizes = [other - one for one, other in groups]
    if raw.lstrip("(").startswith("+"):
        return 8 <= len(digits) <= _MOST and digits[0] != "0"
    if "  " in raw or raw.count("/") > 1:
        return False
    if digits.startswith("00"):
        return 10 <= len(digits) <= _MOST + 2 and digits[2] != "0"
    if cued and 6 <= len(digits) <= _MOST:
        return True
    return _is_national(raw, digits, sizes)


def _is_national(raw: str, digits: str, sizes: Sequence[int]) -> bool:
    """Tell whether it needs no word before it: 0171 2345678, (415) 555-0132, 612 34 56 78."""
    bracket = raw.startswith("(") and ")" in raw
    if digits[0] == "0":
        lone = len(sizes) == 1 and len(digits) < 10
        return 9 <= len(digits) <= 12 and not lone and len(sizes) <= 6 and 1 not in sizes[1:]
    if list(sizes[-3:]) == [3, 3, 4] and sizes[:-3] in ([], [1]):
        area = digits[-10:]
        spaced = set(raw) <= set("0123456789 ")
        return area[0] > "1" and area[3] > "1" and not spaced
    if bracket:
        return 8 <= len(digits) <= 12
    return list(sizes) == [3, 2, 2, 2] and digits[0] in "6789"
