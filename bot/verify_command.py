"""``brobygger verify``: which of some sentences their sources support."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.front_door import front_door, note, print_json
from knowledge.settings import KnowledgeSettings

_TELL_EVERY = 100


def verify(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="JSON Lines: id, lang, sentence, passages, records.")],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object a line: id, supported, reasons.")
    ] = False,
    today: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The date that sentences are checked for.", metavar="YYYY-MM-DD"),
    ] = None,
    failures: Annotated[int, typer.Option(help="How many wrong or unsupported sentences to show.", min=0)] = 20,
) -> None:
    """Check sentences against the passages and records that they cite. Needs neither an index nor a language model."""
    with front_door():
        from bot.verify_report import checked, report
        from knowledge.claims.reading import read_claims
        from knowledge.claims.verifier import Verifier
        from knowledge.engines import load_engine

        rows, settings = read_claims(file), KnowledgeSettings()
        day = today.date() if today else settings.today or date.today()  # noqa: DTZ011 - the user's own calendar
        verifier = Verifier(load_engine(settings.embedding_model), settings.nli_model)
        kept = []
        for n, one in enumerate(checked(rows, verifier, day), start=1):
            kept.append(one)
            if as_json:
                print_json({"id": one.row.id, "supported": one.verdict.supported, "reasons": list(one.verdict.reasons)})
            if n % _TELL_EVERY == 0:
                note(f"{n} of {len(rows)} sentences")
        for line in () if as_json else report(kept, failures):
            typer.echo(line)
