"""How files are read, kept and written so that nothing is lost."""
