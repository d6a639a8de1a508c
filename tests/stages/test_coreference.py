"""Coreference: names, pronouns and descriptions of one entity in one chain, on anyone's parse and names."""

import time

import pytest
from pytest import param
from spacy.tokens import Doc, Span

from onrecord.stages.coreference import Coreference
from onrecord.stages.entities import Entities
from onrecord.words import blank_pipeline

NLP = blank_pipeline()
LEMMAS = {"said": "say", "says": "say", "is": "be", "was": "be", "were": "be", "has": "have", "are": "be"}


def parsed(*sentences: str) -> Doc:
    """A Doc from words written `form|POS|label|head`, head counted from 1 inside the sentence.

    A word may carry the name label that starts at it, `|PERSON`, or goes on, `|+`.
    """
    words, pos, deps, heads, starts, names, base = [], [], [], [], [], [], 0
    for sentence in sentences:
        rows = [word.split("|") for word in sentence.split()]
        for n, row in enumerate(rows):
            form, tag, dep, head, *name = row
            words.append(form)
            pos.append(tag)
            deps.append(dep)
            heads.append(base + (n if dep == "ROOT" else int(head) - 1))
            starts.append(n == 0)
            names.append(name[0] if name else "")
        base += len(rows)
    lemmas = [LEMMAS.get(w.lower(), w.lower() if p != "PROPN" else w) for w, p in zip(words, pos, strict=True)]
    tags = [
        "NNS" if p == "NOUN" and w.endswith("s") else "NN" if p == "NOUN" else ""
        for w, p in zip(words, pos, strict=True)
    ]
    doc = Doc(NLP.vocab, words=words, pos=pos, deps=deps, heads=heads, lemmas=lemmas, tags=tags)
    spans = []
    for i, name in enumerate(names):
        if name and name != "+":
            end = next((j for j in range(i + 1, len(names)) if names[j] != "+"), len(names))
            spans.append(Span(doc, i, end, label=name))
    doc.ents = spans
    return doc


def chains(doc: Doc, **settings) -> dict[str, list[str]]:
    options = {"pronouns": True, "min_confidence": 0.5, "min_description": 0.5, "use_scorer": True, "min_score": 0.5, "min_type": 0.6} | settings
    Coreference("coreference", **options)(doc)
    text = doc.text
    return {e["name"]: [text[m["start"] : m["end"]] for m in e["mentions"]] for e in doc._.onrecord_coreference}


RUIZ_SAID = "Ana|PROPN|nsubj|3|PERSON Ruiz|PROPN|flat|1|+ spoke|VERB|ROOT|0 .|PUNCT|punct|3"
COLE_LEFT = "Tom|PROPN|nsubj|3|PERSON Cole|PROPN|flat|1|+ left|VERB|ROOT|0 .|PUNCT|punct|3"


