"""What rules of blocks look at: code, and what a text sets apart."""
