"""What authors say in comments: what the check is to pass over, and what is beside what."""
