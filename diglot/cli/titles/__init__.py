"""Several books in one command: which they are, and what is done with them side by side."""
