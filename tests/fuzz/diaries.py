"""`import` of jrnl, Day One, Daylio, Markdown and our own export, each bent in its structure."""

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from tests.fuzz.bend import DATES, bent, bent_bytes, odd, pick
from tests.fuzz.desk import fresh, sound
from tests.fuzz.harness import main, require, scratch
from tests.fuzz.pieces import bent_file
from tests.test_import_elsewhere import DAY_ONE, DAYLIO, JRNL

JRNL_JSON = {
    "tags": {"@kim": 1},
    "entries": [
        {"title": "Late", "body": "x", "date": "2026-11-20", "time": "16:40", "tags": ["@kim"],
         "starred": False},
        {"title": "", "body": "one line", "date": "2026-11-19", "time": "9:00"},
    ],
}  # fmt: skip
MARKDOWN = """\
---
tags: [shift, "late one"]
date: 2026-11-20
mood: 4
---
# Friday

## Went well
- [x] two options #refund
* listened

    code

```
# no heading
```
"""
NAMES = ("2026-11-20.md", "2026/11/20.md", "20 Nov 2026.md", "Notes.md", "2026-13-40.md", "a.txt")
SETTINGS = "2026-11-20.md"


@cache
def export() -> str:
    """A journal's own export, whole."""
    with scratch() as folder:
        journal = fresh(folder)
        return sound(journal("export", "--format", "json"), "export", any_bytes=True).out


def diaries(random: Random, folder: Path) -> None:
    """Import a bent journal; ours is right afterwards, and the same again adds nothing."""
    name, program = random.choice(_MAKERS)(random, folder)
    words = ["import", name, "--yes"]
    if random.random() < 0.5:
        words += ["--from", program if random.random() < 0.9 else random.choice(PROGRAMS)]
    if random.random() < 0.1:
        words += [random.choice(("--date", "--encoding", "--score-is")), bent(random, ":%d/%m/%Y")]
        words[-1] = words[-1].replace("\0", "")
    journal = fresh(folder, full=False)
    settings = (journal.root / "journal.toml").read_bytes()
    result = sound(journal(*words), words)
    if result.code != 0:
        require(not journal.records(), "refused, and written", words, result)
        require((journal.root / "journal.toml").read_bytes() == settings, words, result)
        return
    before = journal.files()
    again = sound(journal(*words), words)
    require(again.code == 0 and journal.files() == before, "twice", words, result, again)
    checked = journal("check")
    require(checked.code == 0, words, result, checked)


PROGRAMS = ("jrnl", "dayone", "daylio", "markdown", "reflect", "csv", "odd")


def _put(random: Random, path: Path, text: str) -> str:
    raw = text.encode(random.choice(("utf-8", "utf-8", "utf-8", "utf-16")), "replace")
    raw = bent_bytes(random, raw) if random.random() < 0.2 else raw
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(raw)
    return path.name


def _jrnl(random: Random, folder: Path) -> tuple[str, str]:
    pool = ("[2026-11-20 16:40] ", "\n[", "*", "@kim", "[01/02/2026 04:00 PM] ", "]\n", *DATES)
    return _put(random, folder / "j.txt", bent(random, JRNL, pool, 4)), "jrnl"


def _jrnl_folder(random: Random, folder: Path) -> tuple[str, str]:
    shutil.rmtree(folder / "pages", ignore_errors=True)
    for name in ("2026/11/20.txt", "2026/11/21.txt", "2026/02/31.txt"):
        _put(random, folder / "pages" / name, bent(random, JRNL))
    return "pages", "jrnl"


def _daylio(random: Random, folder: Path) -> tuple[str, str]:
    pool = (",", '"', "rad", "awful", "11:54\u202fpm", " | ", *DATES)
    return _put(random, folder / "daylio.csv", bent(random, DAYLIO, pool, 4)), "daylio"


def _markdown(random: Random, folder: Path) -> tuple[str, str]:
    shutil.rmtree(folder / "vault", ignore_errors=True)
    pool = ("---\n", "# ", "- [ ] ", "tags:\n  - x\n", "```\n", "date: ", "#tag ", *DATES)
    for _ in range(random.randint(1, 3)):
        _put(random, folder / "vault" / random.choice(NAMES), bent(random, MARKDOWN, pool))
    return "vault", "markdown"


def _json(random: Random, folder: Path) -> tuple[str, str]:
    program, data = random.choice((("dayone", DAY_ONE), ("jrnl", JRNL_JSON)))
    text = json.dumps(bent_json(random, data), indent=random.choice((None, 1)))
    text = bent(random, text) if random.random() < 0.2 else text
    if program == "dayone" and random.random() < 0.3:
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("Journal.json", text.encode(errors="replace"))
        raw = made.getvalue()
        (folder / "d.zip").write_bytes(bent_bytes(random, raw) if random.random() < 0.5 else raw)
        return "d.zip", program
    return _put(random, folder / "d.json", text), program


def _own(random: Random, folder: Path) -> tuple[str, str]:
    whole = json.loads(export())
    some = random.sample(whole["records"], min(6, len(whole["records"])))
    for each in some:
        if "#toml" in each and random.random() < 0.3:
            each["#toml"] = bent_file(random, each["#toml"])
    whole["records"] = bent_json(random, some) if random.random() < 0.8 else some
    if random.random() < 0.3:
        whole["journal_toml"] = bent_file(random, whole["journal_toml"] or "")
    if random.random() < 0.2:
        whole = bent_json(random, whole)
    text = json.dumps(whole, indent=random.choice((None, 1)))
    return _put(random, folder / "own.json", text), "reflect"


_MAKERS = (_jrnl, _jrnl_folder, _daylio, _markdown, _json, _json, _own, _own)


def bent_json(random: Random, data: Any) -> Any:
    """The data with some values another, some names gone, doubled or new."""
    data = json.loads(json.dumps(data))
    for _ in range(random.randint(1, 3)):
        places = list(_places(data))
        if not places:
            return data
        owner, key = random.choice(places)
        match random.randrange(6):
            case 0:
                del owner[key]
            case 1 if isinstance(owner, dict):
                owner[odd(random)] = owner[key]
            case 2 if isinstance(owner, list):
                owner.insert(0, owner[key])
            case 3 if isinstance(owner[key], str):
                owner[key] = bent(random, owner[key])
            case _:
                owner[key] = _value(random)
    return data


def _value(random: Random) -> Any:
    plain: Any = random.choice(
        (None, True, False, 0, -1, 5, 4.5, 1e308, 10**30, [], {}, "", [[]], "x")
    )
    return plain if random.random() < 0.5 else pick(random, DATES, (odd(random),))


def _places(data: Any) -> Iterator[tuple[Any, Any]]:
    keys = list(data) if isinstance(data, dict) else range(len(data))
    for key in keys:
        yield data, key
        if isinstance(data[key], (dict, list)):
            yield from _places(data[key])


if __name__ == "__main__":
    main(diaries)
