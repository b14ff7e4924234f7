"""Mappings for the exports of help desks and survey tools, by the columns that they document.

- zendesk: the CSV of tickets. "Exporting data to a JSON, CSV, or XML file", support.zendesk.com
  4408886165402; Satisfaction Score is Not Offered, Offered, Good or Bad, times are in minutes.
- freshdesk: the tickets' export with its default fields (Ticket ID, Created time, Initial response
  time, Resolved time, Survey results …), as its API's `ticket_fields` names them. The times come
  from the moments: the columns "(in hrs)" are empty in many exports.
- intercom: the conversations' dataset (Conversation ID, Conversation rating 1 to 5, Conversation
  rating remark). intercom.com/help 7022438 and 7872853; the moments' columns end in a time zone.
- help_scout: the ratings of the happiness report: number, rating, ratingComments, ratingCreatedAt;
  developer.helpscout.com, "Happiness Ratings Report" (1 is Great, 2 Okay, 3 Not Good), or the
  words of its table. There is no documented CSV; these are the report's fields.
- google_forms: the responses' CSV: Timestamp, then the questions, which only you know.
- surveymonkey: "All responses data" as CSV: Respondent ID, Collector ID, Start Date, End Date, …,
  the questions; a second line of headings says what each cell of a question is.
"""

from collections.abc import Sequence

from reflectcli.errors import ExitCode, ReflectError, SourceLocation
from reflectcli.frozen import dataclass, replace
from reflectcli.storage.csv_source import Table
from reflectcli.storage.importing.mapping import ImportMapping
from reflectcli.storage.importing.moments import fitting_formats, parse_moment

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """An export's columns, each by the names that it goes by; `NAME*` is any with that beginning.

    `kpis` are figures from a column, `durations` from two; `questions` tells that the score and
    the text are columns that only the user knows.
    """

    title: str
    date: Names
    id: Names
    score: Names = ()
    text: Names = ()
    channel: Names = ()
    kpis: tuple[tuple[str, str], ...] = ()
    durations: tuple[tuple[str, str, str], ...] = ()
    score_is: Names = ()
    kpi_unit: Names = ()
    questions: bool = False


PRESETS: dict[str, Preset] = {
    "zendesk": Preset(
        title="Zendesk",
        date=("Created at", "Ticket created - Timestamp"),
        id=("Id", "ID", "Ticket ID"),
        score=("Satisfaction Score", "Satisfaction score", "Ticket satisfaction rating"),
        text=("Satisfaction Comment", "Satisfaction comment", "Ticket satisfaction comment"),
        channel=("Via", "Ticket channel"),
        kpis=(
            ("frt", "First reply time in minutes"),
            ("resolution_time", "Full resolution time in minutes"),
        ),
        score_is=("Good=5", "Bad=1", "Offered=", "Not Offered=", "Unoffered="),
        kpi_unit=("frt=minutes", "resolution_time=minutes"),
    ),
    "freshdesk": Preset(
        title="Freshdesk",
        date=("Created time", "Created Time"),
        id=("Ticket ID", "Ticket Id"),
        score=("Survey results", "Survey result", "Survey Result"),
        channel=("Source",),
        durations=(
            ("frt", "Created time", "Initial response time"),
            ("resolution_time", "Created time", "Resolved time"),
        ),
        score_is=(
            "Extremely Happy=5", "Very Happy=5", "Happy=4", "Neutral=3", "Unhappy=2",
            "Very Unhappy=1", "Extremely Unhappy=1", "No Response=", "Not Taken=",
        ),
    ),
    "intercom": Preset(
        title="Intercom",
        date=("Conversation rated at*", "Updated at*", "Conversation started at*", "Created at*"),
        id=("Conversation ID",),
        score=("Conversation rating", "Last conversation rating"),
        text=("Conversation rating remark", "Conversation remark"),
        channel=("Channel", "Conversation source"),
    ),
    "help_scout": Preset(
        title="Help Scout",
        date=("ratingCreatedAt", "Rated", "Date", "Created At", "createdAt"),
        id=("number", "Number", "Conversation", "Conversation Number"),
        score=("rating", "Rating", "ratingId"),
        text=("ratingComments", "Comments", "Comment", "comments"),
        channel=("type", "Type"),
        score_is=(
            "Great=5", "Okay=3", "Ok=3", "Not Good=1", "Not-Good=1", "Bad=1", "1=5", "2=3", "3=1",
        ),
    ),
    "google_forms": Preset(title="Google Forms", date=("Timestamp",), id=(), questions=True),
    "surveymonkey": Preset(
        title="SurveyMonkey",
        date=("End Date", "Date Modified", "date_modified"),
        id=("Respondent ID", "respondent_id"),
        questions=True,
    ),
}  # fmt: skip
"""The presets by the names that --mapping takes."""


