"""What each line of Markdown is, and what it is in."""
