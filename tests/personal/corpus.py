"""Sentences in agents' style with what is personal marked in them: ⟦email:ana@example.org⟧.

`held_out*.txt` were written before the finder was first run, and `second.txt` before it was first
run on that. All people, numbers and addresses are
made up. Prints recall and precision by kind: python -m tests.personal.corpus [-v]
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reflectcli.domain.personal.finder import find

FOLDER = Path(__file__).parent
MARKED = ("held_out", "second", "marked")
CLEAN = ("held_out_clean", "clean")
_MARK = re.compile(r"⟦(\w+):([^⟧]*)⟧")


@dataclass(frozen=True)
class Label:
    """What is personal in a sentence, and where."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A sentence without its marks, and the labels that they were."""

    text: str
    labels: tuple[Label, ...]


def parse(line: str) -> Sentence:
    """The sentence that a line of the corpus holds."""
    text, done = "", 0
    labels = []
    for mark in _MARK.finditer(line):
        text += line[done : mark.start()]
        labels.append(Label(mark[1], len(text), len(text) + len(mark[2])))
        text += mark[2]
        done = mark.end()
    return Sentence(text + line[done:], tuple(labels))


@cache
def sentences(*names: str) -> tuple[Sentence, ...]:
    """The sentences of parts of the corpus."""
    paths = [FOLDER / f"{name}.txt" for name in names]
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    return tuple(parse(line) for line in lines if line)


@dataclass
class Score:
    """How many labels of a kind there are and were found whole; how much was found, and rightly."""

    labels: int = 0
    hit: int = 0
    found: int = 0
    right: int = 0

    @property
    def recall(self) -> float:
        return self.hit / self.labels if self.labels else 1.0

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0


def scores(*names: str) -> dict[str, Score]:
    """The finder's score by kind on parts of the corpus."""
    found: dict[str, Score] = {}
    for kind, deed in _verdicts(*names):
        score = found.setdefault(kind, Score())
        setattr(score, deed, getattr(score, deed) + 1)
    return dict(sorted(found.items()))


def _verdicts(*names: str) -> Iterator[tuple[str, str]]:
    for sentence in sentences(*names):
        places = find(sentence.text)
        for label in sentence.labels:
            yield label.kind, "labels"
            if any(
                each.kind == label.kind and each.start <= label.start and each.end >= label.end
                for each in places
            ):
                yield label.kind, "hit"
        for each in places:
            yield each.kind, "found"
            if any(
                each.kind == label.kind and label.start < each.end and each.start < label.end
                for label in sentence.labels
            ):
                yield each.kind, "right"


def mistakes(*names: str) -> Iterator[str]:
    """What was missed, and what was found where there is nothing."""
    for sentence in sentences(*names):
        places = find(sentence.text)
        covered = Counter(
            label for label in sentence.labels for each in places
            if each.kind == label.kind and each.start <= label.start and each.end >= label.end
        )  # fmt: skip
        for label in sentence.labels:
            if label not in covered:
                words = sentence.text[label.start : label.end]
                yield f"missed {label.kind}: {words} | {sentence.text}"
        for each in places:
            if not any(
                each.kind == label.kind and label.start < each.end and each.start < label.end
                for label in sentence.labels
            ):
                yield f"wrongly {each.kind}: {each.text} | {sentence.text}"


def main() -> None:
    parts = (*MARKED, *CLEAN)
    if "-v" in sys.argv:
        print("\n".join(mistakes(*parts)))
    total = {name: len(sentences(name)) for name in parts}
    print(" · ".join(f"{name} {count}" for name, count in total.items()))
    for kind, score in scores(*parts).items():
        print(
            f"{kind:8} labels {score.labels:4}  recall {score.recall:6.1%}"
            f"  found {score.found:4}  precision {score.precision:6.1%}"
        )


if __name__ == "__main__":
    main()
