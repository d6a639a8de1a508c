"""Labels: the tagger, clues and an article's other mentions weighed together."""

import numpy as np
import pytest

from onrecord.naming.labels import Draft, draft, mended, settle
from onrecord.records import LABELS
from onrecord.words import blank_pipeline

BLANK = blank_pipeline()


def drafted(start: int, end: int, **log_scores: float) -> Draft:
    scores = np.array([log_scores.get(label, -6.0) for label in LABELS])
    return Draft(start, end, LABELS[int(scores.argmax())], scores, 0.95)


@pytest.mark.parametrize(
    "text, drafts, labels",
    [
        pytest.param(
            "Yelwa left. Yelwa won.",
            [drafted(0, 1, ORG=-0.1), drafted(3, 4, ORG=-1.0, PERSON=-0.7)],
            ["ORG", "ORG"],
            id="a-doubtful-mention-follows-a-sure-one",
        ),
        pytest.param(
            "Yelwa Ode left. Ode won.",
            [drafted(0, 2, PERSON=-0.1), drafted(4, 5, GPE=-0.7, PERSON=-1.0)],
            ["PERSON", "PERSON"],
            id="surname",
        ),
        pytest.param(
            "Yelwa Steel Ltd and Hamra",
            [drafted(0, 3, ORG=-0.1), drafted(4, 5, PERSON=-0.8, ORG=-0.9)],
            ["ORG", "ORG"],
            id="coordinated",
        ),
        pytest.param("Tripoli won", [drafted(0, 1, PERSON=-0.01)], ["PERSON"], id="a-sure-tagger-stands"),
        pytest.param("in Tripoli", [drafted(1, 2, PERSON=-0.6, GPE=-0.9)], ["GPE"], id="a-clue-decides-a-doubt"),
    ],
)
def test_settle(text, drafts, labels):
    assert [d.label for d in settle(BLANK(text), drafts)] == labels


def test_confidence_rises_with_label_and_span():
    sure, doubtful = drafted(0, 1, ORG=-0.01), drafted(0, 1, ORG=-0.8, GPE=-0.9)
    assert 0 < doubtful.confidence < sure.confidence < 1
    assert sure._replace(sure=0.5).confidence < sure.confidence


def test_a_draft_reads_the_words_alone():
    mass = np.log(np.full((3, 7), 0.1))
    mass[0, 2] = mass[2, 2] = np.log(0.8)
    found = draft(mass, np.array([True, False, True]), 0, 3)
    assert found.label == "ORG" and found.sure == pytest.approx(0.9)
    assert mended(mass, np.array([True, False, True]), 0, 3, "GPE").label == "GPE"
