"""What must hold of plain values: an ID, a name, a text, a number, a moment."""

from datetime import datetime
from math import isfinite

ID_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Letters of an ID: digits and lower case without i, l, o and u, which are misread."""

NAME_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"
_IDS, _NAMES = frozenset(ID_LETTERS), frozenset(NAME_LETTERS)


def is_id(text: str) -> bool:
    """Tell whether the text is a record's ID: 4 to 24 of the letters."""
    return 4 <= len(text) <= 24 and _IDS.issuperset(text)


def is_name(text: str) -> bool:
    """Tell whether the text can name a skill, a KPI or a prompt: `a_b2`, no spaces."""
    return bool(text) and _NAMES.issuperset(text)


def is_recipient(text: str) -> bool:
    """Tell whether the text can be a recipient of age: age1, and 58 letters and digits."""
    return len(text) == 62 and text.startswith("age1") and text.isascii() and text.isalnum()


def is_unicode(text: str) -> bool:
    """Tell whether the text can be written to a file: no bytes in disguise are among it."""
    return text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text)


def is_finite(number: float) -> bool:
    """Tell whether it is a number that figures can be made of."""
    try:
        return isfinite(number)
    except OverflowError:
        # A whole number with hundreds of digits.
        return False


def offset_is_known(moment: datetime) -> bool:
    """Tell whether the moment carries its offset from UTC, in whole minutes."""
    offset = moment.utcoffset()
    return offset is not None and offset.total_seconds() % 60 == 0
