"""The names of what can be clicked; renderers write them and listeners hear them."""

SHOW_SOURCES = "show_sources"  # value: answer id
WHY = "why"  # value: answer id
SHARE = "share_answer"  # value: answer id
ASK = "ask"  # followed by _<place>; value: the question
FEEDBACK = "feedback"  # value: helpful:<answer id> or unhelpful:<answer id>
HELPFUL = "helpful"
UNHELPFUL = "unhelpful"
