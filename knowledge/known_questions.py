"""Questions in people's own words, of which it is known what answers them, or that nothing does.

A source is written in its author's words, and is asked about in others'. So sources may come with questions, like
the alternative wordings of a list of frequent questions: a new question is compared with them too, and one that is
close to a known one lifts what answers it. A question that is known to have no answer speaks for a refusal.

A known question's nearness is ``(cosine - MEAN) / SPREAD + 3 * stems + 4 * grams``, where stems and grams tell
how much of their idf, among all known questions, the two share (F1).
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.keywords import Scores, TermIndex
from knowledge.models import Chunk, KnownQuestion, Language
from knowledge.vectors import Matrix, cosines
from knowledge.words import grams, stems

MEAN, SPREAD = 0.85, 0.03
STEMS, GRAMS = 3.0, 4.0
_TEXTS, _VECTORS, _STEMS, _GRAMS = "questions.jsonl", "vectors.npy", "stems", "grams"


@dataclass(frozen=True, slots=True)
class Nearest:
    """How near a question is to known ones (see the module), and the cosine of the nearest of each kind.

    ``told`` is the nearest one with an answer, ``untold`` the nearest one without; both are 0 where there is none.
    """

    told: float = 0.0
    untold: float = 0.0
    told_cosine: float = 0.0
    untold_cosine: float = 0.0


@dataclass(frozen=True)
class KnownQuestions:
    """The known questions of one generation, with their vectors (rows aligned) and their words."""

    questions: tuple[KnownQuestion, ...]
    vectors: Matrix
    stems: TermIndex
    grams: TermIndex

    @classmethod
    def build(cls, questions: Sequence[KnownQuestion], vectors: Matrix) -> "KnownQuestions":
        """Index questions with their vectors."""
        return cls(
            tuple(questions),
            vectors,
            TermIndex.build([stems(q.text, q.language) for q in questions]),
            TermIndex.build([grams(q.text) for q in questions]),
        )

    @classmethod
    def load(cls, folder: Path) -> "KnownQuestions":
        """Open what :meth:`save` wrote. Raises OSError or ValueError when a part is missing or torn."""
        with (folder / _TEXTS).open(encoding="utf-8", newline="\n") as file:
            rows = [json.loads(line) for line in file]
        questions = tuple(KnownQuestion(row["text"], row["language"], tuple(row["answers"])) for row in rows)
        vectors: Matrix = np.asarray(np.load(folder / _VECTORS, mmap_mode="r"))
        if len(vectors) != len(questions):
            raise ValueError(f"the questions and vectors in {folder} do not belong together")
        return cls(questions, vectors, TermIndex.load(folder / _STEMS), TermIndex.load(folder / _GRAMS))

    def save(self, folder: Path) -> None:
        """Write everything below a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        lines = (json.dumps(asdict(question), ensure_ascii=False) + "\n" for question in self.questions)
        with (folder / _TEXTS).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(lines)
        np.save(folder / _VECTORS, np.ascontiguousarray(self.vectors, dtype=np.float32))
        self.stems.save(folder / _STEMS)
        self.grams.save(folder / _GRAMS)


class Recogniser:
    """Compares questions with the known ones of a generation, and says which chunks those speak for.

    ``asked`` is True for each chunk that answers any of them.
    """

    def __init__(self, known: KnownQuestions, chunks: Sequence[Chunk]) -> None:
        self._known = known
        self._size = len(chunks)
        rows: dict[str, list[int]] = {}
        for row, chunk in enumerate(chunks):
            rows.setdefault(chunk.source_id, []).append(row)
        pairs = [
            (number, row)
            for number, question in enumerate(known.questions)
            for source in question.answers
            for row in rows.get(source, ())
        ]
        self._question = np.array([number for number, _ in pairs], dtype=np.int32)
        self._chunk = np.array([row for _, row in pairs], dtype=np.int32)
        self.asked = np.zeros(self._size, dtype=bool)
        self.asked[self._chunk] = True
        size = len(known.questions)
        self._stem_totals, self._gram_totals = known.stems.totals(size), known.grams.totals(size)
        self._untold = np.array([not question.answers for question in known.questions], dtype=bool)

    def compare(self, vector: NDArray[np.float32], text: str, language: Language) -> tuple[Scores, Scores]:
        """The nearness and the cosine of every known question."""
        known = self._known
        cosine = cosines(known.vectors, vector)
        lexical = STEMS * known.stems.shared(stems(text, language), self._stem_totals)
        lexical += GRAMS * known.grams.shared(grams(text), self._gram_totals)
        return (cosine - MEAN) / SPREAD + lexical, cosine

    def lift(self, nearness: Scores) -> Scores:
        """For each chunk the nearness of the nearest question that it answers, where that is above 0."""
        lifted: Scores = np.zeros(self._size, dtype=np.float32)
        np.maximum.at(lifted, self._chunk, nearness[self._question])
        return lifted

    def nearest(self, nearness: Scores, cosine: Scores, findable: NDArray[np.bool_]) -> Nearest:
        """The nearest questions: with an answer among the chunks that are ``findable``, and without any."""
        told = self._question[findable[self._chunk]]
        return Nearest(
            told=_most(nearness[told]),
            untold=_most(nearness[self._untold]),
            told_cosine=_most(cosine[told]),
            untold_cosine=_most(cosine[self._untold]),
        )


def _most(values: Scores) -> float:
    return float(values.max()) if len(values) else 0.0
