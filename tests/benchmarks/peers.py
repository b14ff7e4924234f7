"""Other programs at the like work: journals, time trackers and task lists of the command line.

Each keeps one entry for each record of the made journal, with the record's words. What a program
has no command for is left out: Watson and timewarrior keep no texts, so the words searched for
are tags there; of searching they do what they can.
"""

import contextlib
import json
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

from tests.benchmarks.installed import home_of, peer
from tests.benchmarks.lines import Line, new_lines
from tests.benchmarks.timing import Job, TooSlowError, run
from tests.benchmarks.vocabulary import COMMON, RARE

ADD, WEEK, NEWEST = "add one line", "last week", "newest 20"
SEARCH, SEARCH_RARE = "search, common word", "search, rare word"
REPORT, EXPORT, IMPORT = "ten years, summed up", "ten years, all of it", "import 1,000"
LINE = "listened first, worked"
FIRST_READ = 300.0
"""Seconds that a program may take to make its cache, untimed."""
MONDAY, SUNDAY = "2026-11-16", "2026-11-22"

Jobs = dict[str, Job]


@dataclass(frozen=True)
class Place:
    """A program's data in a folder, and a copy of it to restore them from."""

    folder: Path

    @property
    def data(self) -> Path:
        """What the program reads and writes."""
        return self.folder / "data"

    def keep(self) -> None:
        """Copy the data as they are now."""
        shutil.copytree(self.data, self.folder / "kept")

    def restore(self) -> None:
        """Put the data back to what they were."""
        shutil.rmtree(self.data)
        shutil.copytree(self.folder / "kept", self.data)

    def write(self, name: str, text: str) -> Path:
        """Write a file; returns its path."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path


def jrnl(place: Place, lines: Sequence[Line], *, folder: bool) -> Jobs:
    """The jobs of jrnl, with one file or with one a day."""
    program = str(peer("jrnl", "jrnl"))
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    number = next(word for word in told.stdout.split() if word.strip("v")[:1].isdigit())
    if folder:
        _jrnl_days(place, lines)
    else:
        place.write("data/journal.txt", _jrnl_text(lines))
    place.keep()
    journal = f"{place.data}/" if folder else f"{place.data}/journal.txt"
    config = place.write(
        "jrnl.yaml",
        f"version: v{number.strip('v')}\njournals:\n  default:\n    journal: {journal}\n"
        "colors: {body: none, date: none, tags: none, title: none}\n"
        "default_hour: 9\ndefault_minute: 0\neditor: ''\nencrypt: false\nhighlight: true\n"
        "indent_character: '|'\nlinewrap: 79\ntagsymbols: '#@'\ntemplate: false\n"
        "timeformat: '%Y-%m-%d %H:%M'\ndisplay_format: pretty\n",
    )
    new = place.write("new.txt", _jrnl_text(new_lines()))
    read, write = _makers(place, program, "--config-file", str(config))
    return {
        WEEK: read("-from", MONDAY, "-to", SUNDAY),
        NEWEST: read("-n", "20"),
        SEARCH: read("-contains", COMMON),
        SEARCH_RARE: read("-contains", RARE),
        EXPORT: read("--format", "json"),
        ADD: write(LINE),
        IMPORT: write("--import", "--file", str(new)),
    }


def _jrnl_text(lines: Sequence[Line]) -> str:
    return "\n".join(f"[{line.at:%Y-%m-%d %H:%M}] {line.text}\n" for line in lines)


def _jrnl_days(place: Place, lines: Sequence[Line]) -> None:
    days: dict[str, list[Line]] = {}
    for line in lines:
        days.setdefault(f"{line.at:%Y/%m/%d}", []).append(line)
    for day, own in days.items():
        place.write(f"data/{day}.txt", _jrnl_text(own))


def watson(place: Place, lines: Sequence[Line]) -> Jobs:
    """The jobs of Watson: a frame of ten minutes a line."""
    program = str(peer("td-watson", "watson"))
    place.write("data/frames", _frames(lines, 0))
    place.keep()
    new = place.write("new.json", _frames(new_lines(), len(lines)))
    read, write = _makers(place, program, WATSON_DIR=str(place.data))
    whole = ("--from", "2016-01-01", "--to", SUNDAY)
    return {
        WEEK: read("report", "-G", "--from", MONDAY, "--to", SUNDAY),
        SEARCH: read("log", "-G", *whole, "--tag", COMMON),
        SEARCH_RARE: read("log", "-G", *whole, "--tag", RARE),
        REPORT: read("report", "-G", *whole),
        EXPORT: read("log", *whole, "--json"),
        ADD: write("add", "-f", f"{SUNDAY} 16:30", "-t", f"{SUNDAY} 16:39", "note", "+calm"),
        IMPORT: write("merge", "--force", str(new)),
    }


def _frames(lines: Sequence[Line], start: int) -> str:
    frames = []
    for number, line in enumerate(lines, start):
        begun = int(line.at.timestamp())
        frames.append([begun, begun + 600, "note", UUID(int=number).hex, line.tags, begun])
    return json.dumps(frames)


def todoman(place: Place, lines: Sequence[Line]) -> Jobs:
    """The jobs of todoman: a file a line, with an index over them."""
    program = str(peer("todoman", "todo"))
    (place.data / "journal").mkdir(parents=True)
    for number, line in enumerate(lines):
        (place.data / "journal" / f"{number}.ics").write_text(_ics(number, line), encoding="utf-8")
    config = place.write(
        "config.py",
        f'path = "{place.data}/*"\ndefault_list = "journal"\n'
        f'cache_path = "{place.folder}/cache.sqlite3"\ndate_format = "%Y-%m-%d"\n'
        'time_format = "%H:%M"\n',
    )
    read, _ = _makers(place, program, TODOMAN_CONFIG=str(config))
    # The first run reads all into its cache, which at the largest size takes minutes.
    with contextlib.suppress(TooSlowError):
        run(read("list"), FIRST_READ)
    return {
        WEEK: read("list", "--start", "after", f"{MONDAY} 00:00"),
        SEARCH: read("list", "--grep", COMMON),
        SEARCH_RARE: read("list", "--grep", RARE),
        EXPORT: read("--porcelain", "list", "--status", "ANY"),
        ADD: read("new", "--list", "journal", LINE),
    }


def _ics(number: int, line: Line) -> str:
    at = f"{line.at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:reflectcli-benchmark\r\nBEGIN:VTODO\r\n"
        f"UID:{number}@benchmark\r\nDTSTAMP:{at}\r\nCREATED:{at}\r\nDTSTART:{at}\r\n"
        f"SUMMARY:{line.text}\r\nSTATUS:NEEDS-ACTION\r\nEND:VTODO\r\nEND:VCALENDAR\r\n"
    )


def taskwarrior(place: Place, lines: Sequence[Line]) -> Jobs | None:
    """The jobs of taskwarrior: a task done a line; None where it is not installed."""
    program = shutil.which("task")
    if program is None:
        return None
    place.write("data/completed.data", "".join(_task_rows(lines)))
    place.write("data/pending.data", "")
    place.keep()
    config = place.write(
        "taskrc",
        f"data.location={place.data}\nconfirmation=off\nnews.version=9.9.9\n"
        "search.case.sensitive=no\n",
    )
    new = place.write("new.json", json.dumps([_task(line) for line in new_lines()]))
    read, write = _makers(place, program, TASKRC=str(config), TASKDATA=str(place.data))
    newest = ("rc.report.completed.sort=end-", "limit:20", "completed")
    return {
        WEEK: read(f"end.after:{MONDAY}", "completed"),
        NEWEST: read(*newest),
        SEARCH: read(f"description.contains:{COMMON}", "all"),
        SEARCH_RARE: read(f"description.contains:{RARE}", "all"),
        REPORT: read("history.monthly"),
        EXPORT: read("export"),
        ADD: write("log", LINE),
        IMPORT: write("import", str(new)),
    }


def _task(line: Line) -> dict[str, object]:
    at = f"{line.at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return {"description": line.text, "entry": at, "end": at, "status": "completed"}


def _task_rows(lines: Sequence[Line]) -> Iterator[str]:
    for number, line in enumerate(lines):
        at = int(line.at.timestamp())
        yield (
            f'[description:"{line.text}" end:"{at}" entry:"{at}" modified:"{at}" '
            f'status:"completed" uuid:"{UUID(int=number)}"]\n'
        )


def timewarrior(place: Place, lines: Sequence[Line]) -> Jobs | None:
    """The jobs of timewarrior: an interval of a minute a line; None where it is not installed."""
    program = shutil.which("timew")
    if program is None:
        return None
    months: dict[str, list[str]] = {}
    last = datetime.min.replace(tzinfo=UTC)
    for line in lines:
        start = max(line.at.astimezone(UTC), last)
        last = start + timedelta(seconds=30)
        tags = " ".join(["note", *line.tags])
        row = f"inc {start:%Y%m%dT%H%M%SZ} - {last:%Y%m%dT%H%M%SZ} # {tags}\n"
        months.setdefault(f"{start:%Y-%m}", []).append(row)
    for month, rows in months.items():
        place.write(f"data/data/{month}.data", "".join(rows))
    place.write("data/timewarrior.cfg", "")
    place.write("data/data/tags.data", json.dumps(_counts(lines)))
    place.keep()
    read, write = _makers(place, program, TIMEWARRIORDB=str(place.data))
    whole = ("2016-01-01", "-", "2026-11-23")
    return {
        WEEK: read("summary", MONDAY, "-", "2026-11-23"),
        SEARCH: read("summary", *whole, COMMON),
        SEARCH_RARE: read("summary", *whole, RARE),
        REPORT: read("summary", *whole),
        EXPORT: read("export"),
        ADD: write(
            "track", f"{SUNDAY}T16:36:00", "-", f"{SUNDAY}T16:37:00", "calm", ":adjust", ":yes"
        ),
    }


def _counts(lines: Sequence[Line]) -> dict[str, dict[str, int]]:
    """Its list of tags, without which it reads everything to make one."""
    counts = Counter(tag for line in lines for tag in ["note", *line.tags])
    return {tag: {"count": number} for tag, number in counts.items()}


def _makers(
    place: Place, program: str, *common: str, **env: str
) -> tuple[Callable[..., Job], Callable[..., Job]]:
    """Two makers of jobs: of one that reads, and of one after which the data are put back."""
    whole = home_of(place.folder) | env

    def read(*words: str) -> Job:
        return Job((program, *common, *words), whole)

    def write(*words: str) -> Job:
        return Job((program, *common, *words), whole, after=place.restore)

    return read, write


PEERS: dict[str, Callable[[Place, Sequence[Line]], Jobs | None]] = {
    "jrnl, one file": lambda place, lines: jrnl(place, lines, folder=False),
    "jrnl, folder": lambda place, lines: jrnl(place, lines, folder=True),
    "Watson": watson,
    "todoman": todoman,
    "taskwarrior": taskwarrior,
    "timewarrior": timewarrior,
}
"""Every peer with what makes its data and its jobs."""
