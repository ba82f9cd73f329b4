"""Sentences end where a reader would say so."""

from __future__ import annotations

import pytest

from diglot.text.sentences import sentences

TEXTS = [
    ("One. Two? Three!", 3),
    ("“Where to?” he asked. “Home.”", 2),
    ("It cost 3.5 dinars. J. K. Cohen paid.", 2),
    ("Mr.\u00a0Smith came at 5 p.m.\u00a0and left.", 1),
    ("Oil is dear.\u0000 Wicks are cheap.", 2),
    ("השמן יקר. הפתילות זולות… ״כך?״ שאלה.", 3),
    ("see e.g. the oil, or etc. and so on.", 1),
    ("", 0),
]


@pytest.mark.parametrize(("text", "count"), TEXTS)
def test_sentences_are_counted(text: str, count: int) -> None:
    """By marks, and by what follows them."""
    assert len(sentences(text)) == count


def test_a_mark_belongs_to_the_sentence_before_it() -> None:
    """A note behind a full stop is no note of the next sentence."""
    assert sentences("One.\u0000 Two.") == ("One.\u0000", "Two.")
