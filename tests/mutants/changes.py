"""Everything that can be changed in one place of a module's functions."""

import ast
import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Spot = tuple[str, int]
"""A function by its qualified name and first line."""

_SWAPPED: Mapping[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.Mod: ast.Mult,
    ast.FloorDiv: ast.Mult, ast.Pow: ast.Mult, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
    ast.And: ast.Or, ast.Or: ast.And, ast.Break: ast.Continue, ast.Continue: ast.Break,
}  # fmt: skip


@dataclass(frozen=True)
class Mutant:
    """A changed module: what was changed where, in which function."""

    line: int
    what: str
    within: Spot
    tree: ast.Module


def mutants(text: str) -> Iterator[Mutant]:
    """Every mutant of a module's functions."""
    tree = ast.parse(text)
    for spot, function in _functions(tree):
        line = function.lineno
        for path, node in _walk(function):
            # An operator has no line of its own; it stands in what was walked over last.
            line = getattr(node, "lineno", line)
            for what, change in _changes(node):
                other = copy.deepcopy(tree)
                twin = next(each for found, each in _functions(other) if found == spot)
                change(_at(twin, path))
                ast.fix_missing_locations(other)
                yield Mutant(line, what, spot, other)


Step = tuple[str, int | None]
Function = ast.FunctionDef


def _functions(tree: ast.AST, within: str = "") -> Iterator[tuple[Spot, Function]]:
    """The functions and methods of a module, not those inside of others."""
    for each in ast.iter_child_nodes(tree):
        if isinstance(each, ast.FunctionDef):
            first = min([each.lineno, *(one.lineno for one in each.decorator_list)])
            yield (f"{within}{each.name}", first), each
        elif isinstance(each, ast.ClassDef):
            yield from _functions(each, f"{within}{each.name}.")


def _walk(node: ast.AST, path: tuple[Step, ...] = ()) -> Iterator[tuple[tuple[Step, ...], ast.AST]]:
    """What is inside of a function's body: no docstrings, annotations, decorators, defaults."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "args") and not isinstance(
            node, ast.Call
        ):
            continue
        for index, each in enumerate(value) if isinstance(value, list) else [(None, value)]:
            # Of what is as long by its making, zip(strict=) says nothing that could be seen.
            if isinstance(each, ast.keyword) and each.arg == "strict":
                continue
            if isinstance(each, ast.AST) and not _is_text(each):
                yield (*path, (name, index)), each
                yield from _walk(each, (*path, (name, index)))


def _is_text(node: ast.AST) -> bool:
    """Tell whether a statement is a docstring."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _at(node: Any, path: tuple[Step, ...]) -> tuple[Any, Step]:
    """The owner of what lies at the path, and the last step to it."""
    for name, index in path[:-1]:
        node = getattr(node, name) if index is None else getattr(node, name)[index]
    return node, path[-1]


def _put(place: tuple[Any, Step], new: ast.AST) -> None:
    owner, (name, index) = place
    if index is None:
        setattr(owner, name, new)
    else:
        getattr(owner, name)[index] = new


def _changes(node: ast.AST) -> Iterator[tuple[str, Callable[[tuple[Any, Step]], None]]]:
    """What can be changed in one place: what it is then, and how to do it."""

    def instead(new: ast.AST) -> Callable[[tuple[Any, Step]], None]:
        return lambda place: _put(place, new)

    kind = type(node)
    if kind in _SWAPPED:
        yield f"{kind.__name__} to {_SWAPPED[kind].__name__}", instead(_SWAPPED[kind]())
    match node:
        case ast.UnaryOp(op=ast.Not() | ast.USub(), operand=operand):
            yield f"{ast.unparse(node)} without its sign", instead(operand)
        case ast.Constant(value=bool(value)):
            yield f"{value} to {not value}", instead(ast.Constant(not value))
        case ast.Constant(value=int(value) | float(value)):
            yield f"{value} to {value + 1}", instead(ast.Constant(value + 1))
        case ast.Constant(value=str(value)):
            yield f"{value!r} to another text", instead(ast.Constant(f"XX{value}XX"))
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            new = copy.copy(node)
            new.test = ast.UnaryOp(ast.Not(), test)
            yield f"not {ast.unparse(test)}", instead(new)
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield f"return None for {ast.unparse(value)}", instead(ast.Return(ast.Constant(None)))
        case ast.Expr(value=ast.Call()):
            yield f"{ast.unparse(node)} left away", instead(ast.Pass())
        case ast.Assign(targets=targets, value=value) if not isinstance(value, ast.Constant):
            new_value = ast.Assign(targets, ast.Constant(None))
            yield f"{ast.unparse(targets[0])} = None", instead(new_value)
