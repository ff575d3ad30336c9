"""Hears a person in Slack, shows an answer. Knows nothing about search."""
