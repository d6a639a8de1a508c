"""Benchmarks: public test sets -> figures, through the same tallies and intervals as hand labels.

`ewt`, `gum`     UD English on gold words and sentences (tags, lemmas, attachments), and sentences of raw text
`uner`           names of EWT test as PER, ORG and LOC (GPE, LOC and FAC are one; NORP is none)
`attribution`    source, cue and content of GUM test's attributions, also by genre, and of the
                 genres that report what others say
`coreference`    chains of GUM test: by exact spans, by head words, and by head words of the chains
                 with a name of a person, place or organisation, the only ones that a record holds
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

import onrecord
from onrecord.articles import Article
from onrecord.scoring.chains import Chain, b_cubed, ceaf_phi4, chains_of, muc
from onrecord.scoring.evaluation import Evaluation
from onrecord.scoring.names import score_names
from onrecord.scoring.quotes import score_quotes
from onrecord.scoring.sheets import Sheet, to_sheet
from onrecord.scoring.tally import StageScore
from onrecord.scoring.treebank import score_borders, score_syntax
from onrecord.training.corpora.columns import align, tag_spans
from onrecord.training.corpora.gum import read_chains, read_gum_quotes, read_split
from onrecord.training.corpora.treebanks import Document, read_documents
from onrecord.training.examples import Word

Step = tuple[str, StageScore]
TYPES = {"PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC"}
NAMED_TYPES = ("person", "place", "organization")
MEASURES = {"muc": muc, "b3": b_cubed, "ceaf": ceaf_phi4}
BY_GENRE = ("content_exact", "content", "cue", "source", "source_overlap")
REPORTING = ("news", "interview", "speech", "bio", "academic")
"""The genres that report what others say; together they are `attribution-reporting`."""


def run_benchmarks(names: Iterable[str], nlp: Language, corpora: Path) -> Evaluation:
    """Scores a pipeline on the named benchmarks. Raises ValueError for an unknown name, OSError for missing files."""
    evaluation = Evaluation()
    for name in names:
        if name not in BENCHMARKS:
            raise ValueError(f"unknown benchmark {name!r}; use {', '.join(BENCHMARKS)}")
        for document, score in BENCHMARKS[name](nlp, corpora):
            evaluation.scores[f"{name}/{document}"] = score
    return evaluation


def score_ewt(nlp: Language, corpora: Path) -> Iterator[Step]:
    """UD English EWT, test."""
    for document in read_documents(corpora / "ud-ewt" / "en_ewt-ud-test.conllu"):
        yield document.id, _score_treebank("ewt", nlp, document)


def score_gum(nlp: Language, corpora: Path) -> Iterator[Step]:
    """GUM, test."""
    for document in read_split(corpora, "test"):
        yield document.id, _score_treebank("gum", nlp, document)


def _score_treebank(name: str, nlp: Language, document: Document) -> StageScore:
    doc = run_to(nlp, gold_doc(nlp, document), "onrecord_syntax", skip=("onrecord_sentences",))
    found = [Word(t.pos_, t.tag_, "", t.lemma_, t.head.i, t.dep_ or "dep") for t in doc]
    gold = [word._replace(deprel=word.deprel.lower()) for word in document.words]
    score = score_syntax(name, gold, [word._replace(deprel=word.deprel.lower()) for word in found])
    raw = run_to(nlp, nlp.make_doc(document.text), "onrecord_sentences")
    score.merge(score_borders(f"{name}.sentences", document.sentences, list(sentence_spans(raw))))
    return score


def gold_doc(nlp: Language, document: Document) -> Doc:
    """A Doc of a treebank's own words and sentences."""
    text, tokens = document.text, document.tokens
    ends = [start for start, _ in tokens[1:]] + [tokens[-1][1]]
    words = [text[start:end] for start, end in tokens]
    spaces = [end < following for (_, end), following in zip(tokens, ends, strict=True)]
    starts = {start for start, _ in document.sentences}
    return Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=[start in starts for start, _ in tokens])


def run_to(nlp: Language, doc: Doc, last: str, skip: tuple[str, ...] = ()) -> Doc:
    """Runs the stages up to one of them. Raises ValueError where the pipeline has no such stage."""
    if last not in nlp.pipe_names:
        raise ValueError(f"the pipeline has no stage {last!r}; give one that has")
    for name, stage in nlp.pipeline:
        if name not in skip:
            doc = stage(doc)
        if name == last:
            break
    return doc


def sentence_spans(doc: Doc) -> Iterator[tuple[int, int]]:
    """A Doc's sentences without blanks at their ends."""
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        if words:
            yield words[0].idx, words[-1].idx + len(words[-1])


