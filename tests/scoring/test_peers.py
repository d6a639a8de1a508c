"""Peers: our counts of names agree with spaCy's Scorer, nervaluate and scikit-learn."""

import pytest
import spacy
from nervaluate import Evaluator
from sklearn.metrics import confusion_matrix
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example

from onrecord.scoring.names import score_names
from onrecord.scoring.sentences import score_sentences
from onrecord.scoring.sheets import to_sheet

TEXT = "Mayor Lena Ford of Brackwater told Brackwater News that Ford Motors left Upper Vale . It is gone ."
WORDS = TEXT.split(" ")
GOLD = [(1, 3, "PERSON"), (4, 5, "GPE"), (6, 8, "ORG"), (9, 11, "ORG"), (12, 14, "LOC")]
CASES = {
    "itself": GOLD,
    "nothing": [],
    "a-border": [(0, 3, "PERSON"), *GOLD[1:]],
    "a-label": [*GOLD[:3], (9, 11, "PERSON"), GOLD[4]],
    "a-miss-and-an-extra": [*GOLD[:4], (15, 16, "ORG")],
    "two-for-one": [*GOLD[:4], (12, 13, "GPE"), (13, 14, "LOC")],
    "a-border-and-a-label": [*GOLD[:2], (5, 7, "GPE"), *GOLD[3:]],
}


@pytest.fixture
def doc():
    return Doc(spacy.blank("en").vocab, WORDS)


def sheet(doc, spans, sentences=((0, 15), (15, 19))):
    names = [{"start": doc[s].idx, "end": doc[s:e].end_char, "label": label} for s, e, label in spans]
    borders = [{"start": doc[s].idx, "end": doc[s:e].end_char} for s, e in sentences]
    return to_sheet({"id": "a", "names": names, "sentences": borders}, doc.text)


def spacy_example(doc, gold, found):
    reference, predicted = doc, doc.copy()
    reference.ents = [spacy.tokens.Span(reference, s, e, label) for s, e, label in gold]
    predicted.ents = [spacy.tokens.Span(predicted, s, e, label) for s, e, label in found]
    return Example(predicted, reference)


@pytest.mark.parametrize("found", CASES.values(), ids=CASES.keys())
def test_spans_and_labels_agree_with_spacy(doc, found):
    ours = score_names(sheet(doc, GOLD), sheet(doc, found)).tallies
    theirs = Scorer.score_spans([spacy_example(doc, GOLD, found)], "ents", getter=lambda d, _: d.ents)
    assert ours["names.label"].f1 == pytest.approx(theirs["ents_f"])
    for label in ("PERSON", "ORG", "GPE", "LOC"):
        per_label = theirs["ents_per_type"].get(label)
        assert (ours[f"names.label.{label}"].f1 or 0.0) == pytest.approx(per_label["f"] if per_label else 0.0)
    unlabelled = Scorer.score_spans(
        [spacy_example(doc, GOLD, found)], "ents", getter=lambda d, _: d.ents, labeled=False
    )
    assert ours["names.span"].f1 == pytest.approx(unlabelled["ents_f"])


@pytest.mark.parametrize("found", CASES.values(), ids=CASES.keys())
def test_counts_agree_with_nervaluate(doc, found):
    def tags(spans):
        row = ["O"] * len(WORDS)
        for start, end, label in spans:
            row[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
        return row

    ours = score_names(sheet(doc, GOLD), sheet(doc, found)).tallies
    labels = ["PERSON", "ORG", "GPE", "LOC"]
    theirs = Evaluator([tags(GOLD)], [tags(found)], tags=labels, loader="list").evaluate()["overall"]
    for metric, schema in (("names.label", "strict"), ("names.span", "exact"), ("names.overlap", "ent_type")):
        # nervaluate pairs a name with the first that it overlaps, we with the best.
        better = metric == "names.overlap" and found == CASES["two-for-one"]
        assert ours[metric].gold_hits == theirs[schema].correct + better, metric
        assert ours[metric].gold == theirs[schema].possible, metric


def test_sentences_agree_with_spacy(doc):
    found = ((0, 6), (6, 15), (15, 19))
    predicted = doc.copy()
    for one, borders in ((doc, (0, 15)), (predicted, (0, 6, 15))):
        for token in one:
            token.is_sent_start = token.i in borders
    theirs = Scorer.score_spans(
        [Example(predicted, doc)], "sents", getter=lambda d, _: list(d.sents), labeled=False
    )
    ours = score_sentences(sheet(doc, GOLD), sheet(doc, GOLD, found)).tallies["sentences.exact"]
    assert ours.f1 == pytest.approx(theirs["sents_f"])


def test_confusion_agrees_with_scikit_learn(doc):
    found = [(1, 3, "ORG"), (4, 5, "GPE"), (6, 8, "GPE"), (9, 11, "ORG"), (12, 14, "LOC")]
    counts = score_names(sheet(doc, GOLD), sheet(doc, found)).confusion
    labels = ["PERSON", "ORG", "GPE", "LOC"]
    theirs = confusion_matrix([g for *_, g in GOLD], [f for *_, f in found], labels=labels)
    ours = [[counts["names", gold, other] for other in labels] for gold in labels]
    assert ours == theirs.tolist()
