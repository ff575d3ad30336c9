"""Ingest again after changes; the stream of changes is passed in, so nothing waits."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import IngestBusy, SourceError
from ingest.report import IngestReport
from ingest.watching import Changes, Places, keep_ingesting, places_of
from tests.ingest.reports import QUIET

if TYPE_CHECKING:
    from tests.ingest.conftest import Workshop

HERE = Places(frozenset(), frozenset(), Path("/nowhere"))
THERE = Places(frozenset({Path("/elsewhere")}), frozenset(), Path("/nowhere"))
SOMETHING: Collection[Path] = {Path("a.md")}
NOTHING: Collection[Path] = ()


@dataclass
class Watch:
    """A watch whose runs end as given, over streams that say what is given."""

    runs: list[IngestReport | Exception]
    streams: list[list[Collection[Path]]]
    places: list[Places] = field(default_factory=list)
    told: list[object] = field(default_factory=list)
    listened: list[Places] = field(default_factory=list)
    closed: int = 0

    def run(self) -> IngestReport:
        """One run."""
        ended = self.runs.pop(0)
        if isinstance(ended, Exception):
            raise ended
        return ended

    def listen(self, places: Places) -> Changes:
        """One stream; its first item comes at once."""
        self.listened.append(places)
        try:
            yield NOTHING
            yield from self.streams.pop(0)
        finally:
            self.closed += 1

    def go(self) -> None:
        """Watch until the streams end."""
        places: Iterator[Places] = iter(self.places)
        keep_ingesting(
            self.run, lambda: next(places, HERE), listen=self.listen, done=self.told.append, failed=self.told.append
        )


def test_it_ingests_at_the_start_and_after_each_change() -> None:
    """Where nothing changed for a while, nothing is done."""
    watch = Watch([QUIET, QUIET, QUIET], [[NOTHING, SOMETHING, NOTHING, NOTHING, SOMETHING, NOTHING]])
    watch.go()
    assert watch.told == [QUIET, QUIET, QUIET]
    assert (watch.listened, watch.closed) == ([HERE], 1)


def test_an_error_is_told_and_the_watch_goes_on() -> None:
    """Half a file, a disk that is full: the next change may be the one that puts it right."""
    wrong = SourceError("a.md", 3, "title", "a text", "nothing")
    full = OSError(28, "No space left on device")
    watch = Watch([wrong, full, QUIET], [[SOMETHING, NOTHING, SOMETHING]])
    watch.go()
    assert watch.told == [wrong, full, QUIET]


def test_another_ingest_at_work_is_waited_for() -> None:
    """It may have read the sources before they changed, so the run is tried again without a new change."""
    busy = IngestBusy("another ingest is at work")
    watch = Watch([busy, busy, QUIET], [[NOTHING, NOTHING, NOTHING, NOTHING]])
    watch.go()
    assert watch.told == [busy, busy, QUIET]


def test_a_list_that_names_other_places_is_read_once_more_when_they_are_listened_at() -> None:
    """Something may have changed there between the run and the listening."""
    watch = Watch([QUIET, QUIET, QUIET], [[SOMETHING], []], [HERE, HERE, THERE, THERE, THERE])
    watch.go()
    assert watch.listened == [HERE, THERE]
    assert (len(watch.told), watch.closed) == (3, 2)


def test_the_list_and_what_it_names_is_watched(workshop: "Workshop") -> None:
    places = places_of(workshop.list, workshop.data_dir)
    folder = workshop.list.parent
    assert places.directories >= {folder}
    for name in ("sources.toml", "husregler.md", "courses.jsonl"):
        assert places.concern(folder / name)
    assert not places.concern(folder / "notes.txt")


def test_a_folder_is_watched_with_all_below_it(workshop: "Workshop") -> None:
    """But not what is hidden in it, nor an editor's own files, nor what ingest itself writes."""
    workshop.write("sources.toml", '[[source]]\nkind = "document"\npath = "texts"\n')
    workshop.write("texts/deep/er/a.md", "# A")
    workshop.write("texts/.git/index", "x")
    folder = workshop.list.parent / "texts"
    places = places_of(workshop.list, folder / "data")
    assert places.directories >= {folder, folder / "deep", folder / "deep" / "er"}
    assert not any(".git" in path.parts for path in places.directories)
    for name in ("new.md", "deep/er/b.pdf"):
        assert places.concern(folder / name)
    for name in (".git/index", ".a.md.swp", "~$a.docx", "a.md~", "data/index/current"):
        assert not places.concern(folder / name)


def test_a_folder_that_is_not_there_yet_is_waited_for(workshop: "Workshop") -> None:
    workshop.write("sources.toml", '[[source]]\nkind = "document"\npath = "later/texts"\n')
    places = places_of(workshop.list, workshop.data_dir)
    assert workshop.list.parent in places.directories
    assert places.concern(workshop.list.parent / "later" / "texts" / "a.md")


def test_a_list_in_the_middle_of_being_written_is_watched_itself(workshop: "Workshop") -> None:
    workshop.write("sources.toml", "[[source]\n")
    assert places_of(workshop.list, workshop.data_dir).concern(workshop.list)


def test_a_file_behind_a_link_is_watched_where_it_is(workshop: "Workshop", tmp_path: Path) -> None:
    real = tmp_path / "elsewhere" / "a.md"
    real.parent.mkdir()
    real.write_text("# A", encoding="utf-8")
    (workshop.list.parent / "link.md").symlink_to(real)
    workshop.write("sources.toml", '[[source]]\nkind = "document"\npath = "link.md"\n')
    places = places_of(workshop.list, workshop.data_dir)
    assert places.concern(real)
    assert real.parent in places.directories
