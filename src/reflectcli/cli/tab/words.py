"""The words of a command line that is still being typed, as bash reads them."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator


class Line:
    """A command line up to the cursor: its words, the last one being typed.

    `quote` is the quotation mark that the last word stands in, or empty; `to_file` tells that the
    last word is what the output goes to or the input comes from (`> week.txt`).
    """

    def __init__(self, text: str) -> None:
        self.words: list[str] = []
        self.quote = ""
        self.to_file = False
        self._word: str | None = None
        letters = iter(text)
        for letter in letters:
            if self.quote:
                self._quoted(letter, letters)
            elif letter in "'\"":
                self.quote = letter
                self._add("")
            elif letter == "\\":
                self._add(next(letters, ""))
            elif letter in " \t\n":
                self._end()
            elif letter in "<>":
                self._redirect()
            else:
                self._add(letter)
        self.words.append(self._word or "")

    def _add(self, text: str) -> None:
        self._word = (self._word or "") + text

    def _quoted(self, letter: str, letters: "Iterator[str]") -> None:
        if letter == self.quote:
            self.quote = ""
        elif letter == "\\" and self.quote == '"':
            follower = next(letters, "")
            self._add(follower if follower in '"\\$`' else letter + follower)
        else:
            self._add(letter)

    def _end(self) -> None:
        if self._word is None:
            return
        if not self.to_file:
            self.words.append(self._word)
        self._word, self.to_file = None, False

    def _redirect(self) -> None:
        if self._word is not None and self._word.isdecimal():
            # The number of a stream, as in 2>.
            self._word = None
        self._end()
        self.to_file = True


def quoted(text: str, quote: str) -> str:
    """A text as it can go on inside of the quotation mark, or outside of any."""
    if quote == "'":
        return text.replace("'", "'\\''")
    special = '"\\$`' if quote else " \t'\"\\$`|&;()<>*?[]{}!#~"
    return "".join(f"\\{letter}" if letter in special else letter for letter in text)
