"""Names beside the words that announce them: Mrs …, caller …, a lady called …, spoke to …."""

import re
from collections.abc import Iterator

from reflectcli.domain.personal.found import Span
from reflectcli.domain.personal.name_words import NOT_LOWER_NAMES, NOT_NAMES
from reflectcli.domain.personal.titles import PARTICLES

_TITLE = (
    r"(?:[Mm]rs?|MRS?|[Mm]s|MS|[Mm]x|Miss|MISS|Dr|DR|[Pp]rof|Herrn?|HERR|Frau|FRAU|Hr|Fr|[Mm]me|[Mm]lle"
    r"|[Mm]onsieur|[Mm]adame|M|[Ss]ra?|[Ss]rta|[Ss]eñor(?:a|ita)?|[Dd]oña|[Ss]ig|[Ss]ignora?|[Ss]enhora?"
    r"|[Mm]evrouw|[Mm]evr|[Mm]w|[Mm]eneer|[Dd]hr|[Dd]e heer|[Pp]ani?|Sir|Lady|Madam|Doctor)"
)
_PERSON = (
    r"(?:(?:the |a )?(?:customer|caller|client|guest|patient|buyer|subscriber|tenant|passenger"
    r"|cardholder|account holder)|kund(?:e|in|en)|anrufer(?:in)?|klient(?:in)?|client[ae]|klante?"
    r"|beller|appelante?)"
)
_SOMEBODY = (
    r"(?:lady|man|gentleman|guy|woman|customer|caller|client|girl|boy|kid|person|user|student"
    r"|guest|colleague|driver|technician|friend|neighbour|neighbor)"
)
_KIN = (
    r"(?:(?:her|his|their|the|my) (?:daughter|son|husband|wife|mother|father|mum|mom|dad|partner"
    r"|brother|sister|neighbour|neighbor|assistant|nephew|niece|grandson|granddaughter|flatmate"
    r"|secretary|carer|aunt|uncle)|(?:ihre?|seine?) (?:tochter|sohn|mann|frau|mutter|vater|bruder"
    r"|schwester)|(?:sa|son) (?:fille|fils|mari|femme)|su (?:hija|hijo|marido|mujer|madre|padre)"
    r"|(?:haar|zijn) (?:dochter|zoon|man|vrouw|moeder|vader))"
)
_SPEAKING = (
    r"(?:(?:spoke|speak|speaking|spoken|talk(?:ed|ing)?|chat(?:ted|ting)?) (?:to|with)"
    r"|apologi[sz]ed to|on behalf of|in the name of|dear|regards,"
    r"|(?:sprach|gesprochen|telefoniert|gespräch|telefonat|rücksprache) mit|im namen von|liebe[r]?"
    r"|grüße,?|(?:habl[éo]|hablar|hablado|hablando) con|estimad[oa]|(?:parlé|parler|discuté) à"
    r"|(?:parlé|parler|discuté) avec|ch(?:er|ère)|(?:gesproken|gebeld|gesprek|sprak) met|geachte"
    r"|beste)"
)
_NAMING = (
    r"(?:(?:(?:my|his|her|their|the|customer['’]?s?|caller['’]?s?|client['’]?s?|guest['’]?s?"
    r"|full|first|last|real|maiden)[ ])?(?:sur)?names? (?:is|was)(?: actually| really)?"
    r"|name(?: ist| lautet| war)|name:|named|namens|(?:er|ich) hei(?:ß|ss)t|se llama(?:ba)?"
    r"|me llamo|s['’]appelle|se nomme|heet|mi chiamo|si chiama|(?:nom|nombre|naam) ?:)"
)
_CUES = re.compile(
    rf"(?<![\w-])(?:(?P<title>{_TITLE}\.?(?: (?:and|und|y|et|&) {_TITLE}\.?)?"
    r"(?: (?:Dr|Prof|med)\.?){0,3})[ ]"
    rf"|(?i:(?P<somebody>(?:\w{{1,12}} )?{_SOMEBODY},? (?:called|named|by the name of))[ ]"
    rf"|(?P<person>{_PERSON}(?: name| called| named| hei(?:ß|ss)t)?(?:,? an?)?)[:,]?[ ]"
    rf"|(?P<kin>{_KIN}),?[ ]"
    rf"|(?P<speaking>{_SPEAKING})[ ]|(?P<naming>{_NAMING})[ ]))"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s\Z", re.IGNORECASE)
_GAP = re.compile(r" {1,2}|\. {0,2}(?=[^\W\d_])")
_AND = re.compile(r",? (?:and|und|y|et|en|&) ")
_ENDS = re.compile(r"\s*(?:[.,;:!?)\n]|and\b|und\b|\Z)")
_MOST = 5


def find_names(text: str) -> Iterator[Span]:
    """Every name beside a cue, from the left; a title is part of the name."""
    done, position = 0, 0
    while cue := _CUES.search(text, position):
        kind = cue.lastgroup or ""
        # Where no name follows, a longer cue may begin inside: customer, customer called.
        position = cue.start() + 1
        span = _name(text, cue.end(), lower=_takes_lower(kind, cue[0]), shouted=kind == "title")
        while span:
            start = cue.start() if kind == "title" and span[0] == cue.end() else span[0]
            if start >= done:
                yield start, span[1]
                done = position = span[1]
            more = _AND.match(text, span[1]) if kind in ("speaking", "title", "naming") else None
            span = _name(text, more.end()) if more else None


def _takes_lower(kind: str, cue: str) -> bool:
    last = cue.lower().rstrip(". ").rpartition(" ")[2]
    if kind == "title":
        return last in ("mr", "mrs", "ms", "mme", "sra", "sr")
    return kind == "somebody" or last in ("is", "was", "name:", "named", "actually", "really")


def _name(text: str, start: int, *, lower: bool = False, shouted: bool = False) -> Span | None:
    """The name that begins there; `shouted` names may stand in capitals, as in MRS GARCIA."""
    word = _WORD.match(text, start)
    if word is None:
        return None
    if _is_name(word[0], shouted=shouted):
        return start, _end(text, word, shouted=shouted)
    if word[0].lower() in PARTICLES and (further := _after_particles(text, word)):
        return start, _end(text, further, shouted=shouted)
    if lower and word[0] in PARTICLES:
        after = _WORD.match(text, word.end() + 1)
        return (start, _lower_end(text, after)) if after and _is_lower_name(after[0]) else None
    if lower and _is_lower_name(word[0]):
        return start, _lower_end(text, word)
    return None


def _is_name(word: str, *, shouted: bool = False) -> bool:
    bare = _POSSESSIVE.sub("", word)
    if len(bare) < 2 or not bare[0].isupper() or bare.lower() in NOT_NAMES:
        return False
    return shouted or not bare.isupper() or len(bare) > 5


def _after_particles(text: str, word: re.Match[str]) -> re.Match[str] | None:
    """The first word of a name after its particles: van den Berg."""
    found: re.Match[str] | None = word
    for _ in range(3):
        gap = _GAP.match(text, found.end()) if found else None
        found = _WORD.match(text, gap.end()) if gap else None
        if found and _is_name(found[0]):
            return found
        if found is None or found[0].lower() not in PARTICLES:
            return None
    return None


def _end(text: str, word: re.Match[str], *, shouted: bool = False) -> int:
    """Where a name ends that begins with a word: after its further words, before a possessive."""
    for _ in range(_MOST):
        further = None if _POSSESSIVE.search(word[0]) else _next(text, word, shouted=shouted)
        if further is None:
            break
        word = further
    return word.end() - (2 if _POSSESSIVE.search(word[0]) else 0)


def _next(text: str, word: re.Match[str], *, shouted: bool) -> re.Match[str] | None:
    gap = _GAP.match(text, word.end())
    if gap is None or (gap[0][0] == "." and len(word[0]) > 2):
        return None
    further = _WORD.match(text, gap.end())
    if further is None:
        return None
    initial = (
        len(further[0]) == 1
        and further[0].isupper()
        and text[further.end() : further.end() + 1] == "."
    )
    if initial or _is_name(further[0], shouted=shouted):
        return further
    return _after_particles(text, further) if further[0].lower() in PARTICLES else None


def _is_lower_name(word: str) -> bool:
    bare = _POSSESSIVE.sub("", word)
    return (
        len(bare) > 2
        and bare.islower()
        and bare not in NOT_LOWER_NAMES
        and not bare.endswith(("ing", "ly"))
    )


def _lower_end(text: str, word: re.Match[str]) -> int:
    """Where a name in lower case ends: a second word belongs to it if the clause ends there."""
    end = word.end() - (2 if _POSSESSIVE.search(word[0]) else 0)
    further = _WORD.match(text, word.end() + 1) if text[end : end + 1] == " " else None
    if further and _is_lower_name(further[0]) and _ENDS.match(text, further.end()):
        return further.end()
    return end
