"""Data as bytes and hash: the same for the same data, whatever way it was built."""

import json
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reflectcli.domain.canonical import canonical, content_hash, settled, short_name

PLAIN: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda below: st.lists(below) | st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"])), below
    ),
    max_leaves=12,
)  # fmt: skip


def test_the_bytes_are_json_in_the_order_of_its_keys() -> None:
    data = {"b": 1.0, "a": [date(2026, 11, 22), 1 / 3, -0.0, (True, None)], "ü": "é<"}
    assert canonical(settled(data)).decode() == (
        '{"a":["2026-11-22",0.333333,0,[true,null]],"b":1,"ü":"é<"}'
    )


def test_the_hash_is_that_of_the_bytes_and_names_the_pack() -> None:
    content = content_hash({})
    assert content == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    assert short_name(content) == "44136fa355"


@given(PLAIN)
def test_what_is_settled_survives_being_written_and_read(data: Any) -> None:
    once = settled(data)
    assert json.loads(canonical(once)) == once
    assert settled(once) == once
    assert canonical(json.loads(canonical(once))) == canonical(once)
