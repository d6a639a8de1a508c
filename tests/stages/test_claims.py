"""Claims: what the stage makes of hand-built Docs, under UD's labels and spaCy's English ones."""

from __future__ import annotations

import pytest
import spacy
from pytest import param
from spacy.tokens import Doc

from onrecord.linking.learned import ClaimConfidence, Trust
from onrecord.neural.frames import Frame, RoleSpan
from onrecord.stages.claims import Claims, find_claims

RULES = Trust(frozenset(), frozenset(), 0.5, 0.9, 0.0)


@pytest.fixture(scope="module")
def nlp():
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord_claims")
    return nlp


def parsed(nlp, rows: str, published: str | None = None, ents: str = "") -> Doc:
    """A Doc from rows of `word tag head relation`, words parted by single spaces, heads from 1, 0 the root."""
    cells = [row.split() for row in rows.strip().splitlines()]
    words = [c[0] for c in cells]
    coarse = {
        "N": "NOUN",
        "V": "VERB",
        "J": "ADJ",
        "C": "NUM",
        "I": "ADP",
        "R": "ADV",
        "D": "DET",
        "P": "PRON",
        "M": "AUX",
        "W": "PRON",
        "T": "PART",
        ",": "PUNCT",
        ".": "PUNCT",
    }
    pos = ["PROPN" if c[1].startswith("NNP") else "CCONJ" if c[1] == "CC" else coarse[c[1][0]] for c in cells]
    heads = [i if c[2] == "0" else int(c[2]) - 1 for i, c in enumerate(cells)]
    deps = ["ROOT" if c[2] == "0" else c[3] for c in cells]
    lemmas = [c[4] if len(c) > 4 else c[0].lower() for c in cells]
    doc = Doc(
        nlp.vocab, words=words, tags=[c[1] for c in cells], pos=pos, heads=heads, deps=deps, lemmas=lemmas
    )
    if ents:
        spans = [
            doc.char_span(doc.text.index(w), doc.text.index(w) + len(w), label=label)
            for w, label in (e.split("=") for e in ents.split(","))
        ]
        doc.set_ents([s for s in spans if s is not None])
    if published:
        doc.user_data["published"] = published
    return doc


def claims_of(doc: Doc, trust: Trust = RULES, tagger=None) -> list[dict]:
    found = list(find_claims(doc, tagger, trust, numberless=True))
    text = doc.text
    for claim in found:
        for role in ("of", "predicate", "place", "time"):
            span = claim[role]
            claim[role] = text[span[0] : span[1]] if span else None
        claim["quantity"] = text[claim["quantity"][0] : claim["quantity"][1]]
    return found


UD_PASSIVE = """
Thirty-four CD 2 nummod
people NNS 4 nsubj:pass
were MD 4 aux:pass
killed VBN 0 root kill
and CC 8 cc
100 CD 8 nsubj:pass
were MD 8 aux:pass
wounded VBN 4 conj wound
in IN 10 case
Derrin NNP 8 obl
on IN 12 case
Monday NNP 8 obl
. . 4 punct
"""
CLEAR_PASSIVE = """
Thirty-four CD 2 nummod
people NNS 4 nsubjpass
were MD 4 auxpass
killed VBN 0 root kill
and CC 4 cc
100 CD 8 nsubjpass
were MD 8 auxpass
wounded VBN 4 conj wound
in IN 8 prep
Derrin NNP 9 pobj
on IN 8 prep
Monday NNP 11 pobj
. . 4 punct
"""


@pytest.mark.parametrize("rows", [param(UD_PASSIVE, id="ud"), param(CLEAR_PASSIVE, id="clearnlp")])
def test_an_elliptic_count_takes_the_noun_before(nlp, rows: str) -> None:
    first, second = claims_of(parsed(nlp, rows, "2020-05-06", "Derrin=GPE"))
    assert [(c["low"], c["of"], c["predicate"], c["event"]) for c in (first, second)] == [
        (34, "people", "killed", "killed"),
        (100, "people", "wounded", "injured"),
    ]
    assert (second["place"], second["time"], second["time_iso"]) == ("Derrin", "Monday", "2020-05-04")


ACTIVE_UD = """
It PRP 2 nsubj
sold VBD 0 root sell
12 CD 5 nummod
old JJ 5 amod
planes NNS 2 obj plane
. . 2 punct
"""
ACTIVE_CLEAR = ACTIVE_UD.replace("obj", "dobj")


@pytest.mark.parametrize("rows", [param(ACTIVE_UD, id="ud"), param(ACTIVE_CLEAR, id="clearnlp")])
def test_an_object(nlp, rows: str) -> None:
    [claim] = claims_of(parsed(nlp, rows))
    assert (claim["quantity"], claim["of"], claim["predicate"], claim["event"]) == (
        "12",
        "old planes",
        "sold",
        "other",
    )


