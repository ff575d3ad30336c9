"""Whose address is it: an office's, which anybody may be told, or a person's, which needs their consent."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

_EMAIL = re.compile(r"[\w.+%'-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
# Norwegian mobile numbers begin with 4 or 9; organisation numbers have nine figures, amounts are grouped by three.
_MOBILE = re.compile(
    r"(?<![\w/.,=&-])(?:(?:\+|00)\s?47[\s.-]?)?[49](?:[0-9]{7}|[0-9]{2}([ .-])[0-9]{2}\1[0-9]{3}"
    r"|[0-9]([ .-])[0-9]{2}\2[0-9]{2}\2[0-9]{2}|[0-9]{3}[ .-][0-9]{4})(?![\w/]|[ .,-]?[0-9])"
)
_PREFIXED = re.compile(r"(?:\+|00)\s?47[\s().-]{0,3}[49](?:[\s().-]{0,2}[0-9]){7}(?![0-9])")

_ROLES = frozenset(
    """
    abuse admin administrasjon adm arkiv avd avdeling bedrift bestilling biblioteket bibliotek booking butikk career
    center contact course courses dekanat drift edih edu education eksamen enquiries etterutdanning event events evu
    faktura fakultet firmapost forening forskning fu hello help helpdesk hei hjelp hub ikt info informasjon
    innovasjon innovation institutt it kansellering kansli karriere ki kommunikasjon konferanse kontakt kontor kunde
    kundeservice kundesenter kurs kursadm kursadministrasjon kursportal lab ledelse master media medlem member
    membership naeringsliv nettverk news noreply no-reply nyhet nyheter office opptak opplaering opplæring order
    partner personal personvern dpo post postmottak postmaster presse press privacy program project prosjekt
    påmelding pamelding region resepsjon resepsjonen registration samarbeid sekretariat sekretær service sentralbord
    senter servicetorg skole skolen stab studie studieadm studieadministrasjon studier studieveileder
    studieveiledning student studentservice studies styret support salg sales team teknisk tilsyn utdanning
    vaktmester veileder veiledning videre videreutdanning web webmaster webredaksjon
    """.split()
)
# No name holds these: "evukurs", "kursntnu", "postmottak-ie".
_STEMS = tuple("evu kurs postmottak studie utdanning kontakt info service admin support kunde innovasjon".split())
_FIRST_NAMES = frozenset(
    """
    anders andreas ane anette anita anna anne annika arild arne asbjørn astrid atle audun aud arvid bente berit
    bjarne bjørg bjørn bodil britt camilla caroline cathrine cecilie christian christine christoffer dag daniel
    david egil eirik elin elisabeth ellen elise else emil emilie emma erik erling espen eva eivind fredrik frida
    frode frank geir gerd gro grete gunnar gunn guro hanna hanne hans harald havard håkon håvard hege heidi helene
    helge henrik hilde ida ina inge ingeborg inger ingrid ingvild irene ivar jakob jan janne jens joakim johan
    johannes john johnny jon jonas jorunn julie jørgen jørn kai kari karianne karin karina karl kathrine katrine kim
    kirsten kirsti kjell kjersti kjetil knut kristian kristin kristine kristoffer kåre lars laila leif lena line
    linda linn lise liv maiken marianne marie marit marius mari markus martin martine mathias maria magnus magne
    merete mette michael mona monica morten nils nina odd ola olav ole oskar ove ottar paul per petter pål ragnar
    ragnhild randi reidar reidun rita roar robert roger rolf rune ruth sander sara siri sigrid sigurd silje simen
    sindre siv sissel sofie solveig stein stian steinar stig susanne svein sverre synnøve terje thea thomas thor tom
    tommy tone tor tore torill torunn tove trine trond trude turid tuva unni vegard vibeke vidar vigdis wenche yngve
    øystein øyvind åge åse åshild
    """.split()
)
_SURNAME = re.compile(r"[a-zæøå]+(?:sen|sson|ssen|stad|dahl|dal|berg|haug|lund|moen|vik|nes|rud|bakken|nordmann)")
_PRIVATE_MAIL = frozenset(
    """
    gmail.com googlemail.com hotmail.com hotmail.no outlook.com live.com live.no yahoo.com yahoo.no icloud.com
    me.com msn.com online.no broadpark.no getmail.no lyse.net proton.me protonmail.com start.no c2i.net frisurf.no
    """.split()
)
# There, the names of accounts are short forms of people's names.
_SHORT_ACCOUNTS = re.compile(r"(?:[a-z]{3,8}[0-9]{0,2})")
_WITH_SHORT_ACCOUNTS = frozenset("ntnu.no ntnu.edu stud.ntnu.no ansatt.ntnu.no".split())

EXPECTED = "an office's address or number, or consent = true in the source"


def personal_in(texts: Iterable[str | None], organisation: str = "") -> str | None:
    """The first personal e-mail address or mobile number in some texts; None where there is none.

    An address is personal when what stands before the @ reads like a person's name ("kari.nordmann", "knordmann"), or
    when it is nobody's office at a provider of private mail. ``organisation`` helps: its own name is no person's.
    """
    return next((found for text in texts if text for found in _found(text, organisation)), None)


def is_personal_email(address: str, organisation: str = "") -> bool:
    """Whether an e-mail address is a person's rather than an office's."""
    local, _, domain = _plain(address).rpartition("@")
    own = set(re.findall(r"[a-zæøå0-9]+", f"{domain} {_plain(organisation)}"))
    parts = [part for part in re.split(r"[._+]+", local) if part]
    pieces = [piece for part in parts for piece in part.split("-") if piece]
    offices = [_is_office(piece) for piece in pieces]
    # "ki.nordmann" is no office, and "ola.nordmann" of the firm Nordmann neither.
    if any(is_one and len(piece) > 2 for is_one, piece in zip(offices, pieces, strict=True)):
        return False
    if all(is_one or piece in own for is_one, piece in zip(offices, pieces, strict=True)):
        return False
    if domain in _PRIVATE_MAIL:
        return True
    if _is_acronym(address):
        return False
    if sum(part.replace("-", "").isalpha() for part in parts) > 1 or any(map(_is_name, pieces)):
        return True
    return domain in _WITH_SHORT_ACCOUNTS and _SHORT_ACCOUNTS.fullmatch(local) is not None


def _found(text: str, organisation: str) -> Iterator[str]:
    plain = unicodedata.normalize("NFKC", text)
    for address in _EMAIL.findall(plain):
        if is_personal_email(address, organisation):
            yield address
    without = _EMAIL.sub(" ", plain)
    for pattern in (_MOBILE, _PREFIXED):
        if match := pattern.search(without):
            yield match.group()


def _is_office(piece: str) -> bool:
    return piece.rstrip("0123456789") in _ROLES or any(stem in piece for stem in _STEMS)


def _is_name(part: str) -> bool:
    letters = part.rstrip("0123456789")
    initial_or_more = any(letters[:-n] in _FIRST_NAMES for n in (1, 2))  # "olan", "karino"
    return letters in _FIRST_NAMES or initial_or_more or _SURNAME.fullmatch(letters) is not None


def _is_acronym(address: str) -> bool:
    """``CNECT-DIH``: nobody writes a name in capitals throughout."""
    local = address.rpartition("@")[0]
    return local.isupper() and len(local) > 2


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().strip()
