"""Quotes of others: textacy's direct quotations, on our parse."""

from __future__ import annotations

from typing import Any

from spacy.tokens import Doc


def textacy_quotations(doc: Doc) -> dict[str, Any]:
    """textacy's direct quotations; none where it gives up, as it does on an odd number of marks."""
    from textacy.extract.triples import direct_quotations

    quotes: list[dict[str, Any]] = []
    try:
        for speaker, cue, content in direct_quotations(doc):
            source = {"start": speaker[0].idx, "end": speaker[-1].idx + len(speaker[-1])}
            quotes.append(
                {
                    "id": f"q{len(quotes)}",
                    "type": "direct",
                    "content": [{"start": content.start_char, "end": content.end_char}],
                    # Its cue is the verb with its auxiliaries; the guidelines' is the verb itself.
                    "cue": {"start": cue[-1].idx, "end": cue[-1].idx + len(cue[-1])},
                    "source": source,
                    "speaker_name": doc.text[source["start"] : source["end"]],
                }
            )
    except ValueError:
        return {"quotes": []}
    return {"quotes": quotes}
