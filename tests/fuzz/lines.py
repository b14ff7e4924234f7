"""Command lines: every command with arguments that nobody means, read quickly and by typer."""

from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from typer.main import get_command

from reflectcli.cli.app import app
from reflectcli.cli.front import read_plain
from tests.conftest import Journal
from tests.fuzz.bend import DATES, NUMBERS, odd, pick
from tests.fuzz.dates import WORDS
from tests.fuzz.desk import by_typer, fresh, seeds, sound
from tests.fuzz.harness import main, require

VALUES = (
    "x", "", " ", "-", "--", "-1", "empathy", "empathy=4", "empathy=9", "empathy=", "=4", "all",
    "listening=n/a", "csat", "frt", "nope", "last", "note", "goal", "shift", "text=x", "tags=",
    "kind=note", "k=v=w", "4/5", "5/4", "18/20", "customer", "mentor", "json", "markdown", "html",
    "csv", "csv:x", "previous", "rating:empathy", "kpi:csat", "manual", "count:note", "phone",
    "out.json", "out.html", "new", "sub/new", "journal", "journal/journal.toml", "f.csv",
    "reply.toml", "*", "?", "[x]", "%s", "{x}", "~", "#tag", "@kim", "a" * 300, "\udce9", "bash",
    "cron", "ics",
)  # fmt: skip
SAFE_EDITORS = ("true", "false", "no-such-editor", "sed -i s/e/a/", "rm -f")


@cache
def commands() -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Every command's words, and its options."""
    found = []

    def walk(command: Any, words: tuple[str, ...]) -> None:
        options = tuple(each for param in command.params for each in param.opts if each[:1] == "-")
        found.append((words, options))
        for name in getattr(command, "list_commands", lambda _: ())(None):
            walk(command.get_command(None, name), (*words, name))

    walk(get_command(app), ())
    return found


def lines(random: Random, folder: Path) -> None:
    """Run a line; it ends with an exit code of the design, and no journal is worse for it."""
    words, options = random.choice(commands())
    line = [*words, *_arguments(random, options)]
    if random.random() < 0.1:
        random.shuffle(line)
    if words[:1] == ("sync",) or any(_leads_out(each) for each in line):
        return
    journal = fresh(folder)
    for name in ("f.csv", "reply.toml", "out.json"):
        (folder / name).write_text("a,b\n1,2\n")
    journal.env |= {
        "EDITOR": random.choice(SAFE_EDITORS),
        "COLUMNS": pick(random, ("80", "1", "x")),
    }
    stdin = random.choice((None, "", "y\n" * 9, odd(random), "4\n" * 30, "x\n\n" * 9))
    terminal = random.random() < 0.15
    result = sound(journal(*line, stdin=stdin, terminal=terminal), (line, stdin), any_bytes=True)
    if (
        random.random() < 0.2
        and journal.root.exists()
        and "journal/journal.toml" not in line
        and "journal" not in line
    ):
        checked = journal("check")
        require(checked.code == 0 or result.code in (3, 6), line, stdin, result, checked)
    if not terminal and stdin is None and read_plain(line) is not None and words[:1] != ("note",):
        _both_ways(folder, line)


def _both_ways(folder: Path, line: list[str]) -> None:
    """With and without the front door, the same is said and done."""
    first = fresh(folder)
    first.env["EDITOR"] = "true"
    quick, written = first(*line), _bare(first)
    second = fresh(folder)
    second.env["EDITOR"] = "true"
    with by_typer():
        slow = second(*line)
    require(quick.code == slow.code, line, quick, slow)
    require(len(written) == len(_bare(second)), line, "not the same was written", quick, slow)
    if written == _bare(second):
        require(quick == slow, line, quick, slow)


def _bare(journal: Journal) -> dict[str, bytes]:
    return {name: raw for name, raw in journal.files().items() if name[0] != "."}


def _arguments(random: Random, options: tuple[str, ...]) -> list[str]:
    found: list[str] = []
    ids = [name.rpartition("-")[2][:6] for name in seeds()]
    pools = (VALUES, VALUES, WORDS, NUMBERS, DATES, ids, ids)
    for _ in range(random.choice((0, 1, 1, 2, 2, 3, 4, 5))):
        if options and random.random() < 0.55:
            found.append(random.choice(options))
            if random.random() < 0.1:
                found[-1] += "=" + pick(random, *pools)
                continue
            if random.random() < 0.4:
                continue
        found.append(pick(random, *pools) if random.random() < 0.93 else odd(random))
    # No system hands over a NUL.
    return [each.replace("\0", "") for each in found]


def _leads_out(word: str) -> bool:
    """Tell whether a path may leave the folder that all of it happens in."""
    return word.startswith(("/", "~")) or ".." in word or "=/" in word or "=~" in word


if __name__ == "__main__":
    main(lines)
