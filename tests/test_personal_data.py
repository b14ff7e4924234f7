"""What looks like personal data is mentioned when it is written; card numbers are never stored."""

import json

import pytest

from tests.conftest import Journal, Result

CARD = "4111 1111 1111 1111"
MASKED = "•••• •••• •••• 1111"
SAID = f"a card number is stored masked: {MASKED}\n"


def saved_id(result: Result) -> str:
    return result.out.split()[1]


def test_a_note_with_a_name_and_a_number_is_saved_and_mentioned(journal: Journal) -> None:
    result = journal("note", "call Mrs García back on 0171 2345678")
    assert result.code == 0
    assert result.err == (
        "a name and a phone number stand in it: Mrs García, 0171 2345678;"
        f" reflect edit {saved_id(result)} to change it, --allow keeps quiet next time\n"
    )
    (text,) = journal.records("note").values()
    assert 'text = "call Mrs García back on 0171 2345678"' in text


def test_allow_keeps_quiet(journal: Journal) -> None:
    assert journal("note", "--allow", "mail ana@example.org").err == ""
    assert journal("success", "--allow", "Mrs García smiled").err == ""


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("success", "she wrote from ana@example.org"), "an e-mail address stands in it"),
        (("challenge", "he shouted", "--trigger", "Herr Vogt waited"), "a name stands in it"),
        (("log", "--answer", "best_moment=Mr Okoro thanked me", "--mood", "4"), "a name stands"),
        (("log", "--text", "Mr Okoro thanked me", "--rate", "empathy=4"), "a name stands"),
        (("feedback", "add", "--from", "customer", "call 0171 2345678"), "a phone number stands"),
        (("rate", "empathy=4", "--note", "Mrs García"), "a name stands in it: Mrs García; "),
        (("kpi", "add", "csat", "18/20", "--note", "order no. 4471190"), "an order number stands"),
        (("activity", "add", "role play with customer Tom Reed"), "a name stands in it: Tom Reed"),
        (("note", "to DE89 3704 0044 0532 0130 00"), "an IBAN stands in it"),
        (("note", "account no. 77812094, 14 Larkspur Road"), "an account number and an address"),
    ],
)
def test_every_way_of_writing_mentions_it(
    journal: Journal, line: tuple[str, ...], words: str
) -> None:
    result = journal(*line)
    assert (result.code, result.err.count("\n")) == (0, 1)
    assert words in result.err
    assert journal(*line, "--allow").err == ""


@pytest.mark.parametrize(
    "line",
    [
        ("note", f"he read out {CARD}"),
        ("note", "--allow", f"he read out {CARD}"),
        ("success", "two options", "--factor", f"asked for {CARD}"),
        ("challenge", "x", "--next-time", f"If {CARD}, then I stop him"),
        ("log", "--answer", f"best_moment={CARD}"),
        ("feedback", "add", "--from", "customer", f"my card: {CARD}"),
        ("rate", "empathy=4", "--note", CARD),
        ("kpi", "add", "csat", "18/20", "--note", CARD),
        ("activity", "add", f"PCI {CARD}"),
        ("goal", "add", f"never write {CARD}", "--target", "1", "--measure", "count:note"),
    ],
)
def test_a_card_number_is_never_stored(journal: Journal, line: tuple[str, ...]) -> None:
    result = journal(*line)
    assert result.code == 0
    assert SAID in result.err
    (text,) = journal.records().values()
    assert MASKED in text
    assert CARD not in text


def test_a_card_number_is_masked_in_what_is_piped_in(journal: Journal) -> None:
    assert journal("note", stdin=f"two\nlines {CARD}\n").err == SAID
    template = f"# comment\n## Best moment\n{CARD}\n"
    assert SAID in journal("log", stdin=template).err
    assert CARD not in "".join(journal.records().values())


def test_a_card_number_is_masked_when_a_record_is_changed(journal: Journal) -> None:
    note = saved_id(journal("note", "listened first"))
    assert journal("edit", note, "--set", f"text=card {CARD}").err == SAID
    line = ("edit", "--where", "kind=note", "--set", f"channel={CARD}", "--yes")
    assert SAID in journal(*line).err
    (text,) = journal.records("note").values()
    assert text.count(MASKED) == 2
    assert CARD not in text


