"""``brobygger evaluate``: reads what to measure with, measures, and shows or writes what was found."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from bot.asking import BadInput, text_of
from bot.evaluation_tables import (
    console,
    print_citations,
    print_comparison,
    print_counts,
    print_failures,
    print_measured,
    print_writing,
)
from knowledge.claims.verifier import Verifier
from knowledge.engines import load_engine
from knowledge.evaluation.asking import ask_all
from knowledge.evaluation.beir import RetrievalSet, parse_corpus, parse_qrels, parse_queries
from knowledge.evaluation.citing import Judge
from knowledge.evaluation.comparing import Comparison, compare
from knowledge.evaluation.counting import Scored, summary
from knowledge.evaluation.judges import GateJudge, NliJudge
from knowledge.evaluation.questions import Row, parse_questions
from knowledge.evaluation.report import Heading, report
from knowledge.evaluation.runs import Run, parse_run, run_of
from knowledge.evaluation.searching import Searcher, Spoken, measure
from knowledge.evaluation.vector_cache import RememberingEmbeddings
from knowledge.judging import fitted
from knowledge.service import Knowledge
from knowledge.settings import KnowledgeSettings

Say = Callable[[str], None]
JudgedBy = Literal["verifier", "nli", "none"]
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


def settings_for(settings: KnowledgeSettings, *, llm: bool, judge: JudgedBy, say: Say) -> KnowledgeSettings:
    """The settings that a run is made with: a language model writes only where it is asked for.

    Raises BadInput or WritingUnavailable with advice when what is asked for is not set up.
    """
    if judge == "nli" and not settings.nli_model:
        raise BadInput("--judge nli needs a model to judge with: set NLI_MODEL to a cross-encoder (see .env.example).")
    if not llm:
        if settings.llm_model:
            say(f"LLM_MODEL={settings.llm_model} is not asked: the answers are the sources' own sentences. See --llm.")
        return settings.model_copy(update={"llm_model": None})
    if not settings.llm_model:
        raise BadInput("--llm needs a language model: set LLM_MODEL=provider:name (see .env.example).")
    from knowledge.writing.model import open_model

    open_model(settings)
    # A judge that was also the gate would judge itself.
    return settings.model_copy(update={"nli_model": None}) if judge == "nli" else settings


def evaluate_answers(
    knowledge: Knowledge, plan: Plan, settings: KnowledgeSettings, judge: Judge | None, *, today: date, say: Say
) -> bool:
    """Ask, score, show and write; whether enough answers are right. ``judge`` tells whether citations bear them."""
    writer = f", written by {settings.llm_model}" if settings.llm_model else ""
    say(f"Asking {len(plan.questions)} questions as of {today.isoformat()}{writer}.")
    try:
        rows = ask_all(knowledge, plan.questions, settings, judge, today=today)
    finally:
        knowledge.close()
    total = summary(rows)
    comparison = compare(rows, plan.earlier) if plan.earlier else None
    info = knowledge.info()
    judged = judge.told if judge else None
    if plan.json_file:
        run = run_of(
            rows, total, today=today.isoformat(), generation=info.generation, embedding_model=info.embedding_model,
            judged=judged,
        )  # fmt: skip
        _write(plan.json_file, run.model_dump_json(indent=1) + "\n")
    if plan.html:
        heading = Heading(plan.name, today.isoformat(), info.generation, info.embedding_model, judged)
        _write(plan.html, report(rows, heading, fitted(info.embedding_model).floors, comparison))
    if _STDOUT not in (plan.json_file, plan.html):
        _show(rows, plan, comparison, judged)
    return plan.fail_under is None or total.accuracy >= plan.fail_under


def judge_of(by: JudgedBy, settings: KnowledgeSettings) -> Judge | None:
    """Who judges support, by the option and the settings that the user has."""
    if by == "none":
        return None
    if by == "nli":
        return NliJudge(settings.nli_model or "")
    return GateJudge(Verifier(load_engine(settings.embedding_model)))


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


def _show(rows: Sequence[Scored], plan: Plan, comparison: Comparison | None, judged: str | None) -> None:
    out = console()
    print_counts(out, rows, summary(rows), plan.by)
    print_citations(out, rows, plan.by, judged)
    print_writing(out, rows)
    if comparison:
        print_comparison(out, comparison)
    print_failures(out, rows, plan.failures)


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
