"""Sources behind addresses, on a site of the tests' own, from the page to the answer that quotes it; all made up."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ingest.errors import SourcesRejected
from ingest.fetching.settings import FetchSettings
from knowledge.models import CitationKind
from tests.ingest.connectors.test_course_pages import AS_LIST
from tests.ingest.connectors.test_dbh import row, table
from tests.ingest.connectors.test_ntnu_search import course
from tests.ingest.connectors.test_ntnu_search import page as found
from tests.ingest.local_site import Given, Site, serving
from tests.journeys.made_catalogue import ROWS, WRITERS
from tests.journeys.made_catalogue import entry as catalogue
from tests.journeys.made_rules import BOARD, DUES, LOAN, RULES, TITLE, page, pdf
from tests.journeys.maintainer import OTHER_PARTS, Maintainer
from tests.journeys.program import Program

LENGTH, COST, ELECTION = (
    "Hvor lenge kan symaskinen lånes?",
    "Hva koster det for medlemmer av Maska?",
    "Når velges styret i Maska?",
)


@pytest.fixture
def site() -> Iterator[Site]:
    """A site that is up."""
    with serving(Site()) as served:
        yield served


def entry(kind: str, **keys: Any) -> str:
    """A source on this machine, in the list."""
    about = {"kind": kind, "id": "maska", "citation": "verbatim", "publisher": "Maska", "allow_private": True}
    if kind == "ntnu-courses":
        about = {"kind": kind, "allow_private": True}
    return "\n".join(["[[source]]", *(f"{key} = {json.dumps(value)}" for key, value in (about | keys).items())])


def put(site: Site, path: str, data: bytes, media_type: str) -> None:
    site.pages[path] = Given(data, headers={"Content-Type": media_type})


def test_a_page_is_quoted_followed_and_forgotten(maintainer: Maintainer, site: Site) -> None:
    """It is cited by its address and its own date; menus of it are not in the answers."""
    site.html("/regler", page(RULES).decode())
    maintainer.list(entry("document", url=f"{site.url}/regler"))
    assert maintainer.ingest(plan_only=True).embedded == len(RULES) + len(OTHER_PARTS)
    assert not maintainer.data_dir.exists()
    maintainer.ingest()
    cited = maintainer.answered(LENGTH, LOAN)
    assert (cited.title, cited.section) == (TITLE, "1. Utlån")
    assert (cited.provenance.url, cited.provenance.date) == (f"{site.url}/regler", "2026-03-04")
    assert cited.provenance.retrieved == "2026-11-21"
    maintainer.gone("Hva sier banneret om informasjonskapsler?", "informasjonskapsler.")
    assert not maintainer.ingest().changed

    site.html("/regler", page(RULES | {"1. Utlån": LOAN.replace("fjorten", "tjueto")}).decode())
    assert maintainer.ingest().embedded == 1
    maintainer.answered(LENGTH, "tjueto dager")
    maintainer.list()
    assert maintainer.ingest().embedded == 0
    maintainer.gone(LENGTH, "tjueto")


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("kurs.csv", "text/csv; charset=utf-8"),
        ("kurs.xlsx", "application/octet-stream"),
        ("kurs.json", "application/json"),
        ("kurs.html", "text/html"),
    ],
)
def test_a_catalogue_behind_an_address_is_read_like_a_file(
    maintainer: Maintainer, site: Site, name: str, media_type: str
) -> None:
    write, options = WRITERS[name]
    put(site, f"/{name}", write(ROWS), media_type)
    listed = catalogue(name, **options).replace(f'path = "{name}"', f'url = "{site.url}/{name}"\nallow_private = true')
    maintainer.list(listed)
    maintainer.ingest()
    maintainer.answered("Hva koster OPP1001?", "Pris: 18000 kr", shown="18\xa0000 kr")


def test_a_pdf_behind_an_address_is_read_like_a_file(maintainer: Maintainer, site: Site) -> None:
    put(site, "/regler", pdf(RULES), "application/pdf")
    maintainer.list(entry("document", url=f"{site.url}/regler"))
    maintainer.ingest()
    assert maintainer.answered(ELECTION, BOARD).section == "3. Styret › side 3"


def test_a_site_that_does_not_answer_keeps_its_last_words(maintainer: Maintainer, site: Site) -> None:
    """The copy is used and told; nothing is fetched without a contact address, and this machine only where allowed."""
    site.html("/regler", page(RULES).decode())
    listed = entry("document", url=f"{site.url}/regler")
    maintainer.list(listed)
    with pytest.raises(SourcesRejected, match="FETCH_CONTACT"):
        maintainer.ingest(fetch=FetchSettings(None))
    maintainer.ingest()
    site.pages["/regler"] = Given(status=403)
    report = maintainer.ingest()
    assert not report.changed
    (note,) = report.notes
    assert "403" in note
    assert "The copy of 2026-11-21 is used." in note
    maintainer.answered(LENGTH, LOAN)
    maintainer.list(listed.replace("true", "false"))
    with pytest.raises(SourcesRejected, match="allow_private"):
        maintainer.ingest()


def _pages(site: Site) -> None:
    """A start page, three pages with a rule each, and one that lies outside."""
    links = ""
    for number, (name, rule) in enumerate(RULES.items()):
        site.html(f"/regler/{number}", page({name: rule}).decode().replace(TITLE, f"{name} (oppdiktet)"))
        links += f'<p>Mer om dette: <a href="/regler/{number}">{name}</a></p>'
    site.html("/regler/", f"<html lang='nb'><main><h1>Oversikt</h1><p>Reglene i Maska.</p>{links}</main></html>")
    site.html("/annet", page({"9. Kaffe": "Kaffen i Maska er gratis for alle."}).decode())
    addresses = "".join(f"<url><loc>{site.url}{path}</loc></url>" for path in sorted(site.pages))
    sitemap = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{addresses}</urlset>'
    put(site, "/sitemap.xml", sitemap.encode(), "application/xml")


@pytest.mark.parametrize("way", ["start", "sitemap"])
def test_a_site_is_quoted_page_by_page(maintainer: Maintainer, site: Site, way: str) -> None:
    """Within its prefixes; a changed page costs its own texts, a page that is gone is gone."""
    _pages(site)
    where = {"start": f"{site.url}/regler/"} if way == "start" else {"sitemap": f"{site.url}/sitemap.xml"}
    maintainer.list(entry("crawl", prefixes=[f"{site.url}/regler/"], **where))
    report = maintainer.ingest()
    assert (report.documents, report.left_out) == (5, ())
    for number, (question, said) in enumerate([(LENGTH, LOAN), (COST, DUES), (ELECTION, BOARD)]):
        cited = maintainer.answered(question, said)
        assert cited.provenance.url == f"{site.url}/regler/{number}"
        assert (cited.title, cited.section) == (f"{[*RULES][number]} (oppdiktet)", [*RULES][number])
    maintainer.gone("Hva koster kaffen i Maska?", "gratis for alle")

    changed = {"2. Kontingent": DUES.replace("340", "360")}
    site.html("/regler/1", page(changed).decode().replace(TITLE, "2. Kontingent (oppdiktet)"))
    del site.pages["/regler/2"]
    report = maintainer.ingest()
    assert report.embedded == 1
    assert [left.place for left in report.left_out] == [f"{site.url}/regler/2"]
    maintainer.answered(COST, "360 kroner")
    maintainer.gone(ELECTION, "årsmøtet")
    maintainer.list()
    maintainer.ingest()
    maintainer.gone(COST, "360")


def _ntnu(site: Site, name: str = "Prøvekurs i nøkler (oppdiktet)", deadline: str = "1. juni 2027") -> None:
    """A search with two courses, one of which the official database knows, and their pages."""
    listed = [course(code, courseUrl=f"{site.url}/emner/{code}") for code in ("OPP1", "OPP2")]
    site.json("/sok", found(*listed))
    site.json("/tabell", table(row("OPP1-1", Emnenavn=name, Studiepoeng="7.50")))
    for code in ("OPP1", "OPP2"):
        details = AS_LIST.replace("1. juni 2027", deadline) if code == "OPP1" else AS_LIST
        site.html(f"/emner/{code}", f"<html><h1>{code} Prøvekurs (oppdiktet)</h1>{details}</html>")


def test_courses_of_the_search_are_answered_from_followed_and_forgotten(maintainer: Maintainer, site: Site) -> None:
    """Name and credits as the database has them, deadline and place as the page has them; cited by the page."""
    _ntnu(site)
    addresses = {"search_url": f"{site.url}/sok", "dbh_url": f"{site.url}/tabell"}
    maintainer.list(entry("ntnu-courses", year=2027, season="autumn", topics=["nøkler"], **addresses))
    report = maintainer.ingest()
    assert (report.courses, report.left_out) == (2, ())
    cited = maintainer.answered("Når er søknadsfristen for OPP1?", "Søknadsfrist: 2027-06-01", shown="1. juni 2027")
    assert (cited.kind, cited.provenance.publisher) == (CitationKind.RECORD, "NTNU")
    assert (cited.provenance.url, cited.provenance.date) == (f"{site.url}/emner/OPP1", "2026-11-21")
    assert cited.quote.startswith("OPP1 Prøvekurs i nøkler (oppdiktet)\n")
    maintainer.answered("Hvor mange studiepoeng gir OPP1?", "Studiepoeng: 7,5", shown="7,5 studiepoeng")
    assert not maintainer.ingest().changed

    _ntnu(site, deadline="15. juni 2027")
    assert maintainer.ingest().embedded == 1
    maintainer.answered("Når er søknadsfristen for OPP1?", "2027-06-15", shown="15. juni 2027")
    maintainer.list()
    maintainer.ingest()
    maintainer.gone("Når er søknadsfristen for OPP1?", "juni")


@pytest.mark.process
def test_the_command_line_fetches_reads_and_answers(tmp_path: Path, site: Site) -> None:
    """From the list and the setting FETCH_CONTACT to an answer with its source; the plan writes nothing."""
    site.html("/regler", page(RULES).decode())
    (tmp_path / "sources.toml").write_text(entry("document", url=f"{site.url}/regler"), encoding="utf-8")
    settings = {"SOURCES": "sources.toml", "FETCH_CONTACT": "vaktmester@eksempel.no"}
    brobygger = Program(tmp_path, tmp_path / "data", settings)
    plan = brobygger.run("ingest", "--dry-run", "--json")
    assert (json.loads(plan.stdout)["embedded"], (tmp_path / "data").exists()) == (len(RULES), False)
    told = brobygger.run("ingest", FETCH_CONTACT="")
    assert (told.returncode, told.stdout) == (2, "")
    assert "a contact address in the setting FETCH_CONTACT" in told.stderr

    asked = brobygger.run("ask", LENGTH)
    assert asked.returncode == 0, asked.stderr
    answer, sources = asked.stdout.split("\nKilder:\n")
    assert "fjorten dager" in answer
    assert f"«{LOAN}»" in sources
    assert f"{site.url}/regler" in sources
    agents = {request.headers["user-agent"] for request in site.asked}
    assert len(agents) == 1
    assert "(+vaktmester@eksempel.no)" in agents.pop()

    site.html("/regler", page(RULES | {"1. Utlån": LOAN.replace("fjorten", "tjueto")}).decode())
    changed = json.loads(brobygger.run("ingest", "--json").stdout)
    assert (changed["embedded"], changed["copied"]) == (1, len(RULES) - 1)
    assert "tjueto dager" in brobygger.run("ask", LENGTH).stdout
