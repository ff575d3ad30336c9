"""What chunks teach about words and names is counted once, kept with the generation, and the same as counted anew."""

import shutil
from pathlib import Path

import pytest

from knowledge.index import open_index
from knowledge.learning import learn, load_learnt, save_learnt
from knowledge.learnt import LearntChunks
from knowledge.models import CitationKind
from knowledge.names import Names
from knowledge.spelling import Speller
from tests.knowledge.made_up import chunk
from tests.knowledge.village import VILLAGE

CHUNKS = (
    chunk("a", "Garnlaget i Sørbygda låner ut vevstoler. Lederen for Garnlaget er Kari Vott-Nål."),
    chunk("b", "Et nærings-ph.d.-løp med Garn Uten Grenser. Garnlaget har 7,5 vevstoler."),
    chunk("b", "Yarn Without Borders helps Garnlaget.", language="en"),
    chunk("c", "Strikkekurs hos Nordre Spinneri, høsten 2020.", kind=CitationKind.RECORD),
)
EXTRA = ("Strikkekurs for nybegynnere", "spinneri-dagen på høsten")
TEXTS = (
    "Hvem leder garnlaget, og hva er Garn Uten Grenser?",
    "Kari Vott-Nål",
    "Garn Uten",
    "Nordre Spinneri",
    "Yarn Without Borders",
    "hosten nybegynere vevstolr naringsphd",
)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The village on disk, to be copied."""
    return VILLAGE.write(tmp_path_factory.mktemp("written"))


@pytest.fixture
def generation(written: Path, tmp_path: Path) -> Path:
    """The village on disk, to be damaged."""
    return shutil.copytree(written, tmp_path / "generation")


def test_what_was_learnt_comes_back(tmp_path: Path) -> None:
    learnt = learn(CHUNKS)
    assert load_learnt(tmp_path, save_learnt(tmp_path, learnt)) == learnt


def test_a_speller_of_learnt_chunks_is_that_of_the_chunks(tmp_path: Path) -> None:
    """Counts, their order and what each fold stands for: also with texts from elsewhere."""
    learnt = load_learnt(tmp_path, save_learnt(tmp_path, learn(CHUNKS)))
    assert learnt
    anew, kept = Speller.of(CHUNKS, EXTRA), Speller.of(LearntChunks.of(CHUNKS, learnt), EXTRA)
    assert list(kept.counts.items()) == list(anew.counts.items())
    assert kept.by_fold == anew.by_fold
    assert [kept.correct(text) for text in TEXTS] == [anew.correct(text) for text in TEXTS]


def test_names_of_learnt_chunks_are_those_of_the_chunks(tmp_path: Path) -> None:
    learnt = load_learnt(tmp_path, save_learnt(tmp_path, learn(CHUNKS)))
    assert learnt
    anew, kept = Names(CHUNKS, {"sørbygda"}), Names(LearntChunks.of(CHUNKS, learnt), {"sørbygda"})
    assert (kept.single, kept.known) == (anew.single, anew.known)
    assert [kept.in_order(text) for text in TEXTS] == [anew.in_order(text) for text in TEXTS]
    assert [kept.person(text) for text in TEXTS] == [anew.person(text) for text in TEXTS]


def test_chunks_that_teach_nothing_are_learnt_too(tmp_path: Path) -> None:
    """No chunks have no names, rather than an empty one."""
    learnt = load_learnt(tmp_path, save_learnt(tmp_path, learn(())))
    assert learnt
    names = Names(LearntChunks.of((), learnt))
    assert (names.single, names.known, names.in_order("Garn Uten Grenser")) == (frozenset(), frozenset(), [])


def test_a_name_of_several_words_that_the_text_breaks_off_is_none() -> None:
    """A shorter name within it is still found."""
    names = Names([chunk("a", "Vi er i Garn Uten Grenser. De er i Garn Uten. Et garn er uten grenser.")])
    assert names.in_order("dette er Garn Uten") == ["Garn Uten"]
    assert names.in_order("dette er Garn Uten Grenser") == ["Garn Uten Grenser"]


def test_a_generation_opens_with_what_was_learnt_from_it(generation: Path, caplog: pytest.LogCaptureFixture) -> None:
    opened = open_index(generation)
    assert isinstance(opened.chunks, LearntChunks)
    assert opened.chunks == VILLAGE.chunks
    assert opened.chunks.learnt == learn(VILLAGE.chunks)
    assert not caplog.text


@pytest.mark.parametrize("content", [None, b"", b"{}", b'{"words": 1}'])
def test_what_is_damaged_is_learnt_again(
    content: bytes | None, generation: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody who asks notices; whoever operates it reads it in the log."""
    file = generation / "learnt.json"
    file.unlink() if content is None else file.write_bytes(content)
    opened = open_index(generation)
    assert isinstance(opened.chunks, LearntChunks)
    assert opened.chunks.learnt == learn(VILLAGE.chunks)
    assert "is missing or damaged" in caplog.text
