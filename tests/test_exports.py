import csv

import pyarrow.parquet
import pytest
import spacy
from spacy.tokens import DocBin

from onrecord.exports import to_docbin, to_parquet, to_table
from onrecord.records import Claim, Entity, Mark, Mention, Quote, Record, sha256_of

TEXT = "Two boats sank off Tal, said Ina Holt.\n=SUM(A1) left."


def mark(words):
    start = TEXT.index(words)
    return Mark(start=start, end=start + len(words), text=words)


def mention(words):
    return Mention(**mark(words).model_dump(), kind="name")


FULL = Record(
    id="=a",
    sha256=sha256_of(TEXT),
    text=TEXT,
    sentences=(mark("Two boats sank off Tal, said Ina Holt."), mark("=SUM(A1) left.")),
    entities=(
        Entity(id="e0", name="Tal", label="GPE", layer="place", mentions=(mention("Tal"),), lat=1.5, country="KE"),
        Entity(id="e1", name="Ina Holt", label="PERSON", layer="actor", mentions=(mention("Ina Holt"),)),
    ),
    quotes=(
        Quote(id="q0", type="indirect", content=(mark("Two boats sank off Tal"),), cue=mark("said"), speaker="e1"),
    ),
    claims=(Claim(id="c0", quantity=mark("Two"), value=2.0, of=mark("boats"), quote="q0"),),
)
BARE = Record(id="b", sha256=sha256_of("x"), text="x")


@pytest.mark.parametrize("records", [[FULL, BARE], [BARE, FULL], [BARE], []])
def test_parquet_comes_back_whole(tmp_path, records):
    assert to_parquet(iter(records), tmp_path / "r.parquet") == len(records)
    rows = pyarrow.parquet.read_table(tmp_path / "r.parquet").to_pylist()
    assert [Record.model_validate(row) for row in rows] == records


def test_docbin_carries_the_marks(tmp_path):
    assert to_docbin([FULL, BARE], tmp_path / "r.spacy") == 2
    loaded = DocBin(store_user_data=True).from_disk(tmp_path / "r.spacy")
    doc, _ = loaded.get_docs(spacy.blank("en").vocab)
    assert doc.text == TEXT and [(e.text, e.label_) for e in doc.ents] == [("Tal", "GPE"), ("Ina Holt", "PERSON")]
    assert len(list(doc.sents)) == 2 and [s.text for s in doc.spans["quotes"]] == ["Two boats sank off Tal"]
    assert doc.user_data["record"]["claims"][0]["value"] == 2.0


def test_the_table_has_every_mark_and_runs_no_formula(tmp_path):
    assert to_table([FULL, BARE], tmp_path / "r.csv") == 2
    with (tmp_path / "r.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 2 + 2 + 2 + 2
    for row in rows:
        assert row["text"].removeprefix("'") == TEXT[int(row["start"]) : int(row["end"])]
        assert not row["text"].startswith("=") and row["article"] == "'=a"
