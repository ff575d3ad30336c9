"""The search over a tiny made-up corpus, on the product's own path, with numbers that can be counted by hand."""

import math
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from knowledge.evaluation.beir import Passage, RetrievalSet
from knowledge.evaluation.searching import Found, Searcher, Spoken, corpus_language, measure
from knowledge.evaluation.vector_cache import RememberingEmbeddings
from tests.knowledge.made_up import HashedWords

HOUSE = Passage("house", "Prøvehuset", "Huset åpner klokken ni om morgenen og stenger klokken tre.")
YARN = Passage("yarn", "", "Garnlaget strikker votter av ull hver torsdag.")
TWIN = Passage("twin", "", "Garnlaget strikker votter av ull hver torsdag.")
LOOM = Passage("loom", "Vevstoler", "Medlemmene låner vevstoler gratis av Garnlaget.")
CORPUS = (HOUSE, YARN, TWIN, LOOM)


@dataclass
class Counting:
    """The hashed words, with what they were asked."""

    name: str = "counting (fake)"
    asked: list[str] = field(default_factory=list)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Remember and embed."""
        self.asked += texts
        return HashedWords().embed_documents(texts)

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Embed many questions."""
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """Remember and embed."""
        self.asked.append(text)
        return HashedWords().embed_query(text)


def searcher(folder: Path, corpus: tuple[Passage, ...] = CORPUS, spoken: Spoken = "auto") -> Searcher:
    return Searcher(corpus, RememberingEmbeddings(HashedWords(), folder), spoken)


@pytest.mark.parametrize(
    ("text", "best"),
    [("Når åpner Prøvehuset?", "house"), ("hvem låner ut vevstoler", "loom"), ("nar apner provehuset", "house"),
     ("Når opnar prøvehuset?", "house"), ("vevstolr", "loom"), ("Who knits votter?", "yarn")],
)  # fmt: skip
def test_a_query_goes_the_products_way(text: str, best: str, tmp_path: Path) -> None:
    """Missing letters and slips are mended, nynorsk and English are understood, titles are searched."""
    assert searcher(tmp_path).find("q", text).ranked[0] == best


def test_a_slip_in_a_name_with_a_hyphen_is_mended(tmp_path: Path) -> None:
    """The speller knows such a name as a whole, and has counted only its parts."""
    fair = Passage("fair", "", "Markedet heter Ull-Festivalen, og alle er velkomne.")
    assert searcher(tmp_path, (*CORPUS, fair)).find("q", "ullfestivalne").ranked[0] == "fair"


def test_equal_passages_come_in_the_corpus_order(tmp_path: Path) -> None:
    """A tie is no matter of chance: the second of two equal passages has reciprocal rank one half."""
    found = searcher(tmp_path).find("q", "votter av ull")
    assert found.ranked[:2] == ("yarn", "twin")
    asked = RetrievalSet(CORPUS, {"q": "votter av ull"}, {"q": {"twin": 1}})
    measured = measure(asked, [found])
    assert (measured.mrr_10, measured.recall_1, measured.recall_5) == (0.5, 0.0, 1.0)
    assert measured.ndcg_10 == pytest.approx(1 / math.log2(3), abs=1e-4)


def test_every_passage_is_found_whatever_language_it_seems_to_be(tmp_path: Path) -> None:
    """A corpus has one language, so a stray English passage is not hidden from Norwegian queries."""
    stray = Passage("stray", "", "What the house is and who the members are when they meet")
    found = searcher(tmp_path, (*CORPUS, stray)).find("q", "Hva er house?")
    assert set(found.ranked) == {"house", "yarn", "twin", "loom", "stray"}


@pytest.mark.parametrize("spoken", ["auto", "nb", "en"])
def test_an_english_corpus_is_found_by_everybody(spoken: Spoken, tmp_path: Path) -> None:
    english = (
        Passage("mill", "", "The mill is where they grind the flour for the village."),
        Passage("pond", "", "The pond is behind the school and it is deep."),
    )
    assert corpus_language(english) == "en"
    assert searcher(tmp_path, english, spoken).find("q", "mill flour").ranked[0] == "mill"


def test_means_are_taken_over_the_queries() -> None:
    """One found first, one third, one not at all."""
    grades = {"a": {"house": 1}, "b": {"loom": 1}, "c": {"yarn": 1}}
    asked = RetrievalSet(CORPUS, dict.fromkeys("abc", "?"), grades)
    ranked = {"a": ("house",), "b": ("house", "yarn", "loom"), "c": ("house",)}
    measured = measure(asked, [Found(key, names, 10.0) for key, names in ranked.items()])
    assert measured.as_row() == {
        "recall@1": 0.3333, "recall@5": 0.6667, "recall@10": 0.6667, "mrr@10": 0.4444, "ndcg@10": 0.5,
        "ms_p50": 10.0, "ms_p95": 10.0, "queries": 3, "passages": 4,
    }  # fmt: skip


def test_nothing_found_for_is_nothing_to_measure() -> None:
    with pytest.raises(ValueError, match="no query has a relevant passage"):
        measure(RetrievalSet(CORPUS, {"q": "?"}, {}), [])


def test_a_second_run_embeds_nothing(tmp_path: Path) -> None:
    """Passages and questions are remembered, and the search finds the same."""
    first, second = Counting(), Counting()
    found = []
    for model in (first, second):
        embeddings = RememberingEmbeddings(model, tmp_path)
        found.append(Searcher(CORPUS, embeddings).find("q", "votter av ull").ranked)
        embeddings.save()
    assert len(first.asked) == 4  # two of the four passages are the same text, and there is one question
    assert second.asked == []
    assert found[0] == found[1]


def test_only_what_changed_is_embedded_again(tmp_path: Path) -> None:
    Searcher(CORPUS, RememberingEmbeddings(Counting(), tmp_path))
    model = Counting()
    Searcher((*CORPUS, Passage("new", "", "Noe nytt om saueull.")), RememberingEmbeddings(model, tmp_path))
    assert model.asked == ["\nNoe nytt om saueull."]


def test_another_model_does_not_see_the_vectors(tmp_path: Path) -> None:
    RememberingEmbeddings(Counting(), tmp_path).embed_documents(["votter"])
    other = Counting("another (fake)")
    RememberingEmbeddings(other, tmp_path).embed_documents(["votter"])
    assert other.asked == ["votter"]


def test_a_remembered_question_still_costs_its_time(tmp_path: Path) -> None:
    """Otherwise a second run would call the search quicker than any person will find it."""
    embeddings = RememberingEmbeddings(HashedWords(), tmp_path)
    assert embeddings.spared_ms("votter") == 0.0
    embeddings.embed_query("votter")
    embeddings.save()
    again = RememberingEmbeddings(HashedWords(), tmp_path)
    assert again.spared_ms("votter") == pytest.approx(embeddings.spared_ms("votter"), rel=1e-3)
    assert again.spared_ms("votter") > 0


@pytest.mark.parametrize("torn", [b"", b"not an archive", b"PK\x03\x04half"])
def test_a_torn_cache_is_written_anew(torn: bytes, tmp_path: Path) -> None:
    RememberingEmbeddings(Counting(), tmp_path).embed_documents(["votter"])
    (file,) = tmp_path.iterdir()
    file.write_bytes(torn)
    model = Counting()
    RememberingEmbeddings(model, tmp_path).embed_documents(["votter"])
    assert model.asked == ["votter"]
    RememberingEmbeddings(model, tmp_path).embed_documents(["votter"])
    assert model.asked == ["votter"]
