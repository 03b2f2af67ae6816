"""What the search page knows: places of the book with their words, and names that are spelt in several ways."""
