"""Who did it or holds the post, where a sentence's own grammar says so: "X leder Y", "ledet av X", "X er leder for Y"."""

import re
from datetime import date

from knowledge.composing.direct_reading import Asked, covers, hedged, holds, stated
from knowledge.words import words

_POSTS = (
    r"(?:daglig leder|styreleder|administrerende direktør|avdelingsdirektør|\w*direktør|leder|leiar|rektor|prorektor|dekan|\w*sjef|president|"
    r"head|director|managing director|rector|pro-rector|dean|chair|chief executive|CEO|leader)"
)
_NAME = r"[A-ZÆØÅ][\w.&/-]*(?: (?:&|[A-ZÆØÅ][\w.&/-]*|\d))*"
_TITLED = rf"(?:(?:forskningsinstituttet|selskapet|universitetet|the research institute|the company) )?{_NAME}(?: \([A-ZÆØÅ]{{2,}}\))?"
_PARTY = rf"{_TITLED}(?:(?: og | and | med | with |, ){_TITLED})*"
_FOR = rf"{_TITLED}(?: for {_NAME})?"
_DOERS = rf"{_FOR}(?:(?: og | and | med | with |, ){_FOR})*"

_ASKS_DOER = re.compile(r"^(?:og |and )?(?:hvem|who)(?: (?:var|was) det som| er det som| is it that)? (\w+)")
_ASKS_POST = re.compile(r"^(?:og |and )?(?:hvem|who) (er|var|is|was|ble|became)\s(?:the |nå |now )?(.+?)[\s?!.]*$")
# A beginning that is no subject: an adverb, a place, a time.
_NO_SUBJECT = frozenset("i ved fra per etter på for om til med ifølge de den det en et in at from as after on for of to with according both "
                        "both under over da når hvis dersom when if forløperen målet omtalen forslaget stillingen".split())  # fmt: skip
_FUNCTION = re.compile(r"\b(?:som|which|who|that|er|var|is|was|ble|har|has|had|hadde|kan|skal|will|can|men|but|ikke|not)\b")
_IS_TOLD_AS = (
    r"(?:er|var|is|was|(?:er |var |is |was )?(?:omtalt|omtales|mentioned|described)(?: igjen| again)?(?: (?:i|in) (?:\w+ )?(?:19|20)\d\d)? (?:som|as))"
)
_BECAME = r"(?:ble|blei|was|became)(?: konstituert| ansatt| tilsatt| utnevnt| valgt| appointed| elected)(?: som| as)?"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NOW = re.compile(r"\b(?:nå|no|i dag|today|now|currently|for tiden|these days)\b", re.IGNORECASE)
_PARTIAL = re.compile(r"\b(?:blant andre|blant annet|among others|included|inkluderte|including|en av|ein av|one of|delvis|partly|medeier|co-)\b")
_VERBS_OF_BEING = frozenset("er var ble is was har has hadde had kan can skal bør må should will have do did does".split())


def doers(sentence: str, asked: Asked, today: date) -> list[str]:
    """Who a sentence names for what is asked: certain when it is one."""
    question, text = asked.text.strip(), stated(sentence)
    lowered = question[:1].casefold() + question[1:]
    if not text or _PARTIAL.search(text):
        return []
    if post := _ASKS_POST.match(lowered):
        return _holders(text, post, asked, today)
    doer = _ASKS_DOER.match(lowered)
    if doer is None or not covers(text, asked) or hedged(text, question):
        return []
    verb = doer[1].casefold()
    if verb in ("har", "has"):
        charged = re.search(r"\b(?:ansvar\w*|responsib\w*)\b", question)
        return _active(text, asked, verb) if charged and re.search(r"\b(?:ansvar\w*|responsib\w*)\b", text) else []
    if verb in _VERBS_OF_BEING:
        return []
    return _passive(text, asked, verb) or _active(text, asked, verb)


def _active(text: str, asked: Asked, verb: str) -> list[str]:
    """The subject before the verb that the question uses."""
    spoken = text.split()
    for i, word in enumerate(spoken[:14]):
        if i and not word[:1].isupper() and _is_verb(word, verb, asked):
            before = spoken[:i]
            if before[-1] in ("har", "has", "have", "hadde", "had"):
                before = before[:-1]
            subject = " ".join(before)
            return [subject] if _is_subject(subject, asked) and not _dated(text, asked) else []
    return []


