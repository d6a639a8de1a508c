"""Indirect: quotes that the parse shows under a word of the communication lexicon."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from onrecord.chains.nouns import nouns
from onrecord.quotation.clauses import (
    LONGEST,
    SUBJECTS,
    child,
    is_infinitive,
    is_negated,
    is_passive,
    is_withheld,
    source_of,
)
from onrecord.quotation.complements import complement
from onrecord.quotation.draft import Draft, cue_span
from onrecord.quotation.lexicon import Entry, entry_of, is_document, lemma_of, words_of
from onrecord.quotation.nominal import noun_quote
from onrecord.quotation.postposed import speaker_of
from onrecord.quotation.prepositions import prepositional
from onrecord.quotation.settings import Scores
from onrecord.quotation.sources import whole_source
from onrecord.quotation.subjects import agent_of, is_quoted_as, subject_of

FIRST_PERSON = frozenset({"i", "we", "you"})
UNNAMED = words_of("unnamed")
SILENT = words_of("silent")
"""Subjects that show without saying."""
SHOWING, SHOWN_BY = words_of("showing"), words_of("shown_by")
"""Verbs that with some subjects say nothing: tests confirm, a poll shows."""
FIGURATIVE = words_of("figurative")
AGENTIVE = ("er", "or", "ist", "ian", "ant", "ee", "ration")
"""Endings of nouns for those who can threaten, beside the nouns that are known: `settler`, `administration`."""
STANDING = words_of("standing")
"""Subjects that call for a deed as a rule does, without speaking."""


def find_indirect(doc: Doc, scores: Scores) -> Iterator[Draft]:
    """Drafts of what clauses, infinitives and gerunds say under a cue."""
    for sentence in doc.sents:
        if len(sentence) > LONGEST:
            continue
        for token in sentence:
            entry = entry_of(token)
            if not entry.frames or "thought" in entry.frames:
                continue
            finder = noun_quote if token.pos_ in ("NOUN", "PROPN") else verb_quote
            draft = finder(token, entry, scores)
            if draft is not None and draft.content:
                yield draft
        yield from prepositional(sentence.start, sentence.end, doc, scores)


def verb_quote(verb: Token, entry: Entry, scores: Scores) -> Draft | None:
    """The quote that a verb of communication governs, if its clause lets it be one."""
    found = complement(verb, entry, scores)
    if found is None:
        return None
    content, score, rule = found
    passive = is_passive(verb)
    if rule in ("that", "behind", "to") and (_is_hearsay(verb) or hides_name(verb)):
        return None
    if is_withheld(verb) or (is_negated(verb) and rule != "quoted"):
        return None
    subject = agent_of(verb) if passive else subject_of(verb)
    if rule == "postposed":
        subject, passive = speaker_of(verb), False
    if passive and subject is None:
        directed = entry.frames & {"object-to", "whether"} or entry.lemma in ("tell", "inform", "warn", "advise")
        if not directed or rule == "quoted" or child(verb, ("expl",)) or lemma_of(verb) in ("say", "report"):
            return None
        score = min(score, scores.without_agent)
    if "document-only" in entry.frames and not (subject is not None and is_document(subject)):
        return None
    if subject is not None and (is_mute(subject, verb) or (rule == "to" and is_figurative(subject, verb))):
        return None
    if subject is None and not passive:
        score -= scores.without_subject
    if subject is not None and subject.lower_ in FIRST_PERSON:
        score -= scores.first_person
    if subject is not None and subject.dep_ in ("nsubj:pass", "nsubjpass") and rule == "ing":
        return None
    via = []
    if is_quoted_as(verb):
        quoting = agent_of(verb.head) if is_passive(verb.head) else subject_of(verb.head)
        via = [source_of(quoting, verb.head)] if quoting is not None else []
    return Draft(
        via=via,
        content=content,
        cue=cue_span(verb),
        source=whole_source(verb.doc, source_of(subject, verb), verb) if subject is not None else None,
        cue_token=verb.i,
        source_head=subject.i if subject is not None else None,
        negated="negative" in entry.frames,
        score=score,
        rule=rule,
    )


def _is_hearsay(verb: Token) -> bool:
    """`men said to be soldiers`, `were reported to have fled`."""
    words = [t.lower_ for t in verb.doc[verb.i + 1 : verb.i + 3]]
    return (
        verb.tag_ in ("VBN", "VBD")
        and words in (["to", "be"], ["to", "have"])
        and (
            lemma_of(verb) in ("say", "report", "allege", "claim", "rumour", "rumor") and child(verb, SUBJECTS) is None
        )
    )


def is_mute(subject: Token, verb: Token) -> bool:
    """Whether a subject says nothing with its verb: `figures say`, `tests confirm`, `the accord calls for`."""
    noun, deed = lemma_of(subject), lemma_of(verb)
    if noun in SILENT or (noun in SHOWN_BY and deed in SHOWING):
        return True
    return noun in STANDING and deed in ("call", "promise")


def is_figurative(subject: Token, verb: Token) -> bool:
    """Whether a thing does what only somebody can: `the flood threatened to`, `a trend that threatens to`."""
    if lemma_of(verb) not in FIGURATIVE:
        return False
    if subject.tag_ in ("WDT", "WP") and verb.dep_ in ("acl:relcl", "relcl"):
        subject = verb.head
    noun = lemma_of(subject)
    known = subject.ent_type_ or is_document(subject) or noun in nouns() or noun.endswith(AGENTIVE)
    return subject.pos_ == "NOUN" and not known


def hides_name(verb: Token) -> bool:
    """`a man who asked not to be named`: a condition of talking, no request that is reported."""
    asked = child(verb, ("xcomp", "ccomp", "advcl"))
    return asked is not None and lemma_of(verb) == "ask" and asked.lower_ in UNNAMED and is_infinitive(asked)
