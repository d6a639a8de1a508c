"""Perturbations: labels against themselves give 100, and each kind of change lowers the right figures only.

Each row changes one thing in a copy of the labels and names every metric that may fall.
"""

import pytest
from pytest import param

ALWAYS = {
    "sentences.exact", "names.label", "entities.conll", "places.country", "places.near", "quotes.content",
    "quotes.content_speaker", "quotes.speaker", "quotes.via", "quotes.negated", "claims.tuple",
    "claims.part_of",
}  # fmt: skip


def test_gold_against_itself_is_100_everywhere(scored, label):
    scores = scored(label)
    assert {name for name, f1 in scores.items() if f1 != 1.0} == set()
    assert ALWAYS - {"entities.conll"} <= scores.keys()


def cut_sentence(label):
    first = label["sentences"][1]
    middle = label["text"].index("and 30")
    label["sentences"][1:2] = [
        {"start": first["start"], "end": middle - 1},
        {"start": middle, "end": first["end"]},
    ]


def other_label(label):
    label["entities"][3]["label"] = "GPE"


def wider_name(label):
    name = label["entities"][2]["mentions"][0]
    name["start"], name["text"] = name["start"] - len("Minister "), "Minister Dana Orlo"


def no_act(label):
    label["entities"][1]["mentions"][1]["acts"] = False


def split_entity(label):
    moved = label["entities"][0]["mentions"].pop()
    label["entities"].append({**label["entities"][0], "id": "e9", "mentions": [moved]})


def lose_pronoun(label):
    label["entities"][3]["mentions"].pop()


def pronoun_to_another(label):
    label["entities"][2]["mentions"].append(label["entities"][3]["mentions"].pop())


def other_canonical(label):
    label["entities"][0]["name"] = "Hale"


def other_country(label):
    label["entities"][0]["country"] = "SE"


def far_away(label):
    label["entities"][0]["lat"] = 50.0


def slightly_away(label):
    label["entities"][0]["lat"] = 60.5


def lose_country(label):
    label["entities"][1]["country"] = None


def lose_quote(label):
    del label["quotes"][3]


def lose_part_of_content(label):
    label["quotes"][1]["content"].pop()


def trim_content(label):
    content = label["quotes"][0]["content"][0]
    content["start"], content["text"] = content["start"] + 3, content["text"][3:]


def wrong_cue(label):
    label["quotes"][0]["cue"] = label["quotes"][1]["cue"]


def shorter_source(label):
    source = label["quotes"][0]["source"]
    source["start"], source["text"] = source["start"] + len("Interior "), "Minister Dana Orlo"


def other_source(label):
    label["quotes"][4]["source"] = label["claims"][3]["of"]


def wrong_speaker(label):
    label["quotes"][3] |= {"speaker": "e1", "speaker_name": "Norland"}


def no_via(label):
    label["quotes"][2]["via"] = []


def other_type(label):
    label["quotes"][1]["type"] = "mixed"


def not_negated(label):
    label["quotes"][4]["negated"] = False


def claim(number, **changes):
    return lambda label: label["claims"][number].update(changes)


def lose_claim(label):
    del label["claims"][3]


def extra_claim(label):
    label["claims"].append(
        {**label["claims"][0], "id": "c9", "quantity": label["entities"][2]["mentions"][2]}
    )


def shorter_quantity(label):
    label["claims"][1]["quantity"] = {
        **label["claims"][1]["quantity"],
        "start": label["text"].index("12 people"),
    }
    label["claims"][1]["quantity"]["text"] = "12"


def other_noun(label):
    label["claims"][3]["of"] = label["quotes"][2]["source"]


def other_predicate(label):
    label["claims"][2]["predicate"] = label["quotes"][0]["cue"]


def noun_with_its_clause(label):
    of = label["claims"][1]["of"]
    end = label["text"].index(" and 30")
    of["end"], of["text"] = end, label["text"][of["start"] : end]


NAMES = {"names.span", "names.label", "entities.muc", "entities.b3", "entities.ceaf", "entities.mentions",
         "entities.names_b3", "entities.names_ceaf", "entities.linked"}  # fmt: skip
CHAINS = {"entities.muc", "entities.b3", "entities.ceaf"}
NAME_CHAINS = {"entities.names_b3", "entities.names_ceaf", "entities.linked"}
ROLE_QUOTES = {"quotes.cue", "quotes.cue_linked", "quotes.source", "quotes.source_linked",
               "quotes.source_overlap"}  # fmt: skip
ROLES = ("modifier", "unit", "of", "predicate", "event", "claimant", "place", "time", "tuple")
ALL_BOUNDS = {f"claims.{role}" for role in ("bounds", "bounds_exact", *ROLES)}
ALL_CLAIMS = {"claims.quantity", "claims.quantity_exact"} | ALL_BOUNDS


def role(name, *more):
    return {f"claims.{name}", f"claims.{name}_matched", *more}


