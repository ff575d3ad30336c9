"""The words that name a time in nb, nn and en: days, seasons, holidays, "neste måned", "before Christmas"."""

import re

_MONTHS = (
    "januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|"
    "january|february|march|may|june|july|october|december"
)
SEASONS = {
    "høst": (8, 12), "haust": (8, 12), "autumn": (8, 12), "fall": (8, 12),
    "vår": (1, 6), "spring": (1, 6),
    "sommer": (6, 8), "sommar": (6, 8), "summer": (6, 8),
}  # fmt: skip  # first and last month; autumn and spring as semesters
HOLIDAYS = {
    "jul": (12, 24), "christmas": (12, 24), "nyttår": (1, 1), "new year": (1, 1), "påske": None, "easter": None,
}  # fmt: skip
UNITS = {"uke": "week", "veke": "week", "week": "week", "måned": "month", "månad": "month", "month": "month",
          "år": "year", "year": "year", "semester": "semester"}  # fmt: skip
PLURAL = {"day": "dager", "week": "uker", "month": "måneder", "year": "år", "semester": "semestre"}
COUNTS = {"en": 1, "ett": 1, "et": 1, "ein": 1, "eit": 1, "one": 1, "a": 1, "to": 2, "two": 2, "tre": 3, "three": 3,
           "fire": 4, "four": 4, "fem": 5, "five": 5, "seks": 6, "six": 6}  # fmt: skip
_NUMBER = r"(?:\d{1,2}|en|ett|et|ein|eit|to|tre|fire|fem|seks|one|a|two|three|four|five|six)"
_DAY = (
    rf"\d{{1,2}}\.?\s?(?:{_MONTHS})(?:\s\d{{4}})?|(?:{_MONTHS})\s\d{{1,2}}(?!\d)(?:,?\s\d{{4}})?"
    r"|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{4}-\d{2}-\d{2}"
)
_SEASON = r"(?:høst|haust|autumn|fall|vår|spring|sommer|sommar|summer)"
_ANCHOR = rf"""
    (?P<day>{_DAY})
  | (?P<month>(?:{_MONTHS})(?:\s\d{{4}})?)(?![\wæøå])
  | (?P<which>neste|kommende|komande|denne|dette|next|this|forrige|førre|sist|last)?\s?(?:the\s)?
      (?P<season>{_SEASON})(?:en|semester(?:et)?|\ssemester)?(?:\s(?P<season_year>\d{{4}}))?(?![\wæøå])
  | (?P<holiday>jula?|juleferien|christmas|nyttår|(?:the\s)?new\syear|påsk[ea]n?|påskeferien|easter)(?![\wæøå])
  | (?:de\s|dei\s|the\s)?(?P<span>neste|kommende|next|innen|innan|within)\s(?P<count>{_NUMBER})\s
      (?P<counted>uke|veke|week|måned|månad|month|år|year)\w*
  | (?:om|in)\s(?P<away>{_NUMBER})\s(?P<away_unit>dag|day|uke|veke|week|måned|månad|month|år|year)\w*
  | (?P<rel>neste|kommende|komande|denne|dette|i|next|this|forrige|førre|last)\s(?P<unit>uke|veke|week|måned|månad|month|år|year|semester)(?:en|a|et)?(?![\wæøå])
  | (?P<now>i\s?dag|today|i\s?morgen|i\s?morgon|tomorrow|i\s?fjor|last\syear)
  | (?P<ahead>fram(?:over|\si\stid)?|fremover|frem\si\stid|kommende|komande|upcoming|future|ahead)(?![\wæøå])
  | (?P<year>(?:19|20)\d{{2}})(?!\s?(?:kr|nok|kroner|,))(?!\w)
"""
TIME = re.compile(
    rf"""(?<![\wæøå-])(?:(?P<between>fra|frå|mellom|from|between)\s(?P<first>{_DAY})\s(?:til(?:\sog\smed)?|og|to|and|until)\s(?P<last>{_DAY})
    | (?:(?P<relation>før|innen|innan|senest|seinast|before|by|until|fram\stil|etter|fra(?:\sog\smed)?|frå(?:\sog\smed)?|after|from|since|siden)\s)?
      (?:(?:i|til|på|den|in|on|during|the|løpet\sav)\s){{0,2}}(?:{_ANCHOR}))""",
    re.VERBOSE,
)
# "i vår bedrift": our company, no spring.
_OURS = re.compile(r"\bvår\s+(?!om\b|med\b|på\b|i\b|som\b|for\b|og\b|eller\b|innen\b|ved\b|\d)[a-zæøå]")
# Without a word beside them these say other things: "bedriften vår", "may we".
_AMBIGUOUS = frozenset({"vår", "fall", "spring", "may", "march", "sommer", "summer"})
# A day alone only when something is before or after it: "hvilke kurs har dere i dag?" asks for no date.
_TODAY = re.compile(r"i\s?dag|today")


def find_time(lowered: str) -> re.Match[str] | None:
    """The first words in a text (in lower case) that name a time."""
    without_ours = _OURS.sub(lambda match: " " * len(match.group()), lowered)
    found = (m for m in TIME.finditer(without_ours) if m.group().strip() not in _AMBIGUOUS)
    return next((m for m in found if m["relation"] or not _TODAY.match(m["now"] or "")), None)
