"""A short first line stands only where it is certain, and is copied letter by letter. All sources here are made up."""

from dataclasses import replace
from datetime import date

import pytest

from knowledge.composing.direct import direct
from knowledge.composing.extractive import Chosen
from knowledge.course_reading import read_query
from knowledge.judging import Verdict
from knowledge.models import Language, Question
from knowledge.querying import plain_query
from knowledge.signals import Intent, asks
from knowledge.understanding import Understanding
from tests.knowledge.composing.asking import composed
from tests.knowledge.made_up import DATED, Rooms, chunk, open_rooms, passage
from tests.knowledge.village import VILLAGE, YARN

TODAY = date(2026, 11, 21)


def understood(text: str, language: Language = "nb", names: str = "") -> Understanding:
    """A question as the reader would understand it, without a conversation."""
    query = plain_query(text, language)
    return Understanding(
        Question(text), language, Intent.QUESTION, text, asks(text), query, query, read_query(text),
        names=frozenset(names.split()),
    )  # fmt: skip


def line(question: str, *sentences: str, language: Language = "nb", names: str = "garnlaget prøvehuset") -> str | None:
    """The first line for a question when one passage of these sentences was found, all of them chosen."""
    found = passage(chunk("a", " ".join(sentences), language=language))
    chosen = [Chosen(sentence, found, 5.0) for sentence in sentences]
    answer = direct(understood(question, language, names), chosen, TODAY)
    if answer is None:
        return None
    assert answer.line in answer.sentence.text or answer.line in ("Ja.", "Nei.", "Yes.", "No.")
    return answer.line


SIGNED = (
    "Strikkeavtalen mellom Garnlaget og Prøvehuset er datert Eksempelby 3. mai 1987 "
    "og signert av Kari Test for Garnlaget og Ola Prøve for Prøvehuset."
)

CERTAIN = (
    ("Når ble strikkeavtalen signert?", SIGNED, "3. mai 1987"),
    ("Hvem signerte strikkeavtalen?", SIGNED, "Kari Test for Garnlaget og Ola Prøve for Prøvehuset"),
    ("Hvem signerte strikkeavtalen for Prøvehuset?", SIGNED, "Ola Prøve"),
    (
        "Når åpnet Garnlaget?",
        "Garnlaget, ledet av Kari Test, åpnet i november 1988 med tolv vever i kjelleren.",
        "november 1988",
    ),
    ("Når ble loftet del av Prøvehuset?", "Loftet ble del av Prøvehuset 1. januar 2016.", "1. januar 2016"),
    (
        "Når gikk den avtalte perioden ut?",
        "Den avtalte perioden i strikkeavtalen fra 1987 gikk ut høsten 1989.",
        "høsten 1989",
    ),
    (
        "Til når var forslaget på høring?",
        "Forslaget om nye pinner var på høring til 30. september 2025.",
        "30. september 2025",
    ),
    ("Siden når har Kari Test ledet Garnlaget?", "Kari Test har ledet Garnlaget siden mars 2020.", "mars 2020"),
    (
        "Når er søknadsfristen for vevkurset?",
        "Søknadsfristen for vevkurset er 5. juni 2027, og plassene er få.",
        "5. juni 2027",
    ),
    ("Hvor lenge varer vevkurset?", "Vevkurset i Prøvehuset varer i om lag ti timer.", "om lag ti timer"),
    (
        "Hvor mange medlemmer hadde Garnlaget?",
        "Garnlaget hadde 12 vever, mer enn 75 medlemmer og tre katter.",
        "mer enn 75 medlemmer",
    ),
    (
        "Hvor stor andel av medlemmene strikket votter?",
        "Ifølge Garnlaget strikket 68 prosent av medlemmene votter hver vinter.",
        "68 prosent",
    ),
    (
        "Hvor mye ga Prøvehuset til Garnlaget?",
        "I 1990 ga Prøvehuset 40 millioner kroner over fem år til Garnlaget.",
        "40 millioner kroner",
    ),
    ("Hva koster vevkurset?", "Vevkurset koster 500 kroner per kveld, og garnet er med.", "500 kroner per kveld"),
    ("Hvem leder Garnlaget?", "Foreningen Garnlaget ledes av Prøvehuset AS i Eksempelby.", "Prøvehuset AS"),
    ("Hvem eier Prøvehuset?", "Eksempelby Sparebank eier Prøvehuset og tomten rundt.", "Eksempelby Sparebank"),
    ("Hvem er leder for Garnlaget?", "Kari Test er leder for Garnlaget og strikker selv.", "Kari Test"),
    ("Hvem var leder for Garnlaget i 2019?", "Ola Prøve omtales i juni 2019 som leder for Garnlaget.", "Ola Prøve"),
    ("Er Garnlaget et forlag?", "Garnlaget er ikke et forlag.", "Nei."),
    ("Er Prøvehuset medlem i Garnlaget?", "Prøvehuset er medlem i Garnlaget og i Vevlauget.", "Ja."),
)


