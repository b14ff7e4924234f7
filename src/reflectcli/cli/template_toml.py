"""The reflection as a TOML template, for those whose editor knows TOML."""

from collections.abc import Sequence
from typing import Any

from reflectcli.cli.given import choose
from reflectcli.cli.levels import parse_feeling, parse_levels
from reflectcli.cli.lists import tags, words
from reflectcli.cli.reflection import Ground, Reflection, prompt_set
from reflectcli.domain.prompts import PromptSet
from reflectcli.errors import ExitCode, ReflectError, nearest
from reflectcli.storage import toml
from reflectcli.storage.locate import locate

NAMES = (
    "prompts", "date", "mood", "energy", "tags", "links", "private", "text", "answers", "ratings",
)  # fmt: skip
HELP = (
    "What stays empty is left out. Longer answers stand between three quotation marks.",
    "mood and energy: 1 to 5. A level: 1 to 5, or n/a",
)


def render_toml(
    reflection: Reflection, prompts: PromptSet, notes: Sequence[str] = (), title: str = ""
) -> str:
    """The template, filled with what is there already."""
    comment = [f"Shift of {title}", *HELP, *(["", "Notes", *notes] if notes else [])]
    head = "".join(f"# {line}".rstrip() + "\n" for line in comment)
    values: dict[str, Any] = {
        "prompts": reflection.prompts,
        **({"date": reflection.day} if reflection.day else {}),
        **({"mood": reflection.mood} if reflection.mood else {}),
        **({"energy": reflection.energy} if reflection.energy else {}),
        "tags": list(reflection.tags),
        **({"links": list(reflection.links)} if reflection.links else {}),
        **({"private": True} if reflection.private else {}),
        "text": reflection.text or "",
    }
    answers = [
        "# "
        + " ".join(question.split())
        + "\n"
        + toml.dump({name: reflection.answers.get(name, "")})
        for name, question in prompts.questions.items()
    ]
    ratings = toml.dump(reflection.ratings) if reflection.ratings else "# empathy = 4\n"
    empty = [f"# {name} = 4\n" for name in ("mood", "energy") if name not in values]
    body = [
        toml.dump(values) + "".join(empty),
        "[answers]\n" + "".join(answers),
        "[ratings]\n" + ratings,
    ]
    return "\n".join([head, *body])


def parse_toml(text: str, file: str, ground: Ground) -> Reflection:
    """The reflection that the text holds.

    Raises:
        ReflectError: with the line that is not right, in `file` (exit code 3).
    """
    reader = _Reader(text.removeprefix("\ufeff"), file, ground)
    return reader.reflection()


class _Reader:
    def __init__(self, text: str, file: str, ground: Ground) -> None:
        self.text, self.file, self.ground = text, file, ground
        self.data = toml.parse(text, file)

    def reflection(self) -> Reflection:
        for key in self.data:
            if key not in NAMES:
                near = nearest(key, NAMES)
                meant = f"; did you mean {near}?" if near else f"; there are {', '.join(NAMES)}"
                raise self.error((key,), f"unknown name {key!r}{meant}")
        config = self.ground.config
        named = self.ground.named or self.plain("prompts") or self.ground.usual
        name, prompts = self.located(("prompts",), lambda: prompt_set(named, config))
        return Reflection(
            name,
            day=self.day(),
            answers=self.answers(prompts),
            text=self.answer(("text",), self.data.get("text", "")),
            mood=self.feeling("mood"),
            energy=self.feeling("energy"),
            ratings=self.ratings(),
            tags=tags(self.texts("tags")),
            links=words(self.texts("links")),
            private=self.data.get("private") is True,
        )

    def day(self) -> Any:
        from datetime import date, datetime

        from reflectcli.domain.moments import parse_day

        value = self.data.get("date") or None
        if isinstance(value, str):
            return self.located(("date",), lambda: parse_day(value, self.ground.today))
        if value is not None and (isinstance(value, datetime) or not isinstance(value, date)):
            raise self.error(("date",), f"not a date: {value}", "write it as 2026-11-20")
        return value

    def answers(self, prompts: PromptSet) -> dict[str, str]:
        found: dict[str, str] = {}
        for key, value in self.table("answers").items():
            name = self.name(key, list(prompts.questions))
            if name in found:
                raise self.error(("answers", key), f"{name} stands here twice")
            if (text := self.answer(("answers", key), value)) is not None:
                found[name] = text
        return found

    def name(self, key: str, known: list[str]) -> str:
        if key in known:
            return key
        found: str = self.located(("answers", key), lambda: choose("answer", key, known))
        return found

    def answer(self, path: tuple[str, ...], value: Any) -> str | None:
        if not isinstance(value, str):
            raise self.error(path, f"{path[-1]} must be text, in quotation marks")
        return value if value.strip() else None

    def feeling(self, name: str) -> int | None:
        value = self.data.get(name, "")
        return (
            self.located((name,), lambda: parse_feeling(str(value), name)) if value != "" else None
        )

    def ratings(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in self.table("ratings").items():
            pair = f"{key}={value}"
            found |= self.located(
                ("ratings", key), lambda p=pair: parse_levels([p], self.ground.config.rubric)
            )
        return found

    def table(self, name: str) -> dict[str, Any]:
        value = self.data.get(name, {})
        if not isinstance(value, dict):
            raise self.error((name,), f"{name} must be a table: [{name}]")
        return value

    def plain(self, name: str) -> str:
        value = self.data.get(name, "")
        if not isinstance(value, str):
            raise self.error((name,), f"{name} must be text, in quotation marks")
        return value

    def texts(self, name: str) -> list[str]:
        value = self.data.get(name, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise self.error((name,), f'{name} must be a list: ["refund", "chat"]')
        return value

    def located(self, path: tuple[str, ...], read: Any) -> Any:
        try:
            return read()
        except ReflectError as error:
            raise self.error(path, str(error), error.problem.hint) from None

    def error(self, path: tuple[str, ...], message: str, hint: str | None = None) -> ReflectError:
        where = locate(self.text, self.file, path)
        return ReflectError(message, location=where, hint=hint, code=ExitCode.BAD_DATA)
