"""Hypothesis strategies: every kind of record, any text, any data that TOML can hold."""

from dataclasses import fields
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from hypothesis import strategies as st

from reflectcli.domain import fields as types
from reflectcli.domain.check import hints
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.kpis import DEFAULT_KPIS
from reflectcli.domain.plain import ID_LETTERS, NAME_LETTERS
from reflectcli.domain.records import KINDS, Checkin, Feedback, Goal, Rating, Reading, Record
from reflectcli.domain.rubric import DEFAULT_SKILLS
from reflectcli.domain.values import lowest_score

CONFIG = JournalConfig()

AWKWARD = (
    'quotes " and \' and \\" and \\',
    '"""',
    "'''",
    'ends with a quote"',
    'ends with quotes"""',
    "ends with a backslash\\",
    "a line that goes on \\\n   here",
    "[skills]",
    "[[steps]]",
    'first\n[skills]\nid = "x"\nempathy = 9\n',
    'id = "x"',
    'text = """\nshift = 2020-01-01\n"""',
    "# a comment",
    "\n",
    "\r",
    "\r\n",
    "\nfirst line empty",
    "\r\nfirst line empty",
    "one\r\ntwo\rthree\nfour",
    "tab\tbell\x07null\x00escape\x1b[31mdelete\x7f",
    "next line\x85line separator\u2028paragraph\u2029form feed\x0c",
    " spaces around ",
    "👩‍👩‍👧 🇩🇪 e\u0301",
    "\u202eright to left\u202c שלום مرحبا",
    "\ufeffbyte order mark",
    "\U0010ffff",
)
"""Texts that a careless reader or writer of TOML gets wrong."""

texts = (
    st.sampled_from(AWKWARD)
    | st.text(min_size=1, max_size=60)
    | st.lists(st.sampled_from(AWKWARD), min_size=2, max_size=4).map("\n".join)
)
"""Any text that a user can write: at least one letter, no lone surrogates."""

ids = st.text(ID_LETTERS, min_size=4, max_size=24)
names = st.text(NAME_LETTERS, min_size=1, max_size=12)
skills = st.sampled_from(list(DEFAULT_SKILLS))
numbers = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**15), 10**15)
days = st.dates()
offsets = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(lambda m: timezone(timedelta(minutes=m)))
moments = st.datetimes(timezones=offsets | st.just(UTC))
levels = st.integers(1, 5)
ratings = st.dictionaries(skills, levels | st.just("n/a"), max_size=4)

scalars = (
    texts
    | st.just("")
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.dates()
    | st.times()
    | st.datetimes()
    | moments
)
keys = st.text(max_size=8) | st.sampled_from(["a b", "a.b", '"', "é", "[x]", "#", "=", ""])


def toml_values(leaves: st.SearchStrategy[Any] = scalars) -> st.SearchStrategy[Any]:
    """Any value that a key of a TOML file can have."""
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
        max_leaves=6,
    )


def toml_tables() -> st.SearchStrategy[dict[str, Any]]:
    """Any content of a TOML file."""
    return st.dictionaries(keys, toml_values(), max_size=4)


@cache
def _own_types() -> list[tuple[Any, st.SearchStrategy[Any]]]:
    amounts = st.floats(0, allow_nan=False, allow_infinity=False)
    return [
        (types.Text, texts),
        (types.Flag, st.booleans()),
        (types.Whole, st.integers(0, 10**12)),
        (types.Level, levels),
        (types.Number, numbers),
        (types.Amount, amounts | st.integers(0, 10**12)),
        (types.Positive, st.floats(0, exclude_min=True, allow_infinity=False)),
        (types.Day, days),
        (types.Moment, moments),
        (types.RecordId, ids),
        (types.Name, names),
        (types.Ratings, ratings),
        (types.Names, st.lists(skills, max_size=3).map(tuple)),
    ]


def of_type(kind: Any) -> st.SearchStrategy[Any]:
    """Right values of a field's annotated type."""
    kind = _wordless(kind)
    for own, strategy in _own_types():
        if kind == own:
            return strategy
    origin = get_origin(kind)
    if origin is Annotated:
        return of_type(get_args(kind)[0])
    if origin in (Union, UnionType):
        return st.one_of([of_type(member) for member in get_args(kind)])
    if origin is Literal:
        return st.sampled_from(get_args(kind))
    if origin is tuple:
        return st.lists(of_type(get_args(kind)[0]), max_size=3).map(tuple)
    if kind is NoneType:
        return st.none()
    if hasattr(kind, "__dataclass_fields__"):
        return st.builds(kind, **_of_fields(kind))
    key, value = get_args(kind)
    return st.dictionaries(of_type(key), of_type(value), max_size=3)


def _wordless(kind: Any) -> Any:
    """The annotated type without what it says to users."""
    if get_origin(kind) is not Annotated:
        return kind
    bare, *metadata = get_args(kind)
    kept = [each for each in metadata if not isinstance(each, types.Says)]
    return Annotated[bare, *kept] if kept else bare


