"""Rewritten texts keep every label on its words."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.training.examples import Chain, Example, NameSpan, Word
from onrecord.training.rewrites import Edit, Moved, Rates, apply, line_edits, rewrite, with_dateline

TEXT = 'Ode fell. "It hurts," Ode said. Two men left Yelwa.'
ALWAYS_BARE = Rates(texts=1, bare_sentence=1, own_line=0, dateline=0)


def mark(words):
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words}


def plain():
    return Example(
        "any", "a", TEXT,
        sentences=((0, 9), (10, 31), (32, 51)),
        names=(NameSpan(0, 3, ("PERSON",)), NameSpan(45, 50, ("GPE",))),
        masked=((22, 25),),
        quotes=({"id": "q0", "content": [mark('"It hurts,"')], "cue": mark("said"), "source": None},),
        claims=({"id": "c0", "quantity": mark("Two"), "place": mark("Yelwa"), "negated": False},),
    )  # fmt: skip


def parsed():
    words = [Word("X", "X", "_", "x", h, "dep") for h in (1, 1, 1, 4, 4)]
    chain = Chain(((0, 3, 0), (10, 13, 3)), "person", None)
    return Example(
        "any", "b", "Ode fell. She wept", tokens=((0, 3), (4, 8), (8, 9), (10, 13), (14, 18)),
        sentences=((0, 9), (10, 18)), syntax=tuple(words), chains=(chain,),
    )  # fmt: skip


def surfaces(example):
    text = example.text
    quotes = [
        [text[c["start"] : c["end"]] for c in q["content"]] + [q["cue"]["text"]] for q in example.quotes
    ]
    claims = [
        (text[c["quantity"]["start"] : c["quantity"]["end"]], c["place"]["text"]) for c in example.claims
    ]
    return (
        [text[n.start : n.end] for n in example.names],
        [text[s:e] for s, e in example.masked],
        quotes,
        claims,
    )


def test_short_sentences_lose_their_period_and_stand_alone():
    example = apply(plain(), line_edits(plain(), Random(1), ALWAYS_BARE))
    assert example.text == 'Ode fell\n\n"It hurts," Ode said\n\nTwo men left Yelwa.'
    assert [example.text[s:e] for s, e in example.sentences] == [
        "Ode fell", '"It hurts," Ode said', "Two men left Yelwa.",
    ]  # fmt: skip
    assert surfaces(example) == surfaces(plain())


def test_a_deleted_word_leaves_the_syntax():
    example = apply(parsed(), line_edits(parsed(), Random(1), ALWAYS_BARE))
    assert [example.text[s:e] for s, e in example.tokens] == ["Ode", "fell", "She", "wept"]
    assert [w.head for w in example.syntax] == [1, 1, 3, 3]
    assert [(example.text[s:e], h) for s, e, h in example.chains[0].mentions] == [("Ode", 0), ("She", 2)]


def test_a_period_that_something_depends_on_stays():
    words = parsed().syntax
    odd = Example("any", "c", parsed().text, tokens=parsed().tokens, sentences=parsed().sentences,
                  syntax=(words[0]._replace(head=2), *words[1:]))  # fmt: skip
    assert line_edits(odd, Random(1), ALWAYS_BARE) == [Edit(9, 10, "\n\n")]
    with pytest.raises(ValueError, match="depends on a deleted one"):
        apply(odd, [Edit(8, 9, "")])


def test_no_words_into_gold_words():
    with pytest.raises(ValueError, match="gold words"):
        apply(parsed(), [Edit(0, 0, "Hey ")])


@pytest.mark.parametrize("seed", range(6))
def test_dateline(seed):
    example = with_dateline(plain(), "Yelwa", Random(seed))
    names = [example.text[n.start : n.end] for n in example.names]
    assert names[0] in ("Yelwa", "YELWA")
    assert names[-2:] == ["Ode", "Yelwa"]
    assert example.names[0].labels == ("GPE",)
    assert example.sentences[0] == (0, example.text.index("fell.") + 5)
    assert surfaces(example)[1:] == surfaces(plain())[1:]


def test_same_seed_same_texts():
    rates = Rates(texts=0.5, bare_sentence=0.3, own_line=0.3, dateline=0.5)
    first = [e.text for e in rewrite([plain()] * 20, 7, rates, ["Lagos"])]
    assert first == [e.text for e in rewrite([plain()] * 20, 7, rates, ["Lagos"])]
    assert len(set(first)) > 1


@given(st.text(st.sampled_from("ab .\n"), min_size=1, max_size=30), st.data())
def test_spans_keep_their_characters(text, data):
    cuts = data.draw(st.lists(st.integers(0, len(text)), max_size=6, unique=True).map(sorted))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    edits = [Edit(s, e, data.draw(st.sampled_from(["", "\n\n", "X"]))) for s, e in pairs]
    moved = Moved(text, edits)
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            if not any(s < end and start < e for s, e in pairs):
                new_start, new_end = moved.span(start, end)
                assert moved.text[new_start:new_end] == text[start:end]
