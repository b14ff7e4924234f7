"""What keeps coming up: small literal journals, and what a person would call their themes."""

import csv
import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.analysis.patterns import ThemeFinding
from reflectcli.analysis.recurrence import recurs
from reflectcli.analysis.themes import theme_findings
from reflectcli.analysis.words_of_text import Vocabulary, clauses, languages_of
from reflectcli.domain.periods import last_weeks
from reflectcli.domain.records import Activity, Challenge, Note, Record, Shift, Success
from tests.conftest import Journal
from tests.records import feedback, logbook, make, on
from tests.test_real_data import DATA
from tests.theme_texts import GERMAN, SPANISH

PERIOD = last_weeks(12, on(83))
PADDING = "I was calm and then she said that it was all right with her, which was nice."
"""Words without a theme, so that the language can be told."""


def find(*records: Record) -> dict[str, ThemeFinding]:
    return {each.theme: each for each in theme_findings(logbook(*records), PERIOD)}


def notes(*texts: str, every: int = 5) -> list[Note]:
    return [make(Note, on(every * number), text=text) for number, text in enumerate(texts)]


def recurring(*records: Record) -> list[str]:
    return [name for name, each in find(*records).items() if each.recurring]


def test_forms_of_a_word_count_together() -> None:
    found = find(*notes("A refund was late.", "Two refunds.", "She is refunded.", PADDING))
    assert list(found) == ["refund"]
    assert (found["refund"].shifts, found["refund"].recurring) == (3, True)


def test_shifts_are_counted_and_not_mentions() -> None:
    often = [make(Note, on(0), text=f"A refund, number {n}, is refunded.") for n in range(9)]
    assert find(*often, make(Note, on(9), text="The refund again.")) == {}


def test_three_shifts_of_one_week_do_not_recur() -> None:
    found = find(*(make(Note, on(day), text="The refund is late") for day in (0, 2, 4)))
    assert not found["refund"].recurring


def test_three_shifts_in_five_weeks_do_not_recur() -> None:
    found = find(*notes(*["The refund is late."] * 3, every=14))
    assert found["refund"].recurring is False
    assert found["refund"].shifts == 3


def test_a_phrase_stands_for_its_parts() -> None:
    texts = ("The gift card is empty.", "Gift cards are a mess.", "Her gift card has expired.")
    assert recurring(*notes(*texts)) == ["gift card"]


def test_a_part_that_stands_mostly_alone_is_not_hidden_by_a_phrase() -> None:
    texts = ["The refund is gone."] * 7 + ["They had a refund call."] * 3
    texts += [PADDING] * 4
    assert recurring(*notes(*texts)) == ["refund"]


def test_a_phrase_may_have_a_stop_word_inside() -> None:
    texts = (
        "El centro de reparaciones tarda.",
        "Otra vez el centro de reparación",
        "En el centro de reparaciones no lo saben.",
    )
    assert recurring(*notes(*texts)) == ["centro de reparaciones"]


def test_a_phrase_does_not_reach_over_the_end_of_a_clause() -> None:
    texts = ["She had the invoice. Its parcels were there."] * 3
    assert sorted(recurring(*notes(*texts))) == ["invoice", "parcels"]


def test_a_word_of_nearly_every_shift_tells_nothing() -> None:
    texts = [f"The headset is {word}." for word in ("on", "off", "old", "new", "red")] * 2
    assert find(*notes(*texts)) == {}
    assert "headset" in find(*notes(*texts, *[PADDING] * 4))


def test_a_tag_is_a_theme_whatever_its_word() -> None:
    tagged = [make(Note, on(n * 5), text=PADDING, tags=("call-back",)) for n in range(3)]
    found = find(*tagged)
    assert found["call back"].tagged
    assert found["call back"].recurring