def score_uner(nlp: Language, corpora: Path) -> Iterator[Step]:
    """Universal NER over EWT, test."""
    for gold in read_uner_documents(corpora / "uner-ewt" / "en_ewt-ud-test.iob2"):
        record = onrecord.annotate(Article(id=gold.id, text=gold.text), nlp)
        names = [
            {"start": m.start, "end": m.end, "label": TYPES[entity.label]}
            for entity in record.entities
            for m in entity.mentions
            if m.kind == "name" and entity.label in TYPES
        ]
        score = score_names(gold, to_sheet({"id": gold.id, "names": names}, gold.text), tuple(TYPES.values()))
        yield gold.id, _renamed(score, "names", "uner")


def read_uner_documents(path: Path) -> Iterator[Sheet]:
    """The documents of a UNER file, sentences joined with a space."""
    name, text, names = "", "", list[dict[str, object]]()
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        comments = dict(line[2:].split(" = ", 1) for line in block.splitlines() if line.startswith("# "))
        rows = [line.split("\t") for line in block.splitlines() if not line.startswith("#")]
        if "newdoc id" in comments:
            if text:
                yield to_sheet({"id": name, "names": names}, text)
            name, text, names = comments["newdoc id"], "", []
        base = len(text) + 1 if text else 0
        _, spans = align(comments["text"], [row[1] for row in rows])
        text = f"{text} {comments['text']}" if text else comments["text"]
        for first, last, tag in tag_spans([row[2] for row in rows]):
            names.append({"start": base + spans[first][0], "end": base + spans[last - 1][1], "label": tag})
    if text:
        yield to_sheet({"id": name, "names": names}, text)


def score_attribution(nlp: Language, corpora: Path) -> Iterator[Step]:
    """GUM's attributions, test, over all and by genre."""
    for example in read_gum_quotes(corpora, corpora, "test"):
        # GUM says nothing of speakers; a field left out is not scored.
        quotes = [
            {"id": f"q{i}"} | {field: quote[field] for field in ("type", "content", "cue", "source")}
            for i, quote in enumerate(example.quotes or ())
        ]
        gold = to_sheet({"id": example.id, "quotes": quotes}, example.text)
        record = onrecord.annotate(Article(id=example.id, text=example.text), nlp).model_dump(mode="json")
        score = score_quotes(gold, to_sheet(record, example.text))
        genre = example.id.split("_")[1]
        whole = _renamed(score, "quotes", "attribution")
        kept = StageScore({n: t for n, t in whole.tallies.items() if "speaker" not in n})
        short = StageScore({f"attribution.{name}": score.tallies[f"quotes.{name}"] for name in BY_GENRE})
        kept.merge(_renamed(short, "attribution", f"attribution-{genre}"))
        if genre in REPORTING:
            kept.merge(_renamed(short, "attribution", "attribution-reporting"))
        yield example.id, kept


def _renamed(score: StageScore, old: str, new: str) -> StageScore:
    return StageScore({f"{new}{name.removeprefix(old)}": tally for name, tally in score.tallies.items()})


def score_coreference(nlp: Language, corpora: Path) -> Iterator[Step]:
    """GUM's coreference, test; chains of one mention count in B-cubed and CEAF."""
    for document in read_split(corpora, "test"):
        doc = nlp(document.text)
        found = [[(m["start"], m["end"]) for m in e["mentions"]] for e in doc._.onrecord_coreference or ()]
        heads = chains_of({head_start(doc, *mention) for mention in chain} for chain in found)
        chains = read_chains(document)
        words = document.words
        named = [
            chain
            for chain in chains
            if chain.etype in NAMED_TYPES and any(words[m[2]].upos == "PROPN" for m in chain.mentions)
        ]
        score = StageScore()
        spans = chains_of([(m[0], m[1]) for m in chain.mentions] for chain in chains)
        _add_chains(score, "coreference", spans, chains_of(found))
        for name, some in (("coreference_heads", chains), ("coreference_names", named)):
            gold = chains_of({document.tokens[m[2]][0] for m in chain.mentions} for chain in some)
            _add_chains(score, name, gold, heads)
        yield document.id, score


def _add_chains(score: StageScore, name: str, gold: list[Chain], found: list[Chain]) -> None:
    for measure, function in MEASURES.items():
        score.add(f"{name}.{measure}", function(gold, found))


def head_start(doc: Doc, start: int, end: int) -> int:
    """Where the head word of a span begins; its first word where there is no parse."""
    span = doc.char_span(start, end, alignment_mode="expand")
    return start if span is None else span.root.idx


BENCHMARKS: dict[str, Callable[[Language, Path], Iterator[Step]]] = {
    "ewt": score_ewt,
    "gum": score_gum,
    "uner": score_uner,
    "attribution": score_attribution,
    "coreference": score_coreference,
}
