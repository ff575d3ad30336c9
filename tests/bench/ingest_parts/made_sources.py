"""Sources without a meaning: folders of Markdown whose every section is one passage of 100 words.

The words are those of the shipped sources in an order of their own, some of them glued together so that the vocabulary
grows as it does in real text. Every title and every passage says that it is made up.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent.parent

# With the four of "Oppdiktet avsnitt 1 handler" a passage has 100 words: the longest that ingest does not cut.
WORDS, PER_DOCUMENT, SENTENCE = 96, 25, 12
# Of so many words one is new, as in a few million words of Norwegian.
GLUED = 0.015
SEED = 20_231_120

LIST = """# Made up for a benchmark.
[[source]]
kind = "document"
path = "dokumenter"
id = "oppdiktet"
language = "nb"
citation = "verbatim"
publisher = "Prøvehuset (oppdiktet)"
date = {date}
"""


@dataclass(frozen=True, slots=True)
class MadeSources:
    """A folder with a list of sources and their files, to be written, changed and ingested."""

    folder: Path
    per_document: int = PER_DOCUMENT

    @property
    def list(self) -> Path:
        """The list of sources."""
        return self.folder / "sources.toml"

    def write(self, passages: int, *, version: int = 0) -> "MadeSources":
        """Write so many passages, 25 a document; the same at every call, and other words in another ``version``."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self.date("2020-01-01")
        vocabulary = _vocabulary()
        for start in range(0, passages, self.per_document):
            numbers = range(start, min(start + self.per_document, passages))
            parts = [f"# Oppdiktet dokument {start // self.per_document}"]
            parts += [f"## Avsnitt {number}\n\n{passage(number, vocabulary, version)}" for number in numbers]
            file = self._file(start)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
        return self

    def date(self, date: str) -> None:
        """Say that everything was published on that day: another generation, of the same texts."""
        self.list.write_text(LIST.format(date=date), encoding="utf-8")

    def change(self, number: int) -> tuple[str, str]:
        """Write other words into one passage; gives the old text and the new one."""
        old, new = self.text(number), passage(number, _vocabulary(), version=1)
        self._replace(number, old, new)
        return old, new

    def delete(self, number: int) -> str:
        """Take one passage out; gives its text."""
        text = self.text(number)
        self._replace(number, f"## Avsnitt {number}\n\n{text}\n", "")
        return text

    def text(self, number: int) -> str:
        """A passage as it stands in its file."""
        after = self._file(number).read_text(encoding="utf-8").split(f"## Avsnitt {number}\n\n", 1)[1]
        return after.split("\n", 1)[0]

    def passages(self) -> Iterator[tuple[str, str, str]]:
        """All passages as they stand: title, heading, text."""
        for file in sorted((self.folder / "dokumenter").rglob("*.md")):
            title, *sections = file.read_text(encoding="utf-8").split("\n\n## ")
            for section in sections:
                heading, _, text = section.strip().partition("\n\n")
                yield title.removeprefix("# "), heading, text

    def _replace(self, number: int, old: str, new: str) -> None:
        file = self._file(number)
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    def _file(self, number: int) -> Path:
        document = number // self.per_document
        return self.folder / "dokumenter" / f"{document // 100:04}" / f"{document:06}.md"


def passage(number: int, vocabulary: list[str], version: int = 0) -> str:
    """Sentences without a meaning; the same for the same number and version."""
    drawn = random.Random(f"{SEED} {number} {version}")
    words = drawn.choices(vocabulary, k=WORDS)
    for i in range(WORDS):
        if drawn.random() < GLUED:
            words[i] = (words[i] + drawn.choice(vocabulary)).lower()
    return " ".join(_sentences([f"Oppdiktet avsnitt {number} handler", *words]))


def _sentences(words: list[str]) -> Iterator[str]:
    for start in range(0, len(words), SENTENCE):
        sentence = " ".join(words[start : start + SENTENCE])
        yield f"{sentence[0].upper()}{sentence[1:]}."


def _vocabulary() -> list[str]:
    files = sorted((ROOT / "ingest" / "sources").glob("**/*.md"))
    return [word for file in files for word in file.read_text(encoding="utf-8").split() if word.isalpha()]
