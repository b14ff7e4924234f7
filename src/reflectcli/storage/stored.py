"""A record with the file that it came from."""

from reflectcli.domain.records import Record
from reflectcli.frozen import dataclass
from reflectcli.storage.layout import RecordFile


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as it lies on disk: its file, the file's text, and the record itself."""

    file: RecordFile
    raw: bytes
    text: str
    record: Record
