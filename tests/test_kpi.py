"""KPIs through the front door: readings, definitions, the list."""

import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from reflectcli.storage.configuring import configure
from reflectcli.storage.history import History
from reflectcli.storage.repository import Repository
from tests.conftest import Journal

READING = """
    format = 1
    id = "{id}"
    kind = "reading"
    at = 2026-11-{day}T16:00:00+01:00
    shift = 2026-11-{day}
    kpi = "{kpi}"
    {figure}
"""


def reading(id: str, day: int, kpi: str, figure: str) -> dict[str, str]:
    text = READING.format(id=id, day=day, kpi=kpi, figure=figure)
    return {f"2026/11/2026-11-{day}-reading-{id}.toml": text}


def plain(out: str) -> str:
    """The output with the random ID as ID."""
    return re.sub(r"saved [0-9a-z]{6} ", "saved ID ", out)


def saved(journal: Journal) -> str:
    """The last lines of the one reading's file, from its figure on."""
    (text,) = journal.records("reading").values()
    return text[text.index("kpi = ") :]


@pytest.mark.parametrize(
    ("args", "out", "file"),
    [
        (["csat", "18/20"], "CSAT 18/20 90%", 'kpi = "csat"\nnumerator = 18\ndenominator = 20\n'),
        (["csat", "18 of 20"], "CSAT 18/20 90%",
         'kpi = "csat"\nnumerator = 18\ndenominator = 20\n'),
        (["CSAT", "18", "--of", "20"], "CSAT 18/20 90%",
         'kpi = "csat"\nnumerator = 18\ndenominator = 20\n'),
        (["csat", "92%", "--of", "25"], "CSAT 23/25 92%",
         'kpi = "csat"\nnumerator = 23\ndenominator = 25\n'),
        (["csat", "87%", "of", "23"], "CSAT 20/23 87%",
         'kpi = "csat"\nnumerator = 20\ndenominator = 23\n'),
        (["adherence", "92.5%", "--of", "460"], "adherence 425.5/460 92.5%",
         'kpi = "adherence"\nnumerator = 425.5\ndenominator = 460\n'),
        (["first reply", "4m", "30s"], "first reply 4m30s", 'kpi = "frt"\nvalue = 270\n'),
        (["frt", "0:04:30", "--guess", "6m"], "first reply 4m30s · guessed 6m, 1m30s high",
         'kpi = "frt"\nvalue = 270\nguess = 360\n'),
        (["nps", "-12"], "NPS −12", 'kpi = "nps"\nvalue = -12\n'),
        (["contacts", "37", "--note", "half day", "--channel", "chat"], "contacts 37",
         'kpi = "contacts"\nvalue = 37\ntext = "half day"\nchannel = "chat"\n'),
        (["aht", "6m45s", "--of", "20"], "handle time 2h15m/20 6m45s",
         'kpi = "aht"\nnumerator = 8100\ndenominator = 20\n'),
        (["ces", "81/20"], "customer effort 81/20 4.05",
         'kpi = "ces"\nnumerator = 81\ndenominator = 20\n'),
    ],
)  # fmt: skip
def test_a_reading_is_kept_as_it_was_given(
    journal: Journal, args: list[str], out: str, file: str
) -> None:
    result = journal("kpi", "add", *args)
    assert (result.code, plain(result.out), result.err) == (0, f"saved ID · {out}\n", "")
    assert saved(journal) == file


def test_a_percentage_without_total_is_saved_and_says_what_it_lacks(journal: Journal) -> None:
    result = journal("kpi", "add", "csat", "92%")
    assert plain(result.out) == "saved ID · CSAT 92%\n"
    assert result.err == "hint: 92% has no total: 18/20 or --of 20 gives an interval\n"
    assert saved(journal) == 'kpi = "csat"\nvalue = 92\n'


def test_a_percentage_below_one_is_taken_with_its_sign(journal: Journal) -> None:
    assert journal("kpi", "add", "reopen_rate", "0.5%").out.endswith(" · reopen rate 0.5%\n")
    assert journal("kpi", "define", "reopen_rate", "--target", "0.5").code == 2
    assert journal("kpi", "define", "reopen_rate", "--target", "0.5%").code == 0


