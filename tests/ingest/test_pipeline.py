"""A run of ingest, from sources to the live generation."""

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ingest.errors import CheckFailed, IngestBusy, SourcesRejected
from ingest.locking import only_ingest
from knowledge.errors import IndexDamaged
from knowledge.models import CitationKind

if TYPE_CHECKING:
    from tests.ingest.conftest import Workshop

LIVE = {
    "husregler#1-orden",
    "husregler#2-nokler",
    "huset.nb#TST-01",
    "huset.nb#TST-02",
    "huset.en#TST-01",
    "huset.en#TST-02",
    "record#k1",
    "record#c1",
}


def test_first_run_publishes_everything(workshop: "Workshop") -> None:
    """All sources are in the live generation, and the report counts them."""
    report = workshop.ingest()
    index = workshop.open()
    assert {chunk.id for chunk in index.chunks} == LIVE
    assert (report.changed, report.generation) == (True, index.manifest.name)
    assert (report.documents, report.courses, report.contacts) == (3, 1, 1)
    assert (report.chunks, report.embedded, report.copied, report.retired) == (8, 8, 0, 0)
    assert report.why == "there was no index yet"


def test_chunks_carry_where_they_come_from(workshop: "Workshop") -> None:
    """Kind, language, title, heading path and provenance survive the way into the index."""
    workshop.ingest()
    chunks = {chunk.id: chunk for chunk in workshop.open().chunks}
    rule = chunks["husregler#2-nokler"]
    assert (rule.kind, rule.heading_path, rule.provenance.date) == (
        CitationKind.VERBATIM,
        ("2. Nøkler",),
        "2020-02-03",
    )
    assert (rule.provenance.valid_from, rule.provenance.valid_to) == ("2020", "2021-06-30")
    fact = chunks["huset.en#TST-02"]
    assert (fact.kind, fact.language, fact.source_id) == (CitationKind.SUMMARY, "en", "TST-02")
    assert fact.provenance.publisher == "Prøveavisen, side 2"
    assert fact.provenance.secondary
    assert fact.provenance.also == ("https://eksempel.no/a", "https://eksempel.no/b")


def test_sources_tell_how_fresh_they_are(workshop: "Workshop") -> None:
    """Each document, the courses and the contacts are told with their newest date."""
    workshop.ingest()
    sources = {source.id: source for source in workshop.open().info().sources}
    assert list(sources) == ["husregler", "huset.nb", "huset.en", "courses", "contacts"]
    assert (sources["husregler"].newest_date, sources["husregler"].chunks) == ("2020-02-03", 2)
    assert sources["huset.en"].newest_date == "2020"
    assert sources["courses"].publisher == "Prøvehuset"


def test_second_run_does_nothing(workshop: "Workshop") -> None:
    """With nothing changed, nothing is embedded and nothing is published."""
    first = workshop.ingest()
    workshop.embeddings.texts.clear()
    second = workshop.ingest()
    assert (second.changed, second.generation, second.embedded) == (False, first.generation, 0)
    assert workshop.embeddings.texts == []
    assert workshop.generations.names() == [first.generation]


def test_an_edited_fact_is_the_only_one_embedded(workshop: "Workshop") -> None:
    """The vectors of all other chunks are copied, and they are the same as before."""
    workshop.ingest()
    before = workshop.open()
    workshop.edit("huset.nb.md", "klokken fire", "klokken fem")
    report = workshop.ingest()
    after = workshop.open()
    assert (report.embedded, report.copied, report.retired) == (1, 7, 0)
    same = [n for n, chunk in enumerate(after.chunks) if chunk.id != "huset.nb#TST-02"]
    assert (after.vectors[same] == before.vectors[same]).all()
    assert workshop.search("Prøvehuset stenger klokken fem.")[0] == "huset.nb#TST-02"


def test_an_edited_date_is_published_without_embedding(workshop: "Workshop") -> None:
    """Provenance is part of the content, though not of the vectors."""
    workshop.ingest()
    workshop.edit("huset.nb.md", 'date="2020"', 'date="2021"')
    report = workshop.ingest()
    assert (report.changed, report.embedded, report.copied) == (True, 0, 8)
    assert {c.provenance.date for c in workshop.open().chunks if c.source_id == "TST-01"} == {"2021"}


def test_a_removed_source_disappears(workshop: "Workshop") -> None:
    """What is no longer listed is no longer found."""
    workshop.ingest()
    workshop.edit("sources.toml", '[[source]]\nkind = "factsheet"\npath = "huset.en.md"\n', "")
    report = workshop.ingest()
    assert (report.retired, report.embedded) == (2, 0)
    assert {chunk.id for chunk in workshop.open().chunks} == {name for name in LIVE if ".en#" not in name}


def test_another_model_embeds_everything_and_says_why(workshop: "Workshop") -> None:
    """Vectors of two models never meet in one generation."""
    workshop.ingest()
    workshop.embeddings = replace(workshop.embeddings, name="other words (fake)", salt="x", texts=[])
    report = workshop.ingest()
    assert (report.embedded, report.copied) == (8, 0)
    assert report.why == "the embedding model changed from hashed words (fake) to other words (fake)"
    assert workshop.open().manifest.embedding_model == "other words (fake)"


