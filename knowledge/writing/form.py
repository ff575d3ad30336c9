"""The form that a model's answer must have: one sentence a line, each with its numbers, or the refusal line.

What is streamed is cut into lines, and lines into sentences. Whatever has another form is *malformed* and never shown:
a form in which links, pings, code and talk have no place cannot show that a model obeyed somebody.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.sentences import split_sentences

REFUSAL = "NO ANSWER"
MOST_SENTENCES = 8
LONGEST_LINE = 600  # characters
MOST_CHARACTERS = 16_000  # of an answer with all that is not shown, thoughts above all

_OTHER_BRACKETS = str.maketrans({"［": "[", "］": "]", "【": "[", "】": "]", "〔": "[", "〕": "]"})
_GROUP = re.compile(
    r"\[\^?(?:(?:passage|record|entry|source|kilde|kjelde)\s)?(\d{1,3}(?:\s*[,;]\s*\^?\d{1,3})*)\]", re.IGNORECASE
)
_MARK = re.compile(r"\[(\d{1,3})\]")
_MARKS = r"(?:\s*\[\d{1,3}\](?:\s*,\s*(?=\[\d))?)+"
_AFTER_STOP = re.compile(rf"([.!?…]+[»”\"']?)({_MARKS})\.?")
_BETWEEN_MARKS = re.compile(r"(?<=\])\s*(?:,|;|og|and)\s*(?=\[\d{1,3}\])")
_ITEM = re.compile(r"^(?:[-–•*+]\s+|\d{1,2}[.)]\s+(?=[A-ZÆØÅ«\"]))")
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")
# What belongs to no plain sentence: code, headings, tables, rules, links, tags, pings and other ways to steer a reader.
_FOREIGN = (
    ("code", re.compile(r"`|\w\([\"']|\(\)|;\s*\w+[.(]")),
    ("heading", re.compile(r"^#{1,6}\s|^(?:[-=*_]\s*){3,}$")),
    ("quote block", re.compile(r"^>")),
    ("link", re.compile(r"\]\s*\(|\]:\s*\S|!\[")),
    ("tag", re.compile(r"<\s*[/!@#a-zA-Z]|&(?:lt|gt|amp|#\d+);")),
    ("table", re.compile(r"\|")),
    ("ping", re.compile(r"(?<![\w.+-])@\w|(?<!\w)#|＠")),
    ("braces", re.compile(r"[{}\\]")),
    ("spelling", re.compile(r"(?<!\w)(?:[^\W\d_][\s.·–-]+){4,}[^\W\d_](?!\w)")),
)
# Letters and signs that show nothing, or next to nothing, and are no control characters: anything may be carried out
# in them.
_UNSEEN = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
# A word of two alphabets, which a reader takes for another word than a check does.
_MIXED = re.compile(r"[A-Za-zÀ-ž](?=[^\W\d_A-Za-zÀ-žµ])|[^\W\d_A-Za-zÀ-žµ](?=[A-Za-zÀ-ž])")
_FEWEST_WORDS = 2  # "Yes." says something that nothing in it could prove
_BROKEN = re.compile(r"\[[^\[\]]*$|^[^\[\]]*\]|\[\s*\d")
_THOUGHTS = re.compile(r"\s*<think(?:ing)?>", re.IGNORECASE)
_THOUGHTS_END = re.compile(r"</think(?:ing)?>\s*", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_COMPLETE = re.compile(r"[.!?…\]»”\")]\s*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its marks, and the numbers that it cites, in order and each once."""

    text: str
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """The model says that the entries do not answer."""


@dataclass(frozen=True, slots=True)
class Malformed:
    """A line of another form; ``reason`` says which, without the line's words."""

    reason: str


Piece = Sentence | Refusal | Malformed


