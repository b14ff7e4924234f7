"""Searches, selections and tags: with the index and without, quickly and by typer, by hand."""

import json
import shutil
from pathlib import Path
from random import Random

from tests.conftest import Journal, Result
from tests.fuzz.bend import DATES, bent, odd, pick
from tests.fuzz.desk import by_typer, fresh, seeds, sound
from tests.fuzz.harness import main, require
from tests.fuzz.pieces import texts

KINDS = ("note", "shift", "goals", "rating", "success", "nope", "NOTE", "checkins")
TAGS = ("refund", "Refund", "late shift", "#x", "", " ", "a,b", "ß", "SS", "İ", "e\u0301", "é")
RARE = "\"*()^:-+~{}[]\\%_'#@&|<>/NEAR AND OR NOT"


def queries(random: Random, folder: Path) -> None:
    """Ask a question in every way there is; the answers are the same, and fit a plain look."""
    journal = fresh(folder)
    if random.random() < 0.5:
        _tag(random, journal)
    if random.random() < 0.3:
        _renamed(random, journal)
        return
    words = [_word(random) for _ in range(random.randint(1, 3))]
    line = ["search", *words, *_choices(random), "--all", "--json"]
    line = [each.replace("\0", "") for each in line]
    fast = sound(journal(*line), line, any_bytes=True)
    _same(fast, journal(*line), line)
    with by_typer():
        _same(fast, journal(*line), line)
        shutil.rmtree(folder / "home", ignore_errors=True)
        (folder / "home").mkdir()
        (folder / "home" / "cache").write_text("no folder")
        _same(fast, journal(*line), line)
    if fast.code == 0 and len(line) == len(words) + 3 and not any(w[:1] == "-" for w in words):
        _looked(journal, words, fast)
    plain = [each for each in line if each != "--json"]
    shown = sound(journal(*plain), plain)
    if fast.code == 0 and "--" not in line:
        found = len(json.loads(fast.out)["records"])
        require(shown.out.count("\n") == found, line, shown, fast)


def _same(one: Result, other: Result, line: list[str]) -> None:
    require((one.code, one.out) == (other.code, other.out), line, one, other)


def _looked(journal: Journal, words: list[str], said: Result) -> None:
    """What a plain look at the files tells: none has a word whose letters are in no file."""
    everything = "".join(journal.records().values()).casefold()
    found = json.loads(said.out)["records"]
    for word in words:
        if word.isascii() and word.isalnum() and word.casefold() not in everything:
            require(not found, words, "found, and in no file", said.out[:500])


def _word(random: Random) -> str:
    if random.random() < 0.15:
        return odd(random)
    if random.random() < 0.15:
        return "".join(random.choices(RARE, k=random.randint(1, 6)))
    words = random.choice(texts()).split()
    word = " ".join(words[(at := random.randrange(len(words))) : at + random.choice((1, 1, 2))])
    return bent(random, word) if random.random() < 0.3 else word.strip('".,=')


def _choices(random: Random) -> list[str]:
    found: list[str] = []
    for _ in range(random.choice((0, 0, 1, 2))):
        found += random.choice((
            ["--word"], ["--not", _word(random)], ["--by", "relevance"],
            ["--kind", random.choice(KINDS)],
            ["--tag", random.choice(TAGS)], ["--since", random.choice(DATES)], ["-n", "3"],
            ["--until", "yesterday"], ["--about", random.choice(("empathy", "nope", "EMPATHY"))],
        ))  # fmt: skip
    return found


def _tag(random: Random, journal: Journal) -> None:
    """Give some records tags, as their owner would by hand."""
    for name, text in random.sample(list(seeds().items()), 4):
        if "-" in name and "\ntags = " not in text:
            tags = json.dumps([t for t in random.sample(TAGS, 2) if t], ensure_ascii=False)
            journal.write({name: text.replace("\nkind = ", f"\ntags = {tags}\nkind = ", 1)})


def _renamed(random: Random, journal: Journal) -> None:
    """Rename or merge; only tags are others afterwards, and one undo takes it back."""
    old, new = pick(random, TAGS, (odd(random),)), pick(random, TAGS, (odd(random),))
    line = ["tags", random.choice(("rename", "merge")), old, new, "--yes"]
    line = [each.replace("\0", "") for each in line]
    before = journal.records()
    result = sound(journal(*line), line)
    after = journal.records()
    require(before.keys() == after.keys(), line)
    for name, text in before.items():
        lines = zip(text.splitlines(), after[name].splitlines(), strict=False)
        require(
            all(a == b or a.startswith("tags") for a, b in lines), line, name, text, after[name]
        )
    if result.code == 0 and before != after:
        require(journal("check").code == 0, line, journal("check"))
        require(sound(journal("undo"), line).code == 0, line)
        require(journal.records() == before, line, "undo brings other files back")
    else:
        require(before == after, line, result)


if __name__ == "__main__":
    main(queries)
