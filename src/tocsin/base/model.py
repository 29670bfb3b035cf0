"""Every record that travels between rooms, as frozen dataclasses.

Offsets are half-open ``[start, end)``, in Unicode code points, into ``Document.text``; token numbers (``token``, ``head``)
index ``Parse.tokens``. ``None`` means unknown and is never a sentinel string.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RegionKind(StrEnum):
    """What a stretch of a document's text is; only ``BODY`` is coded for events."""

    BODY = "body"
    HEAD = "head"  # a section head: a head, not a sentence
    FURNITURE = "furniture"  # menus, prompts, credits, comment boxes, cookie bars
    TEASER = "teaser"  # a pointer to another story


class Status(StrEnum):
    """How the document tells a happening (the annotation guide, field ``status``)."""

    ASSERTED = "asserted"
    ALLEGED = "alleged"
    DENIED = "denied"
    NEGATED = "negated"
    REQUESTED = "requested"
    THREATENED = "threatened"
    PLANNED = "planned"
    HYPOTHETICAL = "hypothetical"


# What is told as something that has happened.
FACT = frozenset({Status.ASSERTED, Status.ALLEGED})

# The sectors of a state's government, army and police, who hold places for it.
STATE_FORCES = frozenset({"GOV", "MIL", "COP"})
# Those of people in arms: armies, rebels and militias.
ARMED = frozenset({"MIL", "REB", "PRM"})
# Those of who makes war: people in arms, and the government that an army fights for.
FIGHTERS = ARMED | {"GOV"}
# Those of armed groups: rebels, militias and gangs.
REBELS = frozenset({"REB", "PRM", "CRM"})
# Those of the organs of a state: its government, army, parliament, courts, police and secret services.
OFFICES = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})

# Event types that are acts of words: who speaks, and of what, says what they are.
VERBAL = frozenset({"AGREE", "SUPPORT", "CONCEDE", "REQUEST", "ACCUSE", "REJECT", "THREATEN"})


class Stance(StrEnum):
    """What a speaker does with what is attributed to them."""

    AFFIRMS = "affirms"
    DENIES = "denies"


class Precision(StrEnum):
    """What a pair of coordinates stands for, finest first."""

    SITE = "site"  # a building, base, camp, bridge
    TOWN = "town"
    DISTRICT = "district"  # admin-2
    PROVINCE = "province"  # admin-1
    COUNTRY = "country"
    FEATURE = "feature"  # a river, sea, region, "eastern Congo"


class TimeBasis(StrEnum):
    """Where an interval comes from."""

    STATED = "stated"  # "on 3 March 2024"
    RELATIVE = "relative"  # "on Friday", against the publication date
    PUBLISHED = "published"  # the publication date itself


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of the text and what it is; ``reason`` names the rule that marked it."""

    start: int
    end: int
    kind: RegionKind
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RelatedItem:
    """A teaser to another story, kept but never coded."""

    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One published text.

    ``regions`` cover the text in order without overlap (none: all is body); ``language`` is ISO 639-1; ``file`` is the
    file or address that it was read from; ``copy_of`` is the id of the document whose text it repeats; ``provider`` is
    the agency or outlet that its credit line names, and ``origin`` whom its text goes back to.
    """

    id: str
    text: str
    title: str | None = None
    published: date | None = None
    url: str | None = None
    outlet: str | None = None
    author: str | None = None
    language: str | None = None
    file: str | None = None
    regions: tuple[Region, ...] = ()
    related: tuple[RelatedItem, ...] = ()
    copy_of: str | None = None
    provider: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """Why a document, or a part of the input, left the path."""

    file: str
    step: str
    reason: str


@dataclass(frozen=True, slots=True)
class Token:
    """One token with its place in the tree; ``head`` equals ``i`` at a root.

    ``pos`` is Universal POS, ``tag`` Penn Treebank, ``dep`` the ClearNLP label of spaCy's English models.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    sent: int  # number of the sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens ``[first, last)`` of one sentence; ``start``/``end`` are offsets into the text."""

    first: int
    last: int
    start: int
    end: int
    paragraph: int
    root: int


@dataclass(frozen=True, slots=True)
class EntitySpan:
    """A name found by the language model: tokens ``[first, last)`` and its OntoNotes label."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Parse:
    """Sentences, tokens and entity spans of a document's body. ``children[i]`` are in text order."""

    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    entities: tuple[EntitySpan, ...]
    children: tuple[tuple[int, ...], ...]
    model: str


