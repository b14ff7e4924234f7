"""What completion offers for the value of each argument and flag.

Its metavar says it, as in the help (`TAG`, `SKILL,…`), or for a word that means several things the
command and the parameter. A test holds that every metavar of the command line is known here.
"""

from typing import Any

from reflectcli.domain.fields import ActivityType, Cause, Control, FeedbackType, Source, choices
from reflectcli.domain.records import KINDS

FREE = (
    "TEXT", "TITLE", "HYPOTHESIS", "N", "NAME", "VALUE", "[VALUE] TEXT", "TIME", "1.5", "4/5",
    "CHAR", "NEW", "PACK", "WORD=N", "COL", "COL=VALUE", "COL[:FORMAT]", "COL[/MAX]", "",
)  # fmt: skip
"""Metavars of what only the user knows."""

METAVARS = {
    **dict.fromkeys(FREE, "text"),
    "DATE": "date",
    "PERIOD": "period",
    "DAYS": "ahead",
    "YEAR": "year",
    "TAG": "tag",
    "SKILL": "skill,",
    "SKILL,": "skill,",
    "SKILL=N": "level",
    "KPI=COL": "kpi=",
    "KPI=COL[:YES]": "kpi=",
    "KPI=START..END[:FORMAT]": "kpi=",
    "MEASURE": "measure",
    "NAME=TEXT": "answer",
    "KEY=VALUE": "field",
    "ID": "id",
    "REF": "id",
    "KIND": "=" + "|".join(KINDS),
    "FILE": "file",
    "DIR": "folder",
    "PATH": "folder",
    "URL": "folder",
    "WHO": "=" + "|".join(choices(Source)),
    "feedback|kpi": "=feedback|kpi",
    "PROGRAM": "=csv|jrnl|dayone|daylio|markdown|reflect",
    "KPI=UNIT": "kpi=",
    "newest|relevance": "=newest|relevance",
    "WHAT,": "=mood|energy|warnings,",
}
"""The kind of value by metavar, without brackets around it and dots after it."""

PARAMETERS = {
    "challenge cause": f"={'|'.join(choices(Cause))},",
    "challenge control": f"={'|'.join(choices(Control))}",
    "feedback add type_": f"={'|'.join(choices(FeedbackType))}",
    "feedback list type_": f"={'|'.join(choices(FeedbackType))}",
    "activity add type_": f"={'|'.join(choices(ActivityType))}",
    "activity list type_": f"={'|'.join(choices(ActivityType))}",
    "log template": "=markdown|toml",
    "log prompts": "prompts",
    "worked rule": "rule",
    "kpi add name": "kpi",
    "kpi define name": "every-kpi",
    "goal add due": "ahead",
    "goal step due": "ahead",
    "goal change due": "ahead",
    "goal show reference": "goal",
    "goal step reference": "open-goal",
    "goal checkin reference": "open-goal",
    "goal change reference": "open-goal",
    "goal close reference": "open-goal",
    "experiment start until": "ahead",
    "experiment start first": "ahead",
    "experiment show reference": "experiment",
    "experiment finish reference": "open-experiment",
    "search words": "text",
    "week which": "week",
    "month which": "month",
    "quarter which": "quarter",
    "year which": "year",
    "export output": "file",
    "import use": "mapping",
    "info schema kind": f"={'|'.join((*KINDS, 'journal'))}",
}
"""The kind of value by command and parameter, where the metavar alone does not say it."""

EVERYWHERE = {"channel": "channel", "channels": "channel", "compare": "compare"}
"""The kind of value by parameter, whatever the command."""


def kind_of(command: str, parameter: Any) -> str:
    """The kind of value of a parameter of typer's; empty for a flag without one.

    Raises:
        KeyError: its metavar is not known.
    """
    if getattr(parameter, "is_flag", False):
        return ""
    special = PARAMETERS.get(f"{command} {parameter.name}") or EVERYWHERE.get(parameter.name)
    if special and not (parameter.name == "channel" and command == "import"):
        return special
    if words := choices_of(parameter):
        return "=" + "|".join(words)
    metavar = plain_metavar(parameter)
    if metavar not in METAVARS:
        raise KeyError(f"{command} {parameter.name}: {metavar}")
    return METAVARS[metavar]


def choices_of(parameter: Any) -> tuple[str, ...]:
    """The words that a parameter takes, if it takes no others."""
    words = getattr(parameter.type, "choices", None)
    low, high = getattr(parameter.type, "min", None), getattr(parameter.type, "max", None)
    if words is None and low is not None and high is not None:
        words = range(low, high + 1)
    return tuple(str(getattr(word, "value", word)) for word in words or ())


def plain_metavar(parameter: Any) -> str:
    """What stands for a value in the help, without the brackets and dots of usage."""
    metavar = (parameter.metavar or "").removesuffix("…")
    if metavar.startswith("[") and metavar.endswith("]") and metavar.count("[") == 1:
        metavar = metavar[1:-1]
    return metavar.removesuffix("…")
