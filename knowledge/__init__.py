"""Question in, grounded answer out. Knows nothing about Slack."""
