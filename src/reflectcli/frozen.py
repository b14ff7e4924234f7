"""Data classes as the standard library's, made of what a program uses of them.

`dataclasses` compiles six methods for each class as it is defined, about 0.9 ms a class, and
imports `inspect`: a command with a hundred classes would spend a hundred milliseconds on methods
that it never calls. Here `__init__` is compiled when the first object is made, comparing and
showing are methods shared by all classes, and the standard library's own `__dataclass_fields__`
are made when something asks for them (pydantic, `dataclasses.fields`). To type checkers these are
the standard library's names themselves.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass, replace
else:

    class _Missing:
        """What stands for a default that is not there."""

    MISSING = _Missing()
    _FEW = 12
    """So many objects are made without compiling a constructor, which takes as long as these."""

    class Field:
        """A field of a class: `default` and `default_factory` are MISSING where there is none."""

        __slots__ = ("default", "default_factory", "kw_only", "name", "type")

        def __init__(self, default=MISSING, default_factory=MISSING):
            self.name = ""
            self.type = None
            self.kw_only = False
            self.default = default
            self.default_factory = default_factory

        def __class_getitem__(cls, kind):
            return cls

    def field(*, default=MISSING, default_factory=MISSING):
        """A field with a default, or with something to call for one."""
        return Field(default, default_factory)

    def fields(thing):
        """The fields of a class or of an object of it, in the order of their definition."""
        return tuple(_spec(thing).fields.values())

    def is_dataclass(thing):
        """Tell whether it is a data class or an object of one."""
        return _spec(thing) is not None

    def replace(thing, /, **changes):
        """The object with some fields changed."""
        values = {name: getattr(thing, name) for name in _spec(thing).fields if name not in changes}
        return thing.__class__(**values, **changes)

    def dataclass(cls=None, /, *, frozen=False, slots=False, kw_only=False, order=False, eq=True):
        """Make a class of annotated names a data class."""
        if cls is None:
            return lambda each: _made(each, frozen, slots, kw_only, order, eq)
        return _made(cls, frozen, slots, kw_only, order, eq)

    class _Spec:
        """All that is known of a data class: its fields, with those of its bases before its own."""

        __slots__ = ("fields", "frozen", "kw_only", "own")

        def __init__(self, bases, own, frozen, kw_only):
            inherited = {}
            for base in reversed(bases):
                if (spec := _spec(base)) is not None:
                    inherited |= spec.fields
            self.fields = inherited | own
            self.own = own
            self.frozen = frozen
            self.kw_only = kw_only

    def _spec(thing):
        return getattr(thing, "__data_spec__", None)

    def _made(cls, frozen, slots, kw_only, order, eq):
        own = _own_fields(cls, kw_only)
        spec = _Spec(cls.__mro__[1:], own, frozen, kw_only)
        plain = tuple(name for name, each in spec.fields.items() if not each.kw_only)
        added = {
            "__data_spec__": spec,
            "__dataclass_fields__": _Standard("__dataclass_fields__"),
            "__dataclass_params__": _Standard("__dataclass_params__"),
            "__match_args__": plain,
        }
        mine = cls.__dict__
        added |= {key: each for key, each in _methods(frozen, order, eq).items() if key not in mine}
        made = _with_slots(cls, own) if slots else _with_defaults(cls, own)
        for name, value in added.items():
            setattr(made, name, value)
        if "__init__" not in mine:
            made.__init__ = _first_init(made)
        return made

    def _with_defaults(cls, own):
        for name, each in own.items():
            if each.default is not MISSING:
                setattr(cls, name, each.default)
            elif name in cls.__dict__:
                delattr(cls, name)
        return cls

    def _with_slots(cls, own):
        """The class again with slots, which cannot be given to one that there is."""
        without = {*own, "__dict__", "__weakref__"}
        body = {name: value for name, value in cls.__dict__.items() if name not in without}
        inherited = {name for base in cls.__mro__[1:] for name in _slots_of(base)}
        body["__slots__"] = tuple(name for name in own if name not in inherited)
        made = type(cls)(cls.__name__, cls.__bases__, body)
        made.__qualname__ = cls.__qualname__
        return made

    def _own_fields(cls, kw_only):
        own = {}
        for name, kind in cls.__annotations__.items():
            if getattr(kind, "__origin__", kind) is _class_var():
                continue
            default = cls.__dict__.get(name, MISSING)
            each = default if isinstance(default, Field) else Field(default)
            each.name, each.type, each.kw_only = name, kind, kw_only
            own[name] = each
        return own

    def _class_var():
        import sys

        # Whoever wrote ClassVar has imported typing.
        typing = sys.modules.get("typing")
        return typing.ClassVar if typing else MISSING

    def _slots_of(cls):
        names = cls.__dict__.get("__slots__", ())
        return (names,) if isinstance(names, str) else names

    def _first_init(cls):
        """A constructor that puts a compiled one in its place, once that is worth its while."""
        calls = 0

        def __init__(self, *args, **kwargs):  # noqa: N807
            nonlocal calls
            calls += 1
            if calls > _FEW or not _assigned(self, args, kwargs):
                cls.__init__ = _compiled_init(cls)
                cls.__init__(self, *args, **kwargs)

        return __init__

    def _assigned(self, args, kwargs):
        """Set the fields, unless there are too many arguments, too few, or wrong ones."""
        known = _spec(self).fields
        if args:
            given = dict(
                zip((name for name in known if not known[name].kw_only), args, strict=False)
            )
            if len(given) < len(args) or given.keys() & kwargs.keys():
                return False
            kwargs = given | kwargs
        if not kwargs.keys() <= known.keys():
            return False
        for name, each in known.items():
            if name in kwargs:
                value = kwargs[name]
            elif each.default is not MISSING:
                value = each.default
            elif each.default_factory is not MISSING:
                value = each.default_factory()
            else:
                return False
            object.__setattr__(self, name, value)
        if hasattr(self, "__post_init__"):
            self.__post_init__()
        return True

    def _compiled_init(cls):
        spec = _spec(cls)
        scope = {"_set": object.__setattr__, "_missing": MISSING}
        lines, plain, named = [], [], []
        for name, each in spec.fields.items():
            word, value = name, name
            if each.default_factory is not MISSING:
                scope[f"_make_{name}"] = each.default_factory
                word, value = (
                    f"{name}=_missing",
                    f"_make_{name}() if {name} is _missing else {name}",
                )
            elif each.default is not MISSING:
                scope[f"_default_{name}"] = each.default
                word = f"{name}=_default_{name}"
            (named if each.kw_only else plain).append(word)
            slot = getattr(cls, name, None)
            if hasattr(slot, "__set__") and hasattr(slot, "__objclass__"):
                # The slot itself is quicker than the way round through the class.
                scope[f"_slot_{name}"] = slot.__set__
                lines.append(f"_slot_{name}(self, {value})")
            else:
                lines.append(f"_set(self, {name!r}, {value})")
        if hasattr(cls, "__post_init__"):
            lines.append("self.__post_init__()")
        arguments = ", ".join(["self", *plain, *(["*", *named] if named else [])])
        source = f"def __init__({arguments}):\n " + "\n ".join(lines or ["pass"])
        exec(source, scope)
        made = scope["__init__"]
        made.__qualname__ = f"{cls.__qualname__}.__init__"
        return made

    class _Standard:
        """What `dataclasses` keeps with a class, made when it is asked for."""

        def __init__(self, name):
            self.name = name

        def __get__(self, thing, cls=None):
            import dataclasses

            cls = cls or type(thing)
            owner = next(each for each in cls.__mro__ if self.name in each.__dict__)
            spec = _spec(owner)
            body = {"__annotations__": {}, "__module__": owner.__module__, "__doc__": owner.__doc__}
            for name, each in spec.own.items():
                body["__annotations__"][name] = each.type
                if each.default_factory is not MISSING:
                    body[name] = dataclasses.field(default_factory=each.default_factory)
                elif each.default is not MISSING:
                    body[name] = each.default
            twin = dataclasses.dataclass(
                init=False, repr=False, eq=False, frozen=spec.frozen, kw_only=spec.kw_only
            )(type(owner.__name__, owner.__bases__, body))
            for name in ("__dataclass_fields__", "__dataclass_params__"):
                setattr(owner, name, twin.__dict__[name])
            return owner.__dict__[self.name]

    def _values(thing):
        return tuple(getattr(thing, name) for name in _spec(thing).fields)

    def _eq(self, other):
        if other.__class__ is not self.__class__:
            return NotImplemented
        return _values(self) == _values(other)

    def _hash(self):
        return hash(_values(self))

    def _repr(self):
        inner = ", ".join(f"{name}={getattr(self, name)!r}" for name in _spec(self).fields)
        return f"{self.__class__.__qualname__}({inner})"

    def _lt(self, other):
        if other.__class__ is not self.__class__:
            return NotImplemented
        return _values(self) < _values(other)

    def _no_change(self, name, value=None):
        from dataclasses import FrozenInstanceError

        raise FrozenInstanceError(f"cannot change field {name!r}")

    def _state(self):
        return {name: getattr(self, name) for name in _spec(self).fields}

    def _restore(self, state):
        for name, value in state.items():
            object.__setattr__(self, name, value)

    def _methods(frozen, order, eq):
        made = {"__repr__": _repr}
        if eq:
            made |= {"__eq__": _eq, "__hash__": _hash if frozen else None}
        if order:
            made["__lt__"] = _lt
        if frozen:
            # Without the latter two, copies and pickles would have to set what must not be set.
            made |= {"__setattr__": _no_change, "__delattr__": _no_change}
            made |= {"__getstate__": _state, "__setstate__": _restore}
        return made


__all__ = ["MISSING", "Field", "dataclass", "field", "fields", "is_dataclass", "replace"]
