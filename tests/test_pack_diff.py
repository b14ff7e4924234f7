"""What a pack holds that the last one did not."""

import copy
from datetime import date
from typing import Any

from hypothesis import given

from reflectcli.domain.canonical import canonical
from reflectcli.domain.packs import Pack, pack_hash
from reflectcli.render.pack_diff import diff_lines, pack_diff
from tests.mentor_story import PACK
from tests.test_packs import plain


def pack(data: dict[str, Any], day: int = 22) -> Pack:
    return Pack(date(2026, 11, day), pack_hash(canonical(data)), data)


def later() -> dict[str, Any]:
    """A fortnight on: CSAT missed, a new skill, a theme gone, another question, a new quote."""
    data = copy.deepcopy(PACK)
    skills, kpis = data["findings"]["skills"], data["findings"]["kpis"]
    skills[0]["verdict"], skills[0]["mean"] = "steady", 3.25
    skills.append({"key": "skill:writing", "skill": "writing", "name": "writing"})
    kpis[0]["evidence"] = ["r00001"]
    data["findings"]["themes"] = []
    data["agenda"]["questions"][1]["text"] = "Which course next?"
    data["quotes"]["s4cc01"] = {"day": "2026-11-19", "text": "Two options\nbefore the no."}
    return data


def test_the_difference_is_said_in_lines() -> None:
    before = pack(PACK)
    assert diff_lines(before, pack(later(), 29), 80) == [
        "since the pack of 22 Nov 2026: 2 new, 1 gone, 3 changed, 5 as before",
        "  new      skill writing",
        "           quote Two options before the no.",
        "  gone     theme refund twice",
        "  changed  skill empathy: verdict focus → steady; mean – → 3.25",
        "           kpi CSAT: other details",
        "           question Which course next?: text Which course first? → Which course…",
    ]


def test_the_same_pack_has_nothing_new() -> None:
    before = pack(PACK)
    assert diff_lines(before, pack(copy.deepcopy(PACK), 29), 80) == [
        "since the pack of 22 Nov 2026: 9 as before"
    ]


def test_many_are_cut_and_no_text_steers_the_screen() -> None:
    data = copy.deepcopy(PACK)
    data["quotes"] = {f"q{number:05}": {"text": "\x1b[31m\nred"} for number in range(30)}
    lines = diff_lines(pack(PACK), pack(data, 29), 60)
    assert lines[1] == "  new      quote ␛[31m red"
    assert lines[11] == "           and 20 more"
    assert all(line.isprintable() and len(line) <= 60 for line in lines)


@given(plain, plain)
def test_any_two_packs_can_be_compared(one: Any, other: Any) -> None:
    before, now = pack({"findings": one, "quotes": other}), pack({"findings": other, "quotes": one})
    there, back = pack_diff(before, now), pack_diff(now, before)
    assert [each.key for each in there.new] == [each.key for each in back.gone]
    assert [each.key for each in there.gone] == [each.key for each in back.new]
    assert len(there.changed) == len(back.changed)
    assert there.same == back.same
    assert not pack_diff(now, now).changed
    diff_lines(before, now, 80)