@pytest.mark.parametrize(
    "sentences, name, mentions",
    [
        param(
            [RUIZ_SAID, "She|PRON|nsubj|2 left|VERB|ROOT|0 .|PUNCT|punct|2"],
            "Ana Ruiz", ["Ana Ruiz", "She"], id="she",
        ),
        param(
            [RUIZ_SAID, COLE_LEFT, "She|PRON|nsubj|2 wept|VERB|ROOT|0 .|PUNCT|punct|2"],
            "Ana Ruiz", ["Ana Ruiz", "She"], id="gender-before-nearness",
        ),
        param(
            [COLE_LEFT, "Jim|PROPN|nsubj|3|PERSON Ode|PROPN|flat|1|+ stayed|VERB|ROOT|0 .|PUNCT|punct|3",
             "He|PRON|nsubj|2 called|VERB|ROOT|0 Ode|PROPN|obj|2|PERSON fair|ADJ|xcomp|2 .|PUNCT|punct|2"],
            "Tom Cole", ["Tom Cole", "He"], id="a-subject-is-not-whom-its-verb-names",
        ),
        param(
            [COLE_LEFT, "The|DET|det|2 woman|NOUN|nsubj|3 wept|VERB|ROOT|0 .|PUNCT|punct|3",
             "She|PRON|nsubj|2 fled|VERB|ROOT|0 .|PUNCT|punct|2"],
            "Tom Cole", ["Tom Cole"], id="she-is-the-woman-not-the-man",
        ),
        param(
            ["Tom|PROPN|nsubj|7|PERSON Cole|PROPN|flat|1|+ ,|PUNCT|punct|5 the|DET|det|5 mayor|NOUN|appos|1"
             " ,|PUNCT|punct|5 resigned|VERB|ROOT|0 .|PUNCT|punct|7"],
            "Tom Cole", ["Tom Cole", "the mayor"], id="apposition",
        ),
        param(
            ["Tom|PROPN|nsubj|6|PERSON Cole|PROPN|flat|1|+ is|AUX|cop|6 a|DET|det|6 former|ADJ|amod|6"
             " lawyer|NOUN|ROOT|0 .|PUNCT|punct|6"],
            "Tom Cole", ["Tom Cole", "a former lawyer"], id="copula",
        ),
        param(
            ["Tom|PROPN|nsubj|7|PERSON Cole|PROPN|flat|1|+ is|AUX|cop|7 not|PART|advmod|7 a|DET|det|7 good|ADJ|amod|7"
             " lawyer|NOUN|ROOT|0 .|PUNCT|punct|7"],
            "Tom Cole", ["Tom Cole"], id="negated-copula",
        ),
        param(
            ["Minister|PROPN|compound|2 Cole|PROPN|nsubj|3|PERSON spoke|VERB|ROOT|0 .|PUNCT|punct|3",
             "The|DET|det|2 minister|NOUN|nsubj|3 left|VERB|ROOT|0 .|PUNCT|punct|3"],
            "Cole", ["Cole", "The minister"], id="the-title-again",
        ),
        param(
            ["Gen.|PROPN|compound|2 Cole|PROPN|nsubj|3|PERSON spoke|VERB|ROOT|0 .|PUNCT|punct|3",
             "The|DET|det|2 general|NOUN|nsubj|3 left|VERB|ROOT|0 .|PUNCT|punct|3"],
            "Cole", ["Cole", "The general"], id="a-short-title-in-full",
        ),
        param(
            ["The|DET|det|2 Taliban|PROPN|nsubj|3|ORG attacked|VERB|ROOT|0 .|PUNCT|punct|3",
             "The|DET|det|2 group|NOUN|nsubj|3 claimed|VERB|ROOT|0 it|PRON|obj|3 .|PUNCT|punct|3"],
            "Taliban", ["Taliban", "The group"], id="the-group",
        ),
        param(
            ["The|DET|det|2 Taliban|PROPN|nsubj|3|ORG attacked|VERB|ROOT|0 .|PUNCT|punct|3",
             "The|DET|det|3 other|ADJ|amod|3 group|NOUN|nsubj|4 fled|VERB|ROOT|0 .|PUNCT|punct|4"],
            "Taliban", ["Taliban"], id="the-other-group-is-another",
        ),
        param(
            ["Mali|PROPN|nsubj|2|GPE voted|VERB|ROOT|0 .|PUNCT|punct|2",
             "The|DET|det|2 country|NOUN|nsubj|3 waited|VERB|ROOT|0 .|PUNCT|punct|3"],
            "Mali", ["Mali", "The country"], id="the-country",
        ),
        param(
            ["Worshippers|NOUN|nsubj|2 left|VERB|ROOT|0 the|DET|det|5 Blue|PROPN|compound|5|FAC Mosque|PROPN|obj|2|+"
             " .|PUNCT|punct|2", "Police|NOUN|nsubj|2 shut|VERB|ROOT|0 the|DET|det|4 mosque|NOUN|obj|2 .|PUNCT|punct|2"],
            "Blue Mosque", ["Blue Mosque", "the mosque"], id="by-its-own-last-word",
        ),
        param(
            ["Mali|PROPN|nsubj|2|GPE recalled|VERB|ROOT|0 its|PRON|nmod:poss|4 envoy|NOUN|obj|2 .|PUNCT|punct|2"],
            "Mali", ["Mali", "its"], id="its",
        ),
        param(
            ["Mali|PROPN|nsubj|2|GPE voted|VERB|ROOT|0 .|PUNCT|punct|2",
             "It|PRON|nsubj|3 is|AUX|cop|3 clear|ADJ|ROOT|0 that|SCONJ|mark|6 rain|NOUN|nsubj|6 helped|VERB|ccomp|3"
             " .|PUNCT|punct|3"],
            "Mali", ["Mali"], id="it-that-means-nothing",
        ),
        param(
            ["Tom|PROPN|nsubj|3|PERSON Cole|PROPN|flat|1|+ hurt|VERB|ROOT|0 himself|PRON|obj|3 .|PUNCT|punct|3"],
            "Tom Cole", ["Tom Cole", "himself"], id="reflexive",
        ),
        param(
            ["Tom|PROPN|nsubj|3|PERSON Cole|PROPN|flat|1|+ saw|VERB|ROOT|0 him|PRON|obj|3 .|PUNCT|punct|3"],
            "Tom Cole", ["Tom Cole"], id="him-is-not-the-subject",
        ),
        param(
            [COLE_LEFT, "I|PRON|nsubj|2 stayed|VERB|ROOT|0 .|PUNCT|punct|2"],
            "Tom Cole", ["Tom Cole"], id="first-person-is-left",
        ),
        param(
            [RUIZ_SAID, "She|PRON|nsubj|2 left|VERB|ROOT|0 with|ADP|prep|2 her|PRON|poss|5 son|NOUN|pobj|3 .|PUNCT|punct|2"],
            "Ana Ruiz", ["Ana Ruiz", "She", "her"], id="clearnlp-labels",
        ),
    ],
)  # fmt: skip
def test_chains(sentences, name, mentions):
    assert chains(parsed(*sentences))[name] == mentions