def test_a_reading_for_another_day(journal: Journal) -> None:
    result = journal(
        "kpi", "add", "csat", "18/20", "--on", "last fri", "--at", "18:30", "--private"
    )
    assert result.code == 0
    ((name, text),) = journal.records("reading").items()
    assert name.startswith("2026/11/2026-11-20-reading-")
    assert "at = 2026-11-20T18:30:00+01:00" in text
    assert "private = true" in text


@pytest.mark.parametrize(
    ("args", "error"),
    [
        (["csta", "3"], "unknown KPI 'csta'; did you mean csat?\n"
         "hint: reflect kpi list --all shows them; reflect kpi define makes a new one"),
        (["csat", "lots"], "csat cannot be 'lots'\nhint: csat is written as 18/20 or 92%"),
        (["csat", "130%"], "csat must be 0 to 100, not 130"),
        (["csat", "0.92"], "csat could be 0.92%, or 92%\nhint: write it with its %"),
        (["csat", "0,5"], "csat could be 0,5%, or 50%\nhint: write it with its %"),
        (["csat", "21/20"], "csat must be 0 to 100, not 105"),
        (["csat", "92", "--of", "25"], "csat must be 0 to 100, not 368"),
        (["csat", "3/4", "--of", "x"], "--of cannot be 'x'\nhint: write it as --of 25"),
        (["csat", "92%", "--of", "0"], "--of must be more than 0, not 0"),
        (["ces", "9/3", "--of", "3"], "9/3 has its total already; leave --of away"),
        (["frt", "3m", "--of", "3"], "frt is a median, which has no total; leave --of away"),
        (["frt", "3m", "--guess", "soon"],
         "the guess for frt cannot be 'soon'\n"
         "hint: the guess for frt is written as 4m30s, 0:04:30 or seconds"),
        (["csat", "18/20", "--gess", "90%"], "no such option: --gess\nhint: did you mean --guess?"),
        (["csat"], "missing argument 'VALUE'\nhint: reflect kpi add --help"),
    ],
)  # fmt: skip
def test_a_wrong_reading_saves_nothing(journal: Journal, args: list[str], error: str) -> None:
    result = journal("kpi", "add", *args)
    assert (result.code, result.out, result.err) == (2, "", f"error: {error}\n")
    assert journal.records() == {}


# definitions

SHORT = """
    format = 1   # mine

    # what the team lead looks at
    [kpis.csat]
    name = "Smiles"  # as we say here

    [agent]
    name = "Sam"
"""


def test_a_target_goes_into_the_file_and_nothing_else_changes(journal: Journal) -> None:
    journal.write({"journal.toml": SHORT})
    before = journal.files()["journal.toml"].decode()
    result = journal("kpi", "define", "csat", "--target", "85%")
    assert (result.code, result.out, result.err) == (
        0, "saved csat · Smiles ↑ · target 85% · shared\n", ""
    )  # fmt: skip
    after = journal.files()["journal.toml"].decode()
    assert after == before.replace("as we say here\n", "as we say here\ntarget = 85\n")


def test_a_definition_is_taken_back_like_any_change(journal: Journal, tmp_path: Path) -> None:
    before = journal.files()["journal.toml"]
    now = datetime.fromisoformat(journal.now)
    repository = Repository(journal.root, now, History(tmp_path / "history.jsonl"))
    configure(repository, before + b"[kpis.mine]\nname='x'\nunit='count'\nformula='y'\n")
    assert journal.files()["journal.toml"] != before
    repository.undo()
    assert journal.files()["journal.toml"] == before


def test_a_default_kpi_gets_only_what_was_given(journal: Journal) -> None:
    journal.write({"journal.toml": SHORT})
    before = journal.files()["journal.toml"].decode()
    assert journal("kpi", "define", "aht", "--target", "4m..6m", "--control", "mine").out == (
        "saved aht · handle time ↕ · target 4m–6m · mine\n"
    )
    after = journal.files()["journal.toml"].decode()
    assert after == before.replace(
        "as we say here\n",
        'as we say here\n\n[kpis.aht]\ncontrol = "mine"\ntarget = 240\ntarget_high = 360\n',
    )


