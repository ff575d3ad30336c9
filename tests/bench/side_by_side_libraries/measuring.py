"""Runs one contestant in a process of its own: index, search, measure."""

import statistics
import time
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from knowledge.embedding import load_embeddings
from knowledge.evaluation.measures import ndcg, recall, reciprocal_rank
from knowledge.evaluation.vector_cache import RememberingEmbeddings
from tests.bench.side_by_side_libraries.contestants import Build, Contestant, Result, Search
from tests.bench.side_by_side_libraries.task import Task

DEPTH = 10


def run(contestant: Contestant, task: Task, cache: Path, timed: int) -> Result:
    """Measure one contestant; the times of a search are those of ``timed`` questions.

    Index and searches are made twice: the first time fills the cache of vectors and every other cache, the second
    time is measured, so that nobody's time holds an embedding. What is not installed is named in the result.
    """
    try:
        model = _model(contestant)
        module = import_module(f"tests.bench.side_by_side_libraries.{contestant.module}")
        build: Build = getattr(module, contestant.function)
        embeddings = RememberingEmbeddings(load_embeddings(model), cache)
        build(task, embeddings)
    except ModuleNotFoundError as error:
        return Result(trouble=f"not installed: {error.name or error}")
    started = time.perf_counter()
    search = build(task, embeddings)
    index_s = time.perf_counter() - started
    found = {key: distinct(search(text), task.found_by) for key, text in task.queries.items()}
    embeddings.save()
    return _result(task, found, index_s, *_times(task.limited(timed), search, embeddings))


def distinct(hits: Iterable[str], found_by: Mapping[str, str]) -> list[str]:
    """What the hits count as, each once, at its best rank; the first ten."""
    return list(dict.fromkeys(found_by[hit] for hit in hits))[:DEPTH]


def _model(contestant: Contestant) -> str | None:
    """The folder of the contestant's model. Raises ModuleNotFoundError when its package is not installed."""
    if contestant.model is None:
        return None
    package = find_spec(contestant.model)  # found, not imported
    if package is None or package.origin is None:
        raise ModuleNotFoundError(name=contestant.model)
    return str(Path(package.origin).parent / "model")


def _times(task: Task, search: Search, embeddings: RememberingEmbeddings) -> tuple[list[float], list[float]]:
    """Milliseconds of searching, and of embedding the same questions as it was when they were first met."""
    searching = []
    for text in task.queries.values():
        started = time.perf_counter()
        search(text)
        searching.append((time.perf_counter() - started) * 1000)
    embedding = [embeddings.spared_ms(text) for text in task.queries.values()]
    return searching, [ms for ms in embedding if ms]


def _result(
    task: Task, found: Mapping[str, Sequence[str]], index_s: float, searching: list[float], embedding: list[float]
) -> Result:
    ranked = [(names, task.grades[key]) for key, names in found.items()]
    p50, p95 = _percentiles(searching)
    embedding_p50, embedding_p95 = _percentiles(embedding)
    return Result(
        ndcg_10=tuple(ndcg(names, grades, DEPTH) for names, grades in ranked),
        recall_5=statistics.fmean(recall(names, grades, 5) for names, grades in ranked),
        mrr_10=statistics.fmean(reciprocal_rank(names, grades, DEPTH) for names, grades in ranked),
        ms_p50=p50,
        ms_p95=p95,
        index_s=index_s,
        embedding_p50=embedding_p50,
        embedding_p95=embedding_p95,
    )


def _percentiles(values: Sequence[float]) -> tuple[float, float]:
    """The median and the 95th percentile; zeros when there are fewer than two values."""
    if len(values) < 2:
        return 0.0, 0.0
    return statistics.median(values), statistics.quantiles(values, n=20, method="inclusive")[18]
