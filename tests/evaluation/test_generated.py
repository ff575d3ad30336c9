"""Two thousand generated questions: nothing is fabricated, what can be answered is, what cannot is not."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import pytest

from knowledge.index import Index
from knowledge.models import Answer, Outcome, Question
from knowledge.service import Knowledge
from tests.conftest import TODAY
from tests.evaluation.generated import questions
from tests.evaluation.generated_question import Generated
from tests.evaluation.honesty import fabricated, mismarked, misquoted, phone_numbers, stray_words
from tests.evaluation.made_once import MadeOnce

PARTS = 4
# Each part is asked by one worker, so that several work at once.
each_part = pytest.mark.parametrize(
    "part", [pytest.param(n, marks=pytest.mark.xdist_group(f"generated-{n}")) for n in range(PARTS)]
)
Answered = Sequence[tuple[Generated, Answer]]


@pytest.fixture(scope="session")
def answers_of(knowledge: Knowledge, made_once: MadeOnce) -> Callable[[int], Answered]:
    """The answers to one part of the questions; a part takes about 20 seconds."""
    kept: dict[int, Answered] = {}

    def ask(part: int) -> Answered:
        return [(q, knowledge.answer_now(Question(q.text), today=TODAY)) for q in questions()[part::PARTS]]

    def answers(part: int) -> Answered:
        return kept.setdefault(part, kept.get(part) or made_once.get(f"generated-{part}", lambda: ask(part)))

    return answers


def of(answered: Answered, find: Callable[[Answer, str], Sequence[str]]) -> dict[str, Sequence[str]]:
    """What a check finds, by question."""
    return {question.text: found for question, answer in answered if (found := find(answer, question.text))}


def test_there_are_two_thousand_different_questions_and_most_can_be_answered(index: Index) -> None:
    asked = questions()
    known = {chunk.source_id for chunk in index.chunks}
    expected = Counter(question.expects for question in asked)
    assert len({question.text for question in asked}) == len(asked) >= 2000
    assert expected["answerable"] * 2 >= len(asked)
    assert min(Counter(question.language for question in asked).values()) >= 300
    assert {m for q in asked for m in q.means if m not in known and not any(k.startswith(m) for k in known)} == set()


@each_part
def test_nothing_is_fabricated(part: int, answers_of: Callable[[int], Answered]) -> None:
    """No address, date, amount, figure, quote, code or name stands in an answer but in what it cites or shows."""
    assert of(answers_of(part), fabricated) == {}


@each_part
def test_every_quote_stands_in_its_source_word_for_word(
    part: int, answers_of: Callable[[int], Answered], texts: Mapping[str, Collection[str]]
) -> None:
    assert of(answers_of(part), lambda answer, _: misquoted(answer, texts)) == {}


@each_part
def test_marks_belong_to_citations_and_nobody_is_to_be_phoned(part: int, answers_of: Callable[[int], Answered]) -> None:
    assert of(answers_of(part), lambda answer, _: mismarked(answer) + phone_numbers(answer)) == {}


@each_part
def test_nothing_fails(part: int, answers_of: Callable[[int], Answered]) -> None:
    assert [q.text for q, answer in answers_of(part) if answer.outcome is Outcome.FAILED] == []


# Measured on 2026-11-22: right .96, values .96, declined .977, language .98, 5 garbled. The limits leave some points
# for changes that move single questions.
LEAST_RIGHT = 0.94  # of the answerable: answered, from the right source
LEAST_VALUES = 0.94  # of the answerable: and what was asked for stands in the text
LEAST_DECLINED = 0.97  # of what no source answers
LEAST_IN_THE_LANGUAGE = 0.97
MOST_STRAY = 12  # answers with a garbled word; to become 0


of_all = pytest.mark.xdist_group("generated-0")


@pytest.fixture(scope="session")
def answered(answers_of: Callable[[int], Answered]) -> Answered:
    """All questions with their answers."""
    return [pair for part in range(PARTS) for pair in answers_of(part)]


@of_all
def test_what_can_be_answered_is_answered_from_the_right_source(answered: Answered) -> None:
    wrong = [q for q, answer in only(answered, "answerable") if not is_right(q, answer)]
    assert share(wrong, answered, "answerable") <= 1 - LEAST_RIGHT, told(wrong)


@of_all
def test_what_is_asked_for_stands_in_the_text(answered: Answered) -> None:
    wrong = [q for q, a in only(answered, "answerable") if not (is_right(q, a) and has_value(q, a))]
    assert share(wrong, answered, "answerable") <= 1 - LEAST_VALUES, told(wrong)


@of_all
def test_what_no_source_answers_is_not_answered(answered: Answered) -> None:
    wrong = [q for q, answer in only(answered, "nonsense") if answer.outcome is Outcome.ANSWERED]
    assert share(wrong, answered, "nonsense") <= 1 - LEAST_DECLINED, told(wrong)


@of_all
def test_answers_speak_the_language_of_the_question(answered: Answered) -> None:
    """Nonsense words have none."""
    wrong = [q for q, answer in answered if answer.language != q.language and q.group != "sentence"]
    assert len(wrong) <= (1 - LEAST_IN_THE_LANGUAGE) * len(answered), told(wrong)


@of_all
def test_words_are_not_garbled(answered: Answered) -> None:
    found = of(answered, stray_words)
    assert len(found) <= MOST_STRAY, found


def only(answered: Answered, expects: str) -> Iterator[tuple[Generated, Answer]]:
    """The questions of which the same is expected."""
    return ((question, answer) for question, answer in answered if question.expects == expects)


def is_right(question: Generated, answer: Answer) -> bool:
    """Whether a question is answered from one of the sources it is about."""
    shown = {citation.source_id for citation in answer.citations}
    shown |= {course.course.id for course in answer.courses} | {contact.contact.id for contact in answer.contacts}
    found = any(s == meant or (meant.endswith("#") and s.startswith(meant)) for meant in question.means for s in shown)
    return answer.outcome is Outcome.ANSWERED and found


def has_value(question: Generated, answer: Answer) -> bool:
    """Whether what was asked for stands in the text."""
    return re.search(question.value, answer.text, re.IGNORECASE) is not None


def share(wrong: Sequence[Generated], answered: Answered, expects: str) -> float:
    """The part of the questions of a kind that went wrong."""
    return len(wrong) / sum(1 for _ in only(answered, expects))


def told(wrong: Sequence[Generated]) -> str:
    """The questions that went wrong, the commonest kinds first, to read when a limit is broken."""
    often = Counter(question.group for question in wrong)
    ranked = sorted(wrong, key=lambda question: (-often[question.group], question.group))
    return "\n".join(f"{q.id} {q.group} ({often[q.group]}) {q.language}: {q.text}" for q in ranked)
