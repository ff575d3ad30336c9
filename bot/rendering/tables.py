"""Tables as Slack's own, and what is too large for one as a list."""

from collections.abc import Callable, Sequence

from bot.rendering.blocks import Block
from bot.rendering.tree import Listing, Paragraph, Run, Runs, Table, words_of

ROWS = 100  # Slack's limits: so many rows with the head, …
COLUMNS = 20  # … so many columns, …
CHARACTERS = 6000  # … and 10 000 characters a message, in which there is more than the table
EMPTY = "–"  # Slack takes no cell without text

Elements = Callable[[Runs], list[Block]]


def table_pieces(table: Table, elements: Elements) -> tuple[list[tuple[Block, str]], Listing | None]:
    """Blocks with what each says, the head on every one; a table too wide for that comes as a list instead."""
    width = len(table.head)
    head = _length(table.head)
    if not 1 <= width <= COLUMNS or head + max(map(_length, table.rows), default=0) > CHARACTERS:
        return [], as_list(table)
    portions: list[list[tuple[Runs, ...]]] = [[]]
    size = head
    for row in table.rows:
        if portions[-1] and (len(portions[-1]) >= ROWS - 1 or size + _length(row) > CHARACTERS):
            portions.append([])
            size = head
        portions[-1].append(row)
        size += _length(row)
    return [(_block(table, rows, elements), _spoken(table, rows)) for rows in portions], None


def as_list(table: Table) -> Listing:
    """A table as a list: an item with the head, and one for each row with the head's words before each cell."""
    items = [_joined(table.head), *(_joined(_named(table.head, row)) for row in table.rows)]
    return Listing(tuple((Paragraph(runs),) for runs in items))


def _named(head: Sequence[Runs], row: Sequence[Runs]) -> list[Runs]:
    return [(*name, Run(": "), *cell) if name and cell else cell for name, cell in zip(head, row, strict=True)]


def _joined(cells: Sequence[Runs]) -> Runs:
    """The cells that say something, with a dot between them."""
    runs: list[Run] = []
    for cell in cells:
        if cell:
            runs += [Run(" · "), *cell] if runs else cell
    return tuple(runs)


def _block(table: Table, rows: Sequence[Sequence[Runs]], elements: Elements) -> Block:
    settings = [{"align": align, "is_wrapped": True} for align in table.aligned]
    cells = [[_cell(cell, elements) for cell in row] for row in (table.head, *rows)]
    return {"type": "table", "column_settings": settings, "rows": cells}


def _cell(runs: Runs, elements: Elements) -> Block:
    text = words_of(runs)
    if all(not run.styles and not run.url for run in runs) and "[" not in text:
        return {"type": "raw_text", "text": text if text.strip() else EMPTY}
    section = {"type": "rich_text_section", "elements": elements(runs)}
    return {"type": "rich_text", "elements": [section]}


def _length(row: Sequence[Runs]) -> int:
    return sum(max(1, len(words_of(cell))) for cell in row)


def _spoken(table: Table, rows: Sequence[Sequence[Runs]]) -> str:
    said = [table.head, *rows]
    return "\n".join(" · ".join(words_of(cell).strip() or EMPTY for cell in row) for row in said)
