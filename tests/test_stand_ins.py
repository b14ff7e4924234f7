"""Stand-ins: the same for the same person and number, and nothing is replaced twice."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.domain.personal.standins import Redactor
from reflectcli.domain.sharing import Sharing
from tests.personal.corpus import CLEAN, MARKED, sentences
from tests.strategies import texts

LISTED = Sharing(names=("García", "Tom Hendricks"), patterns={"order": r"\bA\d{7}\b"})
ALL = sentences(*MARKED, *CLEAN)


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        ("Mrs García called, García's son too.", "Customer A called, Customer A's son too."),
        ("garcia, GARCÍA, Garcia’s fridge", "Customer A, Customer A, Customer A’s fridge"),
        ("Spoke to Maria García, then to Mr Okoro.", "Spoke to Customer A, then to Customer B."),
        ("tom hendricks and Hendricks are one", "Customer A and Customer A are one"),
        ("customer Jan de Vries wrote from jan@vries.nl", "Customer A wrote from [email 1]"),
        ("Call +44 7911 123456 or 07911 123456", "Call [phone 1] or [phone 1]"),
        ("4111 1111 1111 1111, 12/27", "[card], 12/27"),
        ("IBAN DE89 3704 0044 0532 0130 00.", "IBAN [IBAN 1]."),
        ("A1234567 and A7654321 and A1234567", "[order 1] and [order 2] and [order 1]"),
        ("lives at 14 Larkspur Road, Bristol BS6 7TH", "lives at [address 1]"),
        ("nothing to see", "nothing to see"),
    ],
)  # fmt: skip
def test_a_text_with_stand_ins(text: str, redacted: str) -> None:
    assert Redactor(LISTED).redact(text) == redacted


def test_a_person_is_the_same_throughout_a_tree_and_found_without_a_cue_there() -> None:
    data: dict[str, Any] = {
        "quotes": {
            "k3f9q2": {"day": "2026-11-20", "kind": "note", "text": "Okonkwo was kind to me."},
            "m7aa01": {"text": "Thanks!", "author": "Ife Okonkwo", "source": "customer"},
        },
        "findings": [{"key": "goal:p0c4de", "title": "Call Mr Okonkwo back", "n": 3}],
    }  # fmt: skip
    redactor = Redactor()
    assert redactor.redact_data(data) == {
        "quotes": {
            "k3f9q2": {"day": "2026-11-20", "kind": "note", "text": "Customer A was kind to me."},
            "m7aa01": {"text": "Thanks!", "author": "Customer A", "source": "customer"},
        },
        "findings": [{"key": "goal:p0c4de", "title": "Call Customer A back", "n": 3}],
    }  # fmt: skip
    assert redactor.counts == {"customer": 3}
    assert [(each.stand_in, each.original, each.where) for each in redactor.replacements] == [
        ("Customer A", "Okonkwo", "quotes.k3f9q2.text"),
        ("Customer A", "Ife Okonkwo", "quotes.m7aa01.author"),
        ("Customer A", "Mr Okonkwo", "findings.0.title"),
    ]


def test_the_agents_and_the_mentors_names_stay() -> None:
    redactor = Redactor(LISTED, stay=("Ana", "Maria Lopez"))
    text = "Dear Maria, spoke to Maria Lopez about Mrs Lopez-García. Ana"
    assert redactor.redact(text) == "Dear Maria, spoke to Maria Lopez about Customer A. Ana"


def test_where_it_stood_is_told_with_the_words_around() -> None:
    redactor = Redactor()
    redactor.redact("Please call her back on 0171 2345678 before the shift ends", "note")
    (only,) = redactor.replacements
    assert (only.before, only.original, only.after) == (
        "Please call her back on ", "0171 2345678", " before the shift ends",
    )  # fmt: skip


def test_more_customers_than_letters() -> None:
    redactor = Redactor()
    names = [f"Mrs {chr(65 + n // 26)}{chr(97 + n % 26)}ova" for n in range(30)]
    assert redactor.redact(names[0]) == "Customer A"
    assert [redactor.redact(name) for name in names][24:28] == [
        "Customer Y", "Customer Z", "Customer AA", "Customer AB",
    ]  # fmt: skip


pieces = (
    st.sampled_from([each.text for each in ALL])
    | texts
    | st.text("Ana 0123456789@.-[]+", max_size=30)
)
trees = st.recursive(
    pieces | st.integers() | st.none(),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "text", "title", "quotes"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(st.lists(pieces, min_size=1, max_size=3).map(" ".join))
def test_redacting_again_changes_nothing(text: str) -> None:
    redactor = Redactor(LISTED)
    once = redactor.redact(text)
    assert redactor.redact(once) == once
    assert Redactor(LISTED).redact(once) == once


@given(trees)
def test_a_tree_keeps_its_form_and_gives_the_same_twice(tree: Any) -> None:
    once = Redactor(LISTED).redact_data(tree)
    assert Redactor(LISTED).redact_data(tree) == once
    assert Redactor(LISTED).redact_data(once) == once
    assert _form(once) == _form(tree)


def _form(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: value if key == "id" else _form(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_form(value) for value in tree]
    return str if isinstance(tree, str) else tree
