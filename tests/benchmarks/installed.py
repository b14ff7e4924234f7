"""Programs as their users have them: each installed into an environment of its own, once."""

import hashlib
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from platformdirs import user_cache_path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """\
#!{python}
import sys
from reflectcli.__main__ import main
if __name__ == '__main__':
    if sys.argv[0].endswith('.exe'):
        sys.argv[0] = sys.argv[0][:-4]
    sys.exit(main())
"""
"""What current pip writes; an older pip's script imports `re`, half as much as Python's start."""


def cache() -> Path:
    """Where the environments are kept from run to run."""
    return user_cache_path("reflectcli-benchmark", appauthor=False)


def environment(name: str) -> Path:
    """The folder of an environment's programs; the environment is made if there is none."""
    home = cache() / name
    binaries = home / ("Scripts" if os.name == "nt" else "bin")
    if not any(binaries.glob("python*")):
        venv.create(home, with_pip=True, clear=True)
    return binaries


def program(binaries: Path, name: str) -> Path:
    """A program in such a folder."""
    return binaries / (f"{name}.exe" if os.name == "nt" else name)


def python_of(binaries: Path) -> str:
    """The Python of an environment."""
    return str(program(binaries, "python"))


def pip(binaries: Path, *arguments: str) -> None:
    """Run an environment's pip, quietly."""
    line = [python_of(binaries), "-m", "pip", "-qq", "--disable-pip-version-check", *arguments]
    subprocess.run(line, check=True, stdout=sys.stderr, env=_clean())


def peer(package: str, name: str) -> Path:
    """A program of the package index, installed on first use."""
    binaries = environment(package)
    if not program(binaries, name).exists():
        print(f"installing {package} …", file=sys.stderr)
        pip(binaries, "install", package)
    return program(binaries, name)


def reflect() -> tuple[Path, str]:
    """Our program from a wheel of this checkout, and the Python that runs it."""
    stamp = hashlib.sha256(str(ROOT).encode() + (ROOT / "pyproject.toml").read_bytes())
    binaries = environment(f"reflectcli-{stamp.hexdigest()[:10]}")
    with tempfile.TemporaryDirectory() as folder:
        print("installing reflectcli from its wheel …", file=sys.stderr)
        pip(binaries, "wheel", "--no-deps", "-w", folder, str(ROOT))
        wheel = str(next(Path(folder).glob("*.whl")))
        pip(binaries, "install", wheel)
        pip(binaries, "install", "--no-deps", "--force-reinstall", wheel)
    found = program(binaries, "reflect")
    if os.name == "posix" and "import re\n" in found.read_text(encoding="utf-8"):
        print("its script is written as current pip writes it", file=sys.stderr)
        found.write_text(SCRIPT.format(python=python_of(binaries)), encoding="utf-8")
    return found, python_of(binaries)


def checkout() -> tuple[Path, str]:
    """Our program as the Python that runs this has it: for a look whether all works."""
    return program(Path(sys.executable).parent, "reflect"), sys.executable


def _clean() -> dict[str, str]:
    """The caller's environment, where modules are compiled and kept."""
    env = dict(os.environ)
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONHOME", "PYTHONPYCACHEPREFIX"):
        env.pop(name, None)
    return env


def home_of(folder: Path) -> dict[str, str]:
    """An environment with a home of its own in the folder, without anything of the user's."""
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    env = _clean()
    told = ("REFLECT_", "XDG_", "NO_COLOR", "COLUMNS", "EDITOR", "VISUAL")
    for name in [name for name in env if name.startswith(told)]:
        del env[name]
    places = ("DATA", "STATE", "CONFIG", "CACHE")
    xdg = {f"XDG_{place}_HOME": str(home / place.lower()) for place in places}
    return env | xdg | {"HOME": str(home), "LC_ALL": "C.UTF-8"}
