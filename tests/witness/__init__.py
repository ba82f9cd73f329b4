"""A witness of what an author wrote: another reader of Markdown, and what editions keep of it."""