def preset_mapping(name: str, table: Table, said: ImportMapping) -> ImportMapping:
    """The preset's mapping as it fits the file, under what the user said.

    Raises:
        ReflectError: the columns are not there, or the days could be two (3).
    """
    preset = PRESETS[name]
    header = [cell.strip() for cell in table.header.cells]
    date = _first(preset.date, header)
    if date is None and not said.date:
        raise _error(
            f"no column {' or '.join(preset.date)}, as {preset.title}'s export has",
            table, "say which column it is: --date COLUMN",
        )  # fmt: skip
    mapping = ImportMapping(
        records="feedback",
        date=said.date or _dated(table, header, date or ""),
        id=_first(preset.id, header),
        score=_first(preset.score, header),
        text=_first(preset.text, header),
        channel=_first(preset.channel, header),
        kpi=tuple(f"{kpi}={column}" for kpi, column in preset.kpis if column in header),
        duration=_durations(preset, table, header),
        score_is=preset.score_is,
        kpi_unit=tuple(
            each for each in preset.kpi_unit
            if any(each.startswith(f"{kpi}=") and column in header for kpi, column in preset.kpis)
        ),
    )  # fmt: skip
    whole = said.over(mapping)
    if whole.records == "feedback" and not (whole.score or whole.text):
        if preset.questions or not (whole.kpi or whole.duration):
            raise _error(
                f"which question of {preset.title} is the score or the text is not said",
                table, f"--score COLUMN/5 or --text COLUMN; there are {', '.join(header)}",
            )  # fmt: skip
        whole = replace(whole, records="kpi")
    return whole


def answers_only(name: str, table: Table) -> tuple[Table, str | None]:
    """The table without SurveyMonkey's second line of headings, and what to say of it."""
    ids = PRESETS[name].id
    header = [cell.strip() for cell in table.header.cells]
    own = _first(ids, header) if name == "surveymonkey" else None
    if own is None or not table.rows or table.rows[0].cells[header.index(own)].strip():
        return table, None
    line = table.rows[0].line
    return replace(table, rows=table.rows[1:]), f"line {line} is a second line of headings"


def _first(names: Sequence[str], header: Sequence[str]) -> str | None:
    for name in names:
        for column in header:
            if column == name or (name.endswith("*") and column.startswith(name[:-1])):
                return column
    return None


def _dated(table: Table, header: Sequence[str], column: str) -> str:
    index = header.index(column)
    texts = [text for row in table.rows if (text := row.cells[index].strip())]
    written = _written(table, column, texts)
    return f"{column}:{written}" if written else column


def _written(table: Table, column: str, texts: Sequence[str]) -> str:
    """The format of a column's moments; "" for ISO."""
    fitting = fitting_formats(texts[:500])
    if not fitting:
        return ""
    days = {tuple(parse_moment(text, each or None, "")[0] for text in texts[:500])
            for each in fitting}  # fmt: skip
    if len(days) > 1:
        options = " or ".join(f"--date '{column}:{each}'" for each in fitting[:2])
        raise _error(f"{texts[0]} in {column} could be two days", table, f"say which: {options}")
    return fitting[0]


def _durations(preset: Preset, table: Table, header: Sequence[str]) -> Names:
    found = []
    for kpi, start, end in preset.durations:
        if start not in header or end not in header:
            continue
        cells = [row.cells[header.index(name)].strip() for name in (start, end)
                 for row in table.rows]  # fmt: skip
        written = _written(table, start, [cell for cell in cells if cell])
        found.append(f"{kpi}={start}..{end}" + (f":{written}" if written else ""))
    return tuple(found)


def _error(message: str, table: Table, hint: str) -> ReflectError:
    where = SourceLocation(table.file, table.header.line)
    return ReflectError(message, location=where, hint=hint, code=ExitCode.BAD_DATA)
