"""IDs that a row has again when it is imported again, whatever the file is called by then."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence

from reflectcli.domain.plain import ID_LETTERS
from reflectcli.storage.importing.columns import Column

LENGTH = 10
"""Letters of an imported record's ID: 50 bits."""


_JSON = json.JSONEncoder(ensure_ascii=False)


def record_id(kind: str, kpi: str, key: Sequence[str]) -> str:
    """The ID of what a row became: of its kind, its KPI, and the row's own key."""
    said = _JSON.encode([kind, kpi, *key])
    number = int.from_bytes(hashlib.sha256(said.encode()).digest())
    letters = []
    for _ in range(LENGTH):
        number, index = divmod(number, len(ID_LETTERS))
        letters.append(ID_LETTERS[index])
    return "".join(letters)


class Keys:
    """What identifies the rows of one file.

    That is the cell of the ID column; where there is none, all of the row's cells and how many
    rows like it came before.
    """

    def __init__(self, column: Column | None) -> None:
        self.column = column
        self._seen: Counter[tuple[str, ...]] = Counter()

    def key(self, cells: Sequence[str]) -> tuple[str, ...]:
        """The key of the next row."""
        external = self.column.of(cells) if self.column else ""
        if external:
            return ("id", external)
        row = tuple(cells)
        self._seen[row] += 1
        return ("row", str(self._seen[row]), *row)
