"""How much of somebody else's file is read at most; who needs more splits the file.

A course catalogue or an agreement stays far below all of them: the longest agreement at hand has 60 000 characters.
"""

MEGABYTE = 1_000_000

# Of a file as it lies on the disk or comes over the network.
LARGEST_FILE = 100 * MEGABYTE
LARGEST_TEXT = 20 * MEGABYTE
LARGEST_PAGE = 10 * MEGABYTE
LARGEST_PDF = 100 * MEGABYTE
LARGEST_DOCX = 50 * MEGABYTE

# Of what is packed into a DOCX or XLSX, as its directory declares it.
ARCHIVE_ENTRIES = 10_000
ARCHIVE_UNPACKED = 200 * MEGABYTE
# Honest sheets shrink 10 to 60 times; a bomb, 1 000 times. Small entries may shrink as they like.
ARCHIVE_RATIO = 200
ARCHIVE_RATIO_FROM = 10 * MEGABYTE

# Of a PDF, and of the text that any file gives.
PDF_PAGES = 2_000
TEXT_CHARACTERS = 10_000_000

# Of the process that reads one file, beyond what it holds before it begins.
READ_SECONDS = 60
READ_MEMORY = 1_000 * MEGABYTE


def megabytes(size: int) -> str:
    """A size in words, as "12 MB" or "0.4 MB"."""
    return f"{size // MEGABYTE:,} MB".replace(",", " ") if size >= MEGABYTE else f"{size / MEGABYTE:.1f} MB"
