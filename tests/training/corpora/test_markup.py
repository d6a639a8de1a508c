"""Markup: tags become offsets, and slips in them are named."""

import pytest

from onrecord.training.corpora.markup import read_markup, to_labels

HEADER = "style: wire\n---\n"
ARTICLE = (
    HEADER + "<q1><c1 killed>At least 12</c1> <c1.of>people</c1.of> <c1.pred>died</c1.pred> in "
    "<c1.place><e1 GPE>Ruda</e1></c1.place></q1>, <q1.src><e2 PERSON>Ana Ruiz</e2></q1.src> <q1.cue>said</q1.cue>.\n\n"
    '<q2 by=e2>"<c2 injured part=c1 hedged>Three</c2> may live,"</q2> <q2.src><e2>she</e2></q2.src> '
    '<q2.cue>added</q2.cue>. <q2>"Pray."</q2> The <e3 ORG police>Ruda Police</e3> agreed.\n'
)


def test_tags_leave_the_article():
    marked = read_markup(ARTICLE)
    assert marked.slips == []
    assert marked.header == {"style": "wire"}
    assert marked.text == (
        "At least 12 people died in Ruda, Ana Ruiz said.\n\n"
        '"Three may live," she added. "Pray." The Ruda Police agreed.'
    )
    for span in marked.spans:
        assert marked.text[span.start : span.end].strip() == marked.text[span.start : span.end] != ""


def test_labels_of_every_layer():
    marked = read_markup(ARTICLE)
    labels = to_labels(marked)
    assert marked.slips == []
    ruda, ruiz, police = labels["entities"]
    assert [(m["text"], m["kind"], m["label"]) for m in ruiz["mentions"]] == [
        ("Ana Ruiz", "name", "PERSON"),
        ("she", "pronoun", None),
    ]
    assert (police["type"], ruda["name"]) == ("police", "Ruda")
    first, second = labels["quotes"]
    assert (first["type"], first["speaker"], first["cue"]["text"]) == ("indirect", None, "said")
    assert (second["type"], second["speaker_name"]) == ("direct", "Ana Ruiz")
    assert [c["text"] for c in second["content"]] == ['"Three may live,"', '"Pray."']
    toll, part = labels["claims"]
    assert (toll["quantity"]["text"], toll["of"]["text"], toll["predicate"]["text"], toll["place"]["text"]) == (
        "At least 12", "people", "died", "Ruda",
    )  # fmt: skip
    assert (toll["event"], part["part_of"], part["hedged"], part["negated"]) == ("killed", "c1", True, False)


@pytest.mark.parametrize(
    "content, kind",
    [
        ('"All of it,"', "direct"),
        ("‘All of it,’", "direct"),
        ("“Opened, and", "direct"),
        ('some of it "in marks"', "mixed"),
        ("some of it ‘in marks’", "mixed"),
        ("none, but the mayor's word", "indirect"),
        ('"one" and "two"', "mixed"),
    ],
)
def test_type_of_a_quote(content, kind):
    second = "<q1>“goes on.”</q1>" if content.startswith("“Op") else ""
    labels = to_labels(read_markup(f"{HEADER}<q1>{content}</q1> {second}"))
    assert labels["quotes"][0]["type"] == kind


@pytest.mark.parametrize(
    "body, said",
    [
        ("<e1 PERSON>Ana Ruiz left.", "<e1> is never closed"),
        ("Ana</e1> left.", "closes what is not open"),
        ("<x1>Ana</x1> left.", "is no tag"),
        ("<e1 PERSON>An</e1>a left.", "cuts a word"),
        ("<e1 PERSON>Ana </e1>left.", "begins or ends with a space"),
        ("<e1>She</e1> left.", "e1 is never named"),
        ("<e1 PERSN>Ana</e1> left.", "<e1> has PERSN"),
        ("<c1>12</c1> died.", "needs one event"),
        ("<c1 killed, sure>12</c1> died.", "needs one event"),
        ("<c1 killed>12</c1> <c1.of>a</c1.of> <c1.of>b</c1.of>", "a second <c1.of>"),
        ("<c1 killed>12 <c1.of>men</c1></c1.of> died", "overlap"),
        ("<q1.cue>said</q1.cue> it", "<q1.cue> without <q1>"),
        ("<q1 by=e4>to go</q1> she <q1.cue>asked</q1.cue>", "there is no e4"),
        ('<q1>it was "bad</q1>', "one quote mark of a pair"),
        ("1 < 2", "< or > in the text"),
    ],
)
def test_slips_are_named_by_line(body, said):
    marked = read_markup(f"{HEADER}\n{body}")
    to_labels(marked)
    assert any(said in slip and slip.startswith("line 4") for slip in marked.slips), marked.slips


def test_a_header_is_asked_for():
    assert "no header" in read_markup("An article.").slips[0]
