"""`reflect init`: five questions with defaults, and again, only what is answered changes."""

from collections.abc import Callable
from pathlib import Path

import pytest
import tomli

from reflectcli.cli.rhythm import parse_weekdays, weekdays_text
from reflectcli.errors import ReflectError
from tests.conftest import Journal
from tests.seat import Seat

Sit = Callable[..., Seat]


def settings(journal: Journal) -> dict[str, object]:
    return tomli.loads((journal.root / "journal.toml").read_text(encoding="utf-8"))


@pytest.fixture
def gone(journal: Journal) -> Journal:
    """The folder of a journal that is not there yet."""
    for path in sorted(journal.root.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    journal.root.rmdir()
    return journal


COMMENTED = """\
# mine
format = 1
day_starts = 04:00:00   # late shifts

[agent]
role = "phone"          # since May

[kpis.csat]
# agreed with Kim
target = 85
"""


def test_without_a_terminal_it_names_the_flag(gone: Journal) -> None:
    result = gone("init")
    assert (result.code, result.out) == (2, "")
    assert (
        result.err == "error: init needs an answer\nhint: reflect init --yes takes the defaults\n"
    )
    assert not gone.root.exists()


def test_a_journal_that_is_there_is_left_as_it_is(journal: Journal) -> None:
    before = journal.files()
    result = journal("init", "--yes")
    assert (result.code, result.out) == (5, "")
    assert result.err == (
        f"error: there is a journal in {journal.root} already; it is left as it is\n"
        f"hint: its settings are in {journal.root / 'journal.toml'}\n"
    )
    assert journal.files() == before


def test_flags_change_only_what_they_say(journal: Journal) -> None:
    """Comments and all else stay, byte for byte, and one undo takes it back."""
    journal.write({"journal.toml": COMMENTED})
    result = journal("init", "--role", "chat", "--channel", "chat,email")
    assert (result.code, result.out) == (0, "saved journal.toml · role, channels\n")
    changed = (journal.root / "journal.toml").read_text(encoding="utf-8")
    assert changed == COMMENTED.replace(
        'role = "phone"          # since May\n',
        'role = "chat"          # since May\nchannels = ["chat", "email"]\n',
    )
    assert journal("undo").code == 0
    assert (journal.root / "journal.toml").read_text(encoding="utf-8") == COMMENTED


def test_the_same_again_changes_nothing(journal: Journal) -> None:
    journal.write({"journal.toml": COMMENTED})
    result = journal("init", "--role", "phone")
    assert result.out == f"nothing changed in {journal.root / 'journal.toml'}\n"


def test_a_broken_journal_is_not_touched(journal: Journal) -> None:
    journal.write({"journal.toml": "format = 1\nday_starts = 7\n"})
    result = journal("init", "--role", "chat")
    assert result.code == 3
    assert result.err.startswith("error: journal.toml:2:")
    assert (journal.root / "journal.toml").read_text() == "format = 1\nday_starts = 7\n"


def test_line_by_line(gone: Journal) -> None:
    """As in a dumb terminal; what is wrong is asked again."""
    typed = (
        "Sam\nphone support\n\nlistening, emp\ncsat=85% frt=5x\ncsat=85% frt=5m aht=4m..6m\n"
        "mon-fry\nmon-fri, sun\n07:00\n"
    )
    result = gone("init", stdin=typed, terminal=True)
    assert (result.code, result.out) == (0, f"started your journal in {gone.root}\n")
    assert result.err == (
        "Enter keeps what stands in brackets, Ctrl-D all that follows, Ctrl-C leaves without"
        " saving.\n"
        "Your name, for reports? What do you do? Where do you meet customers [phone, chat, email]? "
        "Skills to rate [listening, verbal, writing, adaptability, problem_solving, empathy,"
        " composure, de_escalation, anticipation, product_knowledge, ownership]? "
        "KPI targets, such as csat=85% frt=5m?   target of frt cannot be '5x' (target of frt is"
        " written as 4m30s, 0:04:30 or seconds)\n"
        "KPI targets, such as csat=85% frt=5m? "
        "Working days, such as mon-fri, or 4 on 2 off from 2026-11-02?   'fry' is no weekday"
        " (mon-fri, mon wed sat, or 4 on 2 off from 2026-11-02)\n"
        "Working days, such as mon-fri, or 4 on 2 off from 2026-11-02? A day starts at [04:00]? "
        "next: reflect note TEXT during the shift, reflect log after it\n"
    )
    said = settings(gone)
    assert said["agent"] == {
        "name": "Sam", "role": "phone support", "channels": ["phone", "chat", "email"],
    }  # fmt: skip
    assert str(said["day_starts"]) == "07:00:00"
    assert said["rhythm"]["shifts"][-2:] == ["friday", "sunday"]  # type: ignore[index]
    kpis = said["kpis"]
    assert (kpis["csat"]["target"], kpis["frt"]["target"]) == (85, 300)  # type: ignore[index]
    assert (kpis["aht"]["target"], kpis["aht"]["target_high"]) == (240, 360)  # type: ignore[index]
    skills = said["rubric"]["skills"]  # type: ignore[index]
    assert [key for key in skills if skills[key].get("active", True)] == ["listening", "empathy"]
    assert gone("check").code == 0


def test_ctrl_d_keeps_all_that_follows(journal: Journal) -> None:
    journal.write({"journal.toml": COMMENTED})
    result = journal("init", stdin="Sam\n", terminal=True)
    assert result.out == "saved journal.toml · name\n"


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon-fri", "mon tue wed thu fri"), ("Sat – Mon", "mon sat sun"),
        ("wed, mon;", None), ("wednesday mon", "mon wed"), ("", ""), ("m", None), ("mon-", None),
    ],
)  # fmt: skip
def test_weekdays_as_people_write_them(text: str, days: str | None) -> None:
    if days is None:
        with pytest.raises(ReflectError, match="is no weekday"):
            parse_weekdays(text)
    else:
        assert weekdays_text(parse_weekdays(text)) == days


