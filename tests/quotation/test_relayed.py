"""Who speaks and who passes it on in `quoted the army as saying`."""

import pytest

import onrecord


@pytest.mark.parametrize(
    "text, source, via",
    [
        ("State radio quoted the army as saying the bridge had fallen.", "the army", ["State radio"]),
        ("Radio Ode on Monday quoted officials as saying that ten men had died.", "officials", ["Radio Ode"]),
        ("News agencies quote officials in Lima as saying the port will close.", "officials in Lima", ["News agencies"]),
        ("The paper quoted Ana Ruiz, who runs the port, as saying ships would wait.", "Ana Ruiz", ["The paper"]),
        ("The minister was quoted as saying the dam would hold.", "The minister", []),
    ],
)
def test_source_and_via(nlp, text, source, via):
    (quote,) = onrecord.annotate(text, nlp).quotes
    assert (quote.source.text, [v.text for v in quote.via]) == (source, via)
