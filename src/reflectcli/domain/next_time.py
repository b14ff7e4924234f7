"""The plan for the next time: an if and a then (implementation intention, Gollwitzer 1999)."""

import re

# With a comma first: "if he asks what then, then I say it" parts at the comma.
_FORMS = (
    re.compile(r"\s*(?:if|when)\s+([^\s,](?:.*?\S)?)\s*,\s*then\b[\s,:]*(\S.*)", re.I | re.S),
    re.compile(r"\s*(?:if|when)\s+([^\s,](?:.*?\S)?)\s+then\b[\s,:]*(\S.*)", re.I | re.S),
)


def split_next_time(text: str) -> tuple[str | None, str]:
    """The if and the then of "If X, then Y"; a text of another form is all then."""
    for form in _FORMS:
        if found := form.fullmatch(text):
            return found[1], found[2]
    return None, text
