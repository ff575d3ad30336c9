"""What is found for a question: one passage a source, in the reader's language."""

from dataclasses import dataclass, field

import pytest

from knowledge.masks import Within
from knowledge.models import Language
from knowledge.retrieval import Query, Retriever
from tests.knowledge.made_up import HashedWords, Rooms, World, chunk
from tests.knowledge.village import AGREEMENT, VILLAGE


def query(text: str, language: Language = "nb") -> Query:
    """A question without context."""
    return Query(text, ((text, 1.0),), language)


@pytest.mark.parametrize(
    ("text", "source"),
    [("Når åpner Prøvehuset?", "TST-01"), ("votter av ull fra Garnlaget", "TST-02"),
     ("avtalens varighet", "vedtekt-4"), ("oppdiktet veving på nett", "k2"), ("utlån av vevstoler", "c1")],
)  # fmt: skip
def test_the_best_passage_holds_the_words(text: str, source: str, rooms: Rooms) -> None:
    assert rooms.retriever.search(query(text))[0].chunk.source_id == source


def test_passages_come_best_first_and_once_a_source(rooms: Rooms) -> None:
    found = rooms.retriever.search(query("Prøvehuset og Garnlaget"))
    assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)
    assert len({p.chunk.source_id for p in found}) == len(found)


def test_parts_of_a_verbatim_text_stand_for_themselves() -> None:
    """A long section is quoted part by part."""
    parts = tuple(chunk("vedtekt", f"Del {n} om votter.", id=f"v{n}", kind=AGREEMENT.kind) for n in range(3))
    retriever = Retriever(World(facts=parts).index(), HashedWords())
    assert {p.chunk.id for p in retriever.search(query("votter"))} == {"v0", "v1", "v2"}


@pytest.mark.parametrize(("language", "found"), [("nb", "nb"), ("nn", "nb"), ("en", "en")])
def test_a_translated_fact_is_read_in_the_askers_language(language: Language, found: str, rooms: Rooms) -> None:
    """Nynorsk readers get bokmål."""
    passages = rooms.retriever.search(query("Prøvehuset Eksempelby", language))
    assert {p.chunk.language for p in passages if p.chunk.source_id == "TST-01"} == {found}


def test_what_is_not_translated_is_found_in_english_too(rooms: Rooms) -> None:
    """Better the original than nothing."""
    assert "vedtekt-4" in {p.chunk.source_id for p in rooms.retriever.search(query("avtalens varighet", "en"))}


def test_only_what_may_be_kept_is_found(rooms: Rooms) -> None:
    """Even when the rest would be better."""
    found = rooms.retriever.search(query("Når åpner Prøvehuset?"), keep=lambda c: c.source_id == "k2")
    assert [p.chunk.source_id for p in found] == ["k2"]
    assert rooms.retriever.search(query("hva som helst"), keep=lambda _: False) == []


def test_the_signals_add_up_to_the_score(rooms: Rooms) -> None:
    """Each passage can say why it was found."""
    for found in rooms.retriever.search(query("Når åpner Prøvehuset?")):
        assert sum(found.signals.values()) == pytest.approx(found.score, rel=1e-4)


def test_a_search_can_be_narrowed(rooms: Rooms) -> None:
    """By what chunks say of themselves."""
    found = rooms.retriever.search(query("Når åpner Prøvehuset?"), within=Within(sources=frozenset({"k2"})))
    assert [p.chunk.source_id for p in found] == ["k2"]


def test_a_second_look_prefers_what_stands_together() -> None:
    """Both hold the words, one of them side by side."""
    facts = (chunk("a", "En rød lue og en blå vott."), chunk("b", "En blå lue og en rød vott."))
    found = Retriever(World(facts=facts).index(), HashedWords()).search(query("rød vott"))
    assert found[0].chunk.source_id == "b"
    assert found[0].signals["neighbours"] > 0


@pytest.mark.parametrize("k", [1, 3, 50])
def test_at_most_k_passages_are_found(k: int, rooms: Rooms) -> None:
    sources = {c.source_id for c in VILLAGE.chunks}
    assert len(rooms.retriever.search(query("Prøvehuset"), k)) == min(k, len(sources))


def test_an_empty_index_finds_nothing() -> None:
    world = World(facts=(chunk("a", "noe"),))
    index = world.index()
    empty = type(index)(index.manifest, (), index.vectors[:0], index.keywords, (), ())
    assert Retriever(empty, HashedWords()).search(query("noe")) == []


@dataclass
class Counting:
    """Embeddings that remember what they were asked."""

    name: str = "counting (fake)"
    asked: list[str] = field(default_factory=list)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Not needed here."""
        raise NotImplementedError

    def embed_queries(self, texts: list[str]) -> list[list[float]]:
        """Embed many questions."""
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """Remember and embed."""
        self.asked.append(text)
        return HashedWords().embed_query(text)


def test_a_question_is_embedded_once_for_both_searches() -> None:
    """An answer may need a search for passages and one for doors."""
    embeddings = Counting()
    retriever = Retriever(VILLAGE.index(), embeddings)
    for text in ("votter", "votter", "vev", "votter"):
        retriever.search(query(text))
    assert embeddings.asked == ["votter", "vev", "votter"]


def test_context_counts_less_than_the_question(rooms: Rooms) -> None:
    """What was asked before can help, and must not take over."""
    alone = rooms.retriever.search(query("veving"))[0]
    leaning = rooms.retriever.search(Query("veving", (("veving", 1.0), ("Garnlaget votter", 0.25)), "nb"))[0]
    assert alone.chunk.source_id == leaning.chunk.source_id == "k2"