PARTITIVE_UD = """
Nineteen CD 6 nsubj:pass
of IN 5 case
the DT 5 det
60 CD 5 nummod
miners NNS 1 nmod miner
died VBD 0 root die
. . 6 punct
"""


def test_a_part_points_to_its_whole(nlp) -> None:
    part, whole = claims_of(parsed(nlp, PARTITIVE_UD))
    assert (part["low"], part["of"], part["event"], part["part_of"]) == (19, "miners", "killed", whole["id"])
    assert (whole["low"], whole["part_of"]) == (60, None)


INCLUDING_UD = """
Police NNS 2 nsubj police
arrested VBD 0 root arrest
12 CD 4 nummod
men NNS 2 obj man
, , 8 punct
including IN 8 case
four CD 8 nummod
Marines NNS 4 nmod marine
. . 2 punct
"""


def test_including_opens_a_part(nlp) -> None:
    whole, part = claims_of(parsed(nlp, INCLUDING_UD))
    assert (whole["event"], part["event"], part["part_of"]) == ("detained", "detained", whole["id"])


CHANGE_UD = """
The DT 2 det
rate NN 3 nsubj
rose VBD 0 root rise
to IN 6 case
9 CD 6 nummod
percent NN 3 obl
. . 3 punct
"""


def test_a_change_is_of_its_subject(nlp) -> None:
    [claim] = claims_of(parsed(nlp, CHANGE_UD))
    assert (claim["quantity"], claim["unit"], claim["of"], claim["predicate"]) == (
        "9 percent",
        "percent",
        "rate",
        "rose",
    )


DENIED_UD = """
They PRP 4 nsubj
did MD 4 aux
not RB 4 advmod
kill VB 0 root kill
12 CD 6 nummod
men NNS 4 obj man
. . 4 punct
"""
HEDGED_UD = DENIED_UD.replace("did MD 4 aux\nnot RB", "may MD 4 aux\nnow RB")


@pytest.mark.parametrize(
    "rows, negated, hedged", [(DENIED_UD, True, False), (HEDGED_UD, False, True), (ACTIVE_UD, False, False)]
)
def test_scope(nlp, rows: str, negated: bool, hedged: bool) -> None:
    [claim] = claims_of(parsed(nlp, rows))
    assert (claim["negated"], claim["hedged"]) == (negated, hedged)


LIST_UD = """
Shells NNS 2 nsubj shell
killed VBD 0 root kill
three CD 4 nummod
soldiers NNS 2 obj soldier
and CC 7 cc
a DT 7 det
child NN 4 conj
. . 2 punct
"""


def test_a_child_is_one_in_a_list_of_victims(nlp) -> None:
    first, second = claims_of(parsed(nlp, LIST_UD))
    assert (second["quantity"], second["value"], second["of"], second["event"]) == ("a", 1, "child", "killed")


def test_the_innermost_quote_vouches(nlp) -> None:
    doc = parsed(nlp, ACTIVE_UD)
    doc._.onrecord_quotes = [
        {
            "id": "q0",
            "content": [[0, 22]],
            "speaker": "e0",
            "speaker_name": "Radio Derrin",
            "source": None,
            "negated": False,
        },
        {
            "id": "q1",
            "content": [[3, 20]],
            "speaker": None,
            "speaker_name": None,
            "source": [0, 2],
            "negated": False,
        },
    ]
    [claim] = claims_of(doc)
    assert (claim["quote"], claim["claimant"], claim["claimant_name"]) == ("q1", None, "It")


def test_a_denied_quote_denies_its_numbers(nlp) -> None:
    doc = parsed(nlp, ACTIVE_UD)
    doc._.onrecord_quotes = [
        {
            "id": "q0",
            "content": [[0, 22]],
            "speaker": "e0",
            "speaker_name": "A",
            "source": None,
            "negated": True,
        }
    ]
    assert claims_of(doc)[0]["negated"]


def test_a_place_is_linked_to_its_entity(nlp) -> None:
    doc = parsed(nlp, UD_PASSIVE, ents="Derrin=GPE")
    start = doc.text.index("Derrin")
    doc._.onrecord_coreference = [{"id": "e4", "mentions": [{"start": start, "end": start + 6}]}]
    assert claims_of(doc)[1]["place_entity"] == "e4"


def test_a_number_inside_a_name_is_no_claim(nlp) -> None:
    doc = parsed(nlp, ACTIVE_UD, ents="12 old planes=ORG")
    assert claims_of(doc) == []


EVENTS = Trust(frozenset(), frozenset({"event"}), 0.5, 0.9, 0.0)
VERBLESS_UD = """
Twelve CD 3 nummod
old JJ 3 amod
planes NNS 0 root plane
. . 3 punct
"""


