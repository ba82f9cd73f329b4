"""What the words of a translation should keep, or avoid: rules of T that look at words."""
