"""The outline of a document: heading paths, and names for sections that stay the same next year."""

import re
import unicodedata
from dataclasses import dataclass

_NUMBER = re.compile(r"^(\d+(?:\.\d+)*)[.)]?\s")
_LETTER = re.compile(r"^([A-ZÆØÅ])[.)]\s")
_PAGE = re.compile(r"^side \d+$")
_NORWEGIAN = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})

LONGEST_ID = 60
PAGE_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` is 1 for the outermost."""

    level: int
    text: str

    @property
    def number(self) -> tuple[int, ...]:
        """``(2, 1)`` for "2.1 Formål"; empty without a number."""
        match = _NUMBER.match(self.text)
        return tuple(int(part) for part in match.group(1).split(".")) if match else ()

    @property
    def mark(self) -> str:
        """``2-1`` for "2.1 Formål", ``b`` for "B. Kunstig intelligens", empty for neither."""
        letter = _LETTER.match(self.text)
        return letter.group(1).lower() if letter else "-".join(str(n) for n in self.number)

    @property
    def is_page(self) -> bool:
        """Whether it marks a page of a PDF: "side 3", below all headings."""
        return self.level == PAGE_LEVEL and bool(_PAGE.match(self.text))

    @property
    def words(self) -> str:
        """The heading without its number or letter."""
        return _LETTER.sub("", _NUMBER.sub("", self.text))


def place(path: tuple[Heading, ...], heading: Heading) -> tuple[Heading, ...]:
    """The path down to ``heading``, which follows after the headings of ``path``.

    Numbers outrank levels: converters make "3." a child of "2." often enough, and a reader who is
    told "2 › 3" looks in the wrong place.
    """
    kept = tuple(h for h in path if h.level < heading.level)
    for depth, earlier in enumerate(kept):
        if _is_sibling(earlier.number, heading.number):
            return (*kept[:depth], Heading(earlier.level, heading.text))
    return (*kept, heading)


def _is_sibling(earlier: tuple[int, ...], later: tuple[int, ...]) -> bool:
    return bool(earlier) and len(earlier) == len(later) and earlier[:-1] == later[:-1] and earlier[-1] < later[-1]


def section_id(document_id: str, path: tuple[Heading, ...], taken: set[str]) -> str:
    """A readable name, at most 60 characters and not in ``taken``, such as ``avtale#2-b-kunstig-intelligens``.

    It is built of the heading's own number or letter, those above it, and its words, so that it
    survives a new section elsewhere in the document.
    """
    own = path[-1] if path else Heading(1, "start")
    if len(path) > 1 and own.is_page:  # many sections share a page; the heading above is the better name
        own = Heading(path[-2].level, f"{path[-2].text} {own.text}")
        path = (*path[:-2], own)
    above = () if len(own.number) > 1 or not own.mark else path[:-1]  # "2.1" says "2" itself
    marks = [heading.mark for heading in (*above, own) if heading.mark]
    slug = "-".join([*marks, *slugify(own.words).split("-")]).strip("-")
    room = LONGEST_ID - len(document_id) - len("#-00")
    name = f"{document_id}#{_cut(slug, room)}"
    again = (f"{name}-{n}" for n in range(2, 100))
    return name if name not in taken else next(candidate for candidate in again if candidate not in taken)


def slugify(text: str) -> str:
    """Lower case a to z and figures, with hyphens between the words."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_NORWEGIAN)).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain))


def _cut(slug: str, room: int) -> str:
    """Cut between words, so that a name ends in a whole one."""
    if len(slug) <= room:
        return slug
    return slug[: room + 1].rpartition("-")[0] or slug[:room]
