"""Who did it or holds the post, where a sentence's own grammar says so: "X leder Y", "ledet av X"."""

import re
from datetime import date

from knowledge.composing.direct_reading import Asked, clause_at, covers, hedged, holds, stated
from knowledge.words import words

_POSTS = (
    r"(?:daglig leder|styreleder|administrerende direktør|avdelingsdirektør|\w*direktør|leder|leiar|rektor|prorektor|"
    r"dekan|\w*sjef|president|head|director|managing director|rector|pro-rector|dean|chair|chief executive|CEO|leader)"
)
_NAME = r"[A-ZÆØÅ][\w.&/-]*(?: (?:&|[A-ZÆØÅ][\w.&/-]*|\d))*"
_KIND = r"(?:forskningsinstituttet|selskapet|universitetet|the research institute|the company)"
_TITLED = rf"(?:{_KIND} )?{_NAME}(?: \([A-ZÆØÅ]{{2,}}\))?"
_FOR = rf"{_TITLED}(?: for {_NAME})?"
_DOERS = rf"{_FOR}(?:(?: og | and | med | with |, ){_FOR})*"

_ASKS_DOER = re.compile(
    r"^(?:og |and )?(?:hvem|who)(?: (?:var|was) det som| er det som| is it that)?"
    r"(?: (?:i|hos|ved|på|at|in) [\w-]+)? (\w+)"
)
_ASKS_POST = re.compile(r"^(?:og |and )?(?:hvem|who) (er|var|is|was|ble|became)\s(?:the |nå |now )?(.+?)[\s?!.]*$")
# A beginning that is no subject: an adverb, a place, a time.
_NO_SUBJECT = frozenset(
    "i ved fra per etter på for om til med ifølge de den det en et in at from as after on of to with according both "
    "under over da når hvis dersom when if forløperen målet omtalen forslaget stillingen".split()
)
_FUNCTION = re.compile(
    r"\b(?:som|which|who|that|er|var|is|was|ble|har|has|had|hadde|kan|skal|will|can|men|but|ikke|not)\b"
)
_IS_TOLD_AS = (
    r"(?:er|var|is|was|(?:er |var |is |was )?(?:omtalt|omtales|mentioned|described)(?: igjen| again)?"
    r"(?: (?:i|in) (?:\w+ )?(?:19|20)\d\d)? (?:som|as))"
)
_BECAME = (
    r"(?:ble|blei|was|became)(?: konstituert| ansatt| tilsatt| utnevnt| valgt| appointed| elected)(?: som| as)?"
    r"(?: acting)?"
)
_HOLDER = re.compile(
    rf"^({_NAME})(?: (?:fra|of|from) {_NAME})?(?: (?:{_IS_TOLD_AS})| ({_BECAME})|,) (?:the |NTNUs |NHOs |ny )?"
    rf"((?:\w+ )?{_POSTS}\b.*)$"
)
_AS_OF = re.compile(r"^(?:Per|As of) \d{4} (?:(omtales) (.+?) (som)\b|)")
_ENDS = re.compile(r"\b(?:til|until) (?:\d+\.? \w+ )?((?:19|20)\d\d)")
_CHARGE = re.compile(r"\b(?:ansvar\w*|responsib\w*)\b")
# A year that names an agreement tells nothing of when.
_OF_AGREEMENT = re.compile(r"(?:avtalen|agreement) (?:fra|from) \d{4}|\d{4} (?:\w+ )?agreement")
_PAST = re.compile(
    r"^(?:og |and )?(?:hvem|who) \w+(?:te|et|de|ed|ga|la|tok|skrev|wrote|made|built|gave)\b", re.IGNORECASE
)
_SIDE = re.compile(r"\b(?:for|for the|on behalf of|på vegne av) (\w+)", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Not all of those who did it, or not they alone.
_PARTIAL = re.compile(
    r"\b(?:blant andre|blant annet|among others|included|inkluderte|including|en av|ein av|one of|delvis|partly|"
    r"medeier|co-|sammen med|saman med|i samarbeid med|together with|in (?:collaboration|cooperation) with|jointly)\b"
)
_VERBS_OF_BEING = frozenset(
    "er var ble is was har has hadde had kan can skal bør må should will have do did does".split()
)


def doers(sentence: str, asked: Asked, today: date) -> list[str]:
    """Who a sentence names for what is asked: certain when it is one."""
    question, text = asked.text.strip(), stated(sentence)
    lowered = question[:1].casefold() + question[1:]
    if not text or _PARTIAL.search(text):
        return []
    if post := _ASKS_POST.match(lowered):
        return _holders(text, sentence, post, asked, today)
    doer = _ASKS_DOER.match(lowered)
    if doer is None or not covers(text, asked) or hedged(text, question):
        return []
    verb = doer[1].casefold()
    if verb in ("har", "has"):
        return _active(text, asked, verb) if _CHARGE.search(question) and _CHARGE.search(text) else []
    if verb in _VERBS_OF_BEING or _is_of_another_time(text, asked):
        return []
    return _passive(text, asked, verb) or _active(text, asked, verb)


def _active(text: str, asked: Asked, verb: str) -> list[str]:
    """The subject before the verb that the question uses, where all else that is asked about comes after it."""
    spoken = text.split()
    for i, word in enumerate(spoken[:14]):
        if not i or word[:1].isupper() or word.endswith("es") or not _is_verb(word, verb, asked):
            continue
        after = clause_at(text, len(" ".join(spoken[:i])))
        before = spoken[: i - 1] if spoken[i - 1] in ("har", "has", "have", "hadde", "had") else spoken[:i]
        elsewhere = [w for w in asked.content if verb not in w and not holds(after, w, asked.language)]
        if all(set(w) & asked.names for w in elsewhere) and _is_subject(" ".join(before), asked):
            return [" ".join(before)]
        return []
    return []


def _passive(text: str, asked: Asked, verb: str) -> list[str]:
    """Whoever follows "av" or "by" after the verb that the question uses."""
    return [
        who
        for match in re.finditer(rf"\b(\w+) (?:av|by) ({_DOERS})(?=[ ,.;]|$)", text)
        if _is_verb(match[1], verb, asked)
        and not re.search(r"\b(?:som|which|that)\b", text[: match.start()])
        and (who := _of_side(match[2], asked))
    ]


def _of_side(named: str, asked: Asked) -> str:
    """Of those who acted for several sides ("A for X og B for Y"), the one for the side that is asked about."""
    sides = re.findall(rf"({_TITLED}) for ({_NAME}?)(?= og | and |,|$)", named)
    side = _SIDE.search(asked.text)
    if sides and side:
        return next((who for who, whose in sides if whose.casefold() == side[1].casefold()), "")
    return named


def _is_verb(word: str, verb: str, asked: Asked) -> bool:
    if verb in ("har", "has"):
        return word == verb
    forms = {verb, *(form for spelt in asked.content if verb in spelt for form in spelt)}
    inflected = any(word == f"{form[:-1]}s" for form in forms if len(form) > 3)
    return inflected or holds(word, tuple(forms), asked.language, loosely=False)


def _is_subject(text: str, asked: Asked) -> bool:
    spoken = words(re.sub(r"\(.*?\)", "", text))
    told = {word for spelt in asked.content for word in spelt} | asked.names
    plain = "," not in text and not _FUNCTION.search(text)
    return plain and 0 < len(spoken) <= 10 and spoken[0] not in _NO_SUBJECT and not told.issuperset(spoken)


def _is_of_another_time(text: str, asked: Asked) -> bool:
    """Whether a sentence tells of one time only, and the question of now or of another."""
    there = set(_YEAR.findall(_OF_AGREEMENT.sub("", text)))
    goes_on = re.search(r"\b(?:siden|since) (?:\w+ )?(?:19|20)\d\d", text)
    return bool(there) and not _PAST.match(asked.text) and not goes_on and not there & set(_YEAR.findall(asked.text))


def _holders(text: str, sentence: str, post: re.Match[str], asked: Asked, today: date) -> list[str]:
    """Who holds a post, as of now or as of the year that is asked about."""
    turned = _AS_OF.sub(lambda m: f"{m[2]} {m[1]} {m[3]}" if m[1] else "", text)
    told = _HOLDER.search(turned)
    if told is None or not re.search(rf"\b{_POSTS}", post[2], re.IGNORECASE):
        return []
    # What is told of the post holds all that is asked about it.
    if not all(holds(told[3], w, asked.language) for w in asked.content if not w[0].isdigit()):
        return []
    years, asked_years = set(map(int, _YEAR.findall(sentence))), set(map(int, _YEAR.findall(asked.text)))
    now = not asked_years and post[1] in ("er", "is")
    if told[2]:
        ends = [int(year) for year in _ENDS.findall(text)]
        return [told[1]] if now and ends and min(ends) > today.year else []
    if now:
        return [told[1]] if not years or max(years) >= today.year else []
    return [told[1]] if asked_years and asked_years <= years else []