@pytest.mark.parametrize(
    "sentence, acting",
    [
        ("Turkey|PROPN|nsubj|2|GPE denied|VERB|ROOT|0 it|PRON|obj|2 .|PUNCT|punct|2", True),
        ("Turkey|PROPN|nsubj|3|GPE is|AUX|cop|3 large|ADJ|ROOT|0 .|PUNCT|punct|3", None),
        ("He|PRON|nsubj|2 lives|VERB|ROOT|0 in|ADP|case|4 Turkey|PROPN|obl|2|GPE .|PUNCT|punct|2", None),
        ("He|PRON|nsubj:pass|3 was|AUX|aux:pass|3 freed|VERB|ROOT|0 by|ADP|case|5 Turkey|PROPN|obl:agent|3|GPE", True),
        ("He|PRON|nsubjpass|3 was|AUX|auxpass|3 freed|VERB|ROOT|0 by|ADP|agent|3 Turkey|PROPN|pobj|4|GPE", True),
        ("Iran|PROPN|nsubj|4|GPE and|CCONJ|cc|3 Turkey|PROPN|conj|1|GPE met|VERB|ROOT|0", True),
        ("Turkey|PROPN|nsubj:pass|3|GPE was|AUX|aux:pass|3 shaken|VERB|ROOT|0", None),
        ("talks|NOUN|ROOT|0 with|ADP|case|3 Turkey|PROPN|nmod|1|GPE", True),
        ("the|DET|det|2 war|NOUN|ROOT|0 against|ADP|case|4 Turkey|PROPN|nmod|2|GPE", True),
        ("Turkey|PROPN|compound|2|GPE troops|NOUN|nsubj|3 fled|VERB|ROOT|0", None),
        ("Turkey|PROPN|nmod:poss|3|GPE 's|PART|case|1 army|NOUN|nsubj|4 fled|VERB|ROOT|0", None),
        ("TURKEY|PROPN|nsubj|3|GPE ,|PUNCT|punct|1 shook|VERB|ROOT|0", None),
        ("Turkey|PROPN|nsubj|2|GPE borders|VERB|ROOT|0 Iran|PROPN|obj|2|GPE", None),
    ],
)
def test_acting_places(sentence, acting):
    doc = parsed(sentence)
    LEMMAS_OF = {"borders": "border"}
    for token in doc:
        token.lemma_ = LEMMAS_OF.get(token.text, token.lemma_)
    chains(doc)
    turkey = next(e for e in doc._.onrecord_coreference if e["name"] == "Turkey")
    assert turkey["mentions"][0]["acts"] is acting


