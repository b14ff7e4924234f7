"""The reflection's template: any text comes back as it went out, and errors name their line."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reflectcli.cli.reflection import Ground, Reflection
from reflectcli.cli.template import escape, headings, render_markdown, unescape
from reflectcli.cli.template_parser import parse_markdown
from reflectcli.cli.template_toml import parse_toml, render_toml
from reflectcli.domain.journal import JournalConfig
from reflectcli.domain.prompts import DEFAULT_PROMPTS, PromptSet
from reflectcli.errors import ReflectError

CONFIG = JournalConfig()
TODAY = date(2026, 11, 22)
GROUND = Ground(CONFIG, TODAY, "quick")

LINES = st.sampled_from(
    [
        "## Best moment?", "## so", "##", "##no", "\\## so", "\\\\## so", "\\", "\\\\", "\\ ", "",
        " ", "\t", "<!--", "-->", "<!-- x -->", "---", "mood: 9", "# Shift of", "\r", "a\r", "\\\r",
        "&#13;", "&amp;#13;", "&amp;amp;#13;", "&amp;", '"""', "'''", "x = 1", "[answers]",
        "\x0b", "\x85", "\u2028", "\x1c", "\x00", "\ufeff", "عربي", "🙂", "plain words",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(min_size=1), st.lists(LINES, min_size=1).map("\n".join)).filter(bool)


@given(TEXTS)
@example("\n")
@example("## a\n\n")
@example("\\## a\r\n&#13;")
def test_an_answer_comes_back_byte_for_byte(text: str) -> None:
    """Whatever is written under a heading, and whatever blank lines the layout adds."""
    assert unescape(["", "", *escape(text).split("\n"), "", ""]) == text


@st.composite
def reflections(draw: st.DrawFn) -> Reflection:
    """A reflection with any answers, by any prompt set."""
    name = draw(st.sampled_from(list(DEFAULT_PROMPTS)))
    questions = list(DEFAULT_PROMPTS[name].questions)
    levels = st.one_of(st.integers(1, 5), st.just("n/a"))
    feeling = st.one_of(st.none(), st.integers(1, 5))
    words = st.lists(st.sampled_from(["refund", "late shift", "q4"]), unique=True).map(tuple)
    return Reflection(
        name,
        TODAY,
        answers=draw(st.dictionaries(st.sampled_from(questions), TEXTS)),
        text=draw(st.one_of(st.none(), TEXTS)),
        mood=draw(feeling),
        energy=draw(feeling),
        ratings=draw(st.dictionaries(st.sampled_from(list(CONFIG.rubric.skills)), levels)),  # type: ignore[arg-type]
        tags=draw(words),
        links=draw(st.sampled_from([(), ("k3f9q2",), ("k3f9q2", "m7aa01")])),
        private=draw(st.booleans()),
    )


@given(reflections(), st.lists(TEXTS, max_size=2))
def test_a_filled_markdown_template_says_what_was_filled_in(
    reflection: Reflection, notes: list[str]
) -> None:
    prompts = DEFAULT_PROMPTS[reflection.prompts]
    shown = [f"  14:10  {' '.join(note.split())}" for note in notes]
    text = render_markdown(reflection, prompts, shown, "Sunday 22 Nov 2026")
    assert parse_markdown(text, "draft.md", GROUND) == reflection
    # An editor may save with the line ends and the mark of another system.
    assert parse_markdown("\ufeff" + text.replace("\n", "\r\n"), "draft.md", GROUND) == reflection


@given(reflections())
def test_a_filled_toml_template_says_what_was_filled_in(reflection: Reflection) -> None:
    """Blank answers alone are left out: in TOML they are what the template begins with."""
    prompts = DEFAULT_PROMPTS[reflection.prompts]
    text = render_toml(reflection, prompts, ["  14:10  a note"], "Sunday 22 Nov 2026")
    answers = {name: text for name, text in reflection.answers.items() if text.strip()}
    reflection.answers = answers
    if not (reflection.text or "").strip():
        reflection.text = None
    assert parse_toml(text, "draft.toml", GROUND) == reflection


@pytest.mark.parametrize("name", DEFAULT_PROMPTS)
def test_every_question_has_a_heading_of_its_own(name: str) -> None:
    names = list(headings(DEFAULT_PROMPTS[name]).values())
    assert names == [*DEFAULT_PROMPTS[name].questions, ""]


def test_questions_that_look_alike_are_told_apart() -> None:
    prompts = PromptSet(title="x", questions={"a": "Why?", "b": "why", "c": "Anything else"})
    assert headings(prompts) == {
        "Why? (a)": "a",
        "why (b)": "b",
        "Anything else (c)": "c",
        "Anything else?": "",
    }
    reflection = Reflection("quick", TODAY, {"a": "1", "b": "2", "c": "3"}, "4")
    ground = Ground(JournalConfig(prompts={"quick": prompts}), TODAY, "quick")
    assert parse_markdown(render_markdown(reflection, prompts), "x", ground) == reflection