def test_a_new_kpi_gets_all_its_fields(journal: Journal) -> None:
    journal.write({"journal.toml": "format = 1\n"})
    result = journal(
        "kpi", "define", "callbacks", "--unit", "count", "--direction", "down",
        "--formula", "calls promised",
    )  # fmt: skip
    assert result.out == "saved callbacks · callbacks ↓ · no target · shared\n"
    assert journal.files()["journal.toml"].decode() == (
        'format = 1\n\n[kpis.callbacks]\nname = "callbacks"\nunit = "count"\n'
        'formula = "calls promised"\ndirection = "down"\naggregate = "sum"\n'
        'control = "shared"\nlow = 0\n'
    )
    assert journal("kpi", "add", "callbacks", "3").code == 0


def test_a_journal_without_its_own_file_gets_one(journal: Journal) -> None:
    journal("note", "x")
    (journal.root / "journal.toml").unlink()
    assert journal("kpi", "define", "csat", "--target", "85").code == 0
    assert journal.files()["journal.toml"] == b"[kpis.csat]\ntarget = 85\n"


def test_a_target_is_changed_and_taken_away(journal: Journal) -> None:
    journal.write({"journal.toml": "[kpis.frt]\ntarget = 300  # agreed\n"})
    assert journal("kpi", "define", "frt", "--target", "4m30s").code == 0
    assert journal.files()["journal.toml"] == b"[kpis.frt]\ntarget = 270  # agreed\n"
    assert journal("kpi", "define", "frt", "--target", "4:30").out == (
        "nothing changed · first reply ↓ · target 4m30s · mine\n"
    )
    assert journal("kpi", "define", "frt", "--target", "none", "--inactive").out == (
        "saved frt · first reply ↓ · no target · mine · inactive\n"
    )
    assert journal.files()["journal.toml"] == b"[kpis.frt]\nactive = false\n"


def test_a_new_kpi_asks_for_what_it_needs_in_a_terminal(journal: Journal) -> None:
    result = journal(
        "kpi", "define", "saves", stdin="percent\nkept / wanted to leave\n", terminal=True
    )
    assert result.code == 0
    assert result.err == (
        "unit of saves, percent or seconds or points or count? how is it counted, in words? "
    )
    assert journal("kpi", "add", "saves", "1/4").code == 0


@pytest.mark.parametrize(
    ("args", "error"),
    [
        (["csat"], "nothing to change in csat\nhint: such as --target 85%"),
        (["First Reply"], "'First Reply' cannot name a KPI\n"
         "hint: lower case letters, digits and _; first_reply would do"),
        (["saves"], "saves is a new KPI and needs --unit\n"
         'hint: reflect kpi define saves --unit percent --formula "solved / handled"'),
        (["saves", "--unit", "count"], "saves is a new KPI and needs --formula\n"
         'hint: reflect kpi define saves --unit percent --formula "solved / handled"'),
        (["csat", "--unit", "seconds"], "csat is in percent, and its readings with it\n"
         "hint: make a KPI of another name: reflect kpi define csat_2 --unit seconds"),
        (["csat", "--target", "130%"], "target of csat must be 0 to 100, not 130"),
        (["csat", "--target", "18/20"],
         "target of csat cannot be '18/20'\nhint: 85%, 5m or 4m..6m"),
        (["csat", "--target", "80..90"], "csat is good upwards, so 80..90 is no target\n"
         "hint: --direction band, or one value"),
        (["aht", "--target", "5m"], "aht is good within a band, so 5m is no target\n"
         "hint: a band as --target 4m..6m"),
        (["aht", "--target", "6m..4m"],
         "a band goes from its lower end to its upper end, not 6m..4m"),
        (["csat", "--name", ""], "csat.name must not be empty"),
    ],
)  # fmt: skip
def test_a_wrong_definition_changes_nothing(journal: Journal, args: list[str], error: str) -> None:
    before = journal.files()
    result = journal("kpi", "define", *args)
    assert (result.code, result.out, result.err) == (2, "", f"error: {error}\n")
    assert journal.files() == before


