"""What the labels on NTNU's course pages are called, in bokmål, nynorsk and English."""

from collections.abc import Mapping

from ingest.reading.lines import clean

AUDIENCE = "audience"
"""A label whose words have no field of their own in a record."""

_LABELS: Mapping[str, str] = {
    "deadline": "søknadsfrist|søknadsfristen|påmeldingsfrist|frist|application deadline|registration deadline|deadline",
    "start": "oppstart|kursstart|studiestart|undervisningsstart|startdato|course start|start date|start",
    "credits": "studiepoeng|credits|ects|ects credits|studiepoeng (ects)",
    "teaching_language": "språk|undervisningsspråk|language|language of instruction|teaching language",
    "location": "sted|stad|studiested|studiestad|undervisningssted|kurssted|location|campus|place",
    "level": "nivå|studienivå|level|study level|level of study",
    "duration": "varighet|varigheit|duration",
    "price_nok": "pris|kurspris|kursavgift|deltakeravgift|deltakaravgift|price|course fee|fee",
    "admission": "opptakskrav|forkunnskapskrav|forkunnskapskrav og opptak|admission requirements|entry requirements|"
    "required previous knowledge",
    "delivery": "kursform|undervisningsform|gjennomføring|delivery|mode of study|course format",
    "description": "kursbeskrivelse|kursomtale|faglig innhold|fagleg innhald|course description|course content|"
    "about the course|om kurset|om emnet",
    AUDIENCE: "målgruppe|target group|target audience|who is the course for",
}
_FIELDS = {label: field for field, labels in _LABELS.items() for label in labels.split("|")}

_LONGEST = max(len(label) for label in _FIELDS)


def field_of(label: str) -> str | None:
    """The record's field that a label names; None for all other words."""
    if len(label) > 2 * _LONGEST:
        return None
    return _FIELDS.get(clean(label).rstrip(" :").casefold())
