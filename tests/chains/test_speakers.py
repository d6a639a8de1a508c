"""Speakers: `I` in quote marks is whoever the verb of speech beside the quote has as its subject."""

import pytest
from pytest import param


@pytest.mark.parametrize(
    "text, name, firsts",
    [
        ("“I saw it,” said Michael Reyes, a baker.", "Michael Reyes", ["I"]),
        ("Michael Reyes said: “They took my boat.”", "Michael Reyes", ["my"]),
        ("Michael Reyes left. “I saw it,” he said.", "Michael Reyes", ["I"]),
        param("‘I saw it,’ said Michael Reyes.", "Michael Reyes", ["I"], id="single-marks"),
        param("Michael Reyes left. I saw him go.", "Michael Reyes", [], id="the-writer"),
        param("“We saw it,” said Michael Reyes.", "Michael Reyes", [], id="we-are-many"),
        param(
            "Michael Reyes said: “I saw it.\n\n“I ran,” he said.", "Michael Reyes", ["I", "I"], id="two-paragraphs"
        ),
        param("Michael Reyes: I write down everything.", "Michael Reyes", ["I"], id="interview"),
    ],
)
def test_first_person(nlp, text, name, firsts):
    doc = nlp(text)
    mentions = {e["name"]: [text[m["start"] : m["end"]] for m in e["mentions"]] for e in doc._.onrecord_coreference}
    assert [m for m in mentions[name] if m.lower() in ("i", "my")] == firsts
