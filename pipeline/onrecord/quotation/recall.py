"""Recall: whom a source means that says `they`, `the officials` or `the statement`, where no chain tells."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from onrecord.chains.nouns import PRONOUNS, nouns
from onrecord.quotation.borders import Fences
from onrecord.quotation.clauses import OBJECTS
from onrecord.quotation.draft import Draft
from onrecord.quotation.lexicon import entry_of, is_document, lemma_of
from onrecord.quotation.nesting import FIRST_PERSON, enclosing
from onrecord.quotation.postposed import speaker_of
from onrecord.quotation.settings import SpeakerScores
from onrecord.quotation.speakers import Chains, Speaker, owner_in, resolve
from onrecord.quotation.subjects import ISSUING, subject_of
from onrecord.quotation.voices import Voice, common_nouns, crowd_before, is_plural, kind_of, name_voices, voice_of

FAR = 1500
"""Characters back beyond which a pronoun takes up nobody."""
REMEMBERED = 12
"""Latest voices, and latest names, among which a pronoun finds its own."""
LEAD = 900
"""Characters from the start of a text in which someone may be described first and named later."""
PAGE = 600
"""Tokens to either side in which a text's author is sought."""
DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "its", "their"})
BARE = 2
"""Words of a source that is taken for the short form of an earlier one."""


def resolve_all(
    doc: Doc, drafts: Sequence[Draft], chains: Chains, outer: Fences, scores: SpeakerScores
) -> list[Speaker]:
    """The speakers of all drafts, in order of the drafts."""
    speakers = [resolve(doc, draft, chains, scores) for draft in drafts]
    memory = _Memory(doc, drafts, chains, outer, scores)
    for n, draft in enumerate(drafts):
        speakers[n] = memory.heard(n, draft, speakers)
    for n, draft in enumerate(drafts):
        if speakers[n].entity is None and draft.start < LEAD:
            speakers[n] = _named_later(doc, n, drafts, speakers, chains, scores) or speakers[n]
    return speakers


class _Memory:
    """Who has spoken so far, in one pass over the drafts."""

    def __init__(
        self, doc: Doc, drafts: Sequence[Draft], chains: Chains, outer: Fences, scores: SpeakerScores
    ):
        self.doc, self.drafts, self.chains, self.scores = doc, drafts, chains, scores
        free = [outer.around(m.start) is None for m in chains.mentions]
        self.names = name_voices(doc, chains, free, scores)
        self.at = [v.at for v in self.names]
        self.voices: list[Voice] = []
        self.around = [outer[-1] if outer else None for outer in enclosing(drafts)]
        self.number = {id(draft): n for n, draft in enumerate(drafts)}

    def heard(self, n: int, draft: Draft, speakers: Sequence[Speaker]) -> Speaker:
        """A draft's speaker, from those before it where its own source does not tell."""
        speaker = speakers[n]
        outside = self.around[n]
        depth = 0 if outside is None else 1
        if draft.source is None or draft.source_head is None:
            return self._floating(n, draft, speakers)
        head = self.doc[draft.source_head]
        if outside is not None and head.text in FIRST_PERSON:
            speaker = _taken_up(speakers[outside], self.scores.first_person)
        elif head.lower_ in PRONOUNS and (speaker.entity is None or self._names_himself(draft, speaker)):
            speaker = self._pronoun(draft, head, depth) or self._unnamed(draft, speaker)
        elif speaker.entity is None:
            speaker = self._noun(draft, head, speaker)
        voice = voice_of(self.doc, draft, speaker, self.chains, depth)
        if voice is not None:
            self.voices.append(voice)
        return speaker

    def _floating(self, n: int, draft: Draft, speakers: Sequence[Speaker]) -> Speaker:
        origin = draft.runs_on
        while origin is not None and origin.source is None and origin.runs_on is not None:
            origin = origin.runs_on
        if origin is None:
            return speakers[n]
        at = self.number.get(id(origin))
        found = speakers[at] if at is not None and at < n else resolve(self.doc, origin, self.chains, self.scores)
        return _taken_up(found, self.scores.goes_on)

    def _names_himself(self, draft: Draft, speaker: Speaker) -> bool:
        """Whether the words in marks name or mean the one who is taken for their speaker, as nobody does."""
        return any(
            self.chains.entities[m.entity]["id"] == speaker.entity
            and (m.kind == "name" or self.chains.text[m.start : m.end].lower() in PRONOUNS)
            for start, end in draft.content
            if self.chains.text[start] in "\"'“‘«`"
            for m in self.chains.within(start, end)
        )

    def _pronoun(self, draft: Draft, head: Token, depth: int) -> Speaker | None:
        kind, gender = PRONOUNS[head.lower_]
        assert draft.source is not None
        at = draft.source[0]
        barred = {m.entity for start, end in draft.content for m in self.chains.within(start, end) if m.kind == "name"}
        taken = {self.chains.entities[i]["id"] for i in barred} if _in_marks(self.chains.text, draft) else set()
        crowd = crowd_before(self.doc, head, self.scores.subject) if kind == "they" else None
        for voice in self._before(at, kind == "he", crowd):
            if at - voice.at > FAR:
                return None
            if voice.speaker.entity in taken and voice.speaker.entity is not None:
                continue
            if voice.depth <= depth and _agrees(voice, kind, gender):
                lifted = min(1.0, voice.speaker.score + self.scores.pronoun_lift)
                return voice.speaker._replace(score=self.scores.pronoun * lifted)
        return None

    def _before(self, at: int, people: bool, crowd: Voice | None) -> Iterator[Voice]:
        """Earlier voices and, for `he` and `she`, people named as subjects, the nearest first."""
        last = bisect.bisect_left(self.at, at) if people else 0
        names = self.names[max(0, last - REMEMBERED) : last]
        heard = [v for v in self.voices[-REMEMBERED:] if v.at < at]
        yield from sorted([*names, *heard, *([crowd] if crowd is not None else [])], key=lambda v: -v.at)

    def _noun(self, draft: Draft, head: Token, speaker: Speaker) -> Speaker:
        assert draft.source is not None
        words = self.chains.text[slice(*draft.source)].lower().split()
        definite = words[0] in DEFINITE and len(words) <= BARE + (words[0] == "the" and is_document(head))
        if is_document(head) and (definite or len(words) == 1 or words[0] in ("a", "an") and len(words) <= BARE):
            author = _author(self.doc, head, self.chains, self.scores)
            if author is not None:
                return author
        if not definite or len(words) > BARE:
            return speaker
        lemma, plural = lemma_of(head), is_plural(head)
        for voice in reversed(self.voices[-40:]):
            if voice.plural == plural and lemma == voice.head or (lemma in voice.nouns and _bears(voice, lemma)):
                return _taken_up(voice.speaker, self.scores.noun)
        return speaker

    def _unnamed(self, draft: Draft, speaker: Speaker) -> Speaker:
        assert draft.source is not None
        words = self.chains.text[slice(*draft.source)]
        return speaker if speaker.entity is None else Speaker(None, words, self.scores.lost_pronoun)


