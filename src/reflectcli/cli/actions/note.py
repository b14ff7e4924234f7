"""What `reflect note` does."""

from reflectcli.cli.lists import tags, words
from reflectcli.cli.words import saved_line
from reflectcli.errors import ReflectError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from reflectcli.cli.session import Session


def note(
    session: "Session",
    *,
    text: list[str] | None = None,
    on: str | None = None,
    at: str | None = None,
    tag: list[str] | None = None,
    channel: str | None = None,
    ref: str | None = None,
    link: list[str] | None = None,
    private: bool = False,
    allow: bool = False,
) -> None:
    """Save a note of the words, of what is piped in, or of what an editor gives."""

    def save(content: str) -> None:
        session.require_journal()
        if not content.strip():
            raise ReflectError("there is no text to note", hint="reflect note TEXT")
        record = session.new_of(
            "note", on, at, text=content, tags=tags(tag), channel=channel, reference=ref,
            links=words(link), private=private,
        )  # fmt: skip
        session.save(record, allow=allow)
        session.out(saved_line(record))

    if text:
        save(" ".join(text))
    elif session.world.piped:
        from reflectcli.cli.given import piped_text

        save(piped_text(session.world).removesuffix("\n"))
    elif session.world.asks:
        from reflectcli.cli.editor import composed

        session.require_journal()
        with composed(session, "", ".md") as written:
            save(written.strip("\n"))
    else:
        save("")
