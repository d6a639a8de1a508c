"""What rules and tagger agree on is known; a sentence on which they differ is not."""

import pytest
from spacy.tokens import Doc

from onrecord.quotation.draft import Draft
from onrecord.training.agreement import agreed, read_text

TEXT = "Ode said boats sank. Ana denied it. Rain fell."
SAID = {"type": "indirect", "content": [[9, 19]], "cue": [4, 8], "source": [0, 3], "negated": False}
FIRST, SECOND, THIRD = (0, 20), (21, 35), (36, 46)


def draft(content=(9, 19), cue=(4, 8), source=(0, 3)):
    return Draft(content=[content], cue=cue, source=source)


@pytest.fixture
def doc(blank):
    words = ["Ode", "said", "boats", "sank", ".", "Ana", "denied", "it", ".", "Rain", "fell", "."]
    spaces = [True, True, True, False, True, True, True, False, True, True, False, False]
    return Doc(blank.vocab, words=words, spaces=spaces, sent_starts=[w in ("Ode", "Ana", "Rain") for w in words])


@pytest.mark.parametrize(
    ("rules", "tagger", "quotes", "unknown"),
    [
        ([SAID], [draft()], [SAID], []),
        ([SAID], [draft(content=(9, 20))], [SAID], []),
        ([SAID], [draft(content=(9, 14))], [], [FIRST]),
        ([SAID], [draft(source=None)], [], [FIRST]),
        ([SAID], [], [], [FIRST]),
        ([], [draft()], [], [FIRST]),
        ([SAID], [draft(), draft(content=(32, 34), cue=(25, 31))], [SAID], [SECOND]),
        ([SAID | {"cue": None, "source": None}], [], [], [FIRST]),
        ([], [], [], []),
    ],
    ids=["same", "period", "border", "source", "rule alone", "tagger alone", "one of two", "no cue", "none"],
)
def test_agreement(doc, rules, tagger, quotes, unknown):
    assert agreed(doc, rules, tagger) == (quotes, unknown)


def test_a_quote_that_runs_into_an_unknown_sentence_is_not_kept(doc):
    long = SAID | {"content": [[9, 34]]}
    assert agreed(doc, [long], [draft(content=(9, 34)), draft(content=(32, 34), cue=(25, 31))]) == ([], [FIRST, SECOND])


def test_both_views_of_the_trained_pipeline(nlp):
    text = "The army said on Monday that three boats had left."
    line = read_text(nlp, "x", text)
    assert [text[slice(*q["content"][0])] for q in line["quotes"]] == ["three boats had left"]
    assert line["unknown"] == []
