"""Lines of an answer that break between words, as a letter's do."""

from prompt_toolkit.formatted_text import fragment_list_to_text
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.utils import get_cwidth


class BetweenWords(Processor):
    """Moves a word that would not fit to the next line, in a window whose prefix is that wide.

    What is shown has more or fewer spaces than the text; the text stays as it is.
    """

    def __init__(self, prefix: int) -> None:
        self.prefix = prefix

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        """The line as it is shown, and where each of its letters stands there."""
        text = fragment_list_to_text(transformation_input.fragments)
        shown, places = spread(text, transformation_input.width - self.prefix)
        styles = transformation_input.fragments
        style = styles[0][0] if styles else ""
        return Transformation(
            [(style, shown)],
            lambda source: places[min(source, len(text))],
            lambda display: next(
                (at for at, place in enumerate(places) if place >= display), len(text)
            ),
        )


def spread(text: str, columns: int) -> tuple[str, list[int]]:
    """The text with spaces up to the end of each line of so many columns, and its letters' places.

    The places are one more than the letters: the last one is of the end. A space at the end of a
    full line is not shown; a word that is longer than a line is broken within.
    """
    shown: list[str] = []
    places: list[int] = []
    column, at = 0, 0
    while at < len(text):
        end = at + 1
        while text[at] != " " and end < len(text) and text[end] != " ":
            end += 1
        word = text[at:end]
        wide = sum(get_cwidth(letter) for letter in word)
        if word != " " and column + wide > columns >= wide:
            shown += " " * (columns - column)
            column = 0
        for letter in word:
            size = get_cwidth(letter)
            places.append(len(shown))
            if letter == " " and column >= columns:
                continue
            column = size if column + size > columns else column + size
            shown.append(letter)
        at = end
    return "".join(shown), [*places, len(shown)]
