"""The layers hold: who may import whom, and no cycle of any kind."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent / "src" / "reflectcli"

EVERYWHERE = {"__init__", "frozen"}
"""What any module may import, since it knows nothing of the program."""

ALLOWED = {
    "frozen": set[str](),
    "errors": set[str](),
    "domain": {"errors"},
    "places": {"errors"},
    "settings": {"errors", "places", "domain"},
    "analysis": {"domain", "errors"},
    "storage": {"domain", "errors"},
    "render": {"domain", "analysis", "errors"},
    "cli": {"errors", "domain", "places", "settings", "analysis", "storage", "render"},
    "__init__": set[str](),
    "__main__": {"cli"},
}

MODULES = {
    ".".join(("reflectcli", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(
        ".__init__"
    ): path
    for path in ROOT.rglob("*.py")
}


@cache
def nodes(module: str) -> list[ast.AST]:
    return [*ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8")))]


@cache
def imports(module: str) -> frozenset[str]:
    """Every module that a module imports anywhere, in functions and for typing too."""
    return frozenset(_imports(module))


def _imports(module: str) -> Iterator[str]:
    for node in nodes(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            assert node.module is not None
            yield node.module
            for alias in node.names:
                if f"{node.module}.{alias.name}" in MODULES:
                    yield f"{node.module}.{alias.name}"


def layer(module: str) -> str:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else "__init__"


def test_a_module_imports_only_the_layers_below() -> None:
    assert len(MODULES) > 100
    for module in MODULES:
        own = layer(module)
        ours = {layer(name) for name in imports(module) if name.split(".")[0] == "reflectcli"}
        assert ours - {own} - EVERYWHERE <= ALLOWED[own], module


def test_only_the_command_line_knows_typer_and_the_terminal_knows_rich() -> None:
    for module in MODULES:
        libraries = {name.split(".")[0] for name in imports(module)}
        if layer(module) != "cli":
            assert "typer" not in libraries, module
            assert "rich" not in libraries or module == "reflectcli.render.terminal", module
        assert "pydantic" not in libraries or layer(module) == "storage", module
        guided = module.startswith("reflectcli.cli.guided.")
        assert "prompt_toolkit" not in libraries or guided, module


def test_the_clock_and_the_environment_are_read_in_one_place() -> None:
    readers = {
        module
        for module in MODULES
        for node in nodes(module)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr)
        in {("datetime", "now"), ("date", "today"), ("os", "environ"), ("time", "time")}
    }
    # A TAB press is answered before the context is imported.
    assert readers <= {"reflectcli.cli.context", "reflectcli.__main__"}


def test_no_import_cycles() -> None:
    graph = {
        module: {name for name in imports(module) if name in MODULES and name != module}
        for module in MODULES
    }
    done: set[str] = set()

    def visit(module: str, trail: tuple[str, ...]) -> None:
        assert module not in trail, " -> ".join((*trail, module))
        if module not in done:
            for name in graph[module]:
                visit(name, (*trail, module))
            done.add(module)

    for module in graph:
        visit(module, ())


def test_modules_and_functions_stay_small() -> None:
    too_long = []
    for module, path in MODULES.items():
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > 300:
            too_long.append(module)
        for node in nodes(module):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno is not None
                if node.end_lineno - node.lineno + 1 > 50:
                    too_long.append(f"{module}.{node.name}")
    assert not too_long
