"""The ways to a reflection: as given, asked for, from the editor, from a pipe; and its saving."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from reflectcli.cli.levels import levels_words
from reflectcli.cli.reflection import Ground, Reflection
from reflectcli.cli.session import Session
from reflectcli.cli.words import moment_words, saved_line
from reflectcli.domain.prompts import PromptSet
from reflectcli.domain.records import Note, Rating, Record, Shift
from reflectcli.errors import LockedError, ReflectError
from reflectcli.frozen import replace
from reflectcli.render.text import one_line

if TYPE_CHECKING:
    from reflectcli.cli.ask import Asker

R = TypeVar("R", bound=Record)
SUFFIXES = {"markdown": "-shift.md", "toml": "-shift.toml"}
"""How the names of drafts end, by their form."""


class ShiftLog:
    """One reflection on the shift that `--on` and `--at` say, its template in one form."""

    def __init__(self, session: Session, form: str, on: str | None, at: str | None) -> None:
        self.session = session
        self.form = form
        self.on, self.at = on, at
        # A wrong date is better known before anything is written.
        self.day = session.moment(on, at)[1]

    @property
    def title(self) -> str:
        """The day of the shift, in words."""
        return f"{self.day:%A} {self.day.day} {self.day:%b %Y}"

    @property
    def usage(self) -> str:
        """The command that takes a draft up again, in the same journal."""
        form = " --template toml" if self.form == "toml" else ""
        return f"reflect log{form}{self.session.elsewhere}"

    @cached_property
    def note_records(self) -> list[Note]:
        """The shift's notes."""
        logbook = self.session.repository.load(self.day, self.day, kinds=["note"])
        self.session.mention(logbook.problems)
        return list(logbook.of(Note))

    def notes(self) -> list[str]:
        """The shift's notes, a line each, as memory aids."""
        return [f"  {note.at:%H:%M}  {one_line(note.text)}" for note in self.note_records]

    def template(self, reflection: Reflection, notes: list[str] | None = None) -> str:
        """The template with the shift's notes, filled with what there is."""
        shown = self.notes() if notes is None else notes
        prompts = self.questions(reflection)
        dated = replace(reflection, day=self.day)
        if self.form == "toml":
            from reflectcli.cli.template_toml import render_toml

            return render_toml(dated, prompts, shown, self.title)
        from reflectcli.cli.template import render_markdown

        return render_markdown(dated, prompts, shown, self.title)

    def questions(self, reflection: Reflection) -> PromptSet:
        """The prompt set of a reflection."""
        return self.session.config.prompts[reflection.prompts]

    def parse(self, text: str, file: str, usual: str, named: str | None = None) -> Reflection:
        """What a filled template says; errors show the line in `file`."""
        ground = Ground(self.session.config, self.session.today, usual, named)
        if self.form == "toml":
            from reflectcli.cli.template_toml import parse_toml

            return parse_toml(text, file, ground)
        from reflectcli.cli.template_parser import parse_markdown

        return parse_markdown(text, file, ground)

    def guesses(self, asker: "Asker") -> list[str]:
        """The readings that were guessed first, if the journal asks for that."""
        if not self.session.config.rhythm.ask_guess:
            return []
        from reflectcli.cli.guess_questions import ask_guesses

        return ask_guesses(asker, self.session, self.on, self.at)

    def edit(self, reflection: Reflection) -> str | None:
        """Have it written in the editor, then save; what goes wrong leaves the draft."""
        from reflectcli.cli.editor import discard, drafting, edit_draft, read_draft

        template = self.template(reflection)
        with drafting(self.session, template, SUFFIXES[self.form]) as draft:
            try:
                edit_draft(self.session, draft, template if reflection.empty else None)
                written = self.parse(
                    read_draft(self.session, draft), str(draft), reflection.prompts
                )
                line = self.save(written)
            except (ReflectError, LockedError, OSError, KeyboardInterrupt):
                self._kept(draft)
                raise
            discard(draft)
        return line

    def _kept(self, draft: Path) -> None:
        import shlex

        from reflectcli.cli.editor import close_draft, shown_by

        if draft.exists():
            closed = close_draft(self.session, draft)
            more = f" < {shlex.quote(str(draft))}"
            if closed != draft:
                more = f" · read it: {shown_by(self.session, closed)}"
            self.session.say(f"your text is kept; go on with it: {self.usage}{more}")

    def read(self, given: Reflection, text: str, named: str | None) -> str | None:
        """Save what a piped template says, with the tags and links given beside it."""
        read = self.parse(text, "stdin", given.prompts, named)
        read.day = None if self.on else read.day
        read.tags = tuple(dict.fromkeys(read.tags + given.tags))
        read.links = tuple(dict.fromkeys(read.links + given.links))
        read.private = read.private or given.private
        return self.save(read)

    def save(self, reflection: Reflection) -> str | None:
        """Write the reflection and its ratings at one go; None where there is nothing to write."""
        if reflection.empty:
            return None
        records: list[Record] = []
        links = reflection.links
        if reflection.told:
            shift = self._record(
                Shift, reflection, links, prompts=reflection.prompts, mood=reflection.mood,
                energy=reflection.energy, text=reflection.text, answers=reflection.answers,
            )  # fmt: skip
            records.append(shift)
            links = (shift.id,)
        if reflection.ratings:
            version = self.session.config.rubric.version
            rating = self._record(
                Rating, reflection, links, rubric=version, skills=reflection.ratings
            )
            records.append(rating)
        self.session.save(*records)
        return self._line(records)

    def _record(
        self, cls: type[R], reflection: Reflection, links: tuple[str, ...], **values: Any
    ) -> R:
        # The template's own date, where it was changed, stands before that of the command.
        on = self.on if reflection.day in (None, self.day) else str(reflection.day)
        tags, private = reflection.tags, reflection.private
        return self.session.new(cls, on, self.at, tags=tags, links=links, private=private, **values)

    def _line(self, records: list[Record]) -> str:
        first, *others = records
        said = [f"{first.kind} {moment_words(first.at)}"]
        if isinstance(first, Shift) and first.answers:
            said.append(_count(len(first.answers), "answer"))
        if isinstance(first, Rating):
            said += levels_words(first.skills, self.session.config.rubric)
        for rating in others:
            if isinstance(rating, Rating):
                said.append(f"{_count(len(rating.skills), 'rating')} ({rating.id})")
        return saved_line(first, " · ".join(said))


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"