def test_the_template_as_it_is_printed() -> None:
    """Front part, title, the notes as a comment that no note can end, a heading a question."""
    reflection = Reflection("ssc", TODAY, {"stop": "## rushing"}, tags=("q4",))
    text = render_markdown(reflection, DEFAULT_PROMPTS["ssc"], ["  14:10  a --> b"], "Sunday")
    assert text == (
        "---\nprompts: ssc\ndate: 2026-11-22\nmood:\nenergy:\ntags: q4\nratings:\n---\n\n"
        "# Shift of Sunday\n\n"
        "<!--\n"
        "Write under the headings; what stays empty is left out.\n"
        "mood and energy: 1 to 5. tags: refund, chat. ratings: empathy=4 listening=3\n"
        "A line of your own that begins with ## is written as \\## …\n"
        "\nNotes\n  14:10  a -- > b\n-->\n\n"
        "## Start?\n\n\n## Stop?\n\n\\## rushing\n\n## Continue?\n\n\n## Anything else?\n\n"
    )


def test_a_template_written_by_hand_may_be_sloppy() -> None:
    """No front part, headings by the answers' names, other case, no question mark."""
    text = (
        "calm day\n\n## BEST moment\nshe thanked me\n\n\n## try\n  slower\n### twice\n"
        "## Anything else\nno"
    )
    assert parse_markdown(text, "x", GROUND) == Reflection(
        "quick", None, {"best_moment": "she thanked me", "try": "  slower\n### twice"},
        "calm day\n\nno",
    )  # fmt: skip


def test_a_named_prompt_set_stands_before_that_of_the_text() -> None:
    ground = Ground(CONFIG, TODAY, "quick", "ssc")
    assert parse_markdown("---\nprompts: gibbs\n---\n## Start?\nx", "x", ground).answers == {
        "start": "x"
    }


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("---\nmood: 9\n---\n", 2, "mood must be 1 to 5, not 9", None),
        ("---\nmood: 3\n\nenergy: full\n---", 4, "energy must be 1 to 5, not full", None),
        ("---\nmod: 3\n---", 2, "unknown name 'mod'; did you mean mood?", None),
        ("---\nmood 3\n---", 2, "not a line of the form name: value", None),
        ("---\nmood: 3\n", 1, "the part that begins here has no end", "end it with ---"),
        ("---\nratings: emphaty=3\n---", 2, "unknown skill 'emphaty'; did you mean empathy?", None),
        ("---\nprompts: gibs\n---", 2, "unknown prompt set 'gibs'; did you mean gibbs?", None),
        ("---\nprivate: maybe\n---", 2, "private must be yes or no, not maybe", None),
        ("---\ndate: 22/22\n---", 2, "not a date: '22/22'",
         "write a date as today, yesterday, mon, last friday 18:30, 3 days ago or 2026-11-20"),
        ("x\n## Bset moment?\ny", 2, "quick has no question 'Bset moment?'; did you mean"
         " 'Best moment?'?", "write \\## Bset moment? if the line is part of your text"),
        ("## Zzz\n", 1, "quick has no question 'Zzz'",
         "write \\## Zzz if the line is part of your text"),
        ("## Best moment?\na\n## best_moment\nb", 3, "'best_moment' stands here twice",
         "put the two answers together"),
        ("\n<!-- x\n## Best moment?\n", 2, "the comment that begins here has no end",
         "end it with -->"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_markdown_is_named_with_its_line(
    text: str, line: int, message: str, hint: str | None
) -> None:
    with pytest.raises(ReflectError) as raised:
        parse_markdown(text, "draft.md", GROUND)
    problem = raised.value.problem
    assert (problem.message, problem.hint) == (message, hint)
    assert problem.location is not None
    assert (problem.location.file, problem.location.line) == ("draft.md", line)
    assert raised.value.code == 3


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("mood = 9", 1, "mood must be 1 to 5, not 9"),
        ("\nenergy = true", 2, "energy must be 1 to 5, not True"),
        ("mod = 3", 1, "unknown name 'mod'; did you mean mood?"),
        ("prompts = 'gibs'", 1, "unknown prompt set 'gibs'; did you mean gibbs?"),
        ("prompts = 3", 1, "prompts must be text, in quotation marks"),
        ("tags = 'x'", 1, 'tags must be a list: ["refund", "chat"]'),
        ("text = 3", 1, "text must be text, in quotation marks"),
        ("answers = 3", 1, "answers must be a table: [answers]"),
        ("[answers]\nbest_mument = 'x'", 2, "unknown answer 'best_mument'; did you mean"
         " best_moment?"),
        ("[answers]\nbest = 'x'\nbest_moment = 'y'", 3, "best_moment stands here twice"),
        ("[answers]\ntry = 3", 2, "try must be text, in quotation marks"),
        ("[ratings]\nempathy = 9", 2, "rating of empathy must be 1 to 5 or n/a, not 9"),
        ("date = 2026-11-22T10:00:00", 1, "not a date: 2026-11-22 10:00:00"),
        ("date = 'someday'", 1, "not a date: 'someday'"),
        ("mood = ", 1, "not valid TOML: there is no value after = for 'mood'"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_toml_is_named_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(ReflectError) as raised:
        parse_toml(text, "draft.toml", GROUND)
    problem = raised.value.problem
    assert problem.message == message
    assert problem.location is not None
    assert (problem.location.file, problem.location.line) == ("draft.toml", line)
