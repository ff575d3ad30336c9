"""Text as Markdown shows itself and nothing else. All texts are made up."""

import pytest

from bot.rendering.markdown import as_markdown

LINKS = {1: "https://example.org/a_(b)?c=d&e", 2: None}


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        (
            "<!channel> <@U1> & <https://x.example|y>",
            "&lt;!channel&gt; &lt;@U1&gt; &amp; &lt;https\\://x.example\\|y&gt;",
        ),
        ("*a* _b_ ~c~ `d` [e](f) ![g](h) \\i", "\\*a\\* \\_b\\_ \\~c\\~ \\`d\\` \\[e\\](f) !\\[g\\](h) \\\\i"),
        ("HTTPS://x.example og WWW.x.example", "HTTPS\\://x.example og WWW\\.x.example"),
        (":tada: kl. 10:30, pris: 5", "\\:tada: kl. 10:30, pris: 5"),
        ("# Nei\n- nei\n1. mai er fri\n---", "\\# Nei\n\\- nei\n1\\. mai er fri\n\\---"),
        ("    innrykk\r\n\ttabell | her", "innrykk\ntabell \\| her"),
        ("• punkt [1]", "- punkt\u00a0[[1]](https://example.org/a_%28b%29?c=d&e)"),
        ("Påstand. [1][2][3]", "Påstand.\u00a0[[1]](https://example.org/a_%28b%29?c=d&e)\\[2\\]\\[3\\]"),
        ("a\x00b\x1b[31mc\u202ed", "ab\\[31mcd"),
        ("> sitat", "&gt; sitat"),
    ],
)
def test_markup_in_a_text_is_shown_and_not_obeyed(text: str, markdown: str) -> None:
    assert as_markdown(text, LINKS) == markdown


def test_ordinary_text_stays_as_it_is() -> None:
    text = "Avtalen gjelder til 31. desember 2026 (7,5 studiepoeng, 12\u00a0000 kr – se post@example.org)."
    assert as_markdown(text, {}) == text
