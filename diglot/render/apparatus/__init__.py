"""What stands around the text: numbers, contents, index, credits."""
