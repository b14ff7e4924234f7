"""What can stand where the TAB was pressed: a value by its kind, a flag, a command."""

from reflectcli.cli.tab.journal import Candidate, Known
from reflectcli.cli.tab.spot import Spot

GOES_ON = ("=", ":", "/", ",")
FILE, FOLDER = "file", "folder"

_DATES = (
    "today", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday", "2 days ago", "last week",
)  # fmt: skip
_AHEAD = (
    "tomorrow", "next friday", "in 2 weeks", "in 4 weeks", "in 8 weeks", "end of month",
    "end of quarter", "end of year",
)  # fmt: skip
_BACK = {
    "week": ("-1", "-2", "-3", "-4"),
    "month": ("-1", "-2", "-3"),
    "quarter": ("-1", "-2", "-3", "-4"),
    "year": ("-1", "-2"),
}
_PERIODS = (
    "week", "month", "quarter", "year", "last week", "last month", "last quarter", "12 weeks",
    "26 weeks",
)  # fmt: skip


def candidates(spot: Spot, known: Known) -> list[Candidate]:
    """What may stand there, in the order to show it; a flag only where nothing else can."""
    if not spot.known:
        return []
    found = _begun(_values(spot, known), spot.typed)
    if not spot.wants_flags:
        return found
    if spot.typed.startswith("-"):
        return found + _flags(spot)
    below = _begun(list(spot.grammar.below(spot.command)), spot.typed)
    return found or below or ([] if spot.typed else _flags(spot))


def files_wanted(spot: Spot) -> str:
    """Tell whether the shell itself should complete: `file`, `folder`, or empty."""
    kind = spot.row.kind if spot.row else ""
    return kind if spot.known and kind in (FILE, FOLDER) else ""


def goes_on(text: str) -> bool:
    """Tell whether something is still to be typed after a candidate."""
    return text.endswith(GOES_ON)


def _begun(found: list[Candidate], typed: str) -> list[Candidate]:
    """Those that begin as typed; a name that could steer the terminal is none."""
    return [each for each in found if each[0].startswith(typed) and each[0].isprintable()]


def _flags(spot: Spot) -> list[Candidate]:
    short = len(spot.typed) == 2 and spot.typed != "--"
    return [
        (name, row.help)
        for row in spot.flags()
        for name in row.names
        if name.startswith(spot.typed) and (short or name.startswith("--"))
    ]


def _values(spot: Spot, known: Known) -> list[Candidate]:
    if spot.row is None:
        return []
    kind = spot.row.kind
    if kind.endswith(","):
        return _listed(kind.removesuffix(","), spot, known)
    return _of_kind(kind, spot, known)


def _listed(kind: str, spot: Spot, known: Known) -> list[Candidate]:
    """The values of a flag that takes several, parted by commas."""
    before, comma, _ = spot.typed.rpartition(",")
    taken = before.split(",")
    found = [each for each in _of_kind(kind, spot, known) if each[0] not in taken]
    return [(f"{before}{comma}{text}", says) for text, says in found]


def _of_kind(kind: str, spot: Spot, known: Known) -> list[Candidate]:
    if kind.startswith("="):
        return [(word, "") for word in kind[1:].split("|")]
    if kind in _BACK:
        return _plain(_BACK[kind]) + _dated(kind, known)
    match kind:
        case "date":
            return _plain(_DATES)
        case "ahead":
            return _plain(_AHEAD)
        case "period":
            return _plain(_PERIODS) + _dated("month", known) + _dated("year", known)
        case "compare":
            return _plain(("previous", *_PERIODS[:4])) + _dated("month", known)
        case "level":
            return known.levels(spot.typed.partition("=")[0]) if "=" in spot.typed else known.rated
        case "measure":
            return known.measures(spot.typed)
        case "answer":
            return known.questions(spot.values.get("--prompts"))
        case "field":
            return known.fields(spot.arguments[:1])
        case "id" | "rule" | "goal" | "open-goal" | "experiment" | "open-experiment":
            return known.records(kind, spot.typed, spot.arguments)
    return known.named(kind)


def _plain(words: tuple[str, ...]) -> list[Candidate]:
    return [(word, "") for word in words]


def _dated(unit: str, known: Known) -> list[Candidate]:
    """The months or years that hold something, the newest first."""
    if unit not in ("month", "year"):
        return []
    months = [month.replace("/", "-") for month in known.glance.months()]
    names = months if unit == "month" else [month[:4] for month in months]
    return [(name, "") for name in dict.fromkeys(names)]
