"""A small journal of literal files: a fortnight of one agent, with every kind of finding."""

from datetime import date, timedelta

DAYS = [date(2026, 11, 9) + timedelta(days=n) for n in (0, 1, 3, 4, 5, 7, 8, 10, 11, 12)]
"""Ten shifts in the two weeks before Sunday, 22 November 2026."""


def head(record: str, kind: str, day: date, clock: str = "20:00") -> str:
    return (
        f'format = 1\nid = "{record}"\nkind = "{kind}"\n'
        f"at = {day}T{clock}:00+01:00\nshift = {day}\n"
    )


def dated(record: str, kind: str, day: date, body: str, clock: str = "20:00") -> dict[str, str]:
    return {
        f"{day:%Y/%m}/{day}-{kind}-{record}.toml": head(record, kind, day, clock) + body.lstrip()
    }


def ratings() -> dict[str, str]:
    files: dict[str, str] = {}
    for number, day in enumerate(DAYS):
        levels = f"empathy = {2 + number % 2}\nde_escalation = {5 if number % 3 else 4}\n"
        if number < 3:
            levels += "writing = 3\n"
        files |= dated(f"ra00{number:02}", "rating", day, f"rubric = 1\n[skills]\n{levels}")
    return files


def readings() -> dict[str, str]:
    files: dict[str, str] = {}
    for number, (day, figure) in enumerate(((DAYS[3], "17"), (DAYS[8], "18"))):
        body = f'kpi = "csat"\nnumerator = {figure}\ndenominator = 20\n'
        files |= dated(f"csat{number}0", "reading", day, body)
    for number, seconds in enumerate((200, 210, 220, 250, 280, 290)):
        files |= dated(f"frt0{number}0", "reading", DAYS[8], f'kpi = "frt"\nvalue = {seconds}\n')
    return files


FILES: dict[str, str] = {
    **ratings(),
    **readings(),
    **dated(
        "k3f9q2",
        "success",
        DAYS[7],
        'text = "Offered two options before saying no; she chose one and thanked me."\n'
        'factors = ["a choice"]\nreplicate_when = "a refund is not possible"\n',
    ),
    **dated(
        "m7aa01",
        "challenge",
        DAYS[8],
        'text = "Third call about the same refund."\nskills = ["empathy"]\n'
        'causes = ["process_policy"]\ncontrol = "shared"\n'
        'next_if = "a caller repeats themselves"\n'
        'next_then = "I name the feeling before the fix."\n',
    ),
    **dated(
        "s4hft0",
        "shift",
        DAYS[9],
        'prompts = "quick"\nmood = 4\n'
        '[answers]\nbest_moment = "Wrote it while he was on the line."\n',
    ),
    **dated("n0te01", "note", date(2026, 11, 22), 'text = "refund twice promised"\n', "14:10"),
    **dated("n0te02", "note", date(2026, 11, 22), 'text = "listened first, worked"\n', "16:20"),
    **dated(
        "fb0001",
        "feedback",
        DAYS[9],
        'source = "customer"\ntype = "compliment"\nscore = 5\nscale = 5\ntext = "Kind & <quick>"\n',
    ),
    **dated(
        "act001",
        "activity",
        DAYS[6],
        'type = "shadowing"\ntitle = "A shift beside Ana"\nhours = 2\n'
        'takeaway = "She waits before she answers."\n',
    ),
    "goals/2026-11-09-goal-p0c4de.toml": head("p0c4de", "goal", DAYS[0])
    + 'title = "Empathy to 4.0"\nmeasure = "rating:empathy"\nbaseline = 2\ntarget = 4\n'
    'due = 2026-12-31\nwhy = "Angry callers wear me out."\n'
    '[[steps]]\ntext = "read about it"\ndone = 2026-11-12\n'
    '[[steps]]\ntext = "shadow a colleague for one shift"\n',
}
"""The files; the journal's own settings add a CSAT target of 85 and one of 5m for first replies."""

TARGETS = "\n[kpis.csat]\ntarget = 85\n[kpis.frt]\ntarget = 300\n[agent]\nname = 'Sam'\n"
