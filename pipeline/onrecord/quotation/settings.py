"""Settings: how sure each rule is, and what is asked of a quote: the numbers by which the stage decides.

Every number is a probability, or a part of one that is taken off or added, from 0 to 1.
The stage's configuration shows them all and takes other values by the same names.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from onrecord.confidence import Confidence
from onrecord.settings import Table, within


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What is asked of a draft before it is kept, joined to another or mended by the tagger."""

    min_score: float  # of every quote
    min_frame: float  # of a cue that the tagger alone proposes
    min_anchor: float  # of a word, for the tagger to propose it as a cue
    min_rule_beside_tagger: float  # of a rule's score and its part of the tagger's, on a cue of the rule alone
    trust_content: float  # of the tagger's content, to replace the rule's
    trust_source: float  # of the tagger's source, to replace the rule's
    unsure_border: float  # what a content needs less where the rule itself is unsure of its borders
    sure_cue: float  # of a cue behind the words, for none to be sought before them
    held: float  # the share of words in marks that a draft must cover to hold them
    twin: float  # the likeness of two contents beyond which they are one quote
    max_content: int  # characters of a content, beyond which it is dropped

    def check(self) -> None:
        """ValueError with the setting and the remedy where a number is out of range."""
        numbers = asdict(self)
        if numbers.pop("max_content") < 1:
            raise ValueError(f"max_content {self.max_content}; give a number of characters, 1 or more")
        within({"min_rule_beside_tagger": numbers.pop("min_rule_beside_tagger")}, most=2)
        within(numbers)


@dataclass(frozen=True, slots=True)
class Scores(Table):
    """How sure the rules are that what they find is a quote."""

    # Clauses under a verb.
    clause: float = 0.9  # said (that) they left
    weak_clause: float = 0.45  # found they left: a verb that attributes only now and then
    weak_that: float = 0.15  # more, where such a verb has `that`
    question: float = 0.75  # asked if it was safe
    answer: float = 0.55  # explained why they left
    infinitive: float = 0.75  # vowed to leave
    infinitive_apart: float = 0.65  # called on them to leave, where the parse hangs it elsewhere
    past_relative: float = 0.75  # urged those who wish to leave to call
    gerund: float = 0.75  # denied shelling the town
    accusation: float = 0.9  # accused the army of shelling
    plan: float = 0.75  # announced plans to leave
    stance: float = 0.75  # voiced concern that they left
    postposed: float = 0.75  # The bridge fell, police said
    parataxis: float = 0.75  # The bridge, police said, fell
    as_said: float = 0.75  # The bridge fell, as police said
    unattached: float = 0.6  # a clause behind the verb that the parse does not hang on it
    without_agent: float = 0.75  # at most, in a passive that names nobody: was told to leave
    without_subject: float = 0.25  # less, where no subject is found
    first_person: float = 0.3  # less, where the subject is `I`, `we` or `you`

    # Nouns and prepositions.
    noun: float = 0.75  # its demand that they leave
    weak_noun: float = 0.25  # less, where the noun attributes only now and then
    according: float = 0.9  # according to police
    in_words: float = 0.75  # in the words of the mayor

    # Words in quotation marks.
    marked: float = 0.85  # at least, where all words of a quote under a cue stand in marks
    cue_behind: float = 0.95  # "We left," said Ode
    cue_far_behind: float = 0.75  # ... without a comma, or many words on
    rare_cue_behind: float = 0.3  # less, where no comma leads to a verb that is seldom one of speech
    cue_before: float = 0.95  # Ode said: "We left."
    rare_cue_before: float = 0.8  # Ode sighed, "We left."
    cue_far_before: float = 0.7  # a common verb of saying that nothing joins to the marks
    announced: float = 0.75  # issued a statement: "We left."
    unclosed: float = 0.2  # less, where the closing mark is missing
    term: float = 0.8  # called it "a crime"
    term_apart: float = 0.6  # warned of the risk of "a disaster"
    called: float = 0.7  # in what it calls "appalling" conditions
    predicate: float = 0.55  # must be "completed in English"
    signed: float = 0.8  # "We left." - Ana Ode
    labelled: float = 0.8  # Minister: "We left."
    goes_on: float = 0.75  # a sentence in marks behind a quote of the same paragraph
    goes_on_below: float = 0.8  # ... or of the paragraph before
    taken_up: float = 0.55  # Ode vowed war. It would come "when we choose".
    turn: float = 0.8  # MR ODE: We left.
    headline: float = 0.75  # Reports: minister leaves

    # A rule and the tagger on the same cue.
    tagger_share: float = 0.5  # the tagger's part in their common score
    tagger_alone: float = 0.7  # times the tagger's score, where no rule finds the cue
    agreement: float = 0.1  # more, as far as their contents agree


@dataclass(frozen=True, slots=True)
class SpeakerScores(Table):
    """How sure it is who speaks; a quote's own score times it is what its confidence is made from."""

    no_source: float = 0.8  # nobody is named: was told to leave
    name: float = 0.95  # the source is a name
    description: float = 0.8  # or a noun or pronoun that a chain joins to one
    titled: float = 0.85  # party leader Ana Ode
    apposed: float = 0.9  # the spokesman, Ana Ode
    joint: float = 0.9  # Ana Ode and Ben Adi
    owner: float = 0.75  # the ministry's statement, the Ode news agency
    unnamed: float = 0.8  # military sources
    lost_pronoun: float = 0.2  # a pronoun that no chain and no speaker before explains
    antecedent: float = 0.8  # Ana Ode, who told ...
    described_antecedent: float = 0.4  # an officer who told ...
    lost_relative: float = 0.5  # a relative pronoun whose noun is not found
    giver: float = 0.7  # the statement that the army issued
    subject: float = 0.6  # somebody named as a subject, whom a pronoun takes up
    later_person: float = 0.6  # a minister, whose name comes later
    later_body: float = 0.5  # a company, whose name comes later

    # Times the score of the speaker who is taken up.
    goes_on: float = 0.95  # by a quote without a source
    first_person: float = 0.8  # by `I` in somebody's mouth
    pronoun: float = 0.7  # by `he`, `they`
    pronoun_lift: float = 0.2  # added to that score before
    noun: float = 0.7  # by `the officials`


@dataclass(frozen=True, slots=True)
class Settings:
    """All that the configuration of the stage decides."""

    thresholds: Thresholds
    scores: Scores
    speakers: SpeakerScores
    confidence: Confidence
