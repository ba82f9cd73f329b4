"""pandoc: how it is asked, what it answers, and what it is asked once more."""
