"""Slips that mislead pandoc, one rule a module, and what other programs' marks are."""
