"""The journal as jrnl reads it: `[2026-11-22 16:40] title *`, the body below (jrnl 4.6).

Tags that the text does not hold are added at its end, as is the kind of a record that is neither a
note nor a shift's reflection. What jrnl would misread is counted: a line that begins as an entry
does gets a space before it; a title that ends in a star is one that jrnl shows as starred.
"""

import re
from collections import Counter

from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import Note, Record, Shift
from reflectcli.render.exports.words import answers, field_pairs, lead_of
from reflectcli.render.records import gist

STARRED = "starred"
_BEGINS = re.compile(
    r"^\[(?=[^\]]{7,}\] )(?=[^\]]*(?:\d|\b(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun"
    r"|jul|aug|sep|oct|nov|dec|today|tomorrow|yesterday|tonight|now|noon|midnight|morning|evening"
    r"|week|month|year|day|hour|minute|next|last|ago)))",
    re.MULTILINE | re.IGNORECASE,
)
"""A line that jrnl could take for an entry: it reads any words in brackets that may be a date."""
_TAGS = re.compile(r"(?<!\S)[#@]([-+*#/\w]+)")
_NO_TAG = re.compile(r"[^-+*#/\w]+")


def jrnl_entry(record: Record, config: JournalConfig, changed: Counter[str]) -> str:
    """An entry with the empty line after it; `changed` counts what had to be."""
    title, _, body = _whole(record, config).partition("\n")
    guarded, indented = _BEGINS.subn(" [", body)
    changed["indented"] += indented
    star = STARRED in record.tags
    bare = title.rstrip()
    changed["stars"] += bare.endswith("*") and not star
    mark = " *" if star and not bare.endswith("*") else ""
    head = f"[{record.at.isoformat(' ', 'minutes')[:16]}] {bare if mark else title}{mark}"
    return f"{head}\n{guarded}\n\n" if guarded else f"{head}\n\n"


def _whole(record: Record, config: JournalConfig) -> str:
    text = lead_of(record)[1].strip("\r\n")
    first = text or f"{record.kind}: {gist(record, config)}"
    lines = [f"{label}: {value}" for label, value in field_pairs(record, config)]
    parts = [first, *(f"{question}\n{said}" for question, said in answers(record, config))]
    whole = "\n\n".join([*parts, "\n".join(lines)] if lines else parts)
    missing = _missing_tags(record, whole)
    if not missing:
        return whole
    gap = "\n" if "\n" in whole else " "
    return whole + gap + " ".join(missing)


def _missing_tags(record: Record, text: str) -> list[str]:
    there = {tag.casefold() for tag in _TAGS.findall(text)}
    kind = [] if isinstance(record, (Note, Shift)) else [record.kind]
    wanted = [_NO_TAG.sub("-", tag).strip("-") for tag in record.tags if tag != STARRED]
    return [
        f"#{tag}" for tag in dict.fromkeys([*wanted, *kind]) if tag and tag.casefold() not in there
    ]
