"""Links: each pronoun and description traced to a named entity by syntax, agreement and nearness."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from spacy.tokens import Doc

from onrecord.chains.beside import behind_name, beside_name, describes, has_determiner
from onrecord.chains.descriptions import describe, suits
from onrecord.chains.nouns import SHORT_TITLES, nouns
from onrecord.chains.phrases import Phrase, clause_head, find_phrases, is_subject
from onrecord.chains.pronouns import trace
from onrecord.chains.ranking import Choose, best
from onrecord.chains.scene import Answer, Borders, Known, Link, NameSpan, Scene


def link_phrases(
    doc: Doc, spans: Sequence[NameSpan], entities: Sequence[Known], choose: Choose = best
) -> Iterator[Link]:
    """Yields the links of a parsed document from its names and what is known of their entities."""
    names = heads_of_names(doc, spans)
    named = {i for s in spans for i in range(s.start, s.end)}
    people = [s for s in spans if "person" in entities[s.entity].kinds]
    for s in people:
        title = doc[s.start - 1].lower_ if s.start else ""
        title = SHORT_TITLES.get(title.rstrip("."), title)
        if describes(title):
            entities[s.entity].nouns.add(title)
    borders = Borders(
        {s.start: s.entity for s in people}, {s.end: s.entity for s in people}, {s.end: s.entity for s in spans}
    )
    phrases = [cut(p, named) for p in find_phrases(doc, named)]
    found = ((p, _structural(doc, p, names, borders)) for p in phrases)
    fixed = {p.head: e for p, e in found if e is not None and suits(entities[e], p.lemma)}
    for phrase in phrases:
        entity = behind_name(doc, phrase, borders) if phrase.head not in fixed else None
        if entity is not None and (nouns().get(phrase.lemma) is None or suits(entities[entity], phrase.lemma)):
            fixed[phrase.head] = entity
    for head, entity in fixed.items():
        entities[entity].nouns.add(doc[head].lemma_.lower() or doc[head].lower_)
        noun = nouns().get(doc[head].lemma_.lower())
        if noun and noun.gender and not entities[entity].gender:
            entities[entity].gender = noun.gender
    scene = Scene(doc, names, entities, fixed, choose)
    at = {p.head: p for p in phrases}
    relatives = {t.i: t for t in doc if t.lower_ == "who" and is_subject(t)}
    linked = dict(names)
    for i in sorted({*names, *at, *relatives}):
        if i in names:
            scene.add_name(i)
            continue
        if i in relatives:
            scene.add_relative(i, linked.get(clause_head(relatives[i]).head.i))
            continue
        found_entity, confidence = _resolve(scene, at[i])
        if found_entity is not None:
            linked[i] = found_entity
            yield Link(at[i], found_entity, confidence)
        if found_entity is not None or not _of_a_name(doc, at[i], names):
            scene.add_phrase(at[i], found_entity, i in fixed or describes(at[i].lemma))


def _resolve(scene: Scene, phrase: Phrase) -> Answer:
    if phrase.kind == "pronoun":
        return trace(scene, phrase)
    if phrase.head in scene.fixed:
        return scene.fixed[phrase.head], 0.9
    return describe(scene, phrase) if phrase.definite and not phrase.plural else (None, 0.0)


def _structural(doc: Doc, phrase: Phrase, names: dict[int, int], borders: Borders) -> int | None:
    """The entity that syntax alone gives a description: beside the name, in apposition, `X is a Y`."""
    if phrase.kind != "nominal":
        return None
    found = beside_name(doc, phrase, borders.starts, borders.ends)
    if found is not None:
        return found
    token = doc[phrase.head]
    opened = has_determiner(doc, phrase)
    if token.dep_ == "appos" and token.head.i in names and token.head.i < phrase.start and not phrase.plural:
        near = any(i in borders.all_ends for i in range(phrase.start - 3, phrase.start + 1))
        return names[token.head.i] if opened and near else None
    if phrase.plural or not opened:
        return None
    following = next((i for i in range(phrase.end, min(phrase.end + 7, len(doc))) if i in names), None)
    if following is not None and doc[following].dep_ == "appos" and doc[following].head.i == token.i:
        return names[following]
    verb, relation = (token, "cop") if token.dep_ != "attr" else (token.head, "attr")
    copula = verb.lemma_ == "be" if relation == "attr" else any(c.dep_ == "cop" for c in token.children)
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubj:outer")), None)
    if copula and subject is not None and subject.i in names and subject.i < phrase.start:
        negated = any(c.lower_ in ("not", "n't", "never") for c in verb.children)
        return None if negated else names[subject.i]
    return None


def _of_a_name(doc: Doc, phrase: Phrase, names: dict[int, int]) -> bool:
    """Whether a description only says more of a name beside it: `Cole, then a clerk`, `Cole was a clerk`."""
    token = doc[phrase.head]
    if token.dep_ == "appos" and token.head.i in names:
        return True
    subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubj:outer")), None)
    return subject is not None and subject.i in names and any(c.dep_ == "cop" for c in token.children)


def heads_of_names(doc: Doc, spans: Sequence[NameSpan]) -> dict[int, int]:
    """From the head token of each name to its entity's number."""
    return {doc[s.start : s.end].root.i: s.entity for s in spans}


def cut(phrase: Phrase, named: set[int]) -> Phrase:
    """A phrase without the names that follow its head: `the magazine Delta` -> `the magazine`."""
    if phrase.head + 1 in named and phrase.end > phrase.head + 1:
        return phrase._replace(end=phrase.head + 1)
    return phrase
