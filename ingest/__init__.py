"""Sources in, one new generation of the index out. Knows no Slack."""
