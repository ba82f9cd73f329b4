"""Work that is shared out over processes."""
