"""What has come apart between the languages: a module for each family of rules.

Goes in: the aligned book. Comes out: findings. Knows nothing of files or HTML.
"""

from diglot.rules.check import Comparison, compare

__all__ = ["Comparison", "compare"]
