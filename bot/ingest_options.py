"""The options of the command ``ingest``, and which of them go together."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.asking import BadInput

EPILOG = (
    "Exit codes: 0 done, or nothing to do (also when --dry-run finds changes); 2 the sources, the settings or the "
    "command cannot be used; 3 another ingest is at work; 4 the new index, or with --check the live one, did not pass "
    "its checks; 130 interrupted (--watch then ends with 0). Whatever is not 0 leaves the live index as it was. "
    "Example: brobygger ingest --dry-run"
)

Mode = Literal["run", "--dry-run", "--list", "--rollback", "--check", "--watch"]


@dataclass(frozen=True, slots=True)
class Asked:
    """The options of the command; ``keep`` and ``rollback`` are None where they are not given."""

    dry_run: bool = False
    list_all: bool = False
    rollback: int | None = None
    check: bool = False
    watch: bool = False
    keep: int | None = None
    accept_loss: bool = False
    strict: bool = False
    quiet: bool = False
    json: bool = False

    def mode(self) -> Mode:
        """What is to be done. Raises BadInput for options that do not go together."""
        given: dict[Mode, bool] = {
            "--dry-run": self.dry_run,
            "--list": self.list_all,
            "--rollback": self.rollback is not None,
            "--check": self.check,
            "--watch": self.watch,
        }
        modes = [mode for mode, on in given.items() if on]
        if len(modes) > 1:
            raise BadInput(f"{_and(modes)} do not go together: give one of them.")
        mode: Mode = modes[0] if modes else "run"
        if mode in {"--list", "--rollback", "--check"} and (idle := self._of_a_run()):
            raise BadInput(f"{_and(idle)} would have no effect: {mode} reads no sources.")
        if mode in {"--dry-run", "--list"} and self.quiet and not self.json:
            raise BadInput(f"{mode} and --quiet do not go together: nothing would be told.")
        return mode

    def _of_a_run(self) -> list[str]:
        given = {"--keep": self.keep is not None, "--accept-loss": self.accept_loss, "--strict": self.strict}
        return [name for name, on in given.items() if on]


def _and(names: Sequence[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
