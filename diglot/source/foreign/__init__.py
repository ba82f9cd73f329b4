"""What other programs understand and pandoc does not: their marks in text and in code."""
