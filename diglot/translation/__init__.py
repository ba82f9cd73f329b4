"""How far a translation is: stamps of what was translated from what, progress, skeletons.

Goes in: alignments, and the texts of files. Comes out: findings, counts, and new texts.
Knows the model and both languages; knows nothing of the disk or the terminal.
"""

from diglot.translation.freshness import freshness
from diglot.translation.stamps import lock_path, parse_stamps
from diglot.translation.units import Stamped, units_of, with_stamps

__all__ = ["Stamped", "freshness", "lock_path", "parse_stamps", "units_of", "with_stamps"]
