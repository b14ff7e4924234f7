"""What the command line gave, made out: words by their nearest names, texts from a pipe."""

from collections.abc import Sequence

from reflectcli.cli.lists import words
from reflectcli.errors import ExitCode, ReflectError, nearest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from reflectcli.cli.context import World
    from reflectcli.cli.session import Session


def choose(thing: str, word: str, known: Sequence[str]) -> str:
    """The known name that the word is or begins, as in `emp` for empathy.

    Raises:
        ReflectError: there is none, and what is near; or there are several.
    """
    name = "_".join(word.lower().replace("-", " ").replace("_", " ").split())
    if name in known:
        return name
    begun = [each for each in known if name and each.startswith(name)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        raise ReflectError(
            f"{thing} {word!r} could be {' or '.join(begun)}", hint="write more of it"
        )
    from reflectcli.domain.measures import unknown

    hint = None if nearest(word, list(known)) else f"there are {', '.join(known)}"
    raise ReflectError(unknown(thing, word, list(known)), hint=hint)


def choose_all(thing: str, values: list[str] | None, known: Sequence[str]) -> tuple[str, ...]:
    """The same for every word of an option that holds several."""
    return tuple(dict.fromkeys(choose(thing, word, known) for word in words(values)))


def skill_ids(session: "Session", values: list[str] | None) -> tuple[str, ...]:
    """The skills of `--about`, of the whole rubric."""
    return choose_all("skill", values, list(session.config.rubric.skills)) if values else ()


def link_ids(session: "Session", values: list[str] | None) -> tuple[str, ...]:
    """The IDs of the records that `--link` names: by ID, by a unique prefix, or `last`."""
    found = (session.repository.find(word).id for word in words(values))
    return tuple(dict.fromkeys(found))


def given_text(session: "Session", text: list[str] | None, *, piped: bool = True) -> str | None:
    """The text of the arguments, or of the pipe for `-` and where there are none."""
    if text and text != ["-"]:
        content = " ".join(text)
    elif text or (piped and session.world.piped):
        content = piped_text(session.world).removesuffix("\n")
    else:
        return None
    return content if content.strip() else None


def piped_text(world: "World") -> str:
    """What is piped in.

    Raises:
        ReflectError: it is not text.
    """
    try:
        world.typed.append(world.stdin.read())
    except UnicodeDecodeError:
        raise ReflectError(
            "what is piped in is not UTF-8 text",
            hint="save it as UTF-8 and try again",
            code=ExitCode.BAD_DATA,
        ) from None
    return world.typed[-1]
