"""Random Markdown documents, made of numbered words, markup of every kind, pings and things nobody sees."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

PINGS = (
    "<!channel>",
    "<!here|alle>",
    "<@U0KARI>",
    "<@W1|Kari>",
    "<#C0GENERELT>",
    "<!subteam^S1>",
    "@channel",
    "&lt;!here&gt;",
)
HIDDEN = (
    "\u202e",
    "\u2066",
    "\u200b",
    "\ufeff",
    "\u200e",
    "\x00",
    "\x1b",
    "\x08",
    "\U000e0041",
    "\ud800",
    "&#x202e;",
    "&#8203;",
)
SIGNS = (
    *tuple("*_`~[]()<>!#|\\-+=:&\"'.\n"),
    "**",
    "```",
    "~~~",
    "~~",
    "](",
    "![",
    "\n\n",
    "\n    ",
    "| - |",
    "\n|-|-|\n",
    "\n---\n",
)
HOSTS = ("https://ntnu.example", "http://nho.example/a_(b)?c=d&e", "https://other.example/x", "mailto:post@nho.example")
BAD_TARGETS = ("javascript:alert(1)", "slack://user?id=U1", "data:text/html,x", "https://a@b.example", "file:///etc")


@dataclass
class Document:
    """A document under way: its text, and its words in the order in which a reader meets them."""

    dice: random.Random
    words: list[str] = field(default_factory=list)

    def word(self) -> str:
        """The next word; no two are alike."""
        self.words.append(f"ord{len(self.words)}q")
        return self.words[-1]

    def some(self, most: int) -> str:
        """A few words."""
        return " ".join(self.word() for _ in range(self.dice.randint(1, most)))

    def inline(self, most: int = 8) -> str:
        """Words with markup among them."""
        return " ".join(self._piece() for _ in range(self.dice.randint(1, most)))

    def _piece(self) -> str:
        dice, some, word = self.dice, self.some, self.word
        mark = dice.choice(("*", "**", "_", "__", "~~", "***"))
        makers: list[Callable[[], str]] = [
            lambda: f"{mark}{some(3)}{mark}",
            lambda: f"`{some(3)}`",
            lambda: f"[{some(3)}]({dice.choice(HOSTS)})",
            lambda: f"![{some(2)}]({dice.choice(HOSTS)})",
            lambda: f"[{some(2)}]({dice.choice(BAD_TARGETS)})",
            lambda: f"[https://nho.example {word()}](https://evil.example/path)",
            lambda: dice.choice(PINGS),
            lambda: f"{word()}{dice.choice(HIDDEN)} {dice.choice(HIDDEN)}",
            lambda: f"{word()}\n{word()}",
            lambda: f"[{dice.randint(1, 4)}]",
            lambda: f"<b>{word()}</b> &amp; 2*3_4",
            *[lambda: some(12)] * 3,
        ]
        return dice.choice(makers)()

    def block(self, depth: int = 0) -> str:
        """A paragraph, a heading, a list, a quote, code, a table or a rule."""
        dice, some, inline = self.dice, self.some, self.inline
        makers: list[Callable[[], str]] = [
            *[lambda: f"{'#' * dice.randint(1, 6)} {some(9)}"] * 2,
            *[lambda: self.listing(depth) if depth < 4 else inline()] * 2,
            lambda: self.quote(depth) if depth < 3 else inline(),
            self.code,
            self.table,
            lambda: dice.choice(("---", "***")) if dice.random() < 0.7 else f"{self.word()}\n===",
            lambda: "\n".join(f"• {inline(4)}".replace("\n•", "\n") for _ in range(dice.randint(1, 5))),
            lambda: " ".join(some(12) for _ in range(dice.randint(50, 300) if dice.random() < 0.1 else 9)),
            *[lambda: inline(20)] * 2,
        ]
        return dice.choice(makers)()

    def quote(self, depth: int) -> str:
        """A quote with blocks inside."""
        inner = "\n\n".join(self.block(depth + 1) for _ in range(self.dice.randint(1, 2)))
        return "\n".join(f"> {line}" for line in inner.split("\n"))

    def code(self) -> str:
        """Lines that look like a ping to somebody who does not know code."""
        dice = self.dice
        lines = [f"{' ' * dice.randint(0, 4)}{self.some(9)} <!channel>" for _ in range(dice.randint(1, 12))]
        return "\n".join([f"```{dice.choice(('', 'python', 'json'))}", *lines, "```"])

    def listing(self, depth: int) -> str:
        """A list, with blocks inside some of its items."""
        ordered, lines = self.dice.random() < 0.4, []
        for place in range(self.dice.randint(1, 6)):
            mark = f"{place + 1}. " if ordered else "- "
            inner = [self.some(6)] + ([self.block(depth + 1)] if self.dice.random() < 0.3 else [])
            body = "\n\n".join(inner).replace("\n", "\n" + " " * len(mark))
            lines.append(mark + body)
        return "\n".join(lines)

    def table(self) -> str:
        """A table; some are far too large, and some have rows with too many cells."""
        dice = self.dice
        columns = dice.randint(1, 24) if dice.random() < 0.2 else dice.randint(1, 4)
        rows = dice.randint(90, 230) if dice.random() < 0.05 else dice.randint(0, 5)
        said = [[self.cell() for _ in range(columns)]]
        said += [[self.cell() for _ in range(columns + (dice.random() < 0.05))] for _ in range(rows)]
        lines = [f"| {' | '.join(row)} |" for row in said]
        return "\n".join(
            [lines[0], f"|{dice.choice(('---', ':-:', '--:')) + '|'}" + "---|" * (columns - 1), *lines[1:]]
        )

    def cell(self) -> str:
        """What stands in a cell: mostly words."""
        dice = self.dice
        if dice.random() < 0.1:
            return ""
        return f"**{self.some(2)}** [1]" if dice.random() < 0.2 else self.some(4)


def made_document(seed: int) -> tuple[str, list[str], bool]:
    """A document, its words in order, and whether it is well formed; the others are nothing but signs and words."""
    document = Document(random.Random(seed))
    if seed % 4:
        return "\n\n".join(document.block() for _ in range(document.dice.randint(1, 12))), document.words, True
    parts = []
    for _ in range(document.dice.randint(5, 200)):
        sign = document.dice.choice((*SIGNS, *HIDDEN, *PINGS, *HOSTS))
        parts.append(f"{sign} {document.word()} " if document.dice.random() < 0.4 else sign)
    return "".join(parts) + f" {document.word()}", document.words, False
