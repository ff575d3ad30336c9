"""Text into search terms: words, stems and character 4-grams, for Norwegian and English."""

import re
import unicodedata
from functools import cache

import Stemmer

from knowledge.models import Language

_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")
_GRAM = 4

_STOP_NB = """
alle alt altså av at bare ble bli blir blitt bør både da de deg dei deira deires dem den denne der dere deres det
dette din disse ditt du eg ei eit eitt eller en enn er et ett etter for fordi fra få får før gjør gjøre gå går ha
hadde han har hei hennes her hjå ho hos hun hva hvem hver hvilke hvilken hvilket hvis hvor hvordan hvorfor i ikke
ikkje ingen inn ja jeg jo kan kanskje ke kom kor korleis korfor kva kvar kven kvifor kun kunne la man mange me med
meg mellom men mer mest mi min mot mye må måtte ned nei noe noen noka noko nokon nokre nå når no og også om opp oss
over på sa samme seg selv si sin sine sitt sjøl skal skulle slik slike som så til under ut uten utan var vart vere
veit verd vet vi vil ville vite vår være vært vore å finnes finst fins gjeld gjelder ønsker
"""
_STOP_EN = """
a about an and any are as at be been but by can could did do does for from get had has have he her him his how i if in
into is it its me my no not of on or our ours out she should so than that the their them then there these they this to
up us was we were what when where which who whom why will with would you your please tell
"""
# Words of ordinary talk: rare in the sources, yet they say little about what a question is about.
_LIGHT = """
aktuell aktuelle anledning andre ansatt ansatte antall arbeid bak bare bedrift bedrifta bedriften bedrifter bedriftene beste betale
betaler betyr bidra bidrar brukt bruke bruker brukes bør del deler delta drive driver egen eget egne eksempel eksempler faktisk
fikk finne finner fint folk for fort fortelle fram frem fått fører får første gang ganger gi gir gitt god gode godt grei greit
gratis gående hele hel helt heter hjelp hjelpe hjelper hold holde holder hører høre igjen innebærer ja jobb jobber kjent
klar komme kommer korte koste koster lang lange lage lagt langt lenge ligger like litt lurer lære løsning mange mene mener mindre
mulig mulighet muligheter måte måned møtes nye ny nytt ofte ok ordne passer penger plass prøve råd se seier ser sette siden siste
sitter skaffe skjer skjedde skrive skriver slutt snakke snakker spørre spørsmål stand stor store stort stå står sånn ta tar tatt
tenke tid tidligere tilby tilbyr ting tjener trekke trenger trukket tror type typer ulike vanlig vanlige vente viktig viktige
vite år året able actually also anyone anything available behind best big business companies company current currently different
employee employees exactly exist exists extra find firm first give given go going good group happen happens help involved join
kind know last like little long look make many mean member members need new offer offers often one people possible really
right run runs say says see set share skills small someone something start still take takes talk team thing time type use used
using valid want way work works year years fjor framleis tilsette verksemd treng får kostar kjem
"""
LIGHT_WORDS = frozenset(_LIGHT.split())
STOP_WORDS = frozenset(_STOP_NB.split()) | frozenset(_STOP_EN.split())


def words(text: str) -> list[str]:
    """The words of a text in lower case, numbers such as ``7,5`` whole."""
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def content_words(text: str) -> list[str]:
    """The words that say what a question is about, in order."""
    return [word for word in words(text) if word not in STOP_WORDS]


def stem(word: str, language: Language) -> str:
    """A word's stem in a language."""
    found: str = _stemmer("english" if language == "en" else "norwegian").stemWord(word)
    return found


def stems(text: str, language: Language) -> list[str]:
    """Stems of a text's content words."""
    return [stem(word, language) for word in content_words(text)]


def grams(text: str) -> list[str]:
    """Character 4-grams of each content word; shorter words whole.

    They find parts of compounds and misspelt words without a dictionary.
    """
    found: list[str] = []
    for word in content_words(text):
        if len(word) <= _GRAM:
            found.append(word)
        else:
            found.extend(word[i : i + _GRAM] for i in range(len(word) - _GRAM + 1))
    return found


def fold(word: str) -> str:
    """A word as somebody without a Norwegian keyboard types it: ``høst`` and ``hoest`` both become ``host``."""
    lowered = word.casefold()
    for pair, plain in (("æ", "a"), ("ø", "o"), ("å", "a"), ("ae", "a"), ("oe", "o"), ("aa", "a")):
        lowered = lowered.replace(pair, plain)
    decomposed = unicodedata.normalize("NFD", lowered)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@cache
def _stemmer(name: str) -> Stemmer.Stemmer:
    return Stemmer.Stemmer(name)