class Tagger:
    """A tagger that proposes one frame, the same for every anchor."""

    def __init__(self, score: float, role: RoleSpan, event: str):
        self.score, self.role, self.event = score, role, event

    def find(self, doc):
        return []

    def link(self, doc, anchors):
        return [
            Frame(s, e, self.score, {"of": [self.role]}, {"event": {self.event: 0.95}}) for s, e in anchors
        ]


@pytest.mark.parametrize(
    "trust, of, event, count",
    [
        param(RULES, "old planes", "other", 1, id="rules-alone"),
        param(Trust(frozenset({"of"}), frozenset(), 0.5, 0.8, 0.0), "It", "other", 1, id="replaces"),
        param(
            Trust(frozenset({"of"}), frozenset(), 0.5, 0.95, 0.0),
            "old planes",
            "other",
            1,
            id="not-sure-enough",
        ),
        param(EVENTS, "old planes", "other", 1, id="the-rules-have-a-predicate"),
        param(Trust(frozenset({"of"}), frozenset(), 0.5, 0.8, 0.5), None, None, 0, id="no-claim"),
    ],
)
def test_the_tagger_is_heard_as_far_as_it_is_trusted(nlp, trust: Trust, of, event, count: int) -> None:
    found = claims_of(parsed(nlp, ACTIVE_UD), trust, Tagger(0.3, RoleSpan(0, 1, 0.9), "deployed"))
    assert len(found) == count
    assert [(c["of"], c["event"]) for c in found] == [(of, event)] * count


NO_NOUN_UD = """
It PRP 2 nsubj
sold VBD 0 root sell
12 CD 2 obj
. . 2 punct
"""
DURATION_UD = """
It PRP 2 nsubj
lasted VBD 0 root last
12 CD 4 nummod
days NNS 2 obl day
. . 2 punct
"""


@pytest.mark.parametrize(
    "rows, role, confidence",
    [
        param(ACTIVE_UD, (3, 5), 0.75, id="both see the noun"),
        param(ACTIVE_UD, (0, 1), 0.3, id="the tagger sees another"),
        param(NO_NOUN_UD, (0, 1), 0.3, id="no noun"),
        param(DURATION_UD, (0, 1), 0.75, id="a measure has none"),
    ],
)
def test_confidence_is_less_where_the_noun_is_doubted(nlp, rows, role, confidence) -> None:
    trust = EVENTS._replace(confidence=ClaimConfidence(slope=0.5, doubted_noun=0.4))
    [claim] = claims_of(parsed(nlp, rows), trust, Tagger(0.9, RoleSpan(*role, 0.9), "other"))
    assert claim["confidence"] == pytest.approx(confidence)


def test_the_tagger_names_the_event_where_nothing_is_said_to_happen(nlp) -> None:
    [claim] = claims_of(parsed(nlp, VERBLESS_UD), EVENTS, Tagger(0.3, RoleSpan(0, 1, 0.9), "deployed"))
    assert claim["event"] == "deployed"


def test_a_blank_pipeline_gives_quantities_bounds_and_units(nlp) -> None:
    doc = nlp("It cost at least $3 million over 12 km.")
    assert [(c["low"], c["high"], c["modifier"], c["unit"]) for c in doc._.onrecord_claims] == [
        (3000000, None, "at_least", "USD"),
        (12, None, "more_than", "kilometre"),
    ]
    assert [span.id_ for span in doc.spans["onrecord_claims"]] == ["c0", "c1"]


def test_the_pipeline_has_no_unmet_needs(nlp) -> None:
    assert nlp.analyze_pipes()["problems"]["onrecord_claims"] == []


@pytest.mark.parametrize(
    "config, said",
    [
        ({"tagger_roles": ["off"]}, "tagger_roles has 'off'"),
        ({"tagger_classes": ["of"]}, "tagger_classes has 'of'"),
        ({"replace_score": 1.5}, "replace_score 1.5"),
    ],
)
def test_a_wrong_setting_stops_at_once(config: dict, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        spacy.blank("en").add_pipe("onrecord_claims", config=config)


@pytest.mark.parametrize("text", ["", " \n ", "12", "12\x00men", "a " * 500 + "12", "(" * 300 + "5 men"])
def test_no_text_breaks_it(nlp, text: str) -> None:
    doc = nlp(text)
    for claim in doc._.onrecord_claims:
        assert text[claim["quantity"][0] : claim["quantity"][1]].strip()


def test_claims_survive_the_way_to_bytes(nlp) -> None:
    stage = Claims("onrecord_claims", RULES, True)
    stage.from_bytes(Claims("onrecord_claims", RULES, True).to_bytes())
    assert stage.tagger is None
