"""The command line, one of the two places that know all rooms.

Answers go to standard output, everything else to standard error. What only some commands need is imported by them:
a question must not wait for Slack, Chroma or the database to be loaded.
"""

import json
import logging
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any, Literal

import typer
from typer.core import TyperCommand

from bot.asking import BadInput, answer_batch, answer_one, converse, read_batch, read_history, usable
from bot.front_door import front_door, note
from bot.ingest_command import first_run, run_command, tell_of
from bot.ingest_options import EPILOG as INGEST_EPILOG
from bot.ingest_options import Asked
from bot.verify_command import verify
from knowledge.generations import Generations
from knowledge.models import Question
from knowledge.service import Knowledge
from knowledge.settings import KnowledgeSettings

app = typer.Typer(
    name="brobygger",
    help="Answers about the NTNU-NHO agreement, NTNU's courses, Nemonoor and the right contact, with its sources.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Today = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="The date that answers are given for.", metavar="YYYY-MM-DD"),
]


@app.command(epilog="Example: brobygger demo --port 8400")
def demo(
    port: Annotated[int | None, typer.Option(help="Port of the local workspace.", min=1, max=65535)] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address.")] = False,
) -> None:
    """Try it: a local workspace in the browser with the real bot in it. No account, no key, no network."""
    with front_door():
        import asyncio

        from bot.demo import run_demo

        settings = KnowledgeSettings()
        _log_to_stderr(settings)
        asyncio.run(run_demo(_knowledge(settings), settings.data_dir, port=port, browse=not no_browser, say=note))


@app.command(epilog='Example: brobygger ask "Hvem leder Nemonoor?"')
def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in Norwegian or English.")] = None,
    batch: Annotated[Path | None, typer.Option(help="Questions as JSON Lines; - reads standard input.")] = None,
    history: Annotated[Path | None, typer.Option(help="Earlier turns: a JSON list of {role, text}.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Say on standard error what led to the answer.")] = False,
    today: Today = None,
) -> None:
    """Ask one question, or a file of them."""
    with front_door():
        if (question is None) == (batch is None):
            raise BadInput('Give either a question or --batch FILE. Example: brobygger ask "Hvem leder Nemonoor?"')
        settings = KnowledgeSettings()
        day = _day(settings, today)
        if batch is not None:
            questions = read_batch(batch)
            knowledge = _knowledge(settings)
            for line in answer_batch(knowledge, questions, today=day):
                typer.echo(json.dumps(line, ensure_ascii=False) if as_json else f"{line['id']}\t{line['answer']}")
        else:
            asked = usable(question or "")
            turns = read_history(history) if history else ()
            knowledge = _knowledge(settings)
            typer.echo(answer_one(knowledge, asked, turns, today=day, as_json=as_json))
            for told in knowledge.explain_now(Question(asked, turns), today=day).lines() if explain else ():
                note(told)


@app.command(epilog="Example: brobygger chat")
def chat(today: Today = None) -> None:
    """Talk in the terminal; follow-up questions are understood."""
    with front_door():
        settings = KnowledgeSettings()
        converse(_knowledge(settings), today=_day(settings, today))


class _IngestCommand(TyperCommand):
    """Lets ``--rollback`` stand without a number."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments."""
        following = [*args, ""][1:]
        bare = [arg == "--rollback" and not after.isdigit() for arg, after in zip(args, following, strict=True)]
        return super().parse_args(ctx, ["--rollback=1" if b else arg for arg, b in zip(args, bare, strict=True)])


@app.command(cls=_IngestCommand, epilog=INGEST_EPILOG)
def ingest(  # noqa: PLR0913, PLR0917 - one parameter an option
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would change and cost; write nothing.")] = False,
    list_all: Annotated[bool, typer.Option("--list", help="List the generations.")] = False,
    rollback: Annotated[
        int | None, typer.Option(help="Make the generation before live, or the one N before.", min=1, metavar="[N]")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Run the checks on the live generation.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Ingest now and whenever a source's file changes.")] = False,
    keep: Annotated[int | None, typer.Option(help="How many generations stay. Default: 3.", min=1, metavar="N")] = None,
    accept_loss: Annotated[
        bool, typer.Option("--accept-loss", help="Publish although a source lost most of its content.")
    ] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at a row that cannot be read.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="Tell nothing but failures.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object, also for a failure.")] = False,
) -> None:
    """Read the sources and publish a new generation of the index; nothing changed means nothing done."""
    asked = Asked(dry_run, list_all, rollback, check, watch, keep, accept_loss, strict, quiet, as_json)
    with front_door(tell_of(asked)):
        run_command(asked, KnowledgeSettings())


class _EvaluateCommand(TyperCommand):
    """Lets ``--json`` stand alone beside ``--retrieval``, where it prints; elsewhere it names a file."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the arguments."""
        if "--retrieval" in args:
            args = ["--json=-" if arg == "--json" else arg for arg in args]
        return super().parse_args(ctx, args)


