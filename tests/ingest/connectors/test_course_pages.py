"""A course's page is read by its labels, however they are set, and by what it says for machines."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.connectors.course_pages import LONGEST_TEXT, read_course_page
from ingest.errors import SourceError
from ingest.raw import Raw

HEAD = "<h1>OPP1 Prøvekurs (oppdiktet)</h1>"

AS_LIST = """<dl><dt>Studiepoeng</dt><dd>7,5</dd><dt>Søknadsfrist:</dt><dd>1. juni 2027</dd>
<dt>Undervisningsspråk</dt><dd>Engelsk</dd><dt>Sted</dt><dd>Prøveby</dd><dt>Målgruppe</dt><dd>Vaktmestere</dd></dl>"""
AS_TABLE = """<table><tr><th>Studiepoeng</th><td>7,5</td></tr><tr><th>Søknadsfrist</th><td>1. juni 2027</td></tr>
<tr><td>Undervisningsspråk</td><td>Engelsk</td></tr><tr><th>Sted</th><td><p>Prøveby</p></td></tr>
<tr><th>Målgruppe</th><td>Vaktmestere</td></tr></table>"""
AS_LINES = """<div><p><b>Studiepoeng:</b> 7,5<br>Søknadsfrist: 1. juni 2027</p><ul><li>Undervisningsspråk: Engelsk</li>
<li>Sted: Prøveby</li></ul>Målgruppe: Vaktmestere</div>"""
AS_HEADINGS = """<h2>Studiepoeng</h2><p>7,5</p><div><h3>Søknadsfrist</h3></div><div><div>1. juni 2027</div></div>
<h3>Undervisningsspråk</h3>Engelsk<h3>Sted</h3><p>Prøveby</p><h3>Målgruppe</h3><p>Vaktmestere</p><h3>Annet</h3>"""
IN_ENGLISH = """<dl><dt>Credits</dt><dd>7.5</dd><dt>Application deadline</dt><dd>1 June 2027</dd>
<dt>Language of instruction</dt><dd>English</dd><dt>Location</dt><dd>Prøveby</dd>
<dt>Target group</dt><dd>Vaktmestere</dd></dl>"""


def page(body: str, head: str = HEAD) -> Raw:
    """A made-up page of the course OPP1."""
    data = f"<html><head><title>x</title></head><body>{head}{body}</body></html>".encode()
    return Raw("https://eksempel.no/OPP1", "OPP1", data, "text/html", "utf-8", "https://eksempel.no/OPP1", "2026-11-21")


@pytest.mark.parametrize("body", [AS_LIST, AS_TABLE, AS_LINES, AS_HEADINGS, IN_ENGLISH])
def test_labels_are_read_however_they_are_set(body: str) -> None:
    found = read_course_page(page(body), "OPP1")
    assert found.rejected == ()
    assert found.values["credits"] == 7.5
    assert found.values["teaching_language"] == "engelsk"
    assert found.values["notes"].partition(": ")[2] == "Vaktmestere"
    (offering,) = found.values["offerings"]
    assert (offering["deadline"], offering["location"]) == ("2027-06-01", "Prøveby")


def test_long_fields_keep_whole_paragraphs_up_to_a_limit() -> None:
    paragraph = "Kurset handler om nøkler. " * 20
    body = f"<h2>Faglig innhold</h2><p>Først om dører.</p>{f'<p>{paragraph}</p>' * 9}<h2>Læringsutbytte</h2><p>Mye.</p>"
    told = read_course_page(page(body), "OPP1").values["description"]
    assert told.startswith("Først om dører. Kurset handler om nøkler.")
    assert told.endswith("nøkler.")
    assert len(told) <= LONGEST_TEXT


def test_a_single_paragraph_too_long_ends_with_a_sentence() -> None:
    body = f"<h2>Kursbeskrivelse</h2><p>{'Kurset handler om nøkler. ' * 99}</p>"
    told = read_course_page(page(body), "OPP1").values["description"]
    assert told.endswith("nøkler.")
    assert len(told) <= LONGEST_TEXT


def test_words_where_a_date_or_price_is_wanted_are_kept_as_its_note() -> None:
    body = "<dl><dt>Søknadsfrist</dt><dd>Se Søknadsweb</dd><dt>Pris</dt><dd>Etter avtale med bedriften</dd></dl>"
    found = read_course_page(page(body), "OPP1")
    (offering,) = found.values["offerings"]
    assert (offering["deadline_note"], offering["price_note"]) == ("Se Søknadsweb", "Etter avtale med bedriften")
    assert found.rejected == ()


def test_prices_and_starts_are_read_like_in_tables() -> None:
    body = "<dl><dt>Kursavgift</dt><dd>kr 18 000,-</dd><dt>Oppstart</dt><dd>høst 2027</dd>"
    found = read_course_page(page(body), "OPP1")
    (offering,) = found.values["offerings"]
    assert (offering["price_nok"], offering["start"], offering["start_note"]) == (18000, "2027", "høst 2027")


def test_a_number_that_is_none_is_told() -> None:
    found = read_course_page(page("<dl><dt>Studiepoeng</dt><dd>se studieplanen</dd></dl>"), "OPP1")
    assert "credits" not in found.values
    assert [str(error) for error in found.rejected] == [
        "https://eksempel.no/OPP1: credits: expected studiepoeng such as 7,5, got 'se studieplanen'."
    ]


def test_menus_and_footers_are_not_labels() -> None:
    menu = "<nav><ul><li>Pris: 99 kr</li></ul></nav><div>Start</div><div>Studier</div><div>Nivå</div><div>Nyheter</div>"
    found = read_course_page(page(f"{menu}<footer><p>Sted: Bunnen</p></footer>"), "OPP1")
    assert found.values == {"offerings": [{}]}


def test_labels_that_are_only_set_apart_are_believed_where_their_value_fits() -> None:
    body = "<div class=a>Credits</div><div class=b>15</div><div>Application deadline</div><div>1. mai 2027</div>"
    found = read_course_page(page(body), "OPP1")
    assert found.values["credits"] == 15.0
    assert found.values["offerings"][0]["deadline"] == "2027-05-01"


def test_what_the_page_says_for_machines_goes_first() -> None:
    course = {
        "@context": "https://schema.org", "@type": "Course", "courseCode": "OPP1", "name": "Prøvekurs",
        "provider": {"@type": "Organization", "name": "Prøvehuset"}, "inLanguage": "nb",
        "hasCourseInstance": [{"@type": "CourseInstance", "startDate": "2027-08-20", "courseMode": "online",
                               "offers": {"@type": "Offer", "price": "9000", "priceCurrency": "NOK"}}],
    }  # fmt: skip
    script = f'<script type="application/ld+json">{json.dumps(course)}</script>'
    found = read_course_page(page(f"{AS_LIST}{script}"), "OPP1")
    (offering,) = found.values["offerings"]
    assert found.values["teaching_language"] == "norsk"
    assert (offering["start"], offering["price_nok"], offering["delivery"]) == ("2027-08-20", 9000, "nettbasert")
    assert (offering["deadline"], found.values["credits"]) == ("2027-06-01", 7.5)
    assert "publisher" not in found.values


def test_another_courses_page_is_not_taken_for_this_one() -> None:
    with pytest.raises(SourceError, match="expected a page that names the course OPP1, got another one"):
        read_course_page(page(AS_LIST, "<h1>OPP12 Et annet kurs</h1>"), "OPP1")


@pytest.mark.parametrize("data", [b"", b"   ", b"\xff\xfe\xfa", "<p>blåbær</p>".encode("latin-1"), b"<" * 9])
def test_what_is_no_page_is_told(data: bytes) -> None:
    with pytest.raises(SourceError):
        read_course_page(Raw("https://eksempel.no/OPP1", "OPP1", data, "text/html", "utf-8"), "OPP1")


def test_a_page_too_large_is_told() -> None:
    with pytest.raises(SourceError, match="expected at most 10 MB, got 11 MB"):
        read_course_page(Raw("https://eksempel.no/OPP1", "OPP1", b"a" * 11_000_000, "text/html"), "OPP1")


_TAGS = "<dl> <dt> <dd> </dl> <table> <tr> <th> <td> <h2> </h2> <p> </div> <div> <br> <script> <!-- --> <main> <nav>"
_WORDS = ["Studiepoeng", "Søknadsfrist: ", "Pris", "May 1", "1. juni 2027", "31.02.2027", "kr 1", ":", "OPP1", "&#0;"]
_MACHINES = ["\x00", '<script type="application/ld+json">', '{"@type": "Course", "name": "a"', "}", "</script>"]
_PIECES = st.sampled_from([*_TAGS.split(), *_WORDS, *_MACHINES])


@settings(max_examples=400, deadline=None)
@given(st.lists(st.one_of(_PIECES, st.text(max_size=9)), max_size=25))
def test_whatever_a_page_holds_nothing_but_a_sentence_comes_out(pieces: list[str]) -> None:
    try:
        read_course_page(page("".join(pieces).encode("utf-8", "replace").decode()), "OPP1")
    except SourceError as error:
        assert str(error)
