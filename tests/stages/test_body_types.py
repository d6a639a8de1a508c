"""Body types: the classifier, which speaks where the word lists are silent, agrees with them where they are not."""

from pathlib import Path

from onrecord.naming.types import type_of

ARTICLES = sorted((Path(__file__).parents[2] / "seeds" / "articles").glob("*.txt"))


def test_the_classifier_agrees_with_the_word_lists_on_articles_it_never_saw(nlp):
    known = agreed = 0
    for path in ARTICLES:
        doc = nlp(path.read_text(encoding="utf-8"))
        for mark in doc._.onrecord_entities:
            kind = type_of("ORG", [doc.text[mark["start"] : mark["end"]]]) if mark["types"] else None
            if kind is not None:
                known += 1
                agreed += max(mark["types"], key=mark["types"].get) == kind
    assert known > 60
    assert agreed / known >= 0.85, f"{agreed} of {known}"
