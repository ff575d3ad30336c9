"""A local stand-in for a Slack workspace: Web API, Socket Mode and a page. Shares no code with the bot."""
