"""What someone wrote at the end of a shift, before it becomes records."""

from datetime import date

from reflectcli.cli.given import choose
from reflectcli.domain.fields import Rated
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.prompts import PromptSet
from reflectcli.errors import ReflectError
from reflectcli.frozen import dataclass, field


@dataclass(slots=True)
class Reflection:
    """Answers, mood, energy and ratings; filled by flags, by questions or from a template."""

    prompts: str
    day: date | None = None
    answers: dict[str, str] = field(default_factory=dict)
    text: str | None = None
    mood: int | None = None
    energy: int | None = None
    ratings: dict[str, Rated] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    private: bool = False

    @property
    def told(self) -> bool:
        """Tell whether anything about the shift itself is said."""
        return bool(self.answers or self.text or self.mood or self.energy)

    @property
    def empty(self) -> bool:
        """Tell whether there is nothing to save."""
        return not (self.told or self.ratings)

    def over(self, given: "Reflection") -> None:
        """Put what flags gave over what a draft says."""
        for name in ("mood", "energy", "ratings", "tags", "links", "private"):
            if value := getattr(given, name):
                setattr(self, name, value)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a filled template is read against.

    `named` is the prompt set that a flag named; `usual` is that of a template which names none.
    """

    config: JournalConfig
    today: date
    usual: str
    named: str | None = None


def prompt_set(name: str, config: JournalConfig) -> tuple[str, PromptSet]:
    """The prompt set that a name means, with its full name."""
    full = choose("prompt set", name, list(config.prompts))
    return full, config.prompts[full]


def parse_answers(given: list[str] | None, prompts: PromptSet) -> dict[str, str]:
    """The answers of `--answer NAME=TEXT`, each text as it was given.

    Raises:
        ReflectError: the prompt set has no question of that name.
    """
    answers: dict[str, str] = {}
    for each in given or ():
        name, equals, text = each.partition("=")
        if not equals:
            raise ReflectError(f"{each!r} names no question", hint="--answer NAME=TEXT")
        key = choose("answer", name, list(prompts.questions))
        if key in answers:
            raise ReflectError(f"{key} is answered twice")
        if text.strip():
            answers[key] = text
    return answers
