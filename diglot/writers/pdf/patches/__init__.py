"""What is mended in WeasyPrint, one thing a module, each with a test that says when it can go."""