def test_a_rota_is_set_and_changed_without_the_editor(journal: Journal) -> None:
    """Its first day is written as a date; all else in the file stays."""
    own = COMMENTED + '\n[rhythm]\nshifts = ["monday"]\nrate_every_days = 5 # Kim\n'
    journal.write({"journal.toml": own})
    result = journal("init", "--shifts", "2 on, 2 off from mon")
    assert (result.code, result.out) == (0, "saved journal.toml · shifts, rota\n")
    changed = (journal.root / "journal.toml").read_text(encoding="utf-8")
    rota = 'rota = "2 on 2 off from 2026-11-16"\n'
    assert changed.replace(rota, "") == own.replace('shifts = ["monday"]\n', "")
    assert rota in changed
    assert journal("init", "--shifts", "2 ON 2 off from 2026-11-16").out.startswith("nothing")
    assert journal("init", "--shifts", "Sat-Sun").code == 0
    assert settings(journal)["rhythm"] == {"shifts": ["saturday", "sunday"], "rate_every_days": 5}
    assert journal("init", "--shifts", "none").code == 0
    assert settings(journal)["rhythm"] == {"rate_every_days": 5}
    for _ in range(3):
        assert journal("undo").code == 0
    assert (journal.root / "journal.toml").read_text(encoding="utf-8") == own


def test_a_rota_of_a_new_journal(gone: Journal) -> None:
    assert gone("init", "--shifts", "4 on 2 off 3 on 1 off from 2 nov").code == 0
    rhythm = settings(gone)["rhythm"]
    assert rhythm["rota"] == "4 on 2 off 3 on 1 off from 2026-11-02"  # type: ignore[index]
    result = gone("init", stdin="\n\n\n\n\n5 on 2 off from today\n", terminal=True)
    assert result.out == "saved journal.toml · rota\n"
    assert "[4 on 2 off 3 on 1 off from 2026-11-02]?" in result.err
    assert settings(gone)["rhythm"]["rota"] == "5 on 2 off from 2026-11-22"  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("4 on 2 off", "'4 on 2 off' does not say from which day"),
        ("4 on from mon", "'4 on from mon' is no rota"),
        ("0 on 2 off from mon", "'0 on 2 off from mon' is no rota"),
        ("4 on 2 off from someday", "not a date: 'someday'"),
        ("mon-fry", "'fry' is no weekday"),
    ],
)
def test_what_is_no_rhythm(journal: Journal, text: str, message: str) -> None:
    before = journal.files()
    result = journal("init", "--shifts", text)
    assert result.code == 2
    assert result.err.startswith(f"error: {message}\n")
    assert journal.files() == before


def test_a_journal_in_five_pages(gone: Journal, sit: Sit) -> None:
    """Answers on every page; the summary says what will be written."""
    seat = sit("init")
    seat.shows("What do you do, and where do you meet customers?", "1 of 5")
    seat.press("Down")
    seat.writes("phone support")
    seat.press("Enter")
    seat.press("Ctrl-U")
    seat.writes("phone")
    seat.press("Enter")
    seat.shows("Which skills will you rate?", "▸ [x] listening", "3  understood after checking")
    seat.press("Down", " ")
    seat.shows("▸ [ ] verbal communication")
    seat.press("Enter")
    seat.shows("▸ [x] CSAT", "answers of 4 or 5 / answers · a target is written as 85%")
    seat.writes("850")
    seat.press("Down")
    seat.shows("target of csat must be 0 to 100, not 850")
    seat.press("Backspace", "Down")
    seat.shows("↑ 85%", "▸ [x] NPS")
    seat.press(" ", "Enter")
    seat.shows("When do you work?", "04:00")
    seat.writes("mon-tue")
    seat.press("Enter", "Ctrl-U")
    seat.writes("26:00")
    seat.press("Enter")
    seat.shows("26:00")
    seat.press("Ctrl-U")
    seat.writes("05:00")
    seat.press("Enter")
    seat.shows("Is it like this?", "Role        phone support", "Day starts  05:00")
    assert "Channels    phone" in seat.lines
    assert not (gone.root / "journal.toml").exists()
    seat.press("Enter")
    assert seat.ends() == 0
    assert f"started your journal in {gone.root}" in seat.raw
    said = settings(gone)
    assert said["agent"] == {"role": "phone support", "channels": ["phone"]}
    assert said["rhythm"]["shifts"] == ["monday", "tuesday"]  # type: ignore[index]
    assert said["kpis"]["csat"]["target"] == 85  # type: ignore[index]
    assert said["kpis"]["nps"]["active"] is False  # type: ignore[index]
    assert said["rubric"]["skills"]["verbal"]["active"] is False  # type: ignore[index]
    assert str(said["day_starts"]) == "05:00:00"
    assert gone("check").code == 0