class Parser:
    """Takes text as it comes and gives back what is complete."""

    def __init__(self) -> None:
        self._open = ""
        self._thinking: bool | None = None  # None: not yet told
        self.read = 0  # characters

    @property
    def endless(self) -> bool:
        """Whether more came than an answer can hold."""
        return self.read > MOST_CHARACTERS or (not self._thinking and len(self._open) > 2 * LONGEST_LINE)

    def feed(self, text: str) -> Iterator[Piece]:
        """What a further piece of the stream completes."""
        self.read += len(text)
        self._open += text
        if self._thinking is not False and not self._past_thoughts():
            return
        *lines, self._open = self._open.replace("\r", "\n").split("\n")
        for line in lines:
            yield from parse_line(line)

    def close(self, *, complete: bool) -> Iterator[Piece]:
        """What the end of the stream completes; ``complete`` tells that the model ended by itself."""
        rest, self._open = self._open, ""
        if self._thinking or not rest.strip():
            return
        if (complete and _COMPLETE.search(rest)) or rest.strip() == REFUSAL:
            yield from parse_line(rest)
        else:
            yield Malformed("cut")

    def _past_thoughts(self) -> bool:
        """Whether what is open stands behind the thoughts that some models begin with; they are never shown."""
        if self._thinking is None:
            start = self._open.lstrip()[:10].casefold()
            if start in ("<", "<t", "<th", "<thi", "<thin", "<think", "<thinki", "<thinkin", "<thinking", ""):
                return False
            self._thinking = bool(_THOUGHTS.match(self._open))
        if self._thinking:
            end = _THOUGHTS_END.search(self._open)
            if end is None:
                return False
            self._open = self._open[end.end() :]
            self._thinking = False
        return True


def parse_line(line: str) -> Iterator[Piece]:
    """The sentences of a complete line, a refusal, or why it is neither; nothing for an empty one."""
    plain = unicodedata.normalize("NFC", line).strip()
    if not plain:
        return
    if plain.rstrip(".") == REFUSAL:
        yield Refusal()
        return
    if reason := _foreign(plain.translate(_OTHER_BRACKETS)):
        yield Malformed(reason)
        return
    plain = _BOLD.sub(r"\1", _ITEM.sub("", _with_plain_marks(plain)))
    if "*" in plain or "__" in plain:
        yield Malformed("markup")
    elif not _MARK.search(plain):
        yield Malformed("no marks")
    elif _BROKEN.search(_MARK.sub("", plain)):
        yield Malformed("brackets")
    else:
        yield from _sentences(plain)


def _foreign(line: str) -> str | None:
    if len(line) > LONGEST_LINE:
        return "long line"
    if any(unicodedata.category(char) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") for char in line.replace("\t", " ")):
        return "invisible characters"
    if _UNSEEN.search(line):
        return "invisible characters"
    if any(_is_dressed(char) for char in line) or _MIXED.search(line):
        return "letters in another dress"
    return next((name for name, pattern in _FOREIGN if pattern.search(line)), None)


def _is_dressed(char: str) -> bool:
    """Whether this is a letter or figure in full width, in a circle, raised, or of a script for formulas."""
    changed = unicodedata.decomposition(char)
    kind = unicodedata.category(char)[0]
    return (
        changed.startswith("<")
        and not changed.startswith(("<compat>", "<noBreak>", "<fraction>"))
        and (kind == "L" or (kind in "NS" and not changed.startswith(("<super>", "<sub>"))))
    )


def _with_plain_marks(line: str) -> str:
    """The line with every mark as ``[1]``, standing before the full stop of its sentence."""
    line = _GROUP.sub(lambda m: "".join(f"[{n}]" for n in re.findall(r"\d+", m[1])), line.translate(_OTHER_BRACKETS))
    line = _BETWEEN_MARKS.sub("", line)
    return _AFTER_STOP.sub(r"\2\1", line)


def _sentences(line: str) -> Iterator[Piece]:
    """Each sentence of a line with its own marks, or those of the next one that has any."""
    parts = split_sentences(line)
    found = [tuple(dict.fromkeys(int(n) for n in _MARK.findall(part))) for part in parts]
    for place, part in enumerate(parts):
        marks = next((marks for marks in found[place:] if marks), ())
        text = re.sub(r"\s+([.,;:!?…])", r"\1", re.sub(r"\s+", " ", _MARK.sub(" ", part))).strip()
        if not any(char.isalpha() for char in text):
            continue
        if not marks:
            yield Malformed("no marks")
        elif len(_WORD.findall(text)) < _FEWEST_WORDS:
            yield Malformed("no sentence")
        else:
            yield Sentence(text if text[-1] in ".!?…" else f"{text}.", marks)
