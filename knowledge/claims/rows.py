"""A record told as short statements, one a field, whatever its fields are called."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.dates import parse_partial, spell


@dataclass(frozen=True, slots=True)
class Field:
    """What a field means: ``kind`` groups names of the same, ``label`` is how the statement begins."""

    kind: str
    label: str
    unit: str = ""


_KINDS: tuple[tuple[str, Field], ...] = (
    ("course_code code emnekode kode", Field("code", "Emnekode")),
    ("title_no title tittel name navn title_nb", Field("title", "Tittel på emnet, kurset, programmet")),
    ("title_en", Field("title", "Engelsk tittel på emnet, kurset, programmet")),
    ("credits studiepoeng ects sp", Field("credits", "Omfang, gir", "studiepoeng")),
    ("level nivå nivaa", Field("level", "Nivå, grad")),
    ("delivery form undervisningsform mode", Field("delivery", "Gjennomføres, undervisningsform")),
    ("place location sted campus", Field("place", "Sted, holdes, undervises i")),
    ("language teaching_language språk undervisningsspråk", Field("language", "Undervisningsspråk, undervises på")),
    ("price_nok price pris kostnad", Field("price", "Pris, koster, kostet", "kroner")),
    ("price_note", Field("price", "Pris")),
    ("application_deadline deadline frist søknadsfrist", Field("deadline", "Søknadsfrist, søk innen")),
    ("deadline_note", Field("deadline", "Søknadsfrist")),
    ("start oppstart startdato", Field("start", "Oppstart, starter")),
    ("start_note", Field("start", "Oppstart")),
    ("duration varighet", Field("duration", "Varighet, tar, varer")),
    ("admission_requirements admission opptakskrav", Field("admission", "Opptakskrav, kreves, søkere må ha")),
    ("contact_email email e-post epost", Field("email", "Kontakt, e-postadresse")),
    ("source_url url kilde", Field("source", "Kildens side")),
    ("page_date date dato", Field("date", "Kilden er datert, fra")),
    ("date_note", Field("date", "Om kildens dato")),
    ("publisher utgiver", Field("publisher", "Utgiver av kilden")),
    ("confidence sikkerhet", Field("confidence", "Sikkerhet")),
    ("is_evu", Field("evu", "EVU")),
    ("kind type", Field("kind", "Type tilbud")),
    ("description_no description beskrivelse description_en", Field("text", "Innhold, handler om, målgruppe")),
    ("notes note merknad merknader", Field("text", "Merknad")),
    ("function funksjon", Field("function", "Kontaktpunkt for, spørsmål om, informasjon om, kontakte, finner du")),
    ("organisation organisasjon", Field("organisation", "Hos, organisasjon, listet, oppført")),
    ("channel kanal", Field("channel", "Kanal, nås via, kontakt på")),
    ("value verdi adresse", Field("value", "Adresse, ligger på, sendes til, finnes på, skriv til, kontakt")),
    ("topics temaer tema", Field("topics", "Tema, handler om, gjelder")),
    ("dbh_grade_years last_year_with_grades last_graded_year", Field("grades", "Karakterer i DBH til og med")),
    ("secondary", Field("secondary", "Sekundærkilde")),
)  # fmt: skip
FIELDS: Mapping[str, Field] = {name: field for names, field in _KINDS for name in names.split()}
# What stands in a record for the machine alone.
_UNTOLD = frozenset(("id", "confidence", "retrieved", "licence", "also", "valid_from", "valid_to"))
_TYPES = {
    "emne": "emne, kurs, course", "program": "program, studieprogram, master, utdanning, programme",
    "spesialisering": "spesialisering, studieretning", "videre-kurs": "videreutdanning, kurs, course",
    "mooc": "nettkurs, MOOC, åpent kurs på nett, online course",
}  # fmt: skip
_CHANNELS = {
    "e-post": "e-post, skriv til, sendes", "nettside": "nettside, nettsted, nettadresse, les mer",
    "besøk": "besøk, besøksadresse, ligger i", "postadresse": "postadresse, post, brev",
    "rolle": "rolle, ingen egen adresse er oppgitt", "telefon": "telefon, ring",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One field as a statement: ``value`` is what the source says, ``text`` the same with its label before it."""

    field: str
    kind: str
    label: str
    value: str
    stated: bool

    @property
    def text(self) -> str:
        """The statement."""
        return f"{self.label}: {self.value}"


def tell(fields: Mapping[str, Any]) -> list[Told]:
    """A record's fields as statements; what is None or empty is told as not stated."""
    return [told for name, value in fields.items() for told in _told(name, value)]


def _told(name: str, value: Any) -> Iterator[Told]:
    if name in _UNTOLD:
        return
    if isinstance(value, Mapping):
        for inner, part in value.items():
            yield from _told(inner, part)
        return
    if isinstance(value, list | tuple) and any(isinstance(item, Mapping) for item in value):
        for item in value:
            yield from _told(name, item)
        return
    field = FIELDS.get(name.lower(), Field(name, name.replace("_", " ")))
    if value is None or value == "" or value in ([], ()):
        if not name.endswith("_note"):
            yield Told(name, field.kind, field.label, "ikke oppgitt", stated=False)
        return
    yield Told(name, field.kind, field.label, _in_words(field, value), stated=True)


def _in_words(field: Field, value: Any) -> str:
    if isinstance(value, bool):
        if field.kind == "evu":
            return "etter- og videreutdanning, EVU-emne" if value else "ordinært emne for studenter"
        return "ja" if value else "nei"
    if isinstance(value, int | float):
        number = f"{value:g}" if value < 1e6 else f"{value:.0f}"
        free = ", gratis, kostnadsfritt" if field.kind == "price" and value == 0 else ""
        return f"{number.replace('.', ',')} {field.unit}".strip() + free
    if isinstance(value, list | tuple):
        return ", ".join(_in_words(field, item) for item in value)
    text = str(value)
    if field.kind == "kind":
        return _TYPES.get(text, text)
    if field.kind == "channel":
        return _CHANNELS.get(text, text)
    return _with_spelt_date(text)


def _with_spelt_date(text: str) -> str:
    try:
        parse_partial(text)
    except ValueError:
        return text
    return spell(text, "nb")
