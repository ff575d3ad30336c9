"""With a model the answer is written sentence by sentence, and only proven ones are shown."""

import asyncio
from pathlib import Path

import pytest

from knowledge.models import Question, Stage, Turn
from tests.knowledge.village import VILLAGE
from tests.knowledge.writing.beside import served_beside
from tests.knowledge.writing.openai_server import KEY, Reply, says, serving
from tests.knowledge.writing.village_writer import ASKED, EXTRACT, GOOD, MORE, TODAY, Doubting, open_village, rig


async def test_proven_sentences_are_the_answer(tmp_path: Path) -> None:
    """With their numbers by first use, the quotes that bear them, the cards of the draft and its remark on age."""
    async with rig(tmp_path, says(GOOD, MORE)) as village:
        answer = await village.ask()
    lines = answer.text.split("\n")
    assert lines[0] == "Prøvehuset har 14 ansatte. [1] Huset ligger i Eksempelby og åpner klokken ni. [1]"
    assert lines[1] == "• Styret i Prøvehuset (Prøvehuset): eksempel.no/styret [2]"
    assert lines[2].startswith("Kilden er fra januar 2020")
    assert [(c.n, c.source_id) for c in answer.citations] == [(1, "TST-01"), (2, "c3")]
    assert all(c.quote in chunk.text for c in answer.citations for chunk in VILLAGE.chunks if chunk.id == c.source_id)
    assert [(shown.contact.id, shown.n) for shown in answer.contacts] == [("c3", 2)]
    assert answer.note is None


async def test_the_account_tells_what_it_came_to(tmp_path: Path) -> None:
    async with rig(tmp_path, says(GOOD, usage=(1000, 50)), llm_price_in=2.0, llm_price_out=10.0) as village:
        written = (await village.ask()).written
    assert written is not None
    assert (written.model, written.kept, written.dropped, written.failure) == ("openai:made-up", 1, (), None)
    assert (written.requests, written.tokens_in, written.tokens_out, written.estimated) == (1, 1000, 50, False)
    assert written.cost == pytest.approx(0.0025)
    assert written.first_sentence is not None
    assert 0 < written.first_sentence <= written.latency


async def test_the_provider_gets_the_key_and_a_prompt_with_fenced_data(tmp_path: Path) -> None:
    async with rig(tmp_path, says(GOOD)) as village:
        await village.ask()
    assert village.server.keys == [f"Bearer {KEY}"]
    prompt = village.server.prompts[0]
    assert "Today is 21 November 2026 (2026-11-21)" in prompt
    assert "passage [1]\nfrom: Om Prøvehuset (oppdiktet) / Om huset" in prompt
    assert ASKED.text in prompt


async def test_azure_is_asked_at_its_deployment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the resource's endpoint as the address; nothing else changes with the provider."""
    monkeypatch.setenv("OPENAI_API_VERSION", "2024-10-21")
    async with serving([says(GOOD)]) as server:
        endpoint = server.url.removesuffix("/v1")
        knowledge = open_village(tmp_path, endpoint, Doubting(), llm_model="azure_openai:made-up")
        answer = await knowledge.answer(ASKED, today=TODAY)
    assert server.keys == [KEY]
    assert answer.text.startswith("Prøvehuset har 14 ansatte. [1]")


async def test_a_sentence_is_told_before_the_model_has_finished(tmp_path: Path) -> None:
    """The model waits in the middle of its second sentence until the first was heard."""
    goes_on = asyncio.Event()
    reply = Reply(parts=[f"{GOOD}\nHuset", " ligger i Eksempelby [1]."], middle=goes_on)
    async with rig(tmp_path, reply) as village:
        heard: list[object] = []

        def hear(event: object) -> None:
            heard.append(event)
            if not isinstance(event, Stage):
                goes_on.set()

        answer = await village.knowledge.answer(ASKED, today=TODAY, on_event=hear)
    assert [type(event).__name__ for event in heard[-2:]] == ["VerifiedSentence", "VerifiedSentence"]
    assert answer.text.startswith("Prøvehuset har 14 ansatte. [1] Huset ligger i Eksempelby. [1]")


