"""The modal with the sources. All quotes are made up."""

import json
from typing import Any

from bot.rendering.answer import texts
from bot.rendering.sources import sources_view
from bot.wording import words
from knowledge.models import CitationKind

NB = words("nb")


def _text(view: Any) -> str:
    return "".join(texts(view["blocks"]))


def test_a_quote_is_shown_whole_and_exact(made_up: Any) -> None:
    exact = "Første linje med <tegn> & *stjerner*.\nAndre linje."
    view = sources_view([made_up.citation(quote=exact)], NB)
    assert view["blocks"][0]["elements"][1] == {
        "type": "rich_text_quote",
        "elements": [{"type": "text", "text": exact}],
    }


def test_a_summary_is_called_our_summary_and_links_to_the_page(made_up: Any) -> None:
    view = sources_view([made_up.citation()], NB)
    assert "Brobyggers sammendrag av Oppdiktet utgiver" in _text(view)
    assert {"type": "link", "url": "https://example.org/side", "text": "Åpne kilden"} in view["blocks"][0]["elements"][
        2
    ]["elements"]


def test_a_verbatim_text_without_a_link_says_that_all_of_it_is_here(made_up: Any) -> None:
    citation = made_up.citation(kind=CitationKind.VERBATIM, provenance=made_up.provenance(url=None))
    text = _text(sources_view([citation], NB))
    assert "Ordrett fra Oppdiktet faktaark" in text
    assert "hele sitatet står her" in text


def test_date_note_and_secondary_source_are_said(made_up: Any) -> None:
    provenance = made_up.provenance(date="2028", date_note="årstallet er utledet", secondary=True)
    text = _text(sources_view([made_up.citation(provenance=provenance)], NB))
    assert "Datert 2028 (årstallet er utledet). Gjengitt av en annen enn den opprinnelige kilden." in text


def test_further_addresses_are_listed(made_up: Any) -> None:
    also = ("https://example.org/a", "not an address", "https://example.org/b")
    view = sources_view([made_up.citation(provenance=made_up.provenance(also=also))], NB)
    links = [e["url"] for e in view["blocks"][0]["elements"][2]["elements"] if e["type"] == "link"]
    assert links == ["https://example.org/side", "https://example.org/a", "https://example.org/b"]


def test_any_number_of_long_quotes_stays_within_a_modal(made_up: Any) -> None:
    for language in ("nb", "nn", "en"):
        view = sources_view([made_up.citation(n, quote="q" * 20_000) for n in range(1, 200)], words(language))
        assert len(view["blocks"]) <= 100
        assert len(json.dumps(view)) < 250_000
        assert len(view["title"]["text"]) <= 24
