"""What `check` has found: how much was read, what is wrong, what can be repaired."""

from __future__ import annotations

from reflectcli.errors import Problem
from reflectcli.frozen import dataclass, field
from reflectcli.storage.layout import RecordFile
from reflectcli.storage.repairs import Repair

TYPE_CHECKING = False
if TYPE_CHECKING:
    from reflectcli.domain.records import Record


@dataclass
class Inspection:
    """The result: how much was read, what is wrong, and what is merely worth a look.

    `read` are the records by their files' paths, `twins` the files whose ID another one has, with
    that one's path.
    """

    records: int = 0
    folders: int = 0
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    read: dict[str, Record] = field(default_factory=dict)
    twins: list[tuple[RecordFile, str]] = field(default_factory=list)

    @property
    def offered(self) -> list[Repair]:
        """The repairs of what was told."""
        return [repair for repair in self.repairs if not repair.quiet]