def test_it_says_in_how_many_shifts_it_came_with_which_side() -> None:
    good = [make(Success, on(n * 5), text="The floor plan helped us.") for n in range(3)]
    hard = [make(Challenge, on(n * 5 + 1), text="x", trigger="No floor plan.") for n in range(1)]
    found = find(*good, *hard)["floor plan"]
    assert (found.goes_with, found.with_success, found.with_challenge) == ("success", 3, 1)
    assert found.shifts == 4
    assert found.evidence == tuple(each.id for each in (good[2], good[1], hard[0], good[0]))


@pytest.mark.parametrize(
    ("best", "hardest", "side"),
    [(3, 0, "success"), (0, 3, "challenge"), (3, 2, "both"), (1, 2, "challenge"), (1, 1, None)],
)
def test_the_side_is_decided_by_counts(best: int, hardest: int, side: str | None) -> None:
    records: list[Record] = [*notes("An invoice.", "The invoices.", "His invoice.", *[PADDING] * 3)]
    for number, key in enumerate(["best_moment"] * best + ["hardest_moment"] * hardest):
        records.append(make(Shift, on(number * 3 + 1), answers={key: "It was the invoice."}))
    assert find(*records)["invoice"].goes_with == side


def test_answers_beside_best_and_hardest_count_for_neither_side() -> None:
    answers = {"try": "Look at the invoice."}
    found = find(*(make(Shift, on(n * 5), answers=answers) for n in range(3)))
    assert found["invoice"].goes_with is None


def test_feedback_is_counted_apart() -> None:
    said = [feedback(on(n * 5), text="The parcel is late", score=1, scale=5) for n in range(3)]
    found = find(*said, *notes("The parcel.", PADDING))
    assert (found["parcel"].source, found["parcel"].shifts) == ("feedback", 3)
    assert found["parcel"].goes_with == "challenge"


def test_people_whom_the_records_name_are_no_theme() -> None:
    texts = ["Priya was there with a printer."] * 3
    coaching = make(Activity, on(1), type="coaching", title="x", people=("Priya Rao",))
    assert recurring(coaching, *notes(*texts)) == ["printer"]


def test_what_an_agent_writes_in_german_surfaces() -> None:
    assert recurring(*notes(*GERMAN, every=2)) == [
        "Rückerstattung", "Sendungsverfolgung", "Warteschleife",
    ]  # fmt: skip


def test_what_an_agent_writes_in_spanish_surfaces() -> None:
    assert recurring(*notes(*SPANISH, every=2)) == [
        "reembolso", "contraseña", "código de verificación",
    ]  # fmt: skip


def test_in_an_unknown_language_words_of_many_shifts_are_dropped() -> None:
    """Without stop words frequency alone tells which words bind: here the Finnish että."""
    texts = ["palautus että myöhässä", "että hyvä", "että kiire", "iloinen", "että väsynyt"]
    assert list(find(*notes(*texts * 3, every=3))) == [
        "hyvä", "iloinen", "kiire", "myöhässä", "palautus", "väsynyt",
    ]  # fmt: skip


def test_no_text_no_theme() -> None:
    assert find() == {}
    assert find(*notes("…", "!", "12 34")) == {}


@pytest.mark.parametrize(
    ("texts", "languages"),
    [
        (GERMAN, ("german",)),
        (SPANISH, ("spanish",)),
        ([PADDING], ("english",)),
        (["Le client n'a pas reçu la commande et il ne sait pas où elle est."], ("french",)),
        (["De klant heeft het pakket niet en wij weten ook niet waar het is."], ("dutch",)),
        (["Il cliente non ha ricevuto il pacco e non sa perché."], ("italian",)),
        (["O cliente não recebeu o pedido e não sabe onde ele está."], ("portuguese",)),
        (["zażółć gęślą jaźń"], ()),
        ([], ()),
    ],
)
def test_the_language_is_told_by_its_stop_words(
    texts: list[str], languages: tuple[str, ...]
) -> None:
    assert languages_of(texts)[:1] == languages


def test_words_are_found_in_the_clauses_of_a_text() -> None:
    assert list(clauses("The customer's order – l'ordre – came; don't ask (twice).")) == [
        ["The", "customer", "order"], ["ordre"], ["came"], ["don't", "ask"], ["twice"],
    ]  # fmt: skip


