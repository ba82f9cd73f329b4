"""What is around the text: numbers, contents, index, credits."""
