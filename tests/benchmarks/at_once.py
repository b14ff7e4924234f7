"""Twenty commands at once, each of which writes one entry: how many are there afterwards.

    python -m tests.benchmarks.at_once              5 rounds: reflect, jrnl, Watson
    python -m tests.benchmarks.at_once --rounds 20

jrnl and Watson are installed on first use, each into an environment of its own.
"""

import argparse
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.benchmarks.installed import checkout, home_of, peer

WRITERS = 20
JRNL = """\
version: v{version}
journals:
  default:
    journal: {journal}
editor: ''
encrypt: false
template: false
timeformat: '%Y-%m-%d %H:%M'
default_hour: 9
default_minute: 0
tagsymbols: '#@'
highlight: false
linewrap: 79
indent_character: '|'
display_format: pretty
colors: {{body: none, date: none, tags: none, title: none}}
"""
Program = tuple[Callable[[int], Sequence[str]], dict[str, str]]


def text(number: int) -> str:
    """What the writer of a number writes."""
    return f"entry number {number} of the twenty"


def reflect(folder: Path) -> Program:
    """Our program, a record a command."""
    program, env = checkout()[0], home_of(folder)
    run([str(program), "init", "--yes", "--journal", str(folder / "data")], env)
    journal = env | {"REFLECT_JOURNAL": str(folder / "data")}
    return lambda number: [str(program), "note", text(number)], journal


def jrnl(folder: Path, end: str) -> Program:
    """Jrnl, in one file or in a folder."""
    program = str(peer("jrnl", "jrnl"))
    told = run([program, "--version"], home_of(folder)).split()
    version = next(word for word in told if word.strip("v")[:1].isdigit()).strip("v")
    (folder / "data").mkdir()
    config = folder / "jrnl.yaml"
    config.write_text(JRNL.format(version=version, journal=f"{folder}/data/{end}"))
    line = [program, "--config-file", str(config)]
    run([*line, "the first entry."], home_of(folder))
    return lambda number: [*line, f"{text(number)}."], home_of(folder)


def watson(folder: Path) -> Program:
    """Watson, a frame a command, its project the text."""
    program = str(peer("td-watson", "watson"))
    (folder / "data").mkdir()
    env = home_of(folder) | {"WATSON_DIR": str(folder / "data")}

    def line(number: int) -> Sequence[str]:
        at = f"2026-11-20 {number:02}"
        return [program, "add", "-f", f"{at}:10", "-t", f"{at}:50", text(number)]

    return line, env


PROGRAMS: dict[str, Callable[[Path], Program]] = {
    "reflect": reflect,
    "jrnl, one file": lambda folder: jrnl(folder, "journal.txt"),
    "jrnl, folder": lambda folder: jrnl(folder, ""),
    "Watson": watson,
}


def run(line: Sequence[str], env: dict[str, str]) -> str:
    """What a command says."""
    done = subprocess.run(
        line, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
    )
    return done.stdout


def once(make: Callable[[Path], Program], folder: Path) -> tuple[int, int]:
    """How many of the commands said that all is well, and how many entries are there."""
    line, env = make(folder)

    def write(number: int) -> bool:
        done = subprocess.run(
            line(number), env=env, check=False,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        return done.returncode == 0

    with ThreadPoolExecutor(WRITERS) as pool:
        well = sum(pool.map(write, range(WRITERS)))
    paths = [path for path in (folder / "data").rglob("*") if path.is_file()]
    found = "\n".join(
        path.read_text(errors="replace") for path in paths if not path.name.endswith(".bak")
    )
    return well, sum(f"{text(number)}" in found for number in range(WRITERS))


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    print(
        f"| {WRITERS} writers at once, {rounds} times | said done | lost |\n| --- | ---: | ---: |"
    )
    for name, make in PROGRAMS.items():
        results = []
        for _ in range(rounds):
            folder = Path(tempfile.mkdtemp())
            try:
                results.append(once(make, folder))
            finally:
                shutil.rmtree(folder)
        well = [one for one, _ in results]
        lost = [WRITERS - there for _, there in results]
        print(f"| {name} | {spread(well)} | {spread(lost)} |", flush=True)


def spread(counts: Sequence[int]) -> str:
    """The least and the most."""
    return str(counts[0]) if min(counts) == max(counts) else f"{min(counts)} to {max(counts)}"


if __name__ == "__main__":
    main()
