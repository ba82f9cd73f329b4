"""Slips that mislead pandoc, one rule a module."""
