"""The made-up village of Eksempelby: an agreement, facts in two languages, courses and contacts."""

from knowledge.models import CitationKind, Offering, Provenance
from tests.knowledge.made_up import World, chunk, contact, course

AGREEMENT = chunk(
    "vedtekt-4",
    "Avtalens varighet er to år og den løper fra våren 2020 til våren 2022. Partene kan forlenge den.",
    document_id="vedtekt",
    document_title="Avtale mellom Prøvehuset og Garnlaget (oppdiktet)",
    heading_path=("4. Varighet",),
    kind=CitationKind.VERBATIM,
    provenance=Provenance("Prøvehuset", date="2020-02-03", valid_from="2020", valid_to="2022-06-30"),
)
OPENING = chunk(
    "TST-01",
    "Prøvehuset er et oppdiktet forsamlingshus i Eksempelby. Det åpner klokken ni og har 14 ansatte.",
    provenance=Provenance("Prøvehuset", url="https://eksempel.no/huset", date="2020-01"),
)
OPENING_EN = chunk(
    "TST-01",
    "Prøvehuset is a made-up community house in Eksempelby. It opens at nine and has 14 employees.",
    language="en",
    document_id="huset.en",
    document_title="About Prøvehuset (made up)",
    heading_path=("The house",),
    provenance=Provenance("Prøvehuset", url="https://eksempel.no/huset", date="2020-01"),
)
YARN = chunk(
    "TST-02",
    "Garnlaget strikker votter av ull. Laget låner ut vevstoler til medlemmene sine.",
    heading_path=("Garnlaget",),
    provenance=Provenance("Garnlaget", url="https://eksempel.no/garn", date_note="udatert"),
)
KNITTING = course(
    "k1", "Grunnkurs i oppdiktet strikking", code="PRV1001", title_en="Made-up knitting for beginners", credits=7.5,
    topics=("strikking", "ull"), description="Kurset handler om masker og pinner.", duration="Ett semester",
    offerings=(
        Offering(start="2020-08-20", deadline="2020-06-01", price_nok=4500, price_note="per deltaker",
                 delivery="samlingsbasert", location="Gjøvik"),
    ),
)  # fmt: skip
WEAVING = course(
    "k2", "Oppdiktet veving på nett", code="PRV1002", topics=("veving", "ull"), credits=5.0,
    offerings=(Offering(price_nok=0, delivery="nettbasert"),),
)  # fmt: skip
PROGRAMME = course(
    "k3", "Erfaringsbasert master i oppdiktet tekstil (EMOT)", kind="program", level="master", topics=("tekstil",),
    credits=90.0, offerings=(Offering(location="Trondheim", price_nok=11180),),
)  # fmt: skip
ORDINARY = course("k4", "Oppdiktet farging", code="PRV2001", is_evu=False, topics=("farging",))
DOOR = contact("c1", "Utlån av vevstoler", organisation="Garnlaget", channel="nettside", value="https://eksempel.no/lån",
               topics=("vevstoler", "utlån"))  # fmt: skip
LETTERS = contact(
    "c2", "Spørsmål om strikkekurs", channel="e-post", value="kurs@eksempel.no", topics=("kurs", "strikking")
)
BOARD = contact(
    "c3", "Styret i Prøvehuset", channel="nettside", value="https://eksempel.no/styret", topics=("ledelse",)
)

VILLAGE = World(
    facts=(AGREEMENT, OPENING, OPENING_EN, YARN),
    courses=(KNITTING, WEAVING, PROGRAMME, ORDINARY),
    contacts=(DOOR, LETTERS, BOARD),
)
