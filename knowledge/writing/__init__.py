"""A language model writes the answer sentence by sentence, and only what is proven is shown.

The extractive answer is made first, and it decides whether there is one: a model is asked only where the sources were
found to hold an answer, and only to say it more fluently. Each sentence is checked against the passages and records
that it cites before anyone sees it. Whatever goes wrong, the extractive answer is there already.

Nothing here is imported while ``LLM_MODEL`` is unset.
"""
