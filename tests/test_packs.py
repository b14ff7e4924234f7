"""The folder `mentor/`: packs as they were sent, replies as they came, and what `check` says."""

import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reflectcli.domain.canonical import canonical
from reflectcli.domain.packs import Pack
from reflectcli.errors import Problem, ReflectError
from reflectcli.storage.packs import keep_pack, last_pack, load_packs
from tests.conftest import Journal
from tests.mentor_story import HASH, NAME, PACK, PACK_FILE, RAW, REPLY, ana

DAY = date(2026, 11, 22)


def test_a_pack_is_kept_as_the_bytes_that_were_sent(tmp_path: Path) -> None:
    assert keep_pack(tmp_path, RAW, DAY) == PACK_FILE
    assert (tmp_path / PACK_FILE).read_bytes() == RAW
    pack = last_pack(tmp_path)
    assert pack == Pack(DAY, HASH, PACK)
    assert (pack.name, pack.agent, pack.period) == (NAME, "Ana", "4 weeks")


@pytest.mark.skipif(os.name != "posix", reason="there are no modes")
def test_a_pack_is_for_its_owner_alone(tmp_path: Path) -> None:
    keep_pack(tmp_path, RAW, DAY)
    assert (tmp_path / PACK_FILE).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "mentor").stat().st_mode & 0o777 == 0o700


def test_to_keep_a_pack_again_changes_nothing(tmp_path: Path) -> None:
    keep_pack(tmp_path, RAW, DAY)
    before = (tmp_path / PACK_FILE).stat()
    assert keep_pack(tmp_path, RAW, DAY) == PACK_FILE
    assert (tmp_path / PACK_FILE).stat() == before
    assert len(list((tmp_path / "mentor").iterdir())) == 1


def test_another_file_of_its_name_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mentor").mkdir()
    (tmp_path / PACK_FILE).write_bytes(b"{}")
    with pytest.raises(ReflectError, match="is not the pack that its name says"):
        keep_pack(tmp_path, RAW, DAY)
    assert (tmp_path / PACK_FILE).read_bytes() == b"{}"


def test_packs_are_in_the_order_in_which_they_were_sent(tmp_path: Path) -> None:
    for number, day in ((1, 22), (2, 22), (3, 8)):
        raw = canonical(PACK | {"number": number})
        path = tmp_path / keep_pack(tmp_path, raw, date(2026, 11, day))
        os.utime(path, (number, number))
    packs = load_packs(tmp_path, [])
    assert [pack.data["number"] for pack in packs] == [3, 1, 2]
    last = last_pack(tmp_path)
    assert last is not None
    assert last.data["number"] == 2


def test_there_is_no_pack_where_none_was_sent(tmp_path: Path) -> None:
    assert last_pack(tmp_path) is None


def test_a_pack_that_was_changed_is_a_problem_and_hides_no_other(tmp_path: Path) -> None:
    keep_pack(tmp_path, RAW, DAY)
    other = tmp_path / f"mentor/2026-11-23-pack-{NAME}.json"
    other.write_bytes(RAW.replace(b"Ana", b"Eva"))
    problems: list[Problem] = []
    assert [pack.hash for pack in load_packs(tmp_path, problems)] == [HASH]
    assert [str(each.location) for each in problems] == [other.relative_to(tmp_path).as_posix()]


def test_what_a_pack_shows_is_found_by_its_keys() -> None:
    shown = Pack(DAY, HASH, PACK).shown()
    assert [*shown] == [
        "skill:empathy", "skill:listening", "kpi:csat", "goal:p0c4de", "theme:refund twice",
        "moment:s4cc01", "question:k3f9q2", "question:1",
    ]  # fmt: skip
    assert shown["skill:empathy"].skills == ("empathy",)
    assert shown["skill:empathy"].evidence == ("m7aa01",)
    assert shown["moment:s4cc01"].evidence == ("s4cc01",)
    assert shown["question:k3f9q2"].evidence == ("k3f9q2",)
    assert shown["question:1"].evidence == ()
    assert {key: each.title for key, each in shown.items() if each.sort in ("goal", "kpi")} == {
        "kpi:csat": "CSAT",
        "goal:p0c4de": "Empathy to 4.0",
    }


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.just("key"), inner),
)


@given(st.dictionaries(st.text(), plain))
def test_the_bytes_are_the_same_whatever_the_order(data: dict[str, object]) -> None:
    turned = dict(reversed(data.items()))
    assert canonical(turned) == canonical(data)
    assert Pack(DAY, HASH, data).shown().keys() == Pack(DAY, HASH, turned).shown().keys()


def test_check_knows_the_folder(journal: Journal) -> None:
    ana(journal)
    journal.write({f"mentor/2026-11-25-reply-{NAME}-{'0' * 6}.toml": "format = 1"})
    journal.write({"mentor/notes.txt": "mine", "mentor/2026-11-25-pack-3fa9c01d22.json": "{}"})
    result = journal("check")
    assert result.code == 3
    assert result.out == "4 records in 2 folders, 2 problems, 1 remark\n"
    assert (
        result.err
        == f"""\
error: mentor/2026-11-25-pack-3fa9c01d22.json: not the pack that its name says; it was changed \
after it was sent
hint: bring the file back from a backup, or delete it

error: mentor/2026-11-25-reply-{NAME}-000000.toml:1: not a mentor's reply
hint: correct that line, or ask for the reply once more

note: mentor/notes.txt: does not belong to the journal, so it is not read
hint: move it out, or leave it: it does no harm

"""
    )


def test_a_folder_that_is_right_is_not_mentioned(journal: Journal) -> None:
    assert ana(journal)("check").out == "4 records in 2 folders, no problems\n"


def test_no_other_reader_stumbles_over_the_folder(journal: Journal) -> None:
    before = ana(journal, {})("list", "--json").out
    journal.write({PACK_FILE: RAW, f"mentor/2026-11-25-reply-{NAME}-{'0' * 6}.toml": REPLY})
    assert journal("list", "--json").out == before
    assert journal("note", "after it").code == 0
    exported = journal("export").out
    assert "Maria Lopez" not in exported
    assert "mentor/" not in exported
