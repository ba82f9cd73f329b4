"""What stops a run: one family of errors, each with a message that names the way out."""

from __future__ import annotations


class DiglotError(Exception):
    """Something that stops the run; its text is shown to the user as it is.

    The text names the file (with its line where there is one), what is wrong
    with it, and what to do.
    """
