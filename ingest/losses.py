"""A source that suddenly holds much less than it did is more likely broken than right."""

from collections.abc import Iterator, Mapping

# So much of a source may go at once without a maintainer's word, and so little is never much.
MOST = 0.5
_FEW = 4


def losses(before: Mapping[str, int], after: Mapping[str, int]) -> Iterator[str]:
    """A sentence for each entry of the list that is still in it but lost more than ``MOST`` of its chunks.

    Both map entries to how many chunks came of them. An entry that was taken off the list is no loss: it was meant.
    """
    for entry, count in before.items():
        left = after.get(entry)
        if left is not None and count >= _FEW and left < (1 - MOST) * count:
            yield f"{entry} had {count} chunks and has {left} now"
