"""What may be asked of a model in a day, counted over all processes and restarts.

The count is a small file beneath ``DATA_DIR``, changed under a lock. Requests are counted before they are made, tokens
when they are known: the last answer of a day may go past the limit, none begins past it.
"""

import fcntl
import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path

log = logging.getLogger(__name__)


class BudgetSpent(Exception):
    """The day's requests or tokens are used up; the message is a sentence for the operator."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What was used on a day (``YYYY-MM-DD``)."""

    day: str
    requests: int = 0
    tokens: int = 0


class Budget:
    """Counts requests and tokens. None is no limit. Safe for threads and processes."""

    def __init__(
        self,
        folder: Path,
        *,
        requests: int | None = None,
        tokens: int | None = None,
        today: Callable[[], date] = date.today,
    ) -> None:
        """``folder`` is made when something is first counted; ``today`` is the calendar's day."""
        self._folder = folder
        self._requests = requests
        self._tokens = tokens
        self._today = today
        self._told: str | None = None

    def take(self) -> None:
        """Count a request that is about to be made. Raises BudgetSpent, and tells the log once a day."""
        try:
            with self._counted() as spent:
                self._refuse_beyond(spent)
                self._write(replace(spent, requests=spent.requests + 1))
        except OSError as error:
            if self._is_limited:
                raise BudgetSpent(f"The day's use cannot be counted in {self._folder} ({error.strerror}).") from error

    def add(self, tokens: int) -> None:
        """Count the tokens of a request that was made."""
        try:
            with self._counted() as spent:
                self._write(replace(spent, tokens=spent.tokens + tokens))
        except OSError as error:
            log.warning("%d tokens are not counted: %s", tokens, error)

    def spent(self) -> Spent:
        """What was used today."""
        try:
            with self._counted() as spent:
                return spent
        except OSError:
            return Spent(self._day)

    def trouble(self) -> str | None:
        """A sentence for the operator when the day's budget is spent."""
        try:
            self._refuse_beyond(self.spent(), tell=False)
        except BudgetSpent as spent:
            return str(spent)
        return None

    @property
    def _is_limited(self) -> bool:
        return self._requests is not None or self._tokens is not None

    @property
    def _day(self) -> str:
        return self._today().isoformat()

    def _refuse_beyond(self, spent: Spent, *, tell: bool = True) -> None:
        for name, used, limit in (
            ("REQUESTS", spent.requests, self._requests),
            ("TOKENS", spent.tokens, self._tokens),
        ):
            if limit is not None and used >= limit:
                why = (
                    f"The language model's budget of the day is spent: {used} of LLM_{name}_PER_DAY={limit}. "
                    "Until midnight answers are the sources' own sentences."
                )
                if tell and self._told != spent.day:
                    log.warning(why)
                    self._told = spent.day
                raise BudgetSpent(why)

    @contextmanager
    def _counted(self) -> Iterator[Spent]:
        """Today's count, which nobody else changes meanwhile."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "budget.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield self._read()

    def _read(self) -> Spent:
        try:
            row = json.loads((self._folder / "budget.json").read_text(encoding="utf-8"))
            spent = Spent(str(row["day"]), int(row["requests"]), int(row["tokens"]))
        except FileNotFoundError:
            return Spent(self._day)
        except (ValueError, KeyError, TypeError):
            log.warning("%s cannot be read: the day's count begins anew", self._folder / "budget.json")
            return Spent(self._day)
        return spent if spent.day == self._day else Spent(self._day)

    def _write(self, spent: Spent) -> None:
        fresh = self._folder / "budget.new"
        fresh.write_text(json.dumps(asdict(spent)), encoding="utf-8")
        fresh.replace(self._folder / "budget.json")