@pytest.mark.parametrize(
    "change, fallen",
    [
        (cut_sentence, {"sentences.exact", "sentences.ends"}),
        (other_label, {"names.label", "names.overlap", "names.label.ORG", "names.label.GPE",
                       "names.label.actors", "names.label.places"}),
        (wider_name, NAMES | {"names.label.PERSON", "names.label.actors"}),
        (no_act, {"names.acts"}),
        (split_entity, CHAINS | NAME_CHAINS - {"entities.linked"} ),
        (lose_pronoun, CHAINS | {"entities.mentions", "entities.pronoun"}),
        (pronoun_to_another, CHAINS | {"entities.pronoun"}),
        (other_canonical, {"entities.canonical"}),
        (other_country, {"places.country"}),
        (far_away, {"places.near"}),
        (slightly_away, set()),
        (lose_country, {"places.country"}),
        (lose_quote, {"quotes.content_exact", "quotes.content", "quotes.content.indirect",
                      "quotes.content.pronoun", "quotes.speaker_linked", "quotes.content_speaker",
                      *ROLE_QUOTES}),
        (lose_part_of_content, {"quotes.content_exact", "quotes.content", "quotes.content.direct",
                                "quotes.content.name", "quotes.content_speaker"}),
        (trim_content, {"quotes.content_exact"}),
        (wrong_cue, {"quotes.cue", "quotes.cue_matched", "quotes.cue_linked"}),
        (shorter_source, {"quotes.source", "quotes.source_matched", "quotes.source_linked"}),
        (other_source, {"quotes.source", "quotes.source_matched", "quotes.source_linked",
                        "quotes.source_overlap", "quotes.source_overlap_matched"}),
        (wrong_speaker, {"quotes.speaker", "quotes.speaker.indirect", "quotes.speaker.pronoun",
                         "quotes.speaker_linked", "quotes.content_speaker"}),
        (no_via, {"quotes.via"}),
        (other_type, {"quotes.type"}),
        (not_negated, {"quotes.negated"}),
        (lose_claim, ALL_CLAIMS | {"claims.event.other"}),
        (extra_claim, ALL_CLAIMS | {"claims.event.killed"}),
        (shorter_quantity, {"claims.quantity_exact", "claims.bounds_exact"}),
        (claim(1, low=13), ALL_BOUNDS | {"claims.event.killed"}),
        (claim(1, low=12.0000001), set()),
        (claim(1, modifier="more_than"), role("modifier", "claims.tuple")),
        (claim(4, unit="hour"), role("unit", "claims.tuple")),
        (other_noun, role("of", "claims.tuple")),
        (noun_with_its_clause, role("of", "claims.tuple")),
        (other_predicate, role("predicate")),
        (claim(2, event="killed"),
         role("event", "claims.tuple", "claims.event.killed", "claims.event.injured")),
        (claim(2, claimant="e3"), role("claimant", "claims.tuple")),
        (claim(2, claimant=None), role("claimant", "claims.tuple")),
        (claim(0, place=None), role("place")),
        (claim(1, time=None), role("time")),
        (claim(1, hedged=False), {"claims.hedged"}),
        (claim(4, negated=False), {"claims.negated"}),
        (claim(2, part_of=None), {"claims.part_of"}),
    ],
)  # fmt: skip
def test_a_change_lowers_the_right_figures_only(scored, label, change, fallen):
    change(label)
    assert {name for name, f1 in scored(label).items() if f1 < 1.0} == fallen


@pytest.mark.parametrize("layer", ["sentences", "entities", "quotes", "claims"])
def test_a_layer_with_nothing_found_is_all_misses(scored, label, layer):
    before = scored(label)
    after = scored({**label, layer: []})
    ours = "names entities places" if layer == "entities" else layer
    for name in before:
        if name.split(".")[0] in ours.split():
            matched = name.endswith("_matched") or name not in after
            assert matched or after[name] == 0.0, name


@pytest.mark.parametrize("layer", ["sentences", "entities", "quotes", "claims"])
def test_a_layer_that_nobody_labelled_is_not_scored(scored, label, layer):
    gold = {key: value for key, value in label.items() if key != layer}
    ours = ("names", "entities", "places") if layer == "entities" else (layer,)
    assert not [name for name in scored(label, gold) if name.split(".")[0] in ours]


@pytest.mark.parametrize(
    "field, metrics",
    [
        ("speaker", {"quotes.speaker"}),
        param("via", {"quotes.via"}, id="via"),
        ("negated", {"quotes.negated"}),
    ],
)
def test_a_field_of_a_quote_that_nobody_labelled_is_not_scored(scored, label, field, metrics):
    gold = {
        **label,
        "quotes": [{k: v for k, v in q.items() if not k.startswith(field)} for q in label["quotes"]],
    }
    assert not metrics & scored(label, gold).keys()


def test_places_that_a_second_labeller_did_not_look_up_are_not_scored(scored, label):
    for entity in label["entities"]:
        for field in ("country", "lat", "lon", "geonames_id"):
            entity.pop(field, None)
    assert not [name for name in scored(label) if name.startswith("places")]