@pytest.mark.parametrize(("question", "sentence", "expected"), CERTAIN)
def test_a_certain_answer_comes_first(question: str, sentence: str, expected: str) -> None:
    assert line(question, sentence) == expected


ENGLISH = (
    (
        "When was the knitting agreement signed?",
        "The knitting agreement is dated Exampletown, 3 May 1987, and signed by Kari Test.",
        "3 May 1987",
    ),
    ("Who leads Garnlaget?", "Garnlaget is led by Kari Test in Exampletown.", "Kari Test"),
    (
        "How many members did Garnlaget have?",
        "Garnlaget had 12 looms and more than 75 members at the start.",
        "more than 75 members",
    ),
    (
        "How much did Prøvehuset give to Garnlaget?",
        "Prøvehuset chose to give NOK 40 million to Garnlaget in spring.",
        "NOK 40 million",
    ),
    (
        "Can the yarn fee be invoiced to my employer?",
        "The yarn fee is personal and cannot be invoiced to the employer.",
        "No.",
    ),
)


@pytest.mark.parametrize(("question", "sentence", "expected"), ENGLISH)
def test_english_sentences_answer_english_questions(question: str, sentence: str, expected: str) -> None:
    assert line(question, sentence, language="en") == expected


DOUBTFUL = (
    (
        "two days and no telling which",
        "Når ble Garnlaget omtalt?",
        "Garnlaget ble omtalt i mars 1987 og omtalt i mai 1988.",
    ),
    (
        "the day of something else",
        "Når signerte Kari Test strikkeavtalen?",
        "Kari Test gikk av som leder 5. mai 1990, tre uker etter å ha signert strikkeavtalen.",
    ),
    ("a day that is only planned", "Når lanseres vottene?", "Garnlaget ventet at vottene lanseres 3. juni 2027."),
    ("the source's own day", "Når åpnet Garnlaget?", "Garnlaget åpnet dørene for alle, ifølge Prøvehuset 3. mai 1990."),
    (
        "a beginning where the end is asked for",
        "Til når varer utstillingen?",
        "Utstillingen i Prøvehuset varer fra 3. mai 2027 og er gratis.",
    ),
    (
        "a number of other things",
        "Hvor mange medlemmer har Garnlaget?",
        "Garnlaget har 12 vever, og medlemmene strikker votter.",
    ),
    (
        "a part of what is asked for",
        "Hvor mye ga Prøvehuset til Garnlaget?",
        "Prøvehuset ga 20 millioner kroner til Garnlaget og Vevlauget samlet.",
    ),
    ("only some of them", "Hvem laget vottene?", "Garnlaget laget vottene sammen med Prøvehuset i fjor vinter."),
    (
        "one owner of many",
        "Hvem eier Prøvehuset?",
        "Eierne som eier Prøvehuset, er blant andre Eksempelby Sparebank og Vevlauget.",
    ),
    (
        "an old holder of a post",
        "Hvem er leder for Garnlaget?",
        "Ola Prøve omtales i juni 2019 som leder for Garnlaget.",
    ),
    (
        "a post whose term is over",
        "Hvem er leder for Garnlaget?",
        "Ola Prøve ble ansatt som leder for Garnlaget i 2019, på åremål til 31. juli 2023.",
    ),
    (
        "a leader of something else",
        "Hvem er leder i Prøvehuset?",
        "Ola Prøve fra Prøvehuset er leder for Garnlaget på Vestre Eksempel.",
    ),
    ("a verb said of another thing", "Hvem leder Prøvehuset?", "Prøvehuset driver Vevlauget, som ledes av Kari Test."),
    ("may, where is was asked", "Er vottene gratis?", "Vottene kan bli gratis for medlemmer av Garnlaget."),
    ("only on conditions", "Kan laget låne vevstoler?", "Laget kan låne vevstoler hvis Prøvehuset sier ja."),
    ("a word for its opposite", "Is Garnlaget a profit company?", "Garnlaget is a non-profit company in Exampletown."),
    ("a choice between two", "Er Garnlaget et forlag eller et lag?", "Garnlaget er et lag for alle som strikker."),
    (
        "two questions in one",
        "Når åpnet Garnlaget, og hvem leder det?",
        "Garnlaget åpnet i november 1988 i Eksempelby.",
    ),
    ("a thing that is not told", "Når åpnet biblioteket?", "Garnlaget åpnet i november 1988 i Eksempelby."),
    ("a price that must be checked", "Hva koster vevkurset?", "Vevkurset koster 500 kroner, men beløpet må sjekkes."),
    ("a line as long as its sentence", "Når åpnet Garnlaget?", "Garnlaget åpnet 1988."),
)