def test_an_accent_left_out_in_haste_makes_no_other_word() -> None:
    words = Vocabulary(("spanish",))
    assert words.read("reclamación").stem == words.read("reclamacion").stem


@pytest.mark.parametrize(
    ("days", "answer"),
    [
        ([0, 3, 7], True),
        ([0, 3, 6], False),  # one week
        ([0, 14, 27], True),
        ([0, 14, 28], False),  # 28 days are the days 0 to 27
        ([0, 7], False),
        ([0, 40, 45, 50], True),
        ([0, 0, 0, 7], False),
    ],
)
def test_when_something_recurs(days: list[int], answer: bool) -> None:
    assert recurs(on(day) for day in days) is answer


@given(st.lists(st.integers(0, 90)), st.integers(0, 90))
def test_one_more_shift_never_ends_a_recurrence(days: list[int], more: int) -> None:
    if recurs(on(day) for day in days):
        assert recurs(on(day) for day in [*days, more])


@given(st.permutations([*notes(*GERMAN, every=2), *notes(*SPANISH, every=3)]))
def test_the_order_of_the_records_does_not_matter(records: list[Note]) -> None:
    usual = theme_findings(logbook(*sorted(records, key=lambda each: each.id)), PERIOD)
    assert theme_findings(logbook(*records), PERIOD) == usual


@given(st.lists(st.text(max_size=40), max_size=12))
def test_any_text_is_read_and_every_claim_holds(texts: list[str]) -> None:
    records = [make(Note, on(n * 4), text=text or "x") for n, text in enumerate(texts)]
    days = {each.id: each.shift for each in records}
    for theme in theme_findings(logbook(*records), PERIOD):
        assert {days[each] for each in theme.evidence} == set(theme.days)
        assert len(theme.days) == theme.shifts >= 3
        assert theme.recurring == recurs(theme.days)


@pytest.mark.real_data
@pytest.mark.skipif(not DATA.is_dir(), reason="the real input files are not here")
def test_what_customers_wrote_surfaces() -> None:
    with (DATA / "csat_survey.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["Customer Remarks"].strip()][:300]
    said = [
        feedback(
            on(number % 60), text=row["Customer Remarks"], score=float(row["CSAT Score"]), scale=5
        )
        for number, row in enumerate(rows)
    ]
    found = [name.lower() for name in recurring(*said)]
    assert {"product", "order", "return", "resolved"} <= set(found)
    assert not {"good", "nice", "thanks", "very", "service", "customer"} & set(found)


def test_a_journal_on_disk_says_it_in_week_report_and_json(journal: Journal) -> None:
    for number in range(4):
        day = date(2026, 11, 1) + timedelta(days=number * 7)
        journal("challenge", "A refund is late.", "--on", str(day))
        journal("note", "She was patient with me", "--on", str(day))
    week = journal("week").out
    assert "\nRecurring  refund · 4 shifts in 12 weeks, with challenges " in week
    report = journal("report").out
    assert "\nRecurring, 12 weeks\n  refund " in report
    assert "4 shifts  0 with successes, 4 with challenges" in report
    assert "- **refund**: 4 shifts, 0 with successes, 4 with challenges (" in journal(
        "report", "-f", "markdown"
    ).out  # fmt: skip
    theme = next(
        each
        for each in json.loads(journal("report", "-f", "json").out)["themes"]
        if each["theme"] == "refund"
    )
    assert (theme["shifts"], theme["recurring"], theme["goes_with"]) == (4, True, "challenge")
    assert len(theme["evidence"]) == 4


def test_private_records_stay_out_of_what_is_sent(journal: Journal) -> None:
    for day in ("2026-11-08", "2026-11-15", "2026-11-22"):
        journal("note", "--private", "--on", day, "the divorce papers again")
    assert "divorce" in journal("report").out
    assert "divorce" not in journal("report", "-f", "json").out
