"""How good the answers and the search are: questions with what is right about them, and counts over the answers."""
