"""Drift: real translations are sound or not, and the check tells which, and where."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from pathlib import Path

import pytest

from diglot.disk.cache import Cache
from diglot.run.pipeline import check_project
from drift import scoring
from drift.planting import CONTENT, FAULTS, NAMES, read_pair

pytestmark = pytest.mark.heavy

SEED = 7
MOST_WRONG = 14  # of 309 faults, eight of each kind


def test_sound_translations_give_nothing() -> None:
    """Free translations of many kinds of text, all sound, give no finding."""
    found = scoring.folder_findings(CONTENT.parent)
    assert {name: [str(f.position) for f in some] for name, some in found.items()} == {}


def test_it_works_from_hebrew_to_english(tmp_path: Path) -> None:
    """The other way round, the check asks for what the Hebrew translators put in, and no more.

    A note of the translator's, her measures, and a sign for percent where English had none.
    """
    shutil.copytree(CONTENT, tmp_path / "content")
    shutil.copytree(CONTENT / "en/images", tmp_path / "content/he/images")
    settings = tmp_path / "content/book.yaml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[en, he]", "[he, en]"), encoding="utf-8")
    found = scoring.folder_findings(tmp_path)
    assert {name: [f.rule for f in some] for name, some in found.items()} == {
        "03-policy": ["note-count"],
        "06-cookbook": ["number-missing", "length"],
        "17-sentences": ["number-missing"],
    }


@pytest.mark.parametrize(
    ("of_each", "wrong"), [(1, 0), pytest.param(8, MOST_WRONG, marks=pytest.mark.long)]
)
def test_a_planted_fault_is_one_finding(tmp_path: Path, of_each: int, wrong: int) -> None:
    """A fault of every kind, planted into sound translations, is one finding at its place.

    wrong: how many are missed, or have another finding beside theirs, at most.
    """
    few: Counter[str] = Counter()
    chosen = []
    for case in scoring.cases(random.Random(SEED), 1):
        (kind,) = case.kinds
        few[kind] += 1
        if few[kind] <= of_each:
            chosen.append(case)
    assert few.keys() == FAULTS.keys()
    told = scoring.score(tmp_path / "book", chosen).told
    assert len(told) <= wrong, told


@pytest.mark.long
def test_what_is_kept_changes_no_finding(tmp_path: Path) -> None:
    """A check of what a check before it has kept finds, of faults side by side, what that found."""
    folder = tmp_path / "book"
    made = scoring.cases(random.Random(SEED), 1, together=3)
    scoring.findings(folder, made, jobs=1)
    whole, first, second = (
        check_project(folder, jobs=1, progress=scoring.Unwatched(), cache=cache)
        for cache in (Cache(None), *[Cache(tmp_path / "cache")] * 2)
    )
    assert whole.findings
    assert first.findings == whole.findings
    assert second.findings == whole.findings


def test_the_pairs_are_written_chunk_by_chunk() -> None:
    """Both languages of every chapter have the same chunks, so a fault is planted in both alike."""
    for name in NAMES:
        pair = read_pair(name)
        assert [c.kind for c in pair.source] == [c.kind for c in pair.translation], name
        assert pair.texts() == tuple(
            Path(CONTENT / tag / f"{name}.md").read_text(encoding="utf-8") for tag in ("en", "he")
        )
