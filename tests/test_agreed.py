"""What was agreed with the mentor: the steps that came with a reply, and how they stand."""

from reflectcli.analysis.agreed import ORIGIN, agreed_actions, is_agreed, open_actions
from reflectcli.domain.records import Step
from tests.records import goal, on

PACK = "5deeef1738"


def agreed(text: str, **values: object) -> Step:
    return Step(text=text, origin=f"{ORIGIN}{PACK}", **values)  # type: ignore[arg-type]


def test_only_what_came_with_a_reply_was_agreed() -> None:
    assert is_agreed(agreed("a"))
    assert not is_agreed(Step(text="a"))
    assert not is_agreed(Step(text="a", origin="a book"))


def test_each_says_where_it_stands_and_the_first_to_end_comes_first() -> None:
    kept = goal(on(0), "calm", steps=(Step(text="mine"), agreed("b"), agreed("a", due=on(9))))
    done = goal(on(1), "done", steps=(agreed("c", due=on(3), done=on(2)), agreed("d", due=on(4))))
    shut = goal(on(2), "shut", closed=on(8), steps=(agreed("e", due=on(5)),))
    found = agreed_actions([kept, done, shut])
    assert [(each.text, each.state, each.number) for each in found] == [
        ("c", "done", 1), ("d", "open", 2), ("e", "let_go", 1), ("a", "open", 3), ("b", "open", 2),
    ]  # fmt: skip
    assert {each.pack for each in found} == {PACK}
    assert [(each.goal, each.title) for each in found[:2]] == [(done.id, "done")] * 2
    assert [each.text for each in open_actions([kept, done, shut])] == ["d", "a", "b"]
