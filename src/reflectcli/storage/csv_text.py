"""The text of a CSV file's bytes, whatever encoding the exporting program chose."""

import codecs

from reflectcli.errors import ExitCode, ReflectError, SourceLocation
from reflectcli.frozen import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # The mark of UTF-32 begins with that of UTF-16, so it is looked for first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text; `note` says what had to be assumed to read it."""

    text: str
    encoding: str
    note: str | None = None


def decode_csv(
    raw: bytes, file: str, encoding: str | None = None, what: str = "CSV file"
) -> Decoded:
    """The text of the bytes: in the encoding named, else by byte order mark, UTF-8 or Windows'.

    Raises:
        ReflectError: the encoding is unknown, or the bytes or the text are not right for a CSV.
    """
    decoded = _named(raw, file, encoding) if encoding else _found(raw, file)
    at = decoded.text.find("\0")
    if at >= 0:
        raise _error(
            f"a NUL character; this is not a plain {what}",
            file,
            decoded.text.count("\n", 0, at) + 1,
            f"export it again as {what[:-5]}, or name its encoding: --encoding utf-16",
        )
    return decoded


def _named(raw: bytes, file: str, encoding: str) -> Decoded:
    try:
        codec = codecs.lookup(encoding)
        "".encode(codec.name)
    except LookupError:
        raise ReflectError(
            f"unknown encoding {encoding!r}", hint="--encoding utf-8, utf-16, cp1252 or latin-1"
        ) from None
    name = "utf-8-sig" if codec.name == "utf-8" else codec.name
    return Decoded(_strict(raw, file, name), name)


def _found(raw: bytes, file: str) -> Decoded:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return Decoded(_strict(raw, file, encoding), encoding)
    wide = _unmarked_utf16(raw)
    if wide:
        return Decoded(_strict(raw, file, wide), wide)
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _western(raw, file)


def _unmarked_utf16(raw: bytes) -> str | None:
    """UTF-16 without a mark: of each pair of bytes of Latin text one is NUL."""
    sample = raw[:2000]
    pairs = len(sample) // 2
    if pairs and sample[1::2].count(0) > 0.4 * pairs and not sample[::2].count(0):
        return "utf-16-le"
    if pairs and sample[::2].count(0) > 0.4 * pairs and not sample[1::2].count(0):
        return "utf-16-be"
    return None


def _western(raw: bytes, file: str) -> Decoded:
    for encoding, name in (("cp1252", "Windows-1252"), ("latin-1", "Latin-1")):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        note = f"{file} is not UTF-8; read as {name} (--encoding names another)"
        return Decoded(text, encoding, note)
    raise AssertionError("Latin-1 decodes any bytes")


def _strict(raw: bytes, file: str, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _error(
            f"not {encoding} text", file, line, "name its encoding: --encoding cp1252"
        ) from None


def _error(message: str, file: str, line: int, hint: str) -> ReflectError:
    return ReflectError(
        message, location=SourceLocation(file, line), hint=hint, code=ExitCode.BAD_DATA
    )
