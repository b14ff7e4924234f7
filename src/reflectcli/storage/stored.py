"""A record with the file that it came from."""

from reflectcli.domain.records import Record
from reflectcli.frozen import dataclass
from reflectcli.storage.layout import RecordFile


@dataclass(frozen=True, slots=True)
class Stored:
    """A record as it lies on disk: its file, the file's text, and the record itself.

    `raw` are the text's bytes; `cipher` is what the file holds where that is something else, for
    it is encrypted.
    """

    file: RecordFile
    raw: bytes
    text: str
    record: Record
    cipher: bytes | None = None

    @property
    def on_disk(self) -> bytes:
        """The bytes of the file."""
        return self.raw if self.cipher is None else self.cipher
