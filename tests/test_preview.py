"""The preview of what leaves: what goes out, what stays home, what is replaced."""

from textwrap import dedent
from typing import Any

from reflectcli.domain.personal.standins import Redactor
from reflectcli.render.preview import preview_lines

PACK: dict[str, Any] = {
    "agenda": {"wins": ["a", "b"], "focus": {"skill": "empathy"}, "questions": ["x"]},
    "findings": {"skills": ["a", "b", "c"], "kpis": [{}], "activities": [{}], "goals": []},
    "quotes": {
        "k3f9q2": {
            "kind": "note", "text": "Third call from Mrs García, call back on 0171 2345678 by six.",
        },
        "m7aa01": {"kind": "success", "text": "García was happy.\nFrom maria@example.org"},
        "m7aa02": {"kind": "success", "text": "García again: García's fridge works."},
        "m7aa03": {"kind": "feedback", "text": "ok", "author": "Bob", "source": "customer"},
    },
    "held_back": {"private_records": 3, "kinds_of_field": ["mood", "own_part"]},
}  # fmt: skip


def preview(data: dict[str, Any], columns: int = 80) -> str:
    redactor = Redactor()
    return "\n".join(preview_lines(redactor.redact_data(data), redactor, columns))


def test_a_preview_says_what_goes_out_what_stays_and_what_is_replaced_by_what() -> None:
    expected = """\
        What goes out
          agenda    2 wins · 1 focus · 1 question
          findings  3 skills · 1 KPI · 1 activity
          quotes    1 note · 2 successes · 1 feedback

        What stays home
          3 private records · mood, own part

        What is replaced: 7
          Customer A  Third call from »Mrs García«, call back on 0171 2345…
                      »García« was happy. (3 times)
          [phone 1]   …rs García, call back on »0171 2345678« by six.
          [email 1]   From »maria@example.org«
          Customer B  »Bob«

        No pattern finds a name that no Mrs, customer, spoke to … announces, a nickname,
        or a story by which somebody can be told. Read it through; names to replace
        everywhere: [sharing] names in journal.toml."""
    assert preview(PACK) == dedent(expected)


def test_where_nothing_is_held_back_or_found_it_says_so() -> None:
    text = preview({"quotes": {"k3f9q2": {"kind": "note", "text": "listened first"}}})
    assert "What stays home\n  nothing\n" in text
    assert "What is replaced: nothing was found\n" in text


def test_it_keeps_to_a_narrow_terminal_and_lets_nothing_steer_it() -> None:
    data = {"quotes": {"a": {"kind": "note", "text": "Mrs Gar\x1b[31mcía rang, a\x07@b.example"}}}
    text = preview(data, 40)
    assert max(map(len, text.splitlines())) <= 60
    assert "\x1b" not in text
    assert "\x07" not in text
