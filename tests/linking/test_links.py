"""Links: what a number counts, what happened and where, on sentences with hand-built trees."""

from __future__ import annotations

import pytest
import spacy
from pytest import param
from spacy.tokens import Doc

from onrecord.linking.drafts import drafts
from onrecord.numbers import find_quantities

COARSE = {
    "N": "NOUN", "V": "VERB", "J": "ADJ", "C": "NUM", "I": "ADP", "R": "ADV", "D": "DET", "P": "PRON", "W": "PRON",
    "T": "PART", ",": "PUNCT", ".": "PUNCT", "E": "PRON",
}  # fmt: skip


@pytest.fixture(scope="module")
def vocab():
    return spacy.blank("en").vocab


def read(vocab, tree: str, place: str | None = None) -> list[tuple[object, ...]]:
    """The links of a tree's claims. A tree is words as `word/tag/head/relation[/lemma]`, heads from 1, 0 the root."""
    cells = [cell.split("/") for cell in tree.split()]
    doc = Doc(
        vocab,
        words=[c[0] for c in cells],
        tags=[c[1] for c in cells],
        pos=[
            "PROPN" if c[1].startswith("NNP") else "CCONJ" if c[1] == "CC" else
            "AUX" if c[1] == "MD" or c[3].startswith(("aux", "cop")) else COARSE[c[1][0]]
            for c in cells
        ],
        heads=[i if c[2] == "0" else int(c[2]) - 1 for i, c in enumerate(cells)],
        deps=["ROOT" if c[2] == "0" else c[3] for c in cells],
        lemmas=[c[4] if len(c) > 4 else c[0].lower() for c in cells],
    )  # fmt: skip
    if place is not None:
        start = doc.text.index(place)
        doc.set_ents([doc.char_span(start, start + len(place), label="GPE")])
    text = doc.text

    def words(span: tuple[int, int] | None) -> str | None:
        return text[span[0] : span[1]] if span else None

    return [
        (d.span.text, words(d.of), words(d.predicate), d.event, words(d.place), d.negated, d.hedged)
        for d in drafts(doc, find_quantities(text), True)
    ]


FREED = "Rebels/NNS/2/nsubj freed/VBD/0/root/free three/CD/4/nummod men/NNS/2/obj/man held/VBN/4/acl/hold ././2/punct"
TOLL = (
    "The/DT/3/det death/NN/3/compound toll/NN/4/nsubj rose/VBD/0/root/rise to/IN/6/case 58/CD/4/obl from/IN/8/case "
    "41/CD/4/obl a/DT/10/det day/NN/11/obl earlier/RB/8/advmod ././4/punct"
)
RAISED = "It/PRP/2/nsubj raised/VBD/0/root/raise the/DT/4/det toll/NN/2/obj to/IN/6/case 40/CD/2/obl ././2/punct"
OF_THEM = (
    "Clerks/NNS/2/nsubj saw/VBD/0/root/see 20/CD/4/nummod men/NNS/2/obj/man ,/,/6/punct five/CD/4/appos of/IN/8/case "
    "them/PRP/6/nmod in/IN/10/case tears/NNS/6/nmod ././2/punct"
)
THOUSANDS = (
    "Thousands/NNS/6/dep of/IN/3/case people/NNS/1/nmod have/VBP/6/aux been/VBN/6/aux:pass killed/VBN/0/root/kill "
    "there/RB/6/advmod ././6/punct"
)
CAPTIVITY = "A/DT/2/det dozen/NN/6/nsubj are/VBP/6/cop still/RB/6/advmod in/IN/6/case captivity/NN/0/root ././6/punct"
CONJOINED = (
    "It/PRP/2/nsubj killed/VBD/0/root/kill 12/CD/4/nummod soldiers/NNS/2/obj/soldier ,/,/7/punct including/IN/7/case "
    "Marines/NNPS/4/nmod ,/,/11/punct and/CC/11/cc 60/CD/11/nummod villagers/NNS/2/dep/villager ././2/punct"
)
ADJECTIVE = (
    "It/PRP/2/nsubj killed/VBD/0/root/kill 12/CD/5/nummod Derrin/NNP/5/compound soldiers/NNS/2/obj/soldier ././2/punct"
)
SCENE = (
    "It/PRP/2/nsubj killed/VBD/0/root/kill 12/CD/4/nummod men/NNS/2/obj/man in/IN/6/case Derrin/NNP/2/obl ././2/punct"
)
RELATIVE = (
    "It/PRP/2/nsubj killed/VBD/0/root/kill 12/CD/4/nummod men/NNS/2/obj/man who/WP/6/nsubj came/VBD/4/acl:relcl/come "
    "from/IN/8/case Derrin/NNP/6/obl ././2/punct"
)
DOERS = "Two/CD/2/nummod raids/NNS/3/nsubj/raid killed/VBD/0/root/kill a/DT/5/det man/NN/3/obj ././3/punct"
MISSING = "Three/CD/2/nummod men/NNS/3/nsubj/man went/VBD/0/root/go missing/JJ/3/xcomp ././3/punct"
SHELTER = "They/PRP/2/nsubj moved/VBD/0/root/move 48/CD/4/nummod people/NNS/2/obj to/IN/6/case camps/NNS/2/obl/camp ././2/punct"
OUT = "They/PRP/2/nsubj forced/VBD/0/root/force 46/CD/4/nummod people/NNS/2/obj out/RB/2/advmod ././2/punct"
LOST = "They/PRP/2/nsubj lost/VBD/0/root/lose four/CD/4/nummod fighters/NNS/2/obj/fighter ././2/punct"
DROP = "A/DT/2/det drop/NN/0/root of/IN/5/case 8/CD/5/nummod %/NN/2/nmod in/IN/7/case sales/NNS/2/nmod ././2/punct"


