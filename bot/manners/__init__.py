"""When to speak and when not to: in threads, to strangers, and after being asked to be quiet."""
