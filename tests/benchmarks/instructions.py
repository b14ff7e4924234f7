"""Whether a hot command takes more instructions to start than the repository says it does.

    python -m tests.benchmarks.instructions            compare: fails where one grew by over 5%
    python -m tests.benchmarks.instructions --update   keep the figures of now
    python -m tests.benchmarks.instructions --smoke    only that it runs: part of the checks

Counted by `valgrind --tool=callgrind`, which is steady to 0.1% where a clock is to 10%. What is
compared is the ratio to `python -c pass`, so that another machine's C library matters less; the
figures are kept for each version of Python. Without valgrind, or figures of this Python, it says
so and does not fail.
"""

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.benchmarks.ours import TAB_ENV, TABS, Reflect

FIGURES = Path(__file__).with_name("instructions.toml")
GROWTH = 0.05
"""More than this over the figure that is kept fails."""
RECORDS = 100
BARE = ("-sP", "-c", "pass")
PROGRAM = ("-sP", "-c", "import sys; from reflectcli.__main__ import main; sys.exit(main())")
"""Without the user's own modules, but with the environment: it fixes the hashes of texts."""
COMMANDS: dict[str, Sequence[str]] = {
    "--version": ("--version",),
    "note": ("note", "listened first, worked"),
    "list": ("list",),
    "week": ("week",),
    "week again": ("week",),
}

BEFORE: dict[str, Sequence[str]] = {"week": ("note", "and one more")}
"""What is run before a command is counted, so that it has something new to tell."""

Figures = dict[str, int]
"""Instructions by command; `python` is the bare one."""


def count(
    arguments: Sequence[str], env: Mapping[str, str], before: Sequence[str] | None = None
) -> int:
    """The instructions of one run of this Python, after one that is not counted."""
    line = [sys.executable, *arguments]
    _run(line, env)
    if before is not None:
        _run([sys.executable, *PROGRAM, *before], env)
    with tempfile.NamedTemporaryFile() as out:
        told = _run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out.name}", *line], env
        )
    found = re.search(r"Collected : (\d+)", told)
    if found is None:
        sys.exit(f"valgrind counted nothing: {told}")
    return int(found[1])


def _run(line: Sequence[str], env: Mapping[str, str]) -> str:
    """What a program says on stderr; one that fails ends the benchmark."""
    done = subprocess.run(
        line, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(line)} ended with {done.returncode}:\n{done.stderr}")
    return done.stderr


def count_all(names: Sequence[str]) -> Figures:
    """The counts of bare Python and of the commands, on a made journal."""
    with tempfile.TemporaryDirectory() as folder:
        reflect = Reflect(Path("reflect"), Path(folder), RECORDS)
        kept = ("REFLECT_", "XDG_", "HOME", "PATH", "LC_ALL")
        env = {name: value for name, value in reflect.env.items() if name.startswith(kept)}
        env["PYTHONHASHSEED"] = "0"
        figures = {"python": count(BARE, env)}
        for name in names:
            figures[name] = count((*PROGRAM, *COMMANDS[name]), env, BEFORE.get(name))
        for name in TABS if names else ():
            figures[name] = count((*PROGRAM, *TABS[name]), {**env, **TAB_ENV})
    return figures


def read_figures(python: str, path: Path = FIGURES) -> Figures | None:
    """The figures that are kept for a version of Python."""
    if not path.exists():
        return None
    figures: Figures | None = tomllib.loads(path.read_text(encoding="utf-8")).get(python)
    return figures


def write_figures(python: str, figures: Figures, path: Path = FIGURES) -> None:
    """Keep figures for a version of Python beside those of the others."""
    kept = tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    parts = [
        "# Instructions at start-up, by Python's version:\n"
        "#     python -m tests.benchmarks.instructions --update\n"
    ]
    for version, each in sorted((kept | {python: figures}).items()):
        parts.append(f'\n["{version}"]\n')
        for name, number in each.items():
            parts.append(f'"{name}" = {number:_}  # {number / each["python"]:.2f} × python\n')
    path.write_text("".join(parts), encoding="utf-8")


def compare(found: Figures, kept: Figures) -> tuple[list[str], bool]:
    """A line a command, and whether one takes too much more than is kept."""
    print(f"python       {found['python']:,} instructions")
    lines, grown = [], False
    for name, number in found.items():
        if name == "python":
            continue
        ratio = number / found["python"]
        if name not in kept:
            lines.append(f"{name:<12} {ratio:6.2f} × python, no figure is kept: --update")
            grown = True
            continue
        change = ratio / (kept[name] / kept["python"]) - 1
        mark = (
            "  TOO MUCH" if change > GROWTH else "  keep it: --update" if change < -GROWTH else ""
        )
        lines.append(f"{name:<12} {ratio:6.2f} × python  {change:+.1%}{mark}")
        grown |= change > GROWTH
    return lines, grown


def main() -> int:
    """Count and compare; returns 1 where a command takes too much more than is kept."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--update", action="store_true", help="keep the figures of now")
    parser.add_argument("--smoke", action="store_true", help="count bare Python, compare nothing")
    options = parser.parse_args()
    if shutil.which("valgrind") is None:
        print("instructions are not counted: valgrind is not installed")
        return 0
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    kept = read_figures(python)
    if not options.update and not options.smoke and kept is None:
        print(f"instructions are not counted: no figures are kept for Python {python} (--update)")
        return 0
    found = count_all([] if options.smoke else list(COMMANDS))
    if options.update:
        write_figures(python, found)
        print(f"wrote {FIGURES.name}")
    print(f"python       {found['python']:,} instructions")
    lines, grown = compare(found, found if options.update else kept or found)
    print("\n".join(lines))
    return 1 if grown and not options.smoke else 0


if __name__ == "__main__":
    sys.exit(main())