def _passive(text: str, asked: Asked, verb: str) -> list[str]:
    """Whoever follows "av" or "by" after the verb that the question uses."""
    found = []
    for match in re.finditer(rf"\b(\w+) (?:av|by) ({_DOERS})(?=[ ,.;]|$)", text):
        if not _is_verb(match[1], verb, asked):
            continue
        found.append(_of_side(match[2], asked))
    return [] if _dated(text, asked) else [f for f in found if f]


def _of_side(named: str, asked: Asked) -> str:
    """Of those who acted for several sides ("A for X og B for Y"), the one for the side that is asked about."""
    sides = re.findall(rf"({_TITLED}) for ({_NAME}?)(?= og | and |,|$)", named)
    asked_sides = re.search(r"\b(?:for|for the|on behalf of|på vegne av) (\w+)", asked.text, re.IGNORECASE)
    if sides and asked_sides:
        return next((who for who, side in sides if side.casefold() == asked_sides[1].casefold()), "")
    return named


def _is_verb(word: str, verb: str, asked: Asked) -> bool:
    forms = {verb, *(w for spelt in asked.content if verb in spelt for w in spelt)}
    if verb in ("har", "has"):
        return word == verb
    return holds(word, tuple(forms), asked.language, loosely=False) or any(word == f"{f[:-1]}s" for f in forms if len(f) > 3)


def _is_subject(text: str, asked: Asked) -> bool:
    spoken = words(text)
    return (
        0 < len(spoken) <= 10
        and spoken[0] not in _NO_SUBJECT
        and "," not in text
        and not _FUNCTION.search(text)
        and any(word not in asked.names and all(word not in spelt for spelt in asked.content) for word in spoken)
    )


def _dated(text: str, asked: Asked) -> bool:
    """Whether a sentence tells of one time only, and the question of now or of another."""
    past = re.match(r"^(?:og |and )?(?:hvem|who) \w+(?:te|et|de|ed|ga|la|tok|skrev|wrote|made|built|gave)\b", asked.text, re.IGNORECASE)
    open_ended = re.search(r"\b(?:siden|since) (?:\w+ )?(?:19|20)\d\d", text)
    there = set(_YEAR.findall(re.sub(r"(?:avtalen|agreement) (?:fra|from) \d{4}|\d{4} (?:\w+ )?agreement", "", text)))
    return bool(there) and not past and not open_ended and not there & set(_YEAR.findall(asked.text))


def _holders(text: str, post: re.Match[str], asked: Asked, today: date) -> list[str]:
    """Who holds a post, as of now or as of the year that is asked about."""
    if not re.search(rf"\b{_POSTS}", post[2], re.IGNORECASE) or not all(holds(text, w, asked.language) for w in asked.content):
        return []
    title = re.search(rf"^({_NAME})(?: (?:fra|of|from) {_NAME})?(?: ({_IS_TOLD_AS})| ({_BECAME})|,) (?:the |NTNUs |NHOs |ny )?((?:\w+ )?{_POSTS}\b.*)$", text)
    if title is None or _apart(title[4], asked):
        return []
    years, now = {int(y) for y in _YEAR.findall(text)}, not _YEAR.search(asked.text) and post[1] in ("er", "is")
    if title[3]:
        ends = [int(y) for y in re.findall(rf"\b(?:til|until) (?:\d+\.? \w+ )?((?:19|20)\d\d)", text)]
        return [title[1]] if now and ends and min(ends) > today.year else []
    if now:
        return [title[1]] if not years or max(years) >= today.year else []
    asked_years = {int(y) for y in _YEAR.findall(asked.text)}
    return [title[1]] if asked_years and asked_years <= years else []


def _apart(told: str, asked: Asked) -> bool:
    """Whether the words for the post stand elsewhere than in what is told of the person."""
    return not all(holds(told, w, asked.language) for w in asked.content if not w[0].isdigit())
