"""Side remarks as other programs write them, each read as a division."""