def test_turning_a_kpi_round_asks_for_its_target_anew(journal: Journal) -> None:
    journal("kpi", "define", "csat", "--target", "85")
    result = journal("kpi", "define", "csat", "--direction", "down")
    assert (result.code, result.err) == (
        2, "error: csat has a target for the other way\n"
        "hint: give it anew: --target VALUE, or --target none\n",
    )  # fmt: skip
    assert journal("kpi", "define", "csat", "--direction", "band", "--target", "80..90").code == 0


def test_a_broken_journal_file_is_left_as_it_is(journal: Journal) -> None:
    journal.write({"journal.toml": "format = 1\n[kpis.csat]\ntarget = 'high'\n"})
    before = journal.files()
    result = journal("kpi", "define", "csat", "--target", "85")
    assert result.code == 3
    assert result.err.startswith("error: journal.toml:3: ")
    assert journal.files() == before


# the list


def test_the_list_shows_latest_reading_target_and_definition(journal: Journal) -> None:
    journal.write(
        {
            "journal.toml": "format = 1\n[kpis.csat]\ntarget = 85\n"
            "[kpis.aht]\ntarget = 240\ntarget_high = 360\n"
        }
        | reading("m7aa01", 20, "csat", "numerator = 18\n    denominator = 20")
        | reading("m7aa02", 19, "csat", "numerator = 1\n    denominator = 20")
        | reading("m7aa03", 18, "frt", "value = 250")
    )
    result = journal("kpi", "list")
    assert result.code == 0
    assert (
        result.out
        == """\
KPI   latest                           target        control
csat  18/20 90%           20 Nov       ↑ 85%         shared
  CSAT, percent: answers of 4 or 5 / answers
frt   4m10s               18 Nov       ↓             mine
  first reply, seconds: median of first human reply - created
aht   –                                ↕ 4m–6m       shared
  handle time, seconds: (talk + hold + wrap) / handled

↑ more is better   ↓ less is better   ↕ within a band
"""
    )
    assert result.err == ("13 KPIs without reading or target not shown: reflect kpi list --all\n")


def test_the_whole_list_fits_the_screen(journal: Journal) -> None:
    journal.write({"journal.toml": SHORT})
    journal("kpi", "define", "a_very_long_name_indeed", "--unit", "points", "--formula", "x " * 90)
    result = journal("kpi", "list", "--all")
    assert (result.code, result.err) == (0, "")
    assert result.out.count("\n") == 2 * 17 + 2 + 3
    assert max(map(len, result.out.splitlines())) <= 80


def test_nothing_to_list_says_so(journal: Journal) -> None:
    result = journal("kpi", "list")
    assert (result.code, result.out) == (0, "")
    assert result.err == ("16 KPIs without reading or target not shown: reflect kpi list --all\n")


def test_the_list_as_json_with_the_file_that_was_left_out(journal: Journal) -> None:
    journal.write(
        reading("m7aa01", 20, "csat", "numerator = 18\n    denominator = 20")
        | {"2026/11/2026-11-21-reading-m7aa02.toml": "format = \n"}
    )
    result = journal("kpi", "list", "--json")
    content = json.loads(result.out)
    assert content["schema"] == 1
    (row,) = content["kpis"]
    assert row == {
        "kpi": "csat", "name": "CSAT", "unit": "percent", "direction": "up",
        "aggregate": "proportion", "control": "shared",
        "formula": "answers of 4 or 5 / answers", "target": None, "target_high": None,
        "active": True,
        "latest": {"id": "m7aa01", "shift": "2026-11-20", "numerator": 18, "denominator": 20,
                   "value": None},
    }  # fmt: skip
    assert [each["file"] for each in content["problems"]] == [
        "2026/11/2026-11-21-reading-m7aa02.toml"
    ]
    text = journal("kpi", "list")
    assert "1 file left out: 2026/11/2026-11-21-reading-m7aa02.toml:1   reflect check" in text.err