def _taken_up(speaker: Speaker, share: float) -> Speaker:
    return speaker._replace(score=share * speaker.score)


def _bears(voice: Voice, lemma: str) -> bool:
    """Whether a common noun beside a name is what its bearer is: a person's office."""
    noun = nouns().get(lemma)
    return voice.kind == "person" and voice.head == "" and noun is not None and "person" in noun.kinds


def _in_marks(text: str, draft: Draft) -> bool:
    return text[draft.start] in "\"'“‘«`"


def _agrees(voice: Voice, kind: str, gender: str) -> bool:
    if kind == "he":
        return voice.kind == "person" and not voice.plural and voice.gender in ("", gender)
    if kind == "they":
        return voice.plural
    return voice.kind in ("body", "text") and not voice.plural


def _author(doc: Doc, head: Token, chains: Chains, scores: SpeakerScores) -> Speaker | None:
    """Who gave out the statement or report that a noun takes up: told before it, or else behind it."""
    lemma = lemma_of(head)
    before = range(head.i - 1, max(-1, head.i - PAGE), -1)
    behind = range(head.i + 1, min(len(doc), head.i + PAGE))
    for places in (before, behind):
        for i in places:
            token = doc[i]
            if token.tag_ not in ("NN", "NNS") or lemma_of(token) != lemma:
                continue
            named = owner_in(doc, token, chains, scores) or _giver(token, chains, scores)
            if named is not None:
                return named
    return None


def _giver(noun: Token, chains: Chains, scores: SpeakerScores) -> Speaker | None:
    """`the army issued a statement`, `the army said in a statement`."""
    verb = noun.head
    if noun.dep_ == "pobj":
        verb = verb.head
    direct = noun.dep_ in OBJECTS and lemma_of(verb) in ISSUING
    oblique = noun.dep_ in ("obl", "pobj") and bool(entry_of(verb).frames & {"direct", "that"})
    if not (direct or oblique) or verb.pos_ not in ("VERB", "AUX"):
        return None
    subject = speaker_of(verb) or subject_of(verb)
    if subject is None:
        return None
    here = [m for m in chains.within(subject.idx, subject.idx + len(subject)) if chains.label(m) != "NORP"]
    return chains.named(max(here, key=lambda m: m.end - m.start), scores.giver) if here else None


def _named_later(
    doc: Doc, n: int, drafts: Sequence[Draft], speakers: Sequence[Speaker], chains: Chains, scores: SpeakerScores
) -> Speaker | None:
    """Someone whom the first lines only describe: `A minister said ... Interior Minister Ana Ruiz told ...`."""
    draft = drafts[n]
    if draft.source is None or draft.source_head is None:
        return None
    head = doc[draft.source_head]
    kind = kind_of(head)
    if head.tag_ != "NN" or kind not in ("person", "body"):
        return None
    lemma = lemma_of(head)
    noun = nouns()[lemma]
    for later, speaker in list(zip(drafts, speakers, strict=True))[n + 1 : n + 5]:
        entity = chains.by_id.get(speaker.entity) if speaker.entity else None
        if entity is None or later.source is None:
            continue
        if kind == "person" and entity["label"] == "PERSON" and lemma in common_nouns(doc, later.source):
            return speaker._replace(score=scores.later_person)
        if kind == "body" and entity["label"] == "ORG" and entity.get("type") in noun.kinds:
            return speaker._replace(score=scores.later_body)
    return None
