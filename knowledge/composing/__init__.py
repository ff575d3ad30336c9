"""From what was found to what is said, one kind of answer per module."""
