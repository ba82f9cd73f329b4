"""What was evidently meant, written so that pandoc reads it."""
