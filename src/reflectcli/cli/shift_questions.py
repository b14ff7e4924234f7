"""The questions of `reflect log` line by line, and a draft of the answers when cut short."""

from reflectcli.cli.ask import HOW, Asker, keeping
from reflectcli.cli.drafts import Draft, delete, find_drafts
from reflectcli.cli.levels import parse_feeling, parse_levels
from reflectcli.cli.reflection import Reflection
from reflectcli.cli.shift_log import SUFFIXES, ShiftLog
from reflectcli.domain.prompts import PromptSet
from reflectcli.domain.rubric import Rubric
from reflectcli.errors import ReflectError
from reflectcli.render.text import one_line

RATINGS = "Ratings (empathy=4 listening=3, Enter to skip)"
UNFINISHED = "Go on with it? Enter for yes, n to start anew, d to delete it"


def ask_line_by_line(log: ShiftLog, reflection: Reflection) -> str | None:
    """Ask for what is not given, then save; cut short, the answers become a draft."""
    asker = Asker(log.session.world)
    draft = _taken_up(asker, log)
    if draft:
        draft.reflection.over(reflection)
        log, reflection = draft.log, draft.reflection
    notes = log.notes()

    def kept() -> tuple[str, str]:
        return log.template(reflection, notes), SUFFIXES[log.form]

    with keeping(log.session, asker, kept, log.usage):
        if notes:
            asker.tell("\n".join([f"{log.title} · notes", *notes, ""]))
        ask(asker, reflection, log.questions(reflection), log.session.config.rubric)
        saved = log.save(reflection)
    if draft and saved:
        delete(draft.path, draft.raw)
    return "\n".join([*([saved] if saved else []), *log.guesses(asker)]) or None


def _taken_up(asker: Asker, log: ShiftLog) -> Draft | None:
    """The unfinished reflection to go on with, if there is one and the user wants to."""
    for draft in find_drafts(log):
        asker.tell(f"not finished: {draft.words}")
        answer = asker.ask(UNFINISHED, _choice) or "y"
        if asker.ended:
            # Ctrl-D here chooses nothing; it is not meant for the questions either.
            raise KeyboardInterrupt
        if answer == "d":
            delete(draft.path, draft.raw)
            continue
        return draft if answer == "y" else None
    return None


def _choice(text: str) -> str:
    word = text.strip().lower()[:1]
    if word not in ("y", "n", "d"):
        raise ReflectError("y, n or d")
    return word


def ask(asker: Asker, reflection: Reflection, prompts: PromptSet, rubric: Rubric) -> None:
    """Fill the reflection with what is answered: the prompts, mood, energy, ratings."""
    asker.tell(f"{HOW}\n")
    for name, question in prompts.questions.items():
        if name not in reflection.answers and (answer := asker.text(one_line(question))):
            reflection.answers[name] = answer
    if reflection.mood is None:
        reflection.mood = asker.ask(
            "Mood, 1 low to 5 high?", lambda line: parse_feeling(line, "mood")
        )
    if reflection.energy is None:
        reflection.energy = asker.ask(
            "Energy, 1 empty to 5 full?", lambda line: parse_feeling(line, "energy")
        )
    if not reflection.ratings:
        rated = asker.ask(RATINGS, lambda line: parse_levels([line], rubric))
        reflection.ratings = rated or {}
