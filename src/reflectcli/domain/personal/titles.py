"""Titles, and the small words inside of names; it imports nothing, for the cheap look at a note."""


def words(text: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(text.split())


TITLES = words(
    "mr mrs ms mx miss dr prof herr herrn frau hr fr mme mlle monsieur madame m sr sra srta señor"
    " señora señorita doña sig signor signora senhor senhora mevrouw mevr mw meneer dhr heer pan"
    " pani sir lady madam doctor"
)
"""Words before a name."""
PARTICLES = words(
    "van von de der den del della di da do dos das du la le el al bin ben ibn ter ten te zu zur vom"
    " mac mc o st san santa abu ap af av y i"
)
"""Lower-case words inside of a name, or at its beginning."""
