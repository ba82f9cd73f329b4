"""Sound translations, and the faults that are planted into them."""
