"""Benchmarks: made-up files in each corpus's format, through a pipeline that knows the answers."""

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from onrecord.scoring.benchmarks import head_start, read_uner_documents, run_benchmarks, sentence_spans
from onrecord.scoring.evaluation import rows

ROWS = [
    ("Ada", "PROPN", "NNP", "Ada", 2, "nsubj", "Discourse=ROOT:1:0|Entity=(1-person-new-sssss-cf1-1-coref-Ada)"),
    ("left", "VERB", "VBD", "leave", 0, "root", "_"),
    ("Orrin", "PROPN", "NNP", "Orrin", 2, "obj", "SpaceAfter=No|Entity=(2-place-new-sssss-cf2-1-sgl-Orrin)"),
    (".", "PUNCT", ".", ".", 2, "punct", "_"),
]
AGAIN = [
    ("She", "PRON", "PRP", "she", 2, "nsubj", "Entity=(1-person-giv:act-sssss-cf1-1-ana-Ada)"),
    ("ran", "VERB", "VBD", "run", 0, "root", "SpaceAfter=No"),
    (".", "PUNCT", ".", ".", 2, "punct", "_"),
]


def conllu(name):
    blocks = []
    for number, sentence in enumerate((ROWS, AGAIN)):
        lines = [f"# newdoc id = {name}"] if number == 0 else []
        lines += [
            "\t".join((str(i), form, lemma, upos, xpos, "_", str(head), deprel, "_", misc))
            for i, (form, upos, xpos, lemma, head, deprel, misc) in enumerate(sentence, 1)
        ]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


IOB2 = """# newdoc id = a
# sent_id = a-1
# text = Ada left Orrin.
1\tAda\tB-PER\t-\tx
2\tleft\tO\t-\t-
3\tOrrin\tB-LOC\t-\tx
4\t.\tO\t-\t-

# sent_id = a-2
# text = She ran.
1\tShe\tO\t-\t-
2\tran\tO\t-\t-
3\t.\tO\t-\t-
"""


@Language.component("onrecord_test_sentences")
def find_sentences(doc: Doc) -> Doc:
    for token in doc:
        token.is_sent_start = token.i == 0 or doc[token.i - 1].text == "."
    return doc


@Language.component("onrecord_test_syntax")
def parse(doc: Doc) -> Doc:
    known = {row[0]: row for row in (*ROWS, *AGAIN)}
    for sentence in list(doc.sents):
        for token in sentence:
            _, token.pos_, token.tag_, token.lemma_, head, token.dep_, _ = known[token.text]
            token.head = token if head == 0 else sentence[head - 1]
    return doc


@Language.component("onrecord_test_entities")
def find_entities(doc: Doc) -> Doc:
    doc.set_ents([doc[0:1], doc[2:3]])
    doc.ents = [spacy.tokens.Span(doc, 0, 1, "PERSON"), spacy.tokens.Span(doc, 2, 3, "GPE")]
    Doc.set_extension("onrecord_coreference", default=None, force=True)
    ada = [
        {"start": 0, "end": 3, "kind": "name", "label": "PERSON"},
        {"start": 16, "end": 19, "kind": "pronoun"},
    ]
    orrin = [{"start": 9, "end": 14, "kind": "name", "label": "GPE"}]
    doc._.onrecord_coreference = [
        {"id": "e0", "name": "Ada", "label": "PERSON", "layer": "actor", "mentions": ada},
        {"id": "e1", "name": "Orrin", "label": "GPE", "layer": "place", "mentions": orrin},
    ]
    return doc


@pytest.fixture
def knowing():
    """A pipeline that gives the labels of the made-up files."""
    nlp = spacy.blank("en")
    nlp.add_pipe("onrecord_test_sentences", name="onrecord_sentences")
    nlp.add_pipe("onrecord_test_syntax", name="onrecord_syntax")
    nlp.add_pipe("onrecord_test_entities", name="onrecord_coreference")
    return nlp


@pytest.fixture
def corpora(tmp_path):
    for name in ("ud-ewt", "uner-ewt", "gum"):
        (tmp_path / name).mkdir()
    (tmp_path / "ud-ewt" / "en_ewt-ud-test.conllu").write_text(conllu("a"), encoding="utf-8")
    (tmp_path / "uner-ewt" / "en_ewt-ud-test.iob2").write_text(IOB2, encoding="utf-8")
    (tmp_path / "gum" / "GUM_bio_ada.conllu").write_text(conllu("GUM_bio_ada"), encoding="utf-8")
    (tmp_path / "gum" / "splits.md").write_text("## test\n\n  * GUM_bio_ada\n", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "name, expected",
    [
        (
            "ewt",
            {"ewt.upos", "ewt.xpos", "ewt.lemma", "ewt.uas", "ewt.las", "ewt.las_subtypes", "ewt.sentences"},
        ),
        ("gum", {"gum.upos", "gum.las", "gum.sentences"}),
        ("uner", {"uner.span", "uner.label", "uner.label.PER", "uner.label.LOC"}),
        ("coreference", {"coreference.conll", "coreference_heads.conll", "coreference_names.conll"}),
    ],
)
def test_the_right_answers_are_100(knowing, corpora, name, expected):
    figures = {row.metric: row.f1 for row in rows(run_benchmarks([name], knowing, corpora))}
    assert expected <= figures.keys() and set(figures.values()) == {1.0}


def test_attribution_of_a_text_without_any_has_no_figure(knowing, corpora):
    assert rows(run_benchmarks(["attribution"], knowing, corpora)) == []


def test_unknown_benchmark_and_missing_stage_are_named(knowing, corpora):
    with pytest.raises(ValueError, match="unknown benchmark 'nothing'"):
        run_benchmarks(["nothing"], knowing, corpora)
    with pytest.raises(ValueError, match="no stage 'onrecord_syntax'"):
        run_benchmarks(["ewt"], spacy.blank("en"), corpora)


def test_uner_documents_hold_their_sentences_as_printed(corpora):
    (sheet,) = read_uner_documents(corpora / "uner-ewt" / "en_ewt-ud-test.iob2")
    assert sheet.text == "Ada left Orrin. She ran."
    assert [(name.span, name.label) for name in sheet.names] == [((0, 3), "PER"), ((9, 14), "LOC")]


def test_sentence_spans_leave_blanks_out(knowing):
    doc = knowing.make_doc("Ada left.  \n\nShe ran. ")
    doc = find_sentences(doc)
    assert [doc.text[start:end] for start, end in sentence_spans(doc)] == ["Ada left.", "She ran."]


def test_head_start_is_the_root_of_the_span(knowing):
    doc = parse(find_sentences(knowing.make_doc("Ada left Orrin. She ran.")))
    assert head_start(doc, 0, 14) == 4 and head_start(doc, 9, 14) == 9