def test_the_entity_is_plain_data():
    doc = parsed(RUIZ_SAID)
    chains(doc)
    (entity,) = doc._.onrecord_coreference
    assert {k: v for k, v in entity.items() if k != "mentions"} == {
        "id": "e0", "name": "Ana Ruiz", "label": "PERSON", "layer": "actor", "type": "person", "confidence": None,
    }  # fmt: skip
    assert entity["mentions"] == [
        {"start": 0, "end": 8, "kind": "name", "label": "PERSON", "acts": None, "confidence": None}
    ]
    assert [(s.text, s.id_) for s in doc.spans["onrecord_coreference"]] == [("Ana Ruiz", "e0")]


def test_without_a_parse_names_are_still_grouped():
    doc = NLP("Ana Ruiz spoke. Ruiz left. She wept.")
    doc.ents = [doc.char_span(0, 8, label="PERSON"), doc.char_span(16, 20, label="PERSON")]
    assert chains(doc) == {"Ana Ruiz": ["Ana Ruiz", "Ruiz"]}


@pytest.mark.parametrize("text", ["", " ", "No one."])
def test_without_names_there_is_nothing(text):
    assert chains(NLP(text)) == {}


def test_pronouns_may_be_left_out():
    doc = parsed(RUIZ_SAID, "She|PRON|nsubj|2 left|VERB|ROOT|0 .|PUNCT|punct|2")
    assert chains(doc, pronouns=False) == {"Ana Ruiz": ["Ana Ruiz"]}


class Proposes:
    """A trained scorer that always proposes the same."""

    def __init__(self, *links):
        self.links = list(links)

    def link(self, doc):
        return self.links


@pytest.mark.parametrize(
    "proposal, mentions",
    [
        param((4, 5, 1, 2, 0.9), ["Tom Cole", "He"], id="taken-from-a-name's-last-word"),
        param((4, 5, 1, 2, 0.2), ["Tom Cole", "He"], id="too-doubtful-so-the-rule-stands"),
    ],
)
def test_a_scorer_is_heard(proposal, mentions):
    doc = parsed(COLE_LEFT, "He|PRON|nsubj|2 wept|VERB|ROOT|0 .|PUNCT|punct|2")
    stage = Coreference("coreference", True, 0.5, 0.5, True, 0.5, 0.6)
    stage.scorer = Proposes(proposal)
    stage(doc)
    (entity,) = doc._.onrecord_coreference
    assert [doc.text[m["start"] : m["end"]] for m in entity["mentions"]] == mentions


def test_a_scorer_cannot_break_gender():
    doc = parsed(COLE_LEFT, "She|PRON|nsubj|2 wept|VERB|ROOT|0 .|PUNCT|punct|2")
    stage = Coreference("coreference", True, 0.5, 0.5, True, 0.5, 0.6)
    stage.scorer = Proposes((4, 5, 0, 1, 0.99))
    stage(doc)
    assert len(doc._.onrecord_coreference[0]["mentions"]) == 1


def test_a_document_of_a_hundred_thousand_words_takes_linear_time():
    row = [RUIZ_SAID, "She|PRON|nsubj|2 left|VERB|ROOT|0 .|PUNCT|punct|2", COLE_LEFT]

    def seconds(copies: int) -> float:
        doc = parsed(*row * copies)
        start = time.process_time()
        chains(doc)
        return time.process_time() - start

    seconds(100)
    small, large = seconds(900), seconds(9000)
    assert large < 25 * max(small, 0.01)


@pytest.mark.parametrize("sure, kind", [(0.9, "party"), (0.5, None)])
def test_a_type_that_no_word_list_knows_is_the_classifiers(sure, kind):
    doc = parsed("Zorba|PROPN|nsubj|1|ORG won|VERB|ROOT|0 .|PUNCT|punct|1")
    Entities("entities", 0.0, True)
    guesses = {"party": sure, "other": 1 - sure}
    doc._.onrecord_entities = [{"start": 0, "end": 5, "label": "ORG", "confidence": 0.9, "types": guesses}]
    Coreference("coreference", True, 0.5, 0.5, True, 0.5, 0.6)(doc)
    assert doc._.onrecord_coreference[0]["type"] == kind
