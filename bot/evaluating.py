"""``brobygger evaluate``: reads what to measure with, measures, and shows or writes what was found."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.asking import Asked, BadInput, answer_batch, text_of
from bot.evaluation_tables import console, print_comparison, print_counts, print_failures, print_measured
from knowledge.engines import load_engine
from knowledge.evaluation.beir import RetrievalSet, parse_corpus, parse_qrels, parse_queries
from knowledge.evaluation.comparing import Comparison, compare
from knowledge.evaluation.counting import Scored, summary
from knowledge.evaluation.questions import Row, parse_questions
from knowledge.evaluation.report import Heading, report
from knowledge.evaluation.runs import Run, parse_run, run_of
from knowledge.evaluation.scoring import faults, known_addresses
from knowledge.evaluation.searching import Searcher, Spoken, measure
from knowledge.evaluation.vector_cache import RememberingEmbeddings
from knowledge.judging import fitted
from knowledge.models import Question, Turn
from knowledge.service import Knowledge

Say = Callable[[str], None]
_STDOUT = Path("-")


@dataclass(frozen=True, slots=True)
class Plan:
    """What to show of a run of questions, and where to write it; ``fail_under`` is a share from 0 to 1."""

    questions: Sequence[Row]
    name: str
    by: str
    failures: int
    json_file: Path | None
    html: Path | None
    earlier: Run | None
    fail_under: float | None


def read_plan(
    file: Path,
    *,
    by: str,
    failures: int,
    json_file: Path | None,
    html: Path | None,
    compare_with: Path | None,
    fail_under: float | None,
) -> Plan:
    """Read and check everything before the first question is asked."""
    questions = parse_questions(text_of(file), str(file))
    earlier = parse_run(text_of(compare_with), str(compare_with)) if compare_with else None
    if earlier and not {row["id"] for row in questions} & {question.id for question in earlier.questions}:
        raise BadInput(f"{file} and {compare_with} have no question in common: nothing to compare.")
    for target in (json_file, html):
        if target and target != _STDOUT and (target.is_dir() or not target.absolute().parent.is_dir()):
            raise BadInput(f"{target} cannot be written: give a file in a folder that exists.")
    return Plan(questions, file.name, by, failures, json_file, html, earlier, fail_under)


def evaluate_answers(knowledge: Knowledge, plan: Plan, *, today: date, say: Say) -> bool:
    """Ask, score, show and write; whether enough answers are right."""
    say(f"Asking {len(plan.questions)} questions as of {today.isoformat()}.")
    rows = ask_all(knowledge, plan.questions, today=today)
    total = summary(rows)
    comparison = compare(rows, plan.earlier) if plan.earlier else None
    info = knowledge.info()
    if plan.json_file:
        run = run_of(
            rows, total, today=today.isoformat(), generation=info.generation, embedding_model=info.embedding_model
        )
        _write(plan.json_file, run.model_dump_json(indent=1) + "\n")
    if plan.html:
        heading = Heading(plan.name, today.isoformat(), info.generation, info.embedding_model)
        _write(plan.html, report(rows, heading, fitted(info.embedding_model).floors, comparison))
    if _STDOUT not in (plan.json_file, plan.html):
        _show(rows, plan, comparison)
    return plan.fail_under is None or total.accuracy >= plan.fail_under


def ask_all(knowledge: Knowledge, questions: Sequence[Row], *, today: date) -> list[Scored]:
    """Ask every question and judge its answer; one that breaks something counts as failed."""
    asked = [Asked(row["id"], _question(row)) for row in questions]
    addresses = known_addresses(knowledge.texts())
    thresholds = fitted(knowledge.info().embedding_model)
    scored = []
    for row, one, answer in zip(questions, asked, answer_batch(knowledge, asked, today=today), strict=True):
        found = faults(row, answer, addresses=addresses)
        # A question that broke the answering would break the weighing too.
        evidence = knowledge.weigh_now(one.question) if answer["outcome"] != "failed" else None
        scored.append(
            Scored(
                question=row,
                outcome=answer["outcome"],
                reasons=tuple(fault.text for fault in found),
                kinds=frozenset(fault.kind for fault in found),
                ms=answer["latency_ms"],
                answer=answer["answer"],
                probability=round(thresholds.of(evidence).probability(evidence), 4) if evidence else None,
            )
        )
    return scored


def evaluate_search(
    files: Sequence[Path], *, model: str | None, spoken: Spoken, cache: Path, as_json: bool, say: Say
) -> None:
    """Measure the search on a retrieval set: a corpus, queries and qrels, in this order."""
    corpus, queries, qrels = files
    asked = RetrievalSet(
        parse_corpus(text_of(corpus), str(corpus)),
        parse_queries(text_of(queries), str(queries)),
        parse_qrels(text_of(qrels), str(qrels)),
    )
    judged = asked.judged()
    if not judged:
        raise BadInput(f"No query of {queries} has a relevant passage in {qrels}: nothing to measure.")
    if left_out := len(asked.queries) - len(judged):
        say(f"Left out, for want of a relevant passage in {qrels}: {left_out} of {len(asked.queries)} queries.")
    if lost := asked.lost():
        say(f"Counted as missed, for they are not in {corpus}: {lost} relevant passages.")
    embeddings = RememberingEmbeddings(load_engine(model), _folder(cache), say=say)
    searcher = Searcher(asked.passages, embeddings, spoken)
    say(f"Searching for {len(judged)} queries among {len(asked.passages)} passages.")
    measured = measure(asked, [searcher.find(key, text) for key, text in judged.items()])
    embeddings.save()
    if as_json:
        print(json.dumps(measured.as_row()))  # noqa: T201 - the command's output
    else:
        print_measured(console(), measured)


def _show(rows: Sequence[Scored], plan: Plan, comparison: Comparison | None) -> None:
    out = console()
    print_counts(out, rows, summary(rows), plan.by)
    if comparison:
        print_comparison(out, comparison)
    print_failures(out, rows, plan.failures)


def _question(row: Row) -> Question:
    return Question(row["question"], tuple(Turn(turn["role"], turn["text"]) for turn in row["history"]))


def _folder(cache: Path) -> Path:
    try:
        cache.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadInput(f"--cache {cache} cannot be used: {error.strerror}.") from error
    return cache


def _write(file: Path, text: str) -> None:
    if file == _STDOUT:
        print(text, end="")  # noqa: T201 - the command's output
        return
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{file} cannot be written: {error.strerror}.") from error
