"""What the bot remembers: claims, turns, answers and feedback, in SQL."""
