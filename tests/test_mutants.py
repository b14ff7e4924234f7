"""What mutation testing changes in a function, and what it leaves as it is."""

from tests.mutants.changes import mutants

TEXT = '''
"""A module."""
LIMIT = 3


def f(a: "int", b=2):
    """It says "x" < 3."""
    if a < 3 and not b:
        print("x")
    return a + b


class C:
    """Of methods, too."""

    @property
    def g(self) -> "str":
        return "y"
'''


def test_each_place_of_a_body_is_changed_once_and_nothing_else_is() -> None:
    found = [(each.line, each.what, each.within) for each in mutants(TEXT)]
    assert found == [
        (8, "not a < 3 and (not b)", ("f", 6)),
        (8, "And to Or", ("f", 6)),
        (8, "Lt to LtE", ("f", 6)),
        (8, "3 to 4", ("f", 6)),
        (8, "not b without its sign", ("f", 6)),
        (9, "print('x') left away", ("f", 6)),
        (9, "'x' to another text", ("f", 6)),
        (10, "return None for a + b", ("f", 6)),
        (10, "Add to Sub", ("f", 6)),
        (18, "'y' to another text", ("C.g", 16)),
    ]
