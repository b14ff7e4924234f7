"""`reflect completion`: the scripts, where they go, and real shells that press TAB."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from reflectcli.__main__ import SHELLS
from reflectcli.cli.completion import SCRIPTS, Shell, script_of
from tests.conftest import Journal, Result
from tests.test_help_examples import RECORDS

PLACES = {
    "bash": "data/bash-completion/completions/reflect",
    "zsh": "data/zsh/site-functions/_reflect",
    "fish": "config/fish/completions/reflect.fish",
    "powershell": "data/reflectcli/completion/reflect.ps1",
}
NEXT = {
    "bash": "a new bash knows it, where the package bash-completion is installed;\n"
    "where it is not, put into ~/.bashrc: source '{path}'\n",
    "zsh": "put into ~/.zshrc, before the line with compinit:\n  fpath=('{folder}' $fpath)\n",
    "fish": "a new fish knows it\n",
    "powershell": "put into your profile ($PROFILE): . '{path}'\n",
}


def test_the_shells_are_named_alike_everywhere() -> None:
    assert tuple(Shell) == SHELLS == tuple(SCRIPTS)


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_printed(bare: Journal, home: Path, shell: str) -> None:
    result = bare("completion", shell)
    assert (result.code, result.out, result.err) == (0, script_of(Shell(shell)), "")
    assert f"REFLECT_COMPLETE={shell}" in result.out.replace(" = ", "=").replace("'", "")
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("shell", SHELLS)
def test_it_is_installed_where_the_shell_looks(bare: Journal, home: Path, shell: str) -> None:
    path = home / PLACES[shell]
    said = NEXT[shell].format(path=path, folder=path.parent)
    result = Result(0, f"wrote {path}\n", said)
    assert bare("completion", shell, "--install") == result
    assert path.read_text(encoding="utf-8") == script_of(Shell(shell))
    assert bare("completion", shell, "--install").out == f"{path} is there already\n"
    path.write_text(f"# reflect completion for {shell}, an older one\n")
    assert bare("completion", shell, "--install") == result
    assert path.read_text(encoding="utf-8") == script_of(Shell(shell))
    files = [each for each in home.rglob("*") if each.is_file()]
    assert files == [path]


def test_another_s_file_is_left_alone(bare: Journal, home: Path) -> None:
    path = home / PLACES["fish"]
    path.parent.mkdir(parents=True)
    path.write_text("complete -c reflect\n")
    result = bare("completion", "fish", "--install")
    assert (result.code, result.out) == (5, "")
    assert result.err == (
        f"error: {path} is somebody else's; it is left as it is\n"
        "hint: move it away, or put what `reflect completion` prints elsewhere\n"
    )
    assert path.read_text() == "complete -c reflect\n"


def test_bash_can_be_told_of_another_folder(bare: Journal, tmp_path: Path) -> None:
    bare.env["BASH_COMPLETION_USER_DIR"] = f"{tmp_path}/own:/other"
    path = tmp_path / "own/completions/reflect"
    assert bare("completion", "bash", "--install").out == f"wrote {path}\n"


def test_a_shell_that_there_is_not(bare: Journal) -> None:
    result = bare("completion", "tcsh")
    assert result.code == 2
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish', 'powershell'" in result.err


# real shells


@pytest.fixture
def program(tmp_path: Path, journal: Journal, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with `reflect` in it, first on the path; where one stands there are two files."""
    journal.write(RECORDS)
    journal("note", "x", "--tag", "late shift")
    folder, work = tmp_path / "bin", tmp_path / "work"
    folder.mkdir()
    work.mkdir()
    script = folder / "reflect"
    script.write_text(f"#!{sys.executable} -I\nfrom reflectcli.__main__ import main\nmain()\n")
    script.chmod(0o755)
    (work / "survey one.csv").touch()
    (work / "folder").mkdir()
    monkeypatch.chdir(work)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("REFLECT_JOURNAL", str(journal.root))
    return folder


