"""Texts that speak to a model rather than to a reader; they are kept from it.

A source that tells a model what to write would prove what it made it write. So a passage or record that steers is not
given to the model at all: the sources' own words may still quote it, as they would without one.
"""

import re

from knowledge.signals import STEERING

_TO_A_MODEL = re.compile(
    r"""\b(?:språkmodell\w*|language\smodels?|llms?|chatbot\w*|chatrobot\w*|(?:ai|ki)[\s-](?:assistent|assistant|modell?|bot)\w*)\b
        [^.!?]{0,80}?\b(?:svar(?:e|er|ar)?|skriv(?:e|er)?|nevn(?:e|er)?|nemn(?:e|er)?|gjenta|ta\smed|legg\stil|
        repl(?:y|ies)|respond|write|mention|say|include|append|answer|output|repeat)\b|
        ^\W*(?:system|assistant|developer|user|human|ai)\s*[:>\]]|<\|[\w ]+\|>|\[/?inst\]""",
    re.VERBOSE | re.MULTILINE,
)


def steers(text: str) -> bool:
    """Whether a text gives orders to whoever answers."""
    lowered = text.casefold()
    return bool(STEERING.search(lowered) or _TO_A_MODEL.search(lowered))