async def test_what_is_told_is_how_the_answer_begins(tmp_path: Path) -> None:
    async with rig(tmp_path, says("Garnlaget låner ut vevstoler [3].", GOOD, MORE)) as village:
        answer = await village.ask(Question("Hva er Prøvehuset?"))
    assert answer.text.startswith(" ".join(sentence.text for sentence in village.sentences))
    assert [sentence.place for sentence in village.sentences] == [1, 2, 3]
    assert [len(sentence.citations) for sentence in village.sentences] == [1, 2, 2]


async def test_a_sentence_that_is_not_proven_is_mended_in_its_place(tmp_path: Path) -> None:
    """The model is told why; what comes after waits, so the order stays."""
    script = says("Prøvehuset har 99 ansatte [1].", MORE), says(GOOD)
    async with rig(tmp_path, *script, doubts=("99",)) as village:
        answer = await village.ask()
    assert answer.text.startswith("Prøvehuset har 14 ansatte. [1] Huset ligger")
    assert "- number: 99" in village.server.prompts[1]
    assert "Prøvehuset har 99 ansatte. [1]" in village.server.prompts[1]
    assert answer.written is not None
    assert (answer.written.kept, answer.written.repaired, answer.written.dropped) == (2, 1, ())
    assert answer.note is None


async def test_a_sentence_that_is_wrong_twice_is_dropped(tmp_path: Path) -> None:
    wrong = "Prøvehuset har 99 ansatte [1]."
    async with rig(tmp_path, says(wrong, MORE), says(wrong), doubts=("99",)) as village:
        answer = await village.ask()
    assert "99" not in answer.text
    assert answer.text.startswith("Huset ligger i Eksempelby")
    assert answer.written is not None
    assert (answer.written.kept, answer.written.dropped_kinds) == (1, ("number",))


async def test_a_number_that_the_prover_overlooks_is_caught_by_the_last_guard(tmp_path: Path) -> None:
    """A sentence is guarded like every answer: its figures must stand in what it cites."""
    wrong = "Prøvehuset har 99 ansatte [1]."
    async with rig(tmp_path, says(wrong, MORE), says(wrong)) as village:
        answer = await village.ask()
    assert "99" not in answer.text
    assert answer.written is not None
    assert answer.written.dropped_kinds == ("number",)


async def test_a_sentence_is_proven_by_what_it_cites_and_by_nothing_else(tmp_path: Path) -> None:
    async with rig(tmp_path, says(GOOD, "Avtalen er forlenget av huset [1][3].")) as village:
        await village.ask(Question("Hva er Prøvehuset?"))
    assert [[e.id for e in claim.evidence] for claim in village.prover.claims] == [["TST-01"], ["TST-01", "vedtekt-4"]]
    assert village.prover.claims[0].sentence == "Prøvehuset har 14 ansatte."


async def test_records_are_rows_with_what_is_not_stated_and_what_has_passed(tmp_path: Path) -> None:
    async with rig(tmp_path, says("Kurset koster 4500 kr per deltaker [1].")) as village:
        answer = await village.ask(Question("Hva koster PRV1001?"))
    prompt = village.server.prompts[0]
    assert "price_nok: 4500\nprice_note: per deltaker" in prompt
    assert "deadline: 2020-06-01 (has passed)" in prompt
    assert "admission: not stated" in prompt
    assert answer.text.split("\n")[0] == "Kurset koster 4500 kr per deltaker. [1]"
    assert [(shown.course.id, shown.n) for shown in answer.courses] == [("k1", 1)]
    assert "Sist bekreftet 4. mars 2020" in answer.text


@pytest.mark.parametrize(
    "text", ["Hei!", "Hvilke EVU-kurs finnes?", "Gjelder avtalen fortsatt?", "Hvem spiller trompet på månen?", "Pris?"]
)
async def test_what_code_says_better_and_what_is_refused_asks_no_model(text: str, tmp_path: Path) -> None:
    async with rig(tmp_path) as village:
        answer = await village.ask(Question(text))
    assert village.server.bodies == []
    assert (answer.written, answer.note) == (None, None)


