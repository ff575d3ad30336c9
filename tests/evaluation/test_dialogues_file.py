"""The hand-written dialogues are well-formed, and what they expect can be found in the shipped sources."""

import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

DIALOGUES = Path(__file__).with_name("dialogues.jsonl")
SOURCES = Path(__file__).parents[2] / "ingest" / "sources"
OUTCOMES = {"answered", "refused", "clarify"}
FACT = re.compile(r"(?P<text>[^\n]+)\n\{#(?P<id>[\w-]+)")

Dialogue = dict[str, Any]


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.fixture(scope="module")
def dialogues() -> list[Dialogue]:
    return read_lines(DIALOGUES)


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    """All text there is behind an id, in every language the sources have it in."""
    found: dict[str, str] = {}
    for sheet in SOURCES.glob("*.md"):
        for fact in FACT.finditer(sheet.read_text(encoding="utf-8")):
            found[fact["id"]] = found.get(fact["id"], "") + "\n" + fact["text"]
    for name in ("courses.jsonl", "contacts.jsonl"):
        for record in read_lines(SOURCES / name):
            found[record["id"]] = json.dumps(record, ensure_ascii=False)
    for source in tomllib.loads((SOURCES / "sources.toml").read_text(encoding="utf-8"))["source"]:
        if source["kind"] == "document":
            found[source["id"]] = (SOURCES / source["path"]).read_text(encoding="utf-8")
    return found


def turns(dialogues: list[Dialogue]) -> list[tuple[str, dict[str, Any]]]:
    return [(f"{one['id']}: {turn['text']}", turn) for one in dialogues for turn in one["turns"]]


def test_there_are_sixty_dialogues_of_three_to_five_turns(dialogues: list[Dialogue]) -> None:
    assert len(dialogues) == 60
    assert [one["id"] for one in dialogues if not 3 <= len(one["turns"]) <= 5] == []


def test_no_two_dialogues_share_an_id_or_a_course_of_turns(dialogues: list[Dialogue]) -> None:
    assert len({one["id"] for one in dialogues}) == len(dialogues)
    assert len({tuple(turn["text"] for turn in one["turns"]) for one in dialogues}) == len(dialogues)


def test_forty_are_bokmal_ten_nynorsk_and_ten_english_and_a_third_of_all_are_sloppy(dialogues: list[Dialogue]) -> None:
    assert Counter(one["lang"] for one in dialogues) == {"nb": 40, "nn": 10, "en": 10}
    assert Counter(one["style"] for one in dialogues) == {"plain": 40, "sloppy": 20}


def test_dialogues_and_turns_have_the_fields_of_the_format_and_no_others(dialogues: list[Dialogue]) -> None:
    assert [one["id"] for one in dialogues if set(one) != {"id", "lang", "style", "note", "turns"}] == []
    required, allowed = {"text", "means", "outcome"}, {"text", "means", "outcome", "about"}
    assert [name for name, turn in turns(dialogues) if not required <= set(turn) <= allowed] == []


def test_every_turn_says_something_and_allows_at_least_one_known_outcome(dialogues: list[Dialogue]) -> None:
    assert [name for name, turn in turns(dialogues) if not turn["text"].strip()] == []
    assert [
        name for name, turn in turns(dialogues) if not turn["outcome"] or not set(turn["outcome"]) <= OUTCOMES
    ] == []


def test_a_turn_that_must_not_be_answered_expects_no_source(dialogues: list[Dialogue]) -> None:
    wrong = [name for name, turn in turns(dialogues) if "answered" not in turn["outcome"] and turn["means"]]
    assert wrong == []


def test_every_expected_id_exists_in_the_sources(dialogues: list[Dialogue], sources: dict[str, str]) -> None:
    wrong = [(name, one) for name, turn in turns(dialogues) for one in turn["means"] if one not in sources]
    assert wrong == []


def test_no_turn_lists_an_id_twice(dialogues: list[Dialogue]) -> None:
    assert [name for name, turn in turns(dialogues) if len(set(turn["means"])) != len(turn["means"])] == []


def test_what_an_answer_must_mention_stands_in_each_of_its_expected_sources(
    dialogues: list[Dialogue], sources: dict[str, str]
) -> None:
    """Otherwise an answer that cites a right source could still be counted as wrong."""
    wrong = [
        (name, one)
        for name, turn in turns(dialogues)
        for one in turn["means"]
        if not re.search(turn.get("about", ""), sources[one], re.IGNORECASE)
    ]
    assert wrong == []
