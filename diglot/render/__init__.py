"""The package that knows HTML and Jinja: a chapter of the model in, markup for one target out."""