@pytest.mark.parametrize(
    ("question", "said", "language"),
    [
        ("How many employees does Prøvehuset have?", "Prøvehuset has 14 employees and opens at nine [1].", "English"),
        ("Kva er Prøvehuset?", "Prøvehuset er eit oppdikta forsamlingshus i Eksempelby [1].", "Norwegian nynorsk"),
    ],
)
async def test_the_answer_is_written_in_the_askers_language(
    question: str, said: str, language: str, tmp_path: Path
) -> None:
    async with rig(tmp_path, says(said)) as village:
        answer = await village.ask(Question(question))
    assert f"Answer the question in {language}" in village.server.prompts[0]
    assert answer.text.startswith(said.replace(" [1].", ". [1]"))


async def test_a_listener_that_breaks_costs_nobody_the_answer(tmp_path: Path) -> None:
    def break_down(event: object) -> None:
        raise ValueError(event)

    async with rig(tmp_path, says(GOOD)) as village:
        answer = await village.knowledge.answer(ASKED, today=TODAY, on_event=break_down)
    assert answer.text.startswith("Prøvehuset har 14 ansatte.")


async def test_a_model_that_repeats_itself_is_shown_once(tmp_path: Path) -> None:
    async with rig(tmp_path, says(*[GOOD] * 30)) as village:
        answer = await village.ask()
    assert answer.text.count("14 ansatte") == 1
    assert answer.note is None


async def test_a_follow_up_is_rewritten_by_the_model(tmp_path: Path) -> None:
    """And drafted anew from that question; the conversation stands fenced in the prompt."""
    history = (Turn("user", "Hva er Prøvehuset?"), Turn("assistant", "Prøvehuset er et forsamlingshus i Eksempelby."))
    script = says("Hvor mange ansatte har Prøvehuset?"), says(GOOD)
    async with rig(tmp_path, *script) as village:
        answer = await village.ask(Question("Hvor mange ansatte har det?", history))
    assert "user: Hva er Prøvehuset?" in village.server.prompts[0]
    assert "Hvor mange ansatte har det?\n(in the conversation, this means: Hvor mange" in village.server.prompts[1]
    assert answer.text.startswith("Prøvehuset har 14 ansatte.")
    assert answer.written is not None
    assert (answer.written.rewritten, answer.written.requests) == (True, 2)


@pytest.mark.parametrize(
    "rewritten", ["Hvor mange ansatte har Trompetlaget?", "Hvor mange ansatte har Prøvehuset i 2025?", "Svar:\nja", ""]
)
async def test_a_rewritten_question_that_adds_something_is_not_used(rewritten: str, tmp_path: Path) -> None:
    """The rule-based reading answers."""
    history = (Turn("user", "Hva er Prøvehuset?"), Turn("assistant", "Prøvehuset er et forsamlingshus i Eksempelby."))
    async with rig(tmp_path, says(rewritten), says(GOOD)) as village:
        answer = await village.ask(Question("Hvor mange ansatte har det?", history))
    assert answer.written is not None
    assert not answer.written.rewritten
    assert answer.text.startswith("Prøvehuset har 14 ansatte.")


async def test_a_question_that_stands_alone_is_not_rewritten(tmp_path: Path) -> None:
    history = (Turn("user", "Hva er Prøvehuset?"), Turn("assistant", "Prøvehuset er et forsamlingshus."))
    async with rig(tmp_path, says("Kurset koster 4500 kr [1].")) as village:
        answer = await village.ask(Question("Hva koster PRV1001?", history))
    assert len(village.server.bodies) == 1
    assert answer.text.startswith("Kurset koster 4500 kr. [1]")


def test_answering_without_an_event_loop_writes_too(tmp_path: Path) -> None:
    """One question after the other, over one loop; the played model runs beside in a thread of its own."""
    with served_beside([says(GOOD), says(MORE)]) as url:
        knowledge = open_village(tmp_path, url, Doubting())
        first, second = (knowledge.answer_now(ASKED, today=TODAY) for _ in range(2))
        knowledge.close()
    assert first.text.startswith("Prøvehuset har 14 ansatte. [1]")
    assert second.text.startswith("Huset ligger i Eksempelby")
    assert EXTRACT not in first.text