_EVALUATE_EXAMPLES = (
    "Examples: brobygger evaluate questions.jsonl --today 2026-11-21 --html report.html · "
    "brobygger evaluate questions.jsonl --json after.json --compare before.json · "
    "brobygger evaluate questions.jsonl --llm --html report.html · "
    "brobygger evaluate --retrieval corpus.jsonl queries.jsonl qrels.tsv --json"
)


@app.command(cls=_EvaluateCommand, epilog=_EVALUATE_EXAMPLES)
def evaluate(  # noqa: PLR0913, PLR0917 - one parameter an option
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="QUESTIONS.jsonl; with --retrieval CORPUS QUERIES QRELS.")
    ],
    retrieval: Annotated[bool, typer.Option("--retrieval", help="Measure the search on a set in BEIR's form.")] = False,
    today: Today = None,
    by: Annotated[Literal["category", "lang", "style", "kind", "topic"], typer.Option(help="Group by.")] = "category",
    failures: Annotated[int, typer.Option(help="How many wrong answers to show.", min=0)] = 10,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write the run; with --retrieval print JSON.", metavar="FILE")
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Write a report as one HTML page.", metavar="FILE")] = None,
    compare: Annotated[Path | None, typer.Option(help="Compare with an earlier --json file.", metavar="FILE")] = None,
    fail_under: Annotated[float | None, typer.Option(help="Exit with 1 when fewer are right.", min=0, max=1)] = None,
    language: Annotated[Literal["auto", "nb", "nn", "en"], typer.Option(help="The queries' language.")] = "auto",
    cache: Annotated[Path | None, typer.Option(help="Folder for vectors. Default: DATA_DIR/evaluation.")] = None,
    llm: Annotated[bool, typer.Option("--llm", help="Let LLM_MODEL write; else it is not asked.")] = False,
    judge: Annotated[
        Literal["verifier", "nli", "none"], typer.Option(help="Who judges whether citations bear the answers.")
    ] = "verifier",
) -> None:
    """Measure the answers to questions whose right answers are known, or the search alone."""
    with front_door():
        from bot.evaluating import evaluate_answers, evaluate_search, judge_of, read_plan, settings_for

        settings = KnowledgeSettings()
        if len(files) != (3 if retrieval else 1):
            raise BadInput("Give one file of questions, or --retrieval CORPUS QUERIES QRELS.")
        if retrieval:
            if html or compare or fail_under is not None or llm:
                raise BadInput("--html, --compare, --fail-under and --llm belong to questions, not to --retrieval.")
            folder = cache or settings.data_dir / "evaluation"
            evaluate_search(
                files, model=settings.embedding_model, spoken=language, cache=folder, as_json=bool(json_file), say=note
            )
            return
        plan = read_plan(
            files[0], by=by, failures=failures, json_file=json_file, html=html, compare_with=compare,
            fail_under=fail_under,
        )  # fmt: skip
        own = settings_for(settings, llm=llm, judge=judge, say=note)
        enough = evaluate_answers(
            _knowledge(own), plan, own, judge_of(judge, settings), today=_day(settings, today), say=note
        )
    raise typer.Exit(0 if enough else 1)


@app.command(epilog="Example: brobygger serve")
def serve() -> None:
    """Run the bot in your Slack workspace (Socket Mode)."""
    with front_door():
        import asyncio

        from bot.app import CannotConnect, run_bot
        from bot.settings import BotSettings

        bot_settings, settings = BotSettings(), KnowledgeSettings()
        _log_to_stderr(settings)
        if missing := bot_settings.missing_for_slack():
            raise BadInput("\n".join(["Slack needs settings that are missing:", *(f"  {m}" for m in missing)]))
        knowledge = _knowledge(settings)
        try:
            asyncio.run(run_bot(bot_settings, knowledge))
        except CannotConnect as error:
            raise BadInput(str(error)) from error


@app.command(epilog="Example: brobygger doctor")
def doctor() -> None:
    """Say what is set up, what is missing and what to do about it."""
    with front_door():
        from bot.doctor import examine

        healthy = examine(KnowledgeSettings(), typer.echo)
    raise typer.Exit(0 if healthy else 1)


app.command(epilog="Example: brobygger verify sentences.jsonl --json --today 2026-11-21")(verify)


def main() -> None:
    """Run the command line."""
    app()


def _knowledge(settings: KnowledgeSettings) -> Knowledge:
    """Open the index, building a missing one first."""
    if Generations(settings.data_dir).current() is None:
        note("There is no index yet: reading the sources first. This takes a minute and happens once.")
        first_run(settings)
    return Knowledge(settings)


def _day(settings: KnowledgeSettings, today: datetime | None) -> date:
    return today.date() if today else settings.today or date.today()  # noqa: DTZ011 - the user's own calendar


def _log_to_stderr(settings: KnowledgeSettings) -> None:
    logging.basicConfig(
        stream=sys.stderr, level=settings.log_level.upper(), format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
