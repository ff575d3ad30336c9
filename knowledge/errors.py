"""What can go wrong with the index; each message tells the operator what to do.

KnowledgeError
├── IndexMissing      nothing has been ingested yet
├── IndexDamaged      a generation or the pointer to it cannot be read
├── IndexMismatch     the index was made with another embedding model
├── StoreUnreachable  no Chroma server answers at CHROMA_URL
├── StoreFailed       Chroma could not store a new generation
├── ModelUnavailable  the embedding model cannot be loaded
└── BadLine           a file given for an evaluation cannot be used
"""


class KnowledgeError(Exception):
    """Base of this room's errors; ``str(error)`` is a sentence for the operator."""


class IndexMissing(KnowledgeError):
    """There is no published generation."""


class IndexDamaged(KnowledgeError):
    """A generation, or the pointer to it, cannot be read."""


class IndexMismatch(KnowledgeError):
    """The index and the embedding model do not belong together."""


class StoreUnreachable(KnowledgeError):
    """The Chroma server that the settings name does not answer."""


class StoreFailed(KnowledgeError):
    """Chroma could not store a generation: its disk is full, or the server went away."""


class ModelUnavailable(KnowledgeError):
    """The embedding model named in the settings cannot be loaded."""


class BadLine(KnowledgeError):
    """A file given for an evaluation cannot be used; the message names file, line and field."""
