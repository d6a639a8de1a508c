"""Lexicon: words that attribute speech, and the frames in which they do."""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from spacy.tokens import Token

from onrecord import tree

FRAMES = frozenset(
    {
        "that",  # a clause is the content: said (that) they left
        "whether",  # so is an embedded question: asked if it was safe
        "how",  # so is an embedded question that it answers: explained why they left
        "to",  # an infinitive of the speaker's own deed: vowed to leave
        "object-to",  # an infinitive of the addressee's: urged them to leave
        "ing",  # a gerund: denied shelling the town
        "accuse",  # a person and a deed: accused the army of shelling
        "quoted",  # a noun phrase in quotation marks: warned of "a disaster"
        "as",  # a predicate in quotation marks: called it "a crime"
        "direct",  # words in quotation marks: "We left," he added
        "that-noun",  # a clause or infinitive by way of a noun: voiced concern that
        "negative",  # the speaker holds the content to be untrue
        "weak",  # attributes only now and then: found that
        "document-only",  # attributes where its subject is a text: the report shows that
        "document",  # a text with wording of its own, that can be a source
        "stance",  # a noun that an expression of it makes public: concern that
        "clear",  # made clear that
        "thought",  # never attributes: believes that
        "attribution",  # a preposition before a source: according to
        "via",  # before the source of a source: quoting witnesses
    }
)


class Entry(NamedTuple):
    """A word of the lexicon as it stands in a text: its frames and the particles that belong to it."""

    lemma: str
    frames: frozenset[str]
    particle: str


NOTHING = Entry("", frozenset(), "")


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = files("onrecord.lexicons").joinpath("quotation.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: frozenset(words.split()) for name, words in rows}


def words_of(name: str) -> frozenset[str]:
    """One of the short word lists in quotation.tsv. Raises KeyError for a name that is not there."""
    return _lists()[name]


@cache
def communication() -> dict[str, dict[str, tuple[Entry, ...]]]:
    """Part of speech to first word to its entries, the longest first."""
    table: dict[str, dict[str, list[Entry]]] = {"verb": {}, "noun": {}, "preposition": {}}
    text = files("onrecord.lexicons").joinpath("communication.tsv").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        lemma, part, frames = line.split("\t")
        unknown = set(frames.split()) - FRAMES
        if part not in table or unknown:
            raise ValueError(f"communication.tsv, line {number}: {part}: {unknown}; see quotation/lexicon.py")
        first, _, rest = lemma.partition(" ")
        table[part].setdefault(first, []).append(Entry(lemma, frozenset(frames.split()), rest))
    return {p: {w: tuple(sorted(e, key=lambda x: -len(x.lemma))) for w, e in t.items()} for p, t in table.items()}


IRREGULAR = {
    "said": "say", "says": "say", "told": "tell", "wrote": "write", "written": "write", "spoke": "speak",
    "spoken": "speak", "made": "make", "read": "read", "swore": "swear", "sworn": "swear", "sang": "sing",
    "gave": "give", "given": "give", "went": "go", "began": "begin", "put": "put", "found": "find", "lied": "lie",
    "held": "hold", "forecast": "forecast", "shot": "shoot", "shown": "show", "sent": "send", "replied": "reply",
    "replies": "reply", "cried": "cry", "cries": "cry", "denied": "deny", "denies": "deny", "lying": "lie",
    "undertook": "undertake", "foretold": "foretell", "testified": "testify", "forbade": "forbid",
    "besought": "beseech", "tweeted": "tweet", "thought": "think", "knew": "know", "felt": "feel",
}  # fmt: skip


ENDINGS = (
    ("", ""), ("s", ""), ("es", ""), ("d", ""), ("ed", ""), ("ing", ""), ("ing", "e"), ("ies", "y"), ("ied", "y"),
)  # fmt: skip


def lemma_of(token: Token) -> str:
    """The token's lemma; where it has none, or a verb one that the lexicon lacks, a guess that the lexicon knows."""
    given = token.lemma_.lower()
    if given and (token.pos_ != "VERB" or given in communication()["verb"]):
        return given
    return _guessed(token.lower_) or given or token.lower_


@lru_cache(maxsize=20_000)
def _guessed(word: str) -> str | None:
    """The word of the lexicon that another is a form of, by its ending."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    verbs, nouns = communication()["verb"], communication()["noun"]
    for ending, instead in ENDINGS:
        if word.endswith(ending):
            stem = word[: len(word) - len(ending)] + instead
            if stem in verbs or stem in nouns:
                return stem
            if len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in verbs:
                return stem[:-1]
    return None


def entry_of(token: Token) -> Entry:
    """What the lexicon knows of a word where it stands; an empty entry where it knows nothing."""
    part = "noun" if token.pos_ in ("NOUN", "PROPN") else "verb"
    if token.pos_ not in ("NOUN", "PROPN", "VERB", "AUX", "", "X", "ADJ"):
        return NOTHING
    for entry in communication()[part].get(lemma_of(token), ()):
        if not entry.particle or _has_particle(token, entry.particle):
            return entry
    return NOTHING


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(files("onrecord.lexicons").joinpath("abbreviations.txt").read_text(encoding="utf-8").split())


def abbreviates(token: Token) -> bool:
    """Whether a point ends an abbreviation or an initial before it, not a sentence: `Lt.`, `J.`."""
    if token.text != "." or token.i == 0:
        return False
    before = token.nbor(-1)
    known = len(before) == 1 or before.text + "." in _abbreviations()
    return not before.whitespace_ and before.text[:1].isupper() and known


def is_document(token: Token) -> bool:
    """Whether a noun names a text that can be the source of a quote."""
    word = lemma_of(token)
    entries = communication()["noun"].get(word, ()) or communication()["noun"].get(word.rstrip("s"), ())
    return any("document" in e.frames for e in entries)


def _has_particle(token: Token, particle: str) -> bool:
    words = particle.split()
    after = token.doc[token.i + 1 : token.i + 1 + len(words)]
    if [t.lower_ for t in after] == words:
        return True
    particles = ("compound:prt", "prt", "acomp", "xcomp", "advmod")
    return len(words) == 1 and any(t.lower_ == words[0] and t.dep_ in particles for t in tree.rights(token))