@pytest.mark.parametrize(
    "tree, place, links",
    [
        param(FREED, None, [("three", "men", "freed", "other")], id="freed-is-not-held"),
        param(
            TOLL,
            None,
            [("58", "death toll", "rose", "killed"), ("41", "death toll", "rose", "killed")],
            id="a-toll-is-counted",
        ),
        param(RAISED, None, [("40", "toll", "raised", "killed")], id="a-toll-that-is-raised"),
        param(OF_THEM, None, [("20", "men", "saw", "other"), ("five", "them", "saw", "other")], id="of-them"),
        param(THOUSANDS, None, [("Thousands", "people", "killed", "killed")], id="the-verb-behind"),
        param(CAPTIVITY, None, [("A dozen", None, "captivity", "detained")], id="in-captivity"),
        param(
            CONJOINED,
            None,
            [("12", "soldiers", "killed", "killed"), ("60", "villagers", "killed", "killed")],
            id="one-deed",
        ),
        param(DOERS, None, [("Two", "raids", "killed", "other")], id="doers"),
        param(MISSING, None, [("Three", "men", "missing", "missing")], id="went-missing"),
        param(SHELTER, None, [("48", "people", "moved", "evacuated")], id="to-shelter"),
        param(OUT, None, [("46", "people", "forced", "displaced")], id="forced-out"),
        param(LOST, None, [("four", "fighters", "lost", "killed")], id="lost-men"),
        param(DROP, None, [("8 %", "sales", "drop", "other")], id="a-drop-of"),
    ],
)
def test_noun_deed_and_event(vocab, tree: str, place: str | None, links: list[tuple[object, ...]]) -> None:
    assert [found[:4] for found in read(vocab, tree, place)] == links


@pytest.mark.parametrize(
    "tree, where",
    [
        param(SCENE, "Derrin", id="in"),
        param(ADJECTIVE, None, id="a-name-before-a-noun-is-no-place"),
        param(RELATIVE, None, id="an-origin-in-another-clause"),
    ],
)
def test_place(vocab, tree: str, where: str | None) -> None:
    [found] = read(vocab, tree, "Derrin")
    assert found[4] == where


BELIEVED = "They/PRP/2/nsubj believe/VBP/0/root 12/CD/4/nummod men/NNS/5/nsubj/man died/VBD/2/ccomp/die ././2/punct"
ACCUSED = (
    "He/PRP/3/nsubj:pass is/VBZ/3/aux:pass accused/VBN/0/root/accuse of/IN/5/mark killing/VBG/3/advcl/kill "
    "12/CD/7/nummod men/NNS/5/obj/man ././3/punct"
)
NOBODY = "None/NN/3/nsubj has/VBZ/3/aux lost/VBN/0/root/lose 12/CD/5/nummod cows/NNS/3/obj/cow ././3/punct"
DEFINITE = "The/DT/3/det two/CD/3/nummod rows/NNS/6/nsubj:pass are/VBP/6/aux:pass not/RB/6/advmod joined/VBN/0/root/join ././6/punct"


@pytest.mark.parametrize(
    "tree, negated, hedged",
    [
        param(BELIEVED, False, True, id="belief"),
        param(ACCUSED, False, True, id="accusation"),
        param(NOBODY, True, False, id="nobody"),
        param(DEFINITE, False, False, id="a-definite-count-stands"),
        param(SCENE, False, False, id="plain"),
    ],
)
def test_scope(vocab, tree: str, negated: bool, hedged: bool) -> None:
    [found] = read(vocab, tree)
    assert found[5:] == (negated, hedged)
