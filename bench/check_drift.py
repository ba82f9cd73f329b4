"""How many faults planted into sound translations the check finds, and how much else it says.

`python bench/check_drift.py [--rounds 3] [--seed 0] [--together 1] [--only NAME] [--show]`
writes a book in which every chapter is one of tests/drift with faults planted at random,
checks it once, and prints for each kind: planted, found, missed, and the findings beside.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from drift import scoring  # noqa: E402 - after the path


def main() -> int:
    """Plant, check, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=1, help="times each chapter and kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--together", type=int, default=1, help="faults in one chapter")
    parser.add_argument("--only", help="one kind of fault")
    parser.add_argument(
        "--show", action="store_true", help="what was missed, and what else is said"
    )
    parser.add_argument("--keep", type=Path, help="a folder to write the book into")
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)  # noqa: S311 - it chooses places, not secrets
    cases = scoring.cases(chance, chosen.rounds, chosen.together, chosen.only)
    with tempfile.TemporaryDirectory() as folder:
        scores = scoring.score(chosen.keep or Path(folder) / "book", cases, jobs=2)
    total: Counter[str] = Counter()
    print(f"{'fault':26}{'planted':>8}{'found':>7}{'missed':>7}{'beside':>8}")
    for name, count in sorted(scores.by_kind.items()):
        print(
            f"{name:26}{count['planted']:8}{count['found']:7}{count['missed']:7}{count['beside']:8}"
        )
        total.update(count)
    print(f"{'all':26}{total['planted']:8}{total['found']:7}{total['missed']:7}{total['beside']:8}")
    recall = total["found"] / max(total["planted"], 1)
    precision = total["found"] / max(total["found"] + total["beside"], 1)
    print(f"recall {recall:.1%}, precision {precision:.1%}")
    if chosen.show:
        print("\n".join(scores.told))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
