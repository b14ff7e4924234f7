"""Our data classes behave as the standard library's, which are what type checkers take them for."""

import copy
import dataclasses
import pickle
from collections.abc import Callable
from typing import Any, ClassVar, Protocol, TypeVar, dataclass_transform

import pytest

from reflectcli import frozen

T = TypeVar("T")


class Library(Protocol):
    dataclass: Callable[..., Any]
    field: Callable[..., Any]
    fields: Callable[..., Any]
    replace: Callable[..., Any]
    is_dataclass: Callable[..., bool]


@dataclass_transform()
def made_by(library: Any, **options: bool) -> Callable[[type[T]], type[T]]:
    made: Callable[[type[T]], type[T]] = library.dataclass(**options)
    return made


def family(library: Any, **options: bool) -> tuple[type[Any], type[Any]]:
    """A class and one that inherits from it, made by a library."""

    @made_by(library, **options)
    class Base:
        """A base."""

        kind: ClassVar[str] = "base"
        name: str
        size: int = 3

        def shout(self) -> str:
            return self.name.upper()

    @made_by(library, **options)
    class Child(Base):
        """A child."""

        size: int = 4
        parts: list[str] = library.field(default_factory=list)

    return Base, Child


LIBRARIES = [dataclasses, frozen]
OPTIONS = [
    {},
    {"frozen": True},
    {"frozen": True, "slots": True},
    {"frozen": True, "slots": True, "kw_only": True},
    {"slots": True, "order": True},
    {"frozen": True, "eq": False},
]
CALLS: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
    ((), {"name": "a"}),
    ((), {"name": "a", "size": 9}),
    ((), {"name": "a", "parts": ["x"]}),
    ((), {"size": 9}),
    ((), {"name": "a", "colour": "red"}),
    (("a",), {}),
    (("a", 5, ["y"]), {}),
    (("a", 5, ["y"], 6), {}),
    ((), {}),
]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize(("args", "kwargs"), CALLS, ids=str)
def test_the_hundredth_object_is_made_as_the_first(
    options: dict[str, bool], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    theirs, ours = (family(library, **options)[1] for library in LIBRARIES)
    for number in range(100):
        ours(name=str(number))
    assert outcome(ours, args, kwargs) == outcome(theirs, args, kwargs)


def outcome(cls: type[Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
    try:
        made = cls(*args, **kwargs)
    except TypeError:
        return ("TypeError",)
    return made.name, made.size, made.parts, made.kind, made.shout(), repr(made).split(".")[-1]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize(("args", "kwargs"), CALLS, ids=str)
def test_objects_are_made_alike(
    options: dict[str, bool], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    theirs, ours = (family(library, **options)[1] for library in LIBRARIES)
    assert outcome(ours, args, kwargs) == outcome(theirs, args, kwargs)


def facts(library: Any, options: dict[str, bool]) -> list[Any]:
    """What can be seen from outside of two classes and their objects."""
    base, child = family(library, **options)
    one, same, other = child(name="a"), child(name="a"), child(name="b")
    found: list[Any] = [one == same, one == other, one == base(name="a"), base.__doc__]
    found += [[each.name for each in library.fields(thing)] for thing in (base, child, one)]
    found += [library.is_dataclass(thing) for thing in (base, one, int, 3)]
    changed = library.replace(one, size=8)
    found += [changed.name, changed.size, changed.parts, hasattr(one, "__dict__")]
    found.append(child.__match_args__)
    twin = copy.deepcopy(one)
    found += [twin.name, twin.parts, twin.parts is one.parts]
    for deed in (
        lambda: setattr(one, "name", "z"),
        lambda: delattr(one, "name"),
        lambda: hash(one),
        lambda: one < other,
        lambda: library.replace(one, colour="red"),
    ):
        try:
            result = deed()
        except (AttributeError, TypeError) as error:
            found.append(type(error).__name__)
        else:
            found.append(result if isinstance(result, bool) else "done")
    return found


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_classes_and_objects_behave_alike(options: dict[str, bool]) -> None:
    assert facts(frozen, options) == facts(dataclasses, options)


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_the_standard_library_sees_its_own_fields(options: dict[str, bool]) -> None:
    theirs, ours = (family(library, **options)[1] for library in LIBRARIES)
    assert dataclasses.is_dataclass(ours)
    for one, other in zip(dataclasses.fields(ours), dataclasses.fields(theirs), strict=True):
        assert (one.name, one.type, one.kw_only) == (other.name, other.type, other.kw_only)
        assert one.default == other.default
        assert one.default_factory == other.default_factory
    ours_made: Any = ours
    assert dataclasses.asdict(ours_made(name="a")) == dataclasses.asdict(theirs(name="a"))


@frozen.dataclass(frozen=True, slots=True)
class Kept:
    """At the module's level, where pickle finds it."""

    name: str
    parts: tuple[str, ...] = ()


def test_an_object_survives_pickling() -> None:
    assert pickle.loads(pickle.dumps(Kept("a", ("b",)))) == Kept("a", ("b",))


def test_what_runs_after_the_constructor_runs() -> None:
    @frozen.dataclass(slots=True)
    class Counted:
        number: int
        double: int = 0

        def __post_init__(self) -> None:
            self.double = 2 * self.number

    assert [Counted(2).double, Counted(number=3).double] == [4, 6]
