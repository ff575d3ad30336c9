"""Pages and answers over the network: politely, within limits, and never from a private address unless allowed."""
