r"""The reflection as a Markdown template that comes back from an editor as it went out.

A front part between lines of `---` holds mood, energy, tags and ratings; a comment shows the
shift's notes; then one heading a question. What stands under a heading is the answer, byte for
byte, but for blank lines at its ends, which are layout. Three things are therefore written in
another way inside of an answer, and only these:

- a line that would be a heading: `\## so` for `## so`
- a blank line at the answer's beginning or end that belongs to it: `\` alone
- a carriage return, which editors change at will: `&#13;`

A line that has one of the first two forms itself gets one more backslash, and `&#13;` becomes
`&amp;#13;`.
"""

import re
from collections.abc import Mapping, Sequence

from reflectcli.cli.reflection import Reflection
from reflectcli.domain.prompts import PromptSet

ANYTHING_ELSE = "Anything else?"
TEXT = ""
"""Stands for the free text where answers stand under the names of their questions."""

TITLE = "# Shift of "
_GUARDED = re.compile(r"\\*## .*|\\+\s*", re.S)
_ESCAPED = re.compile(r"\\+(?:## .*|\s*)", re.S)
_RETURN = re.compile(r"&((?:amp;)*)#13;")

HELP = """Write under the headings; what stays empty is left out.
mood and energy: 1 to 5. tags: refund, chat. ratings: empathy=4 listening=3
A line of your own that begins with ## is written as \\## …"""


def headings(prompts: PromptSet) -> dict[str, str]:
    """Heading to the name of its answer, in the order of the questions, the free text last.

    A question that is there more than once has the answer's name beside it.
    """
    texts = {name: " ".join(text.split()) for name, text in prompts.questions.items()}
    texts[TEXT] = ANYTHING_ELSE
    all_texts = [folded(text) for text in texts.values()]
    return {
        f"{text} ({name})" if name and all_texts.count(folded(text)) > 1 else text: name
        for name, text in texts.items()
    }


def render_markdown(
    reflection: Reflection, prompts: PromptSet, notes: Sequence[str] = (), title: str = ""
) -> str:
    """The template, filled with what is there already."""
    front = "".join(f"{name}: {value}".rstrip() + "\n" for name, value in _front(reflection))
    comment = "\n".join([HELP, *(["", "Notes", *notes] if notes else [])]).replace("-->", "-- >")
    parts = [f"---\n{front}---\n", f"{TITLE}{title}\n", f"<!--\n{comment}\n-->\n"]
    for heading, name in headings(prompts).items():
        answer = reflection.answers.get(name) if name else reflection.text
        parts.append(f"## {heading}\n\n" + (f"{escape(answer)}\n" if answer else ""))
    return "\n".join(parts)


def _front(reflection: Reflection) -> list[tuple[str, str]]:
    levels = " ".join(f"{skill}={level}" for skill, level in reflection.ratings.items())
    lines = [
        ("prompts", reflection.prompts),
        ("date", str(reflection.day or "")),
        ("mood", str(reflection.mood or "")),
        ("energy", str(reflection.energy or "")),
        ("tags", ", ".join(" ".join(tag.split()) for tag in reflection.tags)),
        ("ratings", levels),
    ]
    lines += [("links", ", ".join(reflection.links))] if reflection.links else []
    return lines + ([("private", "yes")] if reflection.private else [])


def escape(text: str) -> str:
    """The answer as it stands in the template."""
    lines = _RETURN.sub(r"&amp;\1#13;", text).replace("\r", "&#13;").split("\n")
    inner = _inner(lines)
    return "\n".join(
        f"\\{line}" if index not in inner or _GUARDED.fullmatch(line) else line
        for index, line in enumerate(lines)
    )


def unescape(lines: Sequence[str]) -> str:
    """The answer that stands in the lines under a heading."""
    inner = _inner(lines)
    plain = (
        line[1:] if _ESCAPED.fullmatch(line) else line for line in lines[inner.start : inner.stop]
    )
    return _RETURN.sub(_returned, "\n".join(plain))


def _returned(found: re.Match[str]) -> str:
    return f"&{found[1].removeprefix('amp;')}#13;" if found[1] else "\r"


def _inner(lines: Sequence[str]) -> range:
    """The lines from the first to the last that is not blank."""
    filled = [index for index, line in enumerate(lines) if line.strip()]
    return range(filled[0], filled[-1] + 1) if filled else range(0)


def folded(text: str) -> str:
    """A heading as it is compared: case, spaces and the question mark do not matter."""
    return " ".join(text.casefold().rstrip("?: ").split())


def by_folded(prompts: PromptSet) -> Mapping[str, str]:
    """Folded heading, or the answer's own name, to the name of its answer."""
    names = {folded(name): name for name in prompts.questions}
    return names | {folded(heading): name for heading, name in headings(prompts).items()}