def test_editing_mentions_what_is_in_it(journal: Journal) -> None:
    note = saved_id(journal("note", "listened first"))
    assert "an e-mail address stands in it" in journal("edit", note, "--set", "text=a@b.de").err
    assert journal("edit", note, "--set", "text=b@b.de", "--allow").err == ""


def test_an_import_counts_what_it_brings_in(journal: Journal) -> None:
    rows = (
        "Date,Score,Text\n2026-11-20,4,write to bob@example.org\n2026-11-21,5,ok\n"
        f"2026-11-21,3,my card {CARD}\n2026-11-21,3,call 0171 2345678 or 030 9018200\n"
    )
    journal.write({"../survey.csv": rows})
    line = (
        "import", str(journal.root.parent / "survey.csv"), "--as", "feedback", "--date", "Date",
        "--score", "Score/5", "--text", "Text", "--yes",
    )  # fmt: skip
    err = journal(*line).err
    assert SAID in err
    assert (
        "personal data seems to stand in 2 of 4 records: an e-mail address and 2 phone numbers;"
        " --allow keeps quiet next time\n"
    ) in err
    assert CARD not in "".join(journal.records().values())


def test_an_import_of_an_export_is_masked_too(journal: Journal, bare: Journal) -> None:
    saved_id(journal("note", "the text"))
    exported = json.loads(journal("export").out)
    raw = json.dumps(exported).replace("the text", f"card {CARD}")
    journal.write({"../journal.json": raw})
    for name in journal.records():
        (journal.root / name).unlink()
    result = journal("import", str(journal.root.parent / "journal.json"), "--yes")
    assert SAID in result.err
    assert CARD not in "".join(journal.records().values())


def test_names_and_patterns_of_ones_own_are_mentioned(journal: Journal) -> None:
    path = journal.root / "journal.toml"
    text = path.read_text(encoding="utf-8").replace(
        "[sharing]\n", "[sharing]\nnames = ['García']\n[sharing.patterns]\nlocker = 'L-\\d\\d'\n"
    )
    path.write_text(text, encoding="utf-8")
    assert "a name and locker stand in it: garcia, L-07;" in journal("note", "garcia has L-07").err
    assert journal("note", "listened first").err == ""


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("[rhythm]\nrate_every_days = -7\n", ""),
        ("[agent]\nname = 4\n", ""),
        (
            "format = 1\n[sharing]\nnames = 3\n",
            "your own names and numbers were not looked for: journal.toml:3\n",
        ),
    ],
)
def test_a_mistake_in_the_settings_makes_no_failure_of_what_is_saved(
    bare: Journal, settings: str, said: str
) -> None:
    bare.write({"journal.toml": settings})
    result = bare("note", "Mrs Miller called")
    assert result.code == 0
    own = saved_id(result)
    assert result.err == (
        f"{said}a name stands in it: Mrs Miller; "
        f"reflect edit {own} to change it, --allow keeps quiet next time\n"
    )


def test_the_agents_own_name_is_no_customers(journal: Journal) -> None:
    path = journal.root / "journal.toml"
    text = path.read_text(encoding="utf-8").replace("[agent]\n", '[agent]\nname = "Ana Diaz"\n')
    path.write_text(text, encoding="utf-8")
    assert journal("note", "the caller said my name is Ana Diaz").err == ""


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("patterns = { order = '(a+)+' }", "regular expression"),
        ("patterns = { order = '[' }", "regular expression"),
        ("patterns = { order = '\\d*' }", "regular expression"),
        (f"patterns = {{ order = '{'a' * 201}' }}", "regular expression"),
        ("names = [1]", "must be text"),
        ('hold_back = ["Own Part"]', "must be a name"),
    ],
)
def test_what_is_wrong_in_the_settings_is_shown_with_its_line(
    bare: Journal, line: str, said: str
) -> None:
    bare.write({"journal.toml": f"format = 1\n[sharing]\n{line}\n"})
    result = bare("check")
    assert result.code == 3
    assert "journal.toml:3: " in result.err + result.out
    assert said in result.err + result.out
