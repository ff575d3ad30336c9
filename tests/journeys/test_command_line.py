"""The command line as a process: what comes out where, and with which exit status."""

import json
from typing import Any

import pytest

from tests.journeys.program import Program

pytestmark = pytest.mark.process

# The keys that other programs may rely on.
ANSWER = "id question outcome language answer citations courses contacts note written latency_ms".split()
CITATION = "n kind source_id title section url date date_note quote".split()
COURSE = (
    "code title credits start start_note deadline deadline_note price_nok price_note delivery location "
    "url as_of as_of_note"
).split()
CONTACT = "function organisation channel value url as_of as_of_note".split()

STILL_VALID = "Gjelder avtalen fortsatt?"


def lines(*rows: dict[str, Any]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def test_ask_prints_the_answer_and_its_sources(brobygger: Program) -> None:
    """Text first, then every source with its quote; nothing on standard error."""
    done = brobygger.run("ask", "Hvem leder Nemonoor?")
    assert (done.returncode, done.stderr) == (0, "")
    answer, sources = done.stdout.split("\nKilder:\n")
    assert "Digital Norway" in answer
    assert "[1]" in answer
    assert sources.startswith("[1] ")
    assert "«" in sources


def test_ask_as_json_prints_one_object_with_the_documented_keys(brobygger: Program) -> None:
    done = brobygger.run("ask", "--json", "Hvem leder Nemonoor?")
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert list(answer) == ANSWER
    assert (answer["id"], answer["question"], answer["language"]) == (None, "Hvem leder Nemonoor?", "nb")
    assert answer["outcome"] == "answered"
    assert answer["latency_ms"] > 0
    assert [list(citation) for citation in answer["citations"]] == [CITATION] * len(answer["citations"])
    assert [citation["n"] for citation in answer["citations"]] == list(range(1, len(answer["citations"]) + 1))
    assert all(citation["quote"] for citation in answer["citations"])


def test_an_explanation_goes_to_standard_error(brobygger: Program) -> None:
    """The answer itself stays as it is without one."""
    plain = brobygger.run("ask", "Hvem leder Nemonoor?")
    told = brobygger.run("ask", "Hvem leder Nemonoor?", "--explain")
    assert told.stdout == plain.stdout
    assert "found  1" in told.stderr
    assert "probability" in told.stderr


def test_a_batch_from_a_file_is_answered_in_its_order(brobygger: Program) -> None:
    """One JSON object a line, with the ids that were given or the line's number; history makes a follow-up clear."""
    history = [
        {"role": "user", "text": "Hva er Nemonoor?"},
        {"role": "assistant", "text": "Nemonoor er et senter for digital innovasjon."},
    ]
    asked: list[dict[str, Any]] = [
        {"id": "b", "question": "Hvilke kurs finnes om digital sikkerhet?"},
        {"question": "Hvem leder det?", "history": history},
        {"id": "a", "question": "Hvordan kontakter jeg NTNU Bridge?"},
        {"id": "long", "question": "å" * 20_000},
    ]
    (brobygger.folder / "questions.jsonl").write_text(lines(*asked), encoding="utf-8")
    done = brobygger.run("ask", "--json", "--batch", "questions.jsonl")
    assert (done.returncode, done.stderr) == (0, "")
    courses, follow_up, contact, too_long = answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["b", "2", "a", "long"]
    assert [answer["question"] for answer in answers] == [row["question"] for row in asked]
    assert all(list(answer) == ANSWER for answer in answers)
    assert courses["courses"]
    assert [list(course) for course in courses["courses"]] == [COURSE] * len(courses["courses"])
    assert "Nemonoor" in follow_up["answer"]
    assert contact["contacts"]
    assert [list(shown) for shown in contact["contacts"]] == [CONTACT] * len(contact["contacts"])
    assert too_long["outcome"] in {"clarify", "refused"}


def test_a_batch_is_read_from_standard_input(brobygger: Program) -> None:
    """Without --json each answer stands after its id and a tab; empty lines are passed over."""
    batch = lines({"id": "x", "question": "Hei"}) + "\n" + lines({"id": "y", "question": "Takk!"})
    done = brobygger.run("ask", "--batch", "-", stdin=batch)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("x\t")
    assert "\ny\t" in done.stdout


@pytest.mark.parametrize(
    ("today", "says", "not_says"), [("2024-06-01", "perioden 2023–2025", "er over"), ("2026-11-21", "er over", None)]
)
def test_the_day_decides_what_still_applies(brobygger: Program, today: str, says: str, not_says: str | None) -> None:
    """While the agreement's period runs the answer gives the period; afterwards it says that it is over."""
    done = brobygger.run("ask", STILL_VALID, "--today", today)
    assert (done.returncode, done.stderr) == (0, "")
    answer = done.stdout.split("\nKilder:\n")[0]
    assert says in answer
    assert not_says is None or not_says not in answer


def test_the_setting_today_is_the_day(brobygger: Program) -> None:
    """What --today does once, TODAY does for every run; --today goes first."""
    done = brobygger.run("ask", STILL_VALID, "--today", "2024-06-01", TODAY="2026-11-21")
    assert "er over" not in done.stdout.split("\nKilder:\n")[0]


def test_a_missing_index_is_built_first(newcomer: Program) -> None:
    """It is said on standard error, the sources are those that SOURCES names, and the next run just answers."""
    done = newcomer.run("ask", "Når møtes Garnlaget?")
    assert done.returncode == 0
    assert "There is no index yet" in done.stderr
    assert "torsdag" in done.stdout
    assert "Vedtekter for Garnlaget (oppdiktet)" in done.stdout
    again = newcomer.run("ask", "Når møtes Garnlaget?")
    assert (again.stdout, again.stderr) == (done.stdout, "")


def test_bad_input_ends_a_process_with_status_two(brobygger: Program) -> None:
    """What the other tests of bad input see in-process holds for the program."""
    done = brobygger.run("ask", "")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'The question is empty. Example: brobygger ask "Hvem leder Nemonoor?"\n'


def test_an_env_file_in_the_working_directory_is_read(brobygger: Program) -> None:
    """A setting of the environment goes before the one in the file."""
    (brobygger.folder / ".env").write_text("TODAY=2024-06-01\nDATA_DIR=does-not-exist\n", encoding="utf-8")
    done = brobygger.run("ask", STILL_VALID)
    assert done.returncode == 0
    assert "er over" not in done.stdout.split("\nKilder:\n")[0]


def test_a_reader_that_goes_away_is_no_failure(brobygger: Program) -> None:
    """As in ``brobygger ask --batch … | head -1``: no traceback, whatever was read."""
    batch = lines(*({"id": str(n), "question": "Hei"} for n in range(5)))
    (brobygger.folder / "questions.jsonl").write_text(batch, encoding="utf-8")
    piped = (
        "import subprocess, sys\n"
        "asked = subprocess.Popen([sys.executable, *sys.argv[1:]], stdout=subprocess.PIPE, stderr=subprocess.PIPE)\n"
        "asked.stdout.close()\n"
        "print(asked.stderr.read().decode(), asked.wait())\n"
    )
    done = brobygger.python(["-c", piped, *brobygger.command[1:], "ask", "--batch", "questions.jsonl"])
    assert done.stdout.strip() == "0"
