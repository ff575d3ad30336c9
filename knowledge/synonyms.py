"""Words for the same thing, so that a topic is found whatever it is called.

Each group's first entry is the word that the catalogue of courses uses. English entries let English
questions reach Norwegian records.
"""

import re
from collections.abc import Mapping, Sequence

GROUPS: Sequence[Sequence[str]] = (
    ("kunstig intelligens", "ki", "ai", "artificial intelligence", "kunstig intellegens", "generativ ki"),
    (
        "digital sikkerhet", "cybersikkerhet", "cyber security", "cybersecurity", "digital security", "it-sikkerhet",
        "ikt-sikkerhet", "datasikkerhet", "informasjonssikkerhet", "information security", "digital tryggleik",
        "digital sikkerheit", "cyber",
    ),
    ("maskinlæring", "machine learning", "ml"),
    ("dyp læring", "deep learning", "djup læring"),
    ("datasyn", "computer vision", "maskinsyn"),
    ("programmering", "programming", "koding", "coding"),
    ("prosjektledelse", "project management", "prosjektleiing"),
    ("risikostyring", "risk management"),
    ("ledelse", "management", "leadership", "leiing", "lederutvikling", "ledere", "leiarar", "managers", "leaders"),
    ("teknologiledelse", "technology management", "teknologileiing"),
    ("organisasjon", "organisation", "organization"),
    ("digitalisering", "digitalization", "digitalisation", "digitization", "digital omstilling", "digital transformation",
     "digital transformasjon"),
    ("helseteknologi", "health technology", "helseinformatikk", "health informatics", "e-helse", "healthcare informatics"),
    ("stordata", "big data"),
    ("datautvinning", "data mining", "datagruvedrift"),
    ("databaser", "databases", "database"),
    ("energi", "energy"),
    ("bygg", "buildings", "construction"),
    ("grønn omstilling", "green transition", "bærekraft", "sustainability", "grøn omstilling", "berekraft"),
    ("samferdsel", "transport", "transportation"),
    ("jernbane", "railway", "jernbaneteknikk", "jarnbane"),
    ("veg", "vei", "roads", "veier", "vegar"),
    ("eiendom", "real estate", "property", "eigedom", "eiendomsutvikling"),
    ("havbruk", "aquaculture", "oppdrett"),
    ("tungregning", "hpc", "high performance computing", "supercomputing", "tungrekning"),
    ("logistikk", "logistics"),
    ("produksjon", "manufacturing", "production"),
    ("kryptografi", "cryptography"),
    ("personvern", "privacy", "data protection", "gdpr"),
    ("skole", "school", "skolelederutdanning"),
    ("batteri", "battery", "batteriteknologi", "batteries"),
    ("innovasjon", "innovation"),
    ("robotikk", "robotics", "roboter"),
    ("sky", "cloud", "skytjenester"),
    ("nettverk", "networks", "networking"),
    ("økonomi", "economics", "economy"),
)  # fmt: skip

_CANONICAL: Mapping[str, str] = {variant: group[0] for group in GROUPS for variant in group}
_VARIANT = re.compile(
    r"(?<![\w-])(?:" + "|".join(re.escape(v) for v in sorted(_CANONICAL, key=len, reverse=True)) + r")(?![\w-])",
    re.IGNORECASE,
)


_NAMES = tuple(sorted((group[0] for group in GROUPS if " " in group[0]), key=len, reverse=True))


def topic_parts(topic: str) -> list[str]:
    """The things a topic names: the catalogue's names of several words whole, other words one by one."""
    left, parts = f" {topic} ", []
    for name in _NAMES:
        if f" {name} " in left:
            left = left.replace(f" {name} ", "  ")
            parts.append(name)
    return [*parts, *left.split()]


def canonical(text: str) -> str:
    """The text with every known variant replaced by the catalogue's word."""
    return _VARIANT.sub(lambda match: _CANONICAL[match.group().casefold()], text)
