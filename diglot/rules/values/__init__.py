"""What single numbers of a passage are: their places, their parts and their signs."""
