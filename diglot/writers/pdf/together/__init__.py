"""Both languages on one page: in two columns, or one under the other."""
