"""How many faults planted into sound translations the check finds, and how much else it says.

`python bench/check_drift.py [--quick] [--rounds N] [--seed N] [--only KIND,…] [--texts NAME,…]
[--list] [--jobs 2]` plants faults of every kind, as translators and editors make them, into the
texts of bench/texts, each of a genre of its own, and prints: for each kind how many were planted
and found, for each rule how often it was right, what is said of the sound texts, written in one
way and another, and all this for the texts that may be used for tuning and for the late ones,
which may not. A finding counts as right only where an apt rule names the passage; "again" are
more of these, "beside" is all else that a fault brings with it, follow-ups included.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "bench")]

from planted import blocks, code, numbers, sections, tables, twice, words  # noqa: F401, E402
from planted.books import all_texts  # noqa: E402 - after the path
from planted.scoring import all_kinds, score  # noqa: E402
from planted.telling import tell  # noqa: E402

_QUICK = 10  # so many times fewer faults


def main() -> int:
    """Plant, check, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=1, help="times each kind in each text")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="", help="kinds of faults, with commas between")
    parser.add_argument("--texts", default="", help="texts, with commas between")
    parser.add_argument("--quick", action="store_true", help="a tenth of the faults")
    parser.add_argument("--list", action="store_true", help="each miss, and each false alarm")
    parser.add_argument("--jobs", type=int, default=2)
    chosen = parser.parse_args()
    names = [name for name in chosen.texts.split(",") if name]
    texts = [text for text in all_texts() if not names or text.name in names]
    kinds = all_kinds([name for name in chosen.only.split(",") if name])
    started = time.monotonic()
    share = _QUICK if chosen.quick else 1
    result = score(texts, kinds, chosen.rounds, chosen.seed, chosen.jobs, share)
    print("\n".join(tell(result, texts, in_full=chosen.list)))
    print(f"{time.monotonic() - started:.0f} seconds")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
