"""What a book may say of single forms in which it is made, one module a form."""