@dataclass(frozen=True, slots=True)
class Actor:
    """A real person, group, organisation or state, or a kind of them when unnamed.

    ``id`` is the register's, ``None`` when the actor is not in it; ``country`` is ISO 3166-1 alpha-3 or ``IGO``,
    ``NGO``, ``IMG``; ``sector`` is a PLOVER sector code.
    """

    id: str | None
    name: str
    country: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class ActorLink:
    """A span that stands for an actor.

    ``token`` is the head of the span, ``first``/``last`` its tokens; ``basis``: ``named`` (register or a name), ``typed``
    (from its noun phrase), ``coreferent``; ``supposed``: what the text around suggests: "country", "sector", "army".
    """

    start: int
    end: int
    first: int
    last: int
    token: int
    actor: Actor
    basis: str
    reason: str
    score: float = 1.0
    supposed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A real location. ``geonameid`` and coordinates are ``None`` where the gazetteer has none."""

    name: str
    geonameid: int | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: Precision
    population: int = 0


@dataclass(frozen=True, slots=True)
class PlaceLink:
    """A toponym and the place it was resolved to; ``place`` is ``None`` when nothing fits."""

    start: int
    end: int
    first: int
    last: int
    token: int
    place: Place | None
    reason: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Interval:
    """A time as ``[start, end)`` in days, UTC.

    ``end`` is exclusive, ``None`` for one still open; ``start`` is ``None`` for one open to the past ("until Friday");
    ``precision``: ``day``, ``week``, ``month``, ``year``, ``span``.
    """

    start: date | None
    end: date | None
    precision: str
    basis: TimeBasis


@dataclass(frozen=True, slots=True)
class TimeLink:
    """A time expression and its interval; ``interval`` is ``None`` when it cannot be resolved."""

    start: int
    end: int
    first: int
    last: int
    token: int
    interval: Interval | None
    reason: str


@dataclass(frozen=True, slots=True)
class Extent:
    """A stretch of text with its words."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what: a cue, its speaker, and the content, which may be in several pieces.

    ``kind`` is the cue's class in ``data/words/cues.tsv``; ``direct`` is true for quoted speech.
    """

    cue: Extent
    cue_token: int
    cue_lemma: str
    speaker: Extent | None
    speaker_token: int | None
    content: tuple[Extent, ...]
    kind: str
    stance: Stance
    direct: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Participant:
    """One filler of a mention's actors or recipients, with the path by which it was found."""

    text: str
    start: int | None
    end: int | None
    id: str | None
    name: str
    country: str | None
    sector: str | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EventPlace:
    """Where a mention's happening took place."""

    text: str
    start: int
    end: int
    name: str
    geonameid: int | None
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    precision: Precision


@dataclass(frozen=True, slots=True)
class EventTime:
    """When a mention's happening took place; ``text`` is the words, empty for basis ``published``."""

    text: str
    start: date | None
    end: date | None
    precision: str
    basis: TimeBasis


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people or things as told: ``low`` <= ``best`` <= ``high``; ``None`` is open."""

    low: int | None
    best: int | None
    high: int | None


# Of what people are counted in a mention and in an incident (docs/reference/output.md).
COUNTS = ("killed", "injured", "arrested", "missing", "displaced")


@dataclass(frozen=True, slots=True)
class SaidBy:
    """One link of an attribution chain of a mention: who, by which cue, affirming or denying."""

    speaker: Participant
    cue: str
    stance: Stance


@dataclass(frozen=True, slots=True)
class Telling:
    """A further telling of a mention in the same document."""

    trigger: Extent
    evidence: Extent


@dataclass(frozen=True, slots=True)
class EventMention:
    """One happening as one document tells it: the contract of ``tocsin code --format jsonl``.

    ``score`` in [0, 1] is the share of such words that tell a happening of that type; ``intensity`` is PLOVER's scale
    from -10 (conflict) to +10 (cooperation); ``about`` is the id of the mention that a verbal event is about.
    """

    id: str
    document: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str | None
    quad: int | None
    intensity: float | None
    status: Status
    trigger: Extent
    evidence: Extent
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    place: EventPlace | None
    time: EventTime | None
    counts: tuple[tuple[str, Count], ...]
    attributions: tuple[SaidBy, ...]
    about: str | None
    also: tuple[Telling, ...]
    score: float
    reasons: tuple[str, ...]