def _of_fields(cls: Any) -> dict[str, st.SearchStrategy[Any]]:
    kinds = hints(cls)
    return {each.name: of_type(kinds[each.name]) for each in fields(cls) if each.name != "extra"}


def extras(cls: type[Record]) -> st.SearchStrategy[dict[str, Any]]:
    """Fields that no version of the program knows yet."""
    taken = {each.name for each in fields(cls)} - {"extra"} | {"format", "kind"}
    return st.dictionaries(keys.filter(lambda key: key not in taken), toml_values(), max_size=2)


def records(kind: str) -> st.SearchStrategy[Record]:
    """Right records of a kind, by the constraints and by the rules of the default journal."""
    cls = KINDS[kind]
    parts = _of_fields(cls) | {"extra": extras(cls)}
    if cls is Rating:
        parts["skills"] = st.dictionaries(skills, levels | st.just("n/a"), min_size=1, max_size=4)
    if cls is Feedback:
        return st.builds(dict, **parts).flatmap(_feedback)
    if cls is Reading:
        return st.builds(dict, **parts).flatmap(_reading)
    if cls is Checkin:
        return st.builds(dict, **parts).map(_forecast)
    if kind in ("goal", "experiment"):
        parts["measure"] = _measures()
        return st.builds(dict, **parts).map(lambda values: _aimed(cls, values))
    return st.builds(cls, **parts)


def _feedback(values: dict[str, Any]) -> st.SearchStrategy[Record]:
    scale = values["scale"]
    if scale is None or scale < lowest_score(scale):
        whole = values | {"scale": None, "score": None, "text": values["text"] or "well done"}
        return st.just(Feedback(**whole))
    scores = st.floats(lowest_score(scale), scale)
    return st.builds(lambda score: Feedback(**values | {"score": score}), scores)


def _reading(values: dict[str, Any]) -> st.SearchStrategy[Record]:
    def build(key: str, share: float, ratio: bool) -> Record:
        kpi = DEFAULT_KPIS[key]
        low, high = kpi.low or 0, 1000 if kpi.high is None else kpi.high
        figure = low + share * (high - low)
        if ratio:
            top = figure / 100 * 64 if kpi.unit == "percent" else figure * 64
            pair = {"numerator": top, "denominator": 64, "value": None}
        else:
            pair = {"numerator": None, "denominator": None, "value": figure}
        return Reading(**values | pair | {"kpi": key})

    shares = st.sampled_from([0, 0.25, 0.5, 0.75, 1])
    return st.builds(build, st.sampled_from(list(DEFAULT_KPIS)), shares, st.booleans())


def _forecast(values: dict[str, Any]) -> Checkin:
    ends = (values["forecast_early"], values["forecast_late"])
    early, late = (None, None) if None in ends else sorted(ends)
    return Checkin(**values | {"forecast_early": early, "forecast_late": late})


def _measures() -> st.SearchStrategy[str]:
    return (
        st.just("manual")
        | st.sampled_from(list(DEFAULT_SKILLS)).map("rating:{}".format)
        | st.sampled_from(list(DEFAULT_KPIS)).map("kpi:{}".format)
        | st.sampled_from(list(KINDS)).map("count:{}".format)
    )


def _aimed(cls: type[Record], values: dict[str, Any]) -> Record:
    if cls is not Goal:
        start, until = sorted((values["start"], values["until"]))
        return cls(**values | {"start": start, "until": until})
    if values["target"] is None and values["measure"] != "manual":
        values["target"] = 4
    if values["baseline"] == values["target"]:
        values["baseline"] = None
    return cls(**values)


any_record = st.sampled_from(list(KINDS)).flatmap(records)

WRONG: tuple[Any, ...] = (
    "", "4", "n/a", "text", "\ud800", "a\udfffb", "two words", "empathy", "k3f9q2", "2026-11-22",
    True, False, -1, 0, 1, 4, 5, 6, 9, 4.0, 4.5, -0.0, float("nan"), float("inf"), float("-inf"),
    10**30, 10**400, -(10**400), 1e308,
    date(2026, 11, 22), date.min, date.max,
    datetime(2026, 11, 22, 16, 40),  # noqa: DTZ001
    datetime(2026, 11, 22, 16, 40, tzinfo=UTC),
    datetime(1900, 1, 1, tzinfo=timezone(timedelta(minutes=53, seconds=28))),
    time(4), time(4, tzinfo=UTC),
    [], ["empathy"], [""], [1], [[]], ["\ud800"], [{}], [{"text": "x"}], [{"text": 1}],
    {}, {"empathy": 4}, {"empathy": 9}, {"empathy": "n/a"}, {"empathy": True}, {"empathy": 4.0},
    {"Bad Name": 4}, {"": "x"}, {"what": ""}, {"what": "it was"}, {"text": "x", "due": "soon"},
)  # fmt: skip
"""Values that TOML or a program can put in the place of any other; some fit, some do not."""