@pytest.mark.parametrize(("why", "question", "sentence"), DOUBTFUL, ids=[why for why, *_ in DOUBTFUL])
def test_a_doubtful_answer_is_left_to_the_sentences(why: str, question: str, sentence: str) -> None:
    assert line(question, sentence) is None


def test_sources_that_disagree_give_no_line() -> None:
    opened = "Garnlaget åpnet i november 1988 i Eksempelby."
    assert line("Når åpnet Garnlaget?", opened) == "november 1988"
    assert line("Når åpnet Garnlaget?", opened, "Kildene er uenige om Garnlaget.") is None
    assert line("Når åpnet Garnlaget?", opened, "Garnlaget åpnet i mai 1989, etter to år i kjelleren.") is None


def test_a_passage_that_does_not_know_gives_no_name() -> None:
    told = "Kari Test er leder for Garnlaget og strikker selv."
    assert line("Hvem er leder for Garnlaget?", told, "Kildene sier ikke hvem som leder laget i dag.") is None


def test_only_the_best_passage_speaks() -> None:
    """A further passage may be about something near."""
    first = passage(chunk("a", "Garnlaget strikker votter av ull."), 10.0)
    other = passage(chunk("b", "Garnlaget åpnet i november 1988 i Eksempelby."), 5.0)
    chosen = [Chosen(p.chunk.text, p, p.score) for p in (first, other)]
    assert direct(understood("Når åpnet Garnlaget?"), chosen, TODAY) is None
    assert direct(understood("Når åpnet Garnlaget?"), [], TODAY) is None


def test_the_line_stands_first_with_its_number_and_the_sentence_follows() -> None:
    """A name with the year of its source."""
    dated = replace(VILLAGE, facts=(replace(YARN, provenance=DATED), *(f for f in VILLAGE.facts if f != YARN)))
    answer = composed(open_rooms(dated), "Hvem strikker votter av ull?", Verdict.ANSWER)
    first, second = answer.text.splitlines()[:2]
    assert first == "Garnlaget (2020) [1]"
    assert second.startswith("Garnlaget strikker votter av ull.")
    assert answer.citations[0].quote.startswith("Garnlaget strikker votter av ull.")


def test_a_name_from_a_source_without_a_date_makes_no_line(rooms: Rooms) -> None:
    """Who does something changes; the sentence says how old it is."""
    answer = composed(rooms, "Hvem strikker votter av ull?", Verdict.ANSWER)
    assert answer.text.startswith("Garnlaget strikker votter av ull.")


def test_an_answer_without_a_certain_line_begins_with_its_sentence(rooms: Rooms) -> None:
    assert composed(rooms, "Hva strikker Garnlaget?", Verdict.ANSWER).text.startswith("Garnlaget strikker")
