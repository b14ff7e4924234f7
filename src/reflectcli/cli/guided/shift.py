"""`reflect log` guided: the pages of a reflection, its draft kept after each, and its end."""

from collections.abc import Mapping
from functools import cached_property

from reflectcli.cli.ask import Asker, agree
from reflectcli.cli.drafts import Draft, Keeper, delete, find_drafts
from reflectcli.cli.editor import discard, drafting, edit_draft, read_draft
from reflectcli.cli.guided.frame import Frame, Page
from reflectcli.cli.guided.notes import Notes
from reflectcli.cli.guided.pages import LevelPage, SummaryPage, TextPage
from reflectcli.cli.guided.pick import TAKE, DraftPage
from reflectcli.cli.guided.ratings import RatingPage
from reflectcli.cli.guided.summary import summary
from reflectcli.cli.guided.words import AnswerCompleter, TagCompleter, Words, hashed
from reflectcli.cli.lists import tags
from reflectcli.cli.reflection import Reflection
from reflectcli.cli.shift_log import SUFFIXES, ShiftLog
from reflectcli.errors import ReflectError
from reflectcli.frozen import replace
from reflectcli.render.problems import render_problem
from reflectcli.render.text import one_line

SAVE, EDIT, KEEP = "save", "edit", "keep"
MOOD = {1: "low", 5: "high"}
ENERGY = {1: "empty", 5: "full"}


def guide(log: ShiftLog, given: Reflection) -> str | None:
    """Ask on the whole screen; returns the line about what was saved or kept.

    Raises:
        KeyboardInterrupt: it was cut short; the answers are kept as a draft.
    """
    draft = _taken_up(log, given)
    log, reflection = (draft.log, draft.reflection) if draft else (log, given)
    guided = Guided(log, reflection, given, draft)
    try:
        return guided.run()
    except (KeyboardInterrupt, ReflectError, OSError):
        guided.tell_kept()
        raise


def _taken_up(log: ShiftLog, given: Reflection) -> Draft | None:
    """The draft that the user goes on with, what the flags say put over it."""
    drafts = find_drafts(log)
    if not drafts:
        return None

    def drop(row: int) -> None:
        delete(drafts[row].path, drafts[row].raw)
        del drafts[row]

    world = log.session.world
    page = DraftPage([draft.words for draft in drafts], drop, lambda: frame, world.width)
    frame = Frame(world, "Reflection", [page])
    if frame.run() != TAKE:
        return None
    draft = drafts[page.row]
    draft.reflection.over(given)
    return draft


