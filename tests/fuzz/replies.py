"""A mentor's reply, bent: read or refused whole; imported once, and nothing of it runs."""

from pathlib import Path
from random import Random

from reflectcli.errors import ReflectError
from reflectcli.storage.replies import read_reply, without_cards
from tests.fuzz.bend import bent, bent_bytes, odd
from tests.fuzz.desk import fresh, sound
from tests.fuzz.harness import main, require
from tests.fuzz.pieces import bent_file, values
from tests.mentor_story import REPLY, ana

PIECES = (
    "[[comments]]\n", "[[actions]]\n", "[ratings]\n", 'about = "skill:empathy"\n', "due = ",
    'question = "question:k3f9q2"\n', 'owner = "mentor"\n', "empathy = 4\n", 'verdict = "agree"\n',
    'goal = "goal:p0c4de"\n', "format = 2\n", 'text = "4111 1111 1111 1111"\n', "2026-12-05",
    "1900-01-01", "2099-01-01", "x" * 10_001, "listening = 9\n",
)  # fmt: skip


def replies(random: Random, folder: Path) -> None:
    """Read a bent reply; now and then import it into the journal that it answers."""
    text = bent_file(random, REPLY)
    if random.random() < 0.5:
        text = bent(random, text, (*PIECES, *values()), 4)
    if random.random() < 0.3:
        text = text.replace(
            random.choice(("Four is a good aim.", "Ana", "Maria Lopez")), _said(random)
        )
    raw = text.encode(errors="ignore")
    raw = bent_bytes(random, raw) if random.random() < 0.1 else raw
    good = _read(raw)
    if random.random() < (0.2 if good else 0.02):
        _imported(raw, folder, good=good)


def _said(random: Random) -> str:
    return odd(random).replace("\\", "\\\\").replace('"', '\\"')


def _read(raw: bytes) -> bool:
    try:
        reply = read_reply(raw, "f")
    except ReflectError as error:
        require(error.problem.location is not None, error.problem)
        return False
    try:
        safe = without_cards(reply, raw, "f")
    except ReflectError:
        return True
    require(without_cards(read_reply(safe, "f"), safe, "f") == safe, "a card number is left", raw)
    return True


def _imported(raw: bytes, folder: Path, *, good: bool) -> None:
    journal = ana(fresh(folder, full=False))
    (folder / "reply.toml").write_bytes(raw)
    before = journal.files()
    words = ("mentor", "import", "reply.toml", "--yes")
    result = sound(journal(*words), raw)
    require(good or result.code != 0, "what cannot be read was imported", raw, result)
    if result.code != 0:
        require(journal.files() == before, "refused, and written", raw, result)
        return
    after = journal.files()
    again = sound(journal(*words), raw)
    require(again.code == 0 and journal.files() == after, "twice", raw, result, again)
    require(sound(journal("check"), raw).code == 0, raw, journal("check"))
    for line in (("mentor",), ("mentor", "read"), ("report",), ("list", "--all")):
        sound(journal(*line), (line, raw))
    require(sound(journal("undo"), raw).code == 0, raw, journal("undo"))
    wanted = {name: text.decode() for name, text in before.items() if _is_record(name)}
    require(journal.records() == wanted, "undo brings other records back", raw)


def _is_record(name: str) -> bool:
    return "-" in name and name[0] not in "." and name != "journal.toml"


if __name__ == "__main__":
    main(replies)