def test_other_weights_under_the_same_name_are_noticed(workshop: "Workshop") -> None:
    """A folder may hold another model than yesterday: copied vectors are tried before they are used."""
    workshop.ingest()
    workshop.embeddings = replace(workshop.embeddings, salt="x")
    workshop.edit("huset.nb.md", "klokken fire", "klokken fem")
    report = workshop.ingest()
    assert (report.embedded, report.copied) == (8, 0)
    assert report.why == "hashed words (fake) no longer makes the vectors that the live index holds"


def test_another_chunk_rule_embeds_everything(workshop: "Workshop") -> None:
    """Chunks made by another rule are not compared with those of this one."""
    report = workshop.ingest()
    manifest = workshop.data_dir / "index" / "generations" / report.generation / "manifest.json"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace("passages of at most 100", "passages of at most 90"), encoding="utf-8")
    again = workshop.ingest()
    assert (again.embedded, again.copied) == (8, 0)
    assert again.why is not None
    assert again.why.startswith("the rule for chunks changed from 'passages of at most 90 words")


def test_a_pointer_to_nothing_gives_advice_and_is_mended(workshop: "Workshop") -> None:
    """A reader is told what to run, and running it helps."""
    workshop.ingest()
    (workshop.data_dir / "index" / "current").write_text("20200101T000000\n", encoding="utf-8")
    with pytest.raises(IndexDamaged, match=r"Run `brobygger ingest`"):
        workshop.open()
    report = workshop.ingest()
    assert report.why is not None
    assert report.why.startswith("the live index is damaged: ")
    assert workshop.open().manifest.name == report.generation


def test_a_damaged_generation_is_rebuilt(workshop: "Workshop") -> None:
    """The advice to run ingest holds even when no source changed."""
    first = workshop.ingest()
    (workshop.data_dir / "index" / "generations" / first.generation / "courses.jsonl").unlink()
    with pytest.raises(IndexDamaged, match=r"Run `brobygger ingest`"):
        workshop.open()
    assert workshop.ingest().changed
    assert {chunk.id for chunk in workshop.open().chunks} == LIVE


def test_half_written_staging_is_ignored_and_removed(workshop: "Workshop") -> None:
    """What an interrupted run left is neither read nor kept."""
    first = workshop.ingest()
    leftover = workshop.generations.create("20200101T000000")
    (leftover / "manifest.json").write_text('{"name": "half', encoding="utf-8")
    assert workshop.open().manifest.name == first.generation
    assert not workshop.ingest().changed
    assert not leftover.exists()


def test_old_generations_are_kept_for_rollback_but_not_for_ever(workshop: "Workshop") -> None:
    """The last three stay."""
    names = []
    for hour in ("fem", "seks", "sju", "åtte"):
        text = workshop.list.with_name("huset.nb.md").read_text(encoding="utf-8")
        workshop.write("huset.nb.md", text.replace("Prøvehuset stenger", f"Ved {hour}-tiden: Prøvehuset stenger"))
        names.append(workshop.ingest().generation)
    assert workshop.generations.names() == names[-3:]


def test_a_failed_check_leaves_the_old_generation_live(workshop: "Workshop") -> None:
    """A model that answers differently each time builds an index that finds nothing: it is put aside."""
    first = workshop.ingest()
    workshop.edit("sources.toml", "Husregler for Prøvehuset", "Nye husregler for Prøvehuset")

    def change_weights(point: str) -> None:
        if point == "written":
            workshop.embeddings.salt = "other weights from now on"

    with pytest.raises(CheckFailed, match="the one before stays in use: a search for the text of husregler#1-orden"):
        workshop.ingest(checkpoint=change_weights)
    assert workshop.open().manifest.name == first.generation
    aside, live = sorted((workshop.data_dir / "index" / "generations").iterdir())
    assert live.name == first.generation
    assert aside.name.startswith(".rejected-")
    assert "a search for the text of husregler#1-orden" in (aside / "reason.txt").read_text(encoding="utf-8")


def test_bad_sources_leave_the_old_generation_live(workshop: "Workshop") -> None:
    """Nothing is half updated: one bad file stops the run before anything is written."""
    first = workshop.ingest()
    workshop.edit("huset.nb.md", "{#TST-01 ", "{#TST-01 colour=")
    with pytest.raises(SourcesRejected):
        workshop.ingest()
    assert workshop.open().manifest.name == first.generation


def test_two_ingests_keep_apart(workshop: "Workshop") -> None:
    """The second one is told who is at work, and what to do."""
    with (
        only_ingest(workshop.generations.root),
        pytest.raises(IngestBusy, match=r"at work .* \(process \d+, since [\d :-]+ \w+\)\. Wait until it is done"),
    ):
        workshop.ingest()
    assert workshop.ingest().changed


def test_the_steps_are_passed_in_the_order_of_the_story(workshop: "Workshop") -> None:
    points: list[str] = []
    workshop.ingest(checkpoint=points.append)
    steps = [name for name in points if name in ("collect", "read", "chunk", "compare", "embed", "check", "publish")]
    assert steps == ["collect", "read", "chunk", "compare", "embed", "check", "publish"]


def test_equal_texts_are_embedded_once(workshop: "Workshop") -> None:
    """A course that is listed under two ids costs one embedding."""
    row = workshop.list.with_name("courses.jsonl").read_text(encoding="utf-8")
    workshop.write("courses.jsonl", row + row.replace('"k1"', '"k2"'))
    asked: list[str] = []
    workshop.ingest(checkpoint=lambda point: asked.extend(workshop.embeddings.texts) if point == "check" else None)
    assert len(asked) == len(set(asked)) == 8
    assert len(workshop.open().chunks) == 9
