"""A made journal of any size: realistic records over as many years as they fill, up to ten.

    python -m tests.benchmarks.made_journal 10000 FOLDER
    python -m tests.benchmarks.made_journal 100000 FOLDER --keep ~/.cache/made
    python -m tests.benchmarks.made_journal --smoke      only that it works: part of the checks

It ends at the benchmarks' own now (2026-11-22 16:40) and is the same for the same seed. Every file
is, byte for byte, what the program would have written; only that it is on the disk is not waited
for. With --keep the journal is made once in that folder and then only linked or copied.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from time import perf_counter

from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.records import Record
from reflectcli.storage import codec
from reflectcli.storage.config_file import new_text
from reflectcli.storage.files import make_folder
from reflectcli.storage.founding import create_journal
from reflectcli.storage.layout import path_of
from tests.benchmarks import made_records, vocabulary


def write_records(root: Path, records: Iterable[Record], config: JournalConfig) -> None:
    """Write the records' files into a journal, without waiting for the disk."""
    made: set[str] = set()
    for record in records:
        path = path_of(record)
        folder = path.rpartition("/")[0]
        if folder not in made:
            make_folder(root / folder)
            made.add(folder)
        data = codec.dump_record(record, config).encode()
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        descriptor = os.open(f"{root}/{path}", flags, 0o600)
        try:
            os.write(descriptor, data)
        finally:
            os.close(descriptor)


def make_journal(root: Path, count: int, seed: int = 1) -> None:
    """Make a journal of so many records in a folder that is not there yet."""
    config = JournalConfig()
    root.mkdir(mode=0o700, parents=True)
    create_journal(root, new_text(config))
    write_records(root, made_records.made_records(count, seed), config)


def journal(root: Path, count: int, keep: Path | None = None, seed: int = 1) -> None:
    """Put a made journal at `root`, taken from the folder `keep` where it was made before."""
    if keep is None:
        make_journal(root, count, seed)
        return
    kept = keep / f"{count}-{seed}-{_version()}"
    if not kept.is_dir():
        unfinished = kept.with_name(f"{kept.name}.{os.getpid()}")
        make_journal(unfinished, count, seed)
        unfinished.rename(kept)
    # The program replaces files and never writes into one, so that links are as good as copies.
    shutil.copytree(kept, root, copy_function=_link)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _version() -> str:
    """What changes when other files would be made: the sources that make them."""
    sources = [__file__, made_records.__file__, vocabulary.__file__, codec.__file__]
    return hashlib.sha256(b"".join(Path(each).read_bytes() for each in sources)).hexdigest()[:10]


def _smoke() -> int:
    """Make small journals, and have the program look at one."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "journal"
        journal(root, 60, Path(folder) / "keep")
        env = dict(os.environ) | {"REFLECT_NOW": made_records.NOW.isoformat()}
        line = [sys.executable, "-m", "reflectcli", "check", "--journal", str(root)]
        return subprocess.run(line, env=env, check=False).returncode


def main() -> int:
    """Make the journal that the command line names, and say how long it took."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("records", type=int, nargs="?", default=10_000)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="make it there, once")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--smoke", action="store_true")
    options = parser.parse_args()
    if options.smoke:
        return _smoke()
    if options.folder is None or options.folder.exists():
        parser.error("name a folder that is not there yet")
    start = perf_counter()
    journal(options.folder, options.records, options.keep, options.seed)
    print(f"{options.records} records in {options.folder}, {perf_counter() - start:.1f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
