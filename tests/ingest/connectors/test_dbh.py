"""DBH's table 208 tells official names, credits, language and level; the rows here are made up, of the same shape."""

import json
from typing import Any

import pytest

from ingest.connectors.dbh import TERMS_BACK, DbhTable208, Official
from ingest.errors import SourceError
from tests.ingest.local_site import Asked, Given, Site, serving
from tests.ingest.reference import sample

JSON = {"Content-Type": "application/json"}


def row(code: str, **changes: Any) -> dict[str, Any]:
    """A made-up row; codes come with their version."""
    told = {"Institusjonskode": "1150", "Årstall": "2026", "Semester": "3", "Studieprogramkode": "PRØVE",
            "Emnekode": code, "Emnenavn": f"Prøvekurs {code}", "Nivåkode": "XX", "Nivånavn": "Prøvenivå",
            "Studiepoeng": "7.50", "Underv.språk": "NOR", "Fagkode": None, "Oppgave (ny fra h2012)": "0"}  # fmt: skip
    return told | changes


def table(*rows: dict[str, Any], **status: Any) -> str:
    """An answer: its status, then its rows."""
    told = {"tabell_id": 208, "antall": len(rows), "returkode": 0, "melding": "Data levert."} | status
    return json.dumps([{"status": told}, *rows])


def test_a_course_is_known_by_its_code_without_the_version() -> None:
    with serving(Site()) as site:
        site.json("/tabell", table(row("OPP1-1"), row("OPP-01-1"), row("ANNET-1")))
        found = DbhTable208(site.web(), f"{site.url}/tabell").courses(["OPP1", "OPP-01"], 2026, "autumn")
    assert found == {
        "OPP1": Official("OPP1", "Prøvekurs OPP1-1", 7.5, "norsk", "Prøvenivå", "høst 2026"),
        "OPP-01": Official("OPP-01", "Prøvekurs OPP-01-1", 7.5, "norsk", "Prøvenivå", "høst 2026"),
    }


def test_the_newest_version_counts_and_a_row_for_each_study_programme_is_one_course() -> None:
    with serving(Site()) as site:
        old, new = row("OPP1-2", Emnenavn="Gammelt"), row("OPP1-10", Emnenavn="Nytt")
        site.json("/tabell", table(old, new, new | {"Studieprogramkode": "ANNET"}, old))
        found = DbhTable208(site.web(), f"{site.url}/tabell").courses(["OPP1"], 2026, "autumn")
    assert found["OPP1"].name == "Nytt"


def test_the_request_is_the_documented_one() -> None:
    with serving(Site()) as site:
        site.json("/tabell", table(row("OPP1-1")))
        DbhTable208(site.web(), f"{site.url}/tabell").courses(["OPP1"], 2027, "spring")
    request = json.loads(site.asked[-1].body)
    assert (request["tabell_id"], request["api_versjon"], request["desimal_separator"]) == (208, 1, ".")
    chosen = {part["variabel"]: part["selection"] for part in request["filter"]}
    assert chosen == {
        "Institusjonskode": {"filter": "item", "values": ["1150"]},
        "Årstall": {"filter": "item", "values": ["2027"]},
        "Semester": {"filter": "item", "values": ["1"]},
    }


def test_a_term_that_is_not_delivered_yet_is_looked_up_in_the_ones_before() -> None:
    def answer(asked: Asked) -> Given:
        chosen = {part["variabel"]: part["selection"]["values"][0] for part in json.loads(asked.body)["filter"]}
        known = {("2026", "3"): [row("OPP2-1")], ("2026", "1"): [row("OPP1-1"), row("OPP2-1", Emnenavn="Gammelt")]}
        return Given(table(*known.get((chosen["Årstall"], chosen["Semester"]), [])).encode(), headers=JSON)

    with serving(Site()) as site:
        site.pages["/tabell"] = answer
        found = DbhTable208(site.web(), f"{site.url}/tabell").courses(["OPP1", "OPP2", "UKJENT"], 2027, "spring")
    assert {code: (known.name, known.term) for code, known in found.items()} == {
        "OPP1": ("Prøvekurs OPP1-1", "vår 2026"),
        "OPP2": ("Prøvekurs OPP2-1", "høst 2026"),
    }
    assert len(site.paths()) == TERMS_BACK


def test_unknown_values_are_unknown() -> None:
    with serving(Site()) as site:
        bare = row("OPP1-1", Studiepoeng=None, **{"Underv.språk": None})
        del bare["Nivånavn"]
        site.json(
            "/tabell", table(bare, row("OPP2-1", **{"Underv.språk": "ENG"}), row("OPP3-1", **{"Underv.språk": "SMI"}))
        )
        found = DbhTable208(site.web(), f"{site.url}/tabell").courses(["OPP1", "OPP2", "OPP3"], 2026, "autumn")
    assert (found["OPP1"].credits, found["OPP1"].language, found["OPP1"].level) == (None, None, None)
    assert (found["OPP2"].language, found["OPP3"].language) == ("engelsk", "SMI")


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (table(row("OPP1-1"), antall=6106), "expected 6106 rows, as the status says, got 1"),
        (table(returkode=3, melding="Ukjent tabell"), r"returkode: expected 0, got 3 \(Ukjent tabell\)"),
        (table(row("OPP1-1", Studiepoeng="mange")), "line 1: Studiepoeng: expected .*number"),
        (table({"Emnekode": "OPP1-1"}), "line 1: Emnenavn: expected field required, got nothing"),
        ("[]", "a list that begins with its status"),
        ("{}", "a list that begins with its status"),
        ('[{"status": 1}]', "a list that begins with its status"),
        ("<html>Nede</html>", "the JSON of DBH's table 208"),
        (table(row("OPP1-1"))[:-9], "the JSON of DBH's table 208"),
    ],
)
def test_an_answer_of_another_shape_is_told(answer: str, words: str) -> None:
    with serving(Site()) as site:
        site.json("/tabell", answer)
        with pytest.raises(SourceError, match=words):
            DbhTable208(site.web(), f"{site.url}/tabell").courses(["OPP1"], 2026, "autumn")


def test_the_real_answers_shape_is_read() -> None:
    status, *rows = json.loads(sample("dbh-table-208.json"))
    status["status"]["antall"] = len(rows)  # the sample holds two rows of many
    with serving(Site()) as site:
        site.json("/tabell", json.dumps([status, *rows]))
        found = DbhTable208(site.web(), f"{site.url}/tabell").courses(["TDT4136"], 2024, "autumn")
    assert found["TDT4136"].credits == 7.5
    assert found["TDT4136"].language == "engelsk"


def test_the_real_requests_shape_is_ours() -> None:
    real = json.loads(sample("dbh-table-208.request.json"))
    with serving(Site()) as site:
        site.json("/tabell", table(row("OPP1-1")))
        DbhTable208(site.web(), f"{site.url}/tabell").courses(["OPP1"], 2024, "autumn")
    assert json.loads(site.asked[-1].body) == real | {"kodetekst": "J"}  # with the names of the levels