def test_enter_alone_takes_the_defaults(gone: Journal, sit: Sit) -> None:
    seat = sit("init")
    for page in ("What do you do", "Which skills", "measured by", "When do you work"):
        seat.shows(page)
        seat.press(*["Enter"] * {"What do you do": 3, "When do you work": 2}.get(page, 1))
    seat.shows("Is it like this?")
    seat.press("Enter")
    assert seat.ends() == 0
    assert settings(gone)["agent"] == {"channels": ["phone", "chat", "email"]}


def test_again_on_the_screen_changes_only_what_is_answered(journal: Journal, sit: Sit) -> None:
    journal.write({"journal.toml": COMMENTED})
    seat = sit("init")
    seat.shows("Role     phone", "1 of 5")
    seat.press("Enter", "Enter", "Enter")
    seat.shows("Which skills")
    seat.press("Enter")
    seat.shows("▸ [x] CSAT", "↑ 85%")
    seat.writes("90%")
    seat.press("Ctrl-D")
    seat.shows("Is it like this?", "Changed     csat")
    seat.press("Enter")
    assert seat.ends() == 0
    assert seat.lines[-1] == "saved journal.toml · csat"
    changed = (journal.root / "journal.toml").read_text(encoding="utf-8")
    assert changed == COMMENTED.replace("target = 85", "target = 90")


def test_left_before_the_end_nothing_is_written(gone: Journal, sit: Sit) -> None:
    seat = sit("init")
    seat.shows("What do you do")
    seat.writes("Sam")
    seat.press("Ctrl-C")
    assert seat.ends() == 130
    assert seat.lines[-1] == "interrupted"
    assert not gone.root.exists()


def test_the_words_of_a_skill_make_a_new_version_of_the_rubric(journal: Journal, sit: Sit) -> None:
    """And a skill of one's own is added with its words, which needs none."""
    seat = sit("init")
    seat.shows("What do you do")
    seat.press("Enter", "Enter", "Enter")
    seat.shows("▸ [x] listening")
    seat.press("a")
    seat.shows("A skill of your own", "What do its levels look like?")
    for text in ("patience", "interrupted", "let them finish", "asked what else there is"):
        seat.writes(text)
        seat.press("Enter")
    seat.shows("Which skills", "[x] patience")
    seat.press("w")
    seat.shows("talked over the customer")
    seat.press("Down", "Ctrl-U")
    seat.writes("did not listen")
    seat.press("Down", "Down", "Enter")
    seat.shows("Which skills", "1  did not listen")
    seat.press("w")
    seat.shows("1 looks like")
    seat.press("Ctrl-C")
    seat.shows("Which skills")
    seat.press("Ctrl-D")
    seat.shows("version 2: no trend runs across the new words", "patience")
    seat.press("Enter")
    assert seat.ends() == 0
    rubric = settings(journal)["rubric"]
    assert rubric["version"] == 2  # type: ignore[index]
    assert rubric["skills"]["listening"]["low"] == "did not listen"  # type: ignore[index]
    assert rubric["skills"]["patience"]["high"] == "asked what else there is"  # type: ignore[index]
    assert journal("check").code == 0
    assert journal("rate", "patience=4").code == 0


@pytest.mark.parametrize("config", ["", '# mine\neditor = "vi"\n'])
def test_a_place_of_ones_own_is_found_by_every_command(
    journal: Journal, sit: Sit, tmp_path: Path, config: str
) -> None:
    """It is put into the user's settings; a journal that lies there is used, and kept."""
    place = Path(journal.env["XDG_CONFIG_HOME"], "reflectcli", "config.toml")
    if config:
        place.parent.mkdir(parents=True)
        place.write_text(config)
    journal.write({"journal.toml": COMMENTED})
    seat = sit("init", REFLECT_JOURNAL="")
    seat.shows("Where shall your journal lie?", "1 of 6")
    seat.press("Ctrl-U")
    seat.writes(str(journal.root))
    seat.press("Enter")
    seat.shows("Role     phone")
    seat.press("Ctrl-D")
    seat.shows("Is it like this?", "Changed     nothing")
    seat.press("Enter")
    assert seat.ends() == 0
    assert place.read_text() == f'{config}journal = "{journal.root}"\n'
    assert (journal.root / "journal.toml").read_text() == COMMENTED