class Guided:
    """The guide through one reflection."""

    def __init__(
        self, log: ShiftLog, reflection: Reflection, given: Reflection, draft: Draft | None
    ) -> None:
        self.log, self.reflection, self.given = log, reflection, given
        self.prompts = log.questions(reflection)
        self.records = log.note_records
        self.keeper = Keeper(log, log.notes(), draft)
        self.suggested: set[str] = set()
        self.taken_up = draft is not None

    def run(self) -> str | None:
        """Ask until it is saved, kept or found empty."""
        pages = self.pages()
        start = self._first_open(pages) if self.taken_up else 0
        while True:
            result = self.frame.run(start)
            if result == SAVE:
                line = self.log.save(self.reflection)
                self.keeper.drop()
                guesses = self.log.guesses(Asker(self.log.session.world))
                return "\n".join([*([line] if line else []), *guesses]) or None
            if result == KEEP:
                return self._kept()
            self._edit()
            pages = self.pages()
            start = len(pages) - 1

    def tell_kept(self) -> None:
        """Say where the answers are when it was cut short."""
        if self.keeper.problem:
            text = self.log.template(self.reflection, self.keeper.notes)
            self.log.session.say(f"{self.keeper.problem}; what you answered:\n\n{text}")
        elif self.keeper.path:
            self.log.session.say(f"not saved; what you answered is in {self.keeper.path}")
            self.log.session.say(f"go on with it: {self.log.usage}")

    def pages(self) -> list[Page]:
        """The questions, what the flags leave open, the summary; and their screen."""
        notes = Notes(self.records)
        words = Words(self.log.session, [tag for note in self.records for tag in note.tags])
        pages: list[Page] = [
            self._question(name, text, notes, words)
            for name, text in self.prompts.questions.items()
        ]
        pages += self._levels()
        pages.append(TextPage("Tags", self._tags, self._tag, TagCompleter(words), long=False))
        results = {
            "enter": ("Enter", "save", SAVE),
            "e": ("e", "change in the editor", EDIT),
            "d": ("d", "keep as a draft", KEEP),
        }
        pages.append(SummaryPage("Is it like this?", self._summary, results, lambda: self.frame))
        self.frame = Frame(
            self.log.session.world, f"{self.log.title} · {one_line(self.prompts.title)}", pages,
            changed=self._changed, status=lambda: self.keeper.problem, top=notes.container(),
        )  # fmt: skip
        return pages

    def _question(self, name: str, text: str, notes: Notes, words: Words) -> Page:
        def write(answer: str) -> None:
            if answer:
                self.reflection.answers[name] = answer
            else:
                self.reflection.answers.pop(name, None)

        page = TextPage(
            one_line(text), lambda: self.reflection.answers.get(name, ""), write,
            AnswerCompleter(words), notes=notes,
        )  # fmt: skip
        page.typed = self._changed
        return page

    def _levels(self) -> list[Page]:
        """Mood, energy and ratings, as far as no flag gives them."""
        pages: list[Page] = []
        for name, words in (("mood", MOOD), ("energy", ENERGY)):
            if getattr(self.given, name) is None:
                pages.append(self._feeling(name, words))
        if not self.given.ratings:
            skills = self.log.session.config.rubric.active
            pages.append(
                RatingPage(skills, self.reflection.ratings, lambda: self._last, self._changed)
            )
        return pages

    def _feeling(self, name: str, words: dict[int, str]) -> Page:
        return LevelPage(
            name.capitalize(), words, lambda: getattr(self.reflection, name),
            lambda level: setattr(self.reflection, name, level), lambda: self.frame,
        )  # fmt: skip

    @cached_property
    def _last(self) -> Mapping[str, int]:
        """What each skill was rated the last time."""
        from reflectcli.cli.actions.rate import newest_levels

        return newest_levels(self.log.session, str(self.log.day))

    def _tags(self) -> str:
        """The tags so far, with what stands as #tag in the answers, offered once."""
        found = [
            tag for tag in hashed(self.reflection.answers.values()) if tag not in self.suggested
        ]
        self.suggested.update(found)
        self.reflection.tags = tuple(dict.fromkeys([*self.reflection.tags, *found]))
        return " ".join(f"#{tag}" for tag in self.reflection.tags)

    def _tag(self, text: str) -> None:
        self.reflection.tags = tags([text.replace("#", ",")])

    def _summary(self) -> str:
        self._tags()
        session = self.log.session
        return summary(self.reflection, self.prompts, session.config.rubric, session.world.width)

    def _changed(self) -> None:
        self.keeper.keep(self.reflection)

    def _first_open(self, pages: list[Page]) -> int:
        """The page after the last one that is filled."""
        names = list(self.prompts.questions)
        done = [number for number, name in enumerate(names, 1) if name in self.reflection.answers]
        return min(max(done, default=0), len(pages) - 1)

    def _kept(self) -> str | None:
        if self.keeper.path is None:
            return None
        return f"kept as a draft · {self.log.title} · go on with it: {self.log.usage}"

    def _edit(self) -> None:
        """Have the reflection changed in the editor; what is wrong there is shown at once."""
        session = self.log.session
        template = self.log.template(self.reflection, self.keeper.notes)
        with drafting(session, template, SUFFIXES[self.log.form]) as draft:
            while True:
                try:
                    edit_draft(session, draft, template)
                    read = self.log.parse(
                        read_draft(session, draft), str(draft), self.reflection.prompts
                    )
                except ReflectError as error:
                    session.say(render_problem(error.problem))
                    if draft.exists() and agree(session, "edit again?"):
                        continue
                    raise
                break
            discard(draft)
        if read.day not in (None, self.log.day):
            self.log = ShiftLog(session, self.log.form, str(read.day), self.log.at)
            self.keeper.log = self.log
        self.reflection = read
        self.given = replace(read, mood=None, energy=None, ratings={})
        self.prompts = self.log.questions(read)
        self._changed()
