"""CoNLL-U to running text with words at their offsets."""

import pytest

from onrecord.training.corpora.treebanks import read_documents, read_ewt, split_surface

LINES = """# newdoc id = weblog-bridge
# newpar id = p1
# text = They can't swim.
1\tThey\tthey\tPRON\tPRP\tCase=Nom\t4\tnsubj\t_\t_
2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
2\tca\tcan\tAUX\tMD\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tswim\tswim\tVERB\tVB\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

# text = (So they say.)
1\t(\t(\tPUNCT\t-LRB-\t_\t4\tpunct\t_\tSpaceAfter=No
2\tSo\tso\tADV\tRB\t_\t4\tadvmod\t_\t_
3\tthey\tthey\tPRON\tPRP\t_\t4\tnsubj\t_\t_
4\tsay\tsay\tVERB\tVBP\t_\t0\troot\t_\tSpaceAfter=No
4.1\tgone\tgo\tVERB\tVBN\t_\t_\t_\t_\t_
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\tSpaceAfter=No
6\t)\t)\tPUNCT\t-RRB-\t_\t4\tpunct\t_\t_

# newpar id = p2
# text = Bye
1\tBye\tbye\tINTJ\tUH\t_\t0\troot\t_\t_

# newdoc id = weblog-second
# newpar
1\tHi\thi\tINTJ\tUH\t_\t0\troot\t_\t_
"""


@pytest.fixture
def examples(tmp_path):
    (tmp_path / "ud-ewt").mkdir()
    (tmp_path / "ud-ewt" / "en_ewt-ud-dev.conllu").write_text(LINES, encoding="utf-8")
    return list(read_ewt(tmp_path, tmp_path, "dev"))


def test_text_and_sentences(examples):
    first, second = examples
    assert (first.id, first.text) == ("weblog-bridge", "They can't swim. (So they say.)\n\nBye")
    assert [first.text[s:e] for s, e in first.sentences] == ["They can't swim.", "(So they say.)", "Bye"]
    assert (second.id, second.text) == ("weblog-second", "Hi")


def test_words_stand_at_their_offsets(examples):
    text = examples[0].text
    words = [text[s:e] for s, e in examples[0].tokens]
    assert words == ["They", "ca", "n't", "swim", ".", "(", "So", "they", "say", ".", ")", "Bye"]


def test_heads_are_indices_in_the_document(examples):
    words = examples[0].syntax
    assert [w.head for w in words] == [3, 3, 3, 3, 3, 8, 8, 8, 8, 8, 8, 11]
    assert [i for i, w in enumerate(words) if w.deprel == "root"] == [3, 8, 11]
    assert words[0] == ("PRON", "PRP", "Case=Nom", "they", 3, "nsubj")


def test_what_ewt_lacks_is_unknown(examples):
    assert (examples[0].names, examples[0].quotes, examples[0].chains) == (None, None, None)


def test_a_file_without_newdoc_is_one_document(tmp_path):
    path = tmp_path / "plain.conllu"
    path.write_text("1\tHi\thi\tINTJ\tUH\t_\t0\troot\t_\t_\n", encoding="utf-8")
    [document] = read_documents(path)
    assert (document.id, document.text) == ("plain", "Hi")


@pytest.mark.parametrize(
    "surface, parts, pieces",
    [
        ("don't", ["do", "n't"], ["do", "n't"]),
        ("cannot", ["can", "not"], ["can", "not"]),
        ("gonna", ["gon", "na"], ["gon", "na"]),
        ("I'd've", ["I", "'d", "'ve"], ["I", "'d", "'ve"]),
        pytest.param("ab", ["aaa", "bbb"], ["a", "b"], id="parts-longer-than-the-surface"),
    ],
)
def test_split_surface(surface, parts, pieces):
    assert [surface[s:e] for s, e in split_surface(surface, parts, 0)] == pieces
