"""Lines that hold two scripts, put so that they are read in the right order."""