TYPED = [
    ("reflect no", "reflect note "),
    ("reflect goal cha", "reflect goal change "),
    ("reflect note --pri", "reflect note --private "),
    ("reflect rate em", "reflect rate empathy="),
    ("reflect rate empathy=4 li", "reflect rate empathy=4 listening="),
    ("reflect feedback add --from=cu", "reflect feedback add --from=customer "),
    ("reflect goal add x -m rating:em", "reflect goal add x -m rating:empathy "),
    ("reflect kpi add cs", "reflect kpi add csat "),
    ("reflect show k3", "reflect show k3f9q2 "),
    ("reflect goal step p", "reflect goal step p0c4de "),
    ("reflect log --prompts gi", "reflect log --prompts gibbs "),
    ("reflect list --tag=ref", "reflect list --tag=refund "),
    ("reflect list --tag la", "reflect list --tag late\\ shift "),
    ('reflect list --tag "la', 'reflect list --tag "late shift"'),
    ("reflect import sur", "reflect import survey\\ one.csv "),
    ("reflect note --journal fol", "reflect note --journal folder/"),
    ("reflect report --output=sur", "reflect report --output=survey\\ one.csv "),
    ("reflect nonsense x", "reflect nonsense x"),
]
START = {
    "bash": (
        ["bash", "--noprofile", "--norc"],
        "PS1='> '; bind 'set enable-bracketed-paste off'; source <(reflect completion bash)",
    ),
    "zsh": (
        ["zsh", "-f"],
        "PS1='> '; unsetopt zle_bracketed_paste; unset zle_bracketed_paste; autoload -U compinit;"
        " compinit -u -D; source <(reflect completion zsh)",
    ),
    "fish": (
        ["fish", "--no-config"],
        "function fish_prompt; echo -n '> '; end; reflect completion fish | source",
    ),
}


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
@pytest.mark.parametrize("shell", START)
def test_tab_in_a_real_shell(program: Path, home: Path, shell: str) -> None:
    """Each line is typed, TAB pressed, and the line read from the screen as a person would."""
    command, setting = START[shell]
    if shutil.which(command[0]) is None:
        pytest.skip(f"{shell} is not installed")
    with ShellAtWork(command, setting) as at_work:
        found = [(line, at_work.after_tab(line)) for line, _ in TYPED]
    assert found == [(line, expected.rstrip()) for line, expected in TYPED]


class ShellAtWork:
    """An interactive shell on a screen of 100 by 40."""

    def __init__(self, command: list[str], setting: str) -> None:
        import pexpect
        import pyte

        self.screen = pyte.Screen(100, 40)
        self._stream = pyte.Stream(self.screen)
        env = os.environ | {"TERM": "xterm", "LC_ALL": "C.UTF-8"}
        self._child = pexpect.spawn(
            command[0], command[1:], env=env, dimensions=(40, 100), encoding="utf-8", timeout=30
        )
        self._marks = 0
        self._setting = setting

    def __enter__(self) -> "ShellAtWork":
        self._child.sendline(self._setting)
        self._settle("echo")
        return self

    def __exit__(self, *_: object) -> None:
        self._child.close(force=True)

    def after_tab(self, line: str) -> str:
        """The line as it stands after TAB; it is not run."""
        self._child.send(f"{line}\t")
        # What is typed next is read only once the TAB is done with: the line ends in it.
        self._child.send("@@")
        self._feed("@@")
        found = next(row for row in reversed(self._rows()) if row.startswith("> ") and "@@" in row)
        self._child.send("\x15")
        self._settle("echo")
        return found[2:].partition("@@")[0].rstrip()

    def _settle(self, command: str) -> None:
        """Wait until everything before has been dealt with, then clear the screen."""
        self._marks += 1
        # The mark on the screen is not the one that was typed.
        self._child.send(f"{command} ma''rk{self._marks}\r")
        self._feed(f"mark{self._marks}\r\n")
        self.screen.reset()

    def _feed(self, until: str) -> None:
        self._child.expect_exact(until)
        self._stream.feed(self._child.before + self._child.after)

    def _rows(self) -> list[str]:
        return [row.rstrip() for row in self.screen.display]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_right_for_its_shell(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    done = subprocess.run(
        [shell, "-n"], input=script_of(Shell(shell)), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_bash_without_compopt_completes_files_too(program: Path) -> None:
    """As bash 3.2, which macOS has: neither compopt nor nosort."""
    if shutil.which("bash") is None:
        pytest.skip("bash is not installed")
    script = """
        compopt() { return 127; }
        complete() { if [[ $* == *nosort* ]]; then return 2; fi; builtin complete "$@"; }
        source <(reflect completion bash)
        builtin complete -p reflect
        COMP_LINE='reflect import sur' COMP_POINT=18
        _reflect reflect sur import
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "complete -o nospace -F _reflect reflect\nsurvey one.csv\n"
