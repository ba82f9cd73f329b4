"""The book as runs of pages: their order and numbers, and the one file made of them."""
