"""From an answer to what Slack shows: pure functions, no Slack client, no state."""
