"""`import` of CSV files, bent by cell, line and byte: what came in is right, and comes in once."""

import csv
import io
import os
from functools import cache
from pathlib import Path
from random import Random

from tests.fuzz.bend import DATES, NUMBERS, bent, bent_bytes, odd, pick
from tests.fuzz.desk import fresh, sound
from tests.fuzz.harness import main, require
from tests.test_import_presets import CASES, FILES

DATA = os.environ.get("REFLECT_REAL_DATA") or Path(__file__).parents[3] / "shared" / "data"
SURVEY = """\
Date,Score,Text,Ticket,Channel,Agent,Answered,Talk,Start,End
2026-11-18 09:12,5,"Kind, and quick",T1,phone,Sam,Y,0:02:23,09:00,09:10
2026-11-19 10:00,2,"said ""no""
twice",T2,chat,Sam,N,4m30s,10:00,10:31
2026-11-20,4,,T3,phone,Ola,Y,90,23:50,00:10
"""
MAPPINGS = (
    ("--as", "feedback", "--date", "Date", "--score", "Score/5", "--text", "Text",
     "--id", "Ticket"),
    ("--as", "feedback", "--date", "Date:%Y-%m-%d", "--score", "Score", "--where", "Agent=Sam"),
    ("--as", "kpi", "--date", "Date", "--kpi", "fcr=Answered:Y", "--kpi", "aht=Talk"),
    ("--as", "kpi", "--date", "Date", "--duration", "aht=Start..End:%H:%M", "--channel", "Channel"),
    ("--as", "feedback", "--date", "Date", "--time", "Start:%H:%M", "--score", "Score/10",
     "--score-is", "Y=5", "--skills", "empathy,listening", "--source", "colleague"),
    ("--as", "kpi", "--date", "Date", "--kpi", "csat=Score", "--kpi-total", "csat=Ticket"),
    (),
)  # fmt: skip
MORE = (
    "--encoding", "utf-16", "cp1252", "--delimiter", "tab", ";", "--save-mapping", "mine",
    "--dry-run", "--where", "--kpi-unit", "aht=minutes", "--from", "csv", "--score", "Score/0",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32")


@cache
def tables() -> dict[str, str]:
    """Files to begin with, by the name of their preset."""
    found = {"": SURVEY, **FILES}
    for path in sorted(Path(DATA).glob("*.csv")):
        found[path.stem] = "".join(path.read_text("utf-8-sig").splitlines(keepends=True)[:15])
    return found


def csv_files(random: Random, folder: Path) -> None:
    """Import a bent file; the journal is right afterwards, and the file again adds nothing."""
    name = random.choice(list(tables()))
    (folder / "f.csv").write_bytes(_content(random, tables()[name]))
    words = ["import", "f.csv", "--yes", *_mapping(random, name)]
    journal = fresh(folder, full=False)
    result = sound(journal(*words), words)
    if result.code != 0:
        require(not journal.records(), "refused, and written", words, result)
        return
    before = journal.files()
    again = sound(journal(*words), words)
    require(again.code == 0, words, result, again)
    require("--save-mapping" in words or journal.files() == before, "twice", words, result, again)
    checked = journal("check")
    require(checked.code == 0, words, checked)


def _content(random: Random, text: str) -> bytes:
    if random.random() < 0.7:
        text = _other_cells(random, text)
    if random.random() < 0.4:
        text = bent(random, text, (",", ";", '"', "\t", "\r\n", "sep=;\n", '""', "\n\n"))
    raw = text.encode(random.choice(ENCODINGS), "replace")
    return bent_bytes(random, raw) if random.random() < 0.2 else raw


def _other_cells(random: Random, text: str) -> str:
    rows = list(csv.reader(io.StringIO(text)))
    for _ in range(random.randint(1, 4)):
        row = random.choice(rows)
        if not row:
            continue
        place = random.randrange(len(row))
        match random.randrange(8):
            case 0:
                row.insert(place, row[place])
            case 1:
                del row[place]
            case 2:
                row[place] = odd(random)
            case _:
                row[place] = pick(random, NUMBERS, DATES, ("", " ", "Y", "Good", "n/a", row[place]))
    made = io.StringIO()
    delimiter = random.choice((",", ",", ";", "\t", "|"))
    writer = csv.writer(
        made, delimiter=delimiter, escapechar="\\",
        quoting=random.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
    )  # fmt: skip
    writer.writerows(rows)
    return made.getvalue()


def _mapping(random: Random, name: str) -> list[str]:
    if name in CASES and random.random() < 0.8:
        words = ["--mapping", name, *CASES[name][0]]
    else:
        words = [*random.choice(MAPPINGS)]
    for _ in range(random.choice((0, 0, 0, 1, 2))):
        words.insert(random.randint(0, len(words)), random.choice(MORE))
    if words and random.random() < 0.15:
        place = random.randrange(len(words))
        words[place] = bent(random, words[place]).replace("\0", "")
    return words


if __name__ == "__main__":
    main(csv_files)
