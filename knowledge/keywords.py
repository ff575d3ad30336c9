"""The lexical side of the search: how much of a question a chunk holds, in stems and in character 4-grams.

Scores are *coverage*: the share of the question terms' idf that stands in a chunk, so that 1 means "all of the
question's words". How often a chunk repeats a word and how long it is say nothing here, since chunks are short and
of about one length: BM25 (k1 0.6, b 0.4) in its place lost 0.006 nDCG@10 on NorQuAD. A term the corpus does not know
counts with the highest idf: a question about something else cannot score high. Norwegian and English chunks are
stemmed by their own language's stemmer.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.models import Chunk, Language
from knowledge.postings import Postings
from knowledge.words import content_words, grams, stem, stems, word_grams

# What bm25s builds its index with; only which documents hold a term is read from it.
_K1, _B = 0.6, 0.4

Scores = NDArray[np.float32]


@dataclass(frozen=True)
class TermIndex:
    """Which documents hold each term of one kind, and what the term weighs."""

    postings: Postings
    idf: dict[str, float]
    highest_idf: float

    @classmethod
    def build(cls, documents: Sequence[Sequence[str]]) -> "TermIndex":
        """Index documents given as terms; a document may be empty."""
        return cls._of(Postings.build(documents, k1=_K1, b=_B))

    @classmethod
    def load(cls, folder: Path) -> "TermIndex":
        """Open a saved index."""
        return cls._of(Postings.load(folder))

    @classmethod
    def _of(cls, postings: Postings) -> "TermIndex":
        total, found = postings.size, postings.document_counts()
        weights = np.log(1 + (total - found + 0.5) / (found + 0.5)).tolist()
        idf = {term: weights[i] for term, i in postings.vocabulary.items() if i < len(weights)}
        return cls(postings, idf, float(np.log(1 + (total + 0.5) / 0.5)))

    def save(self, folder: Path) -> None:
        """Write the index to a folder."""
        self.postings.save(folder)

    def weight(self, term: str) -> float:
        """A term's idf; that of the rarest for an unknown one."""
        return self.idf.get(term, self.highest_idf)

    def coverage(self, terms: Sequence[str], size: int) -> Scores:
        """The share of the terms' weights that each document holds; a term given twice counts twice."""
        ideal = sum(self.weight(term) for term in terms)
        scores: Scores = np.zeros(size, dtype=np.float32)
        for term in terms:
            if term in self.idf:
                scores[self.postings.holders(term)] += self.idf[term] / ideal
        return scores

    def shared(self, terms: Sequence[str], totals: Scores) -> Scores:
        """How much of their weights the terms and each document share, by F1: 1 where they hold the same."""
        ideal = sum(self.weight(term) for term in terms)
        common = self.coverage(terms, len(totals)) * ideal
        shared: Scores = (2 * common / np.maximum(ideal + totals, 1e-6)).astype(np.float32)
        return shared

    def totals(self, size: int) -> Scores:
        """The sum of the weights of the different terms of each document."""
        postings, counts = self.postings, self.postings.document_counts()
        weights = np.zeros(len(counts))
        for term, i in postings.vocabulary.items():
            if i < len(weights):
                weights[i] = self.idf[term]
        summed: Scores = np.bincount(postings.indices, np.repeat(weights, counts), size).astype(np.float32)
        return summed


@dataclass(frozen=True)
class Keywords:
    """Both lexical indexes of a generation."""

    stems: TermIndex
    grams: TermIndex
    size: int

    @classmethod
    def build(cls, chunks: Sequence[Chunk]) -> "Keywords":
        """Index chunks in their order."""
        return cls(
            stems=TermIndex.build(_terms(chunks, lambda word, language: [stem(word, language)])),
            grams=TermIndex.build(_terms(chunks, lambda word, _: word_grams(word))),
            size=len(chunks),
        )

    @classmethod
    def load(cls, folder: Path, size: int) -> "Keywords":
        """Open what :meth:`save` wrote."""
        return cls(TermIndex.load(folder / "stems"), TermIndex.load(folder / "grams"), size)

    def save(self, folder: Path) -> None:
        """Write both indexes below a folder."""
        self.stems.save(folder / "stems")
        self.grams.save(folder / "grams")

    def by_stems(self, text: str, language: Language) -> Scores:
        """Coverage of a question's stems by each chunk."""
        return self.stems.coverage(stems(text, language), self.size)

    def by_grams(self, text: str) -> Scores:
        """Coverage of a question's 4-grams by each chunk."""
        return self.grams.coverage(grams(text), self.size)


def _terms(chunks: Sequence[Chunk], of_word: Callable[[str, Language], Sequence[str]]) -> list[list[str]]:
    """The terms of each chunk. Those of a word are made once and shared: 100 000 chunks have 40 million 4-grams."""
    known: dict[Language, dict[str, Sequence[str]]] = defaultdict(dict)
    found: list[list[str]] = []
    for chunk in chunks:
        made = known[chunk.language]
        terms: list[str] = []
        for word in content_words(chunk.embedded_text):
            if word not in made:
                made[word] = of_word(word, chunk.language)
            terms += made[word]
        found.append(terms)
    return found
