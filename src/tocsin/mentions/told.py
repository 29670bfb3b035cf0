"""Told: a draft with what it is compared by when tellings are joined (``same_telling``), read off once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tocsin.base.model import ActorLink, Count, Parse
from tocsin.base.trees import children, coordination, has_to, subtree
from tocsin.mentions.counts import casualties
from tocsin.mentions.draft import Draft, Scene

_POINTING = frozenset({"the", "this", "that", "these", "those"})
_SAYING_WHICH = frozenset({"prep", "nummod", "relcl", "acl", "poss", "amod", "appos"})
_ANOTHER = frozenset({"another", "other", "separate", "second", "third"})
_FRESH = frozenset({"a", "an", "another", "other", "new", "second", "third", "separate", "similar", "more", "previous"})
# Slots in which one trigger belongs to the phrase of another ("conducted a raid", "fell in an attack").
_PHRASE = ("subj", "obj", "light", "mod", "in", "by", "of")
_ARGUMENTS = (*_PHRASE, "on", "against", "to", "for", "from", "with", "comp", "head", "over", "into")
_TELLING = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_EMPTY = frozenset({"say", "be", "have"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_VERBS = frozenset({"VERB", "AUX"})
_PLURAL = frozenset({"NNS", "NNPS"})
# Words on each side of a trigger that stand near it; words read of an argument.
_NEAR, _OF_ARGUMENT = 6, 12
# Sentences of a document that is an item rather than a report.
_ITEM = 4


@dataclass(frozen=True, slots=True)
class Told:
    """A draft with what it is compared by, read off once; ``words`` are of its sentence, near it, and of its arguments."""

    draft: Draft
    order: int
    sent: int
    lemma: str
    frequency: int
    pos: str
    article: str
    is_another: bool  # "a separate shooting"
    is_bare_pointing: bool  # "the quake": no words of its own say which
    plural: bool
    sides: tuple[frozenset[object], frozenset[object]]
    lands: tuple[frozenset[object], frozenset[object]]
    words: tuple[frozenset[str], frozenset[str], frozenset[str]]
    content: frozenset[str]
    phrase: frozenset[int]
    beside: frozenset[int]  # words in one list with the trigger
    above: frozenset[int]  # the words that it hangs on, up to the next verb
    form: str  # "to" of an infinitive, else its tag
    tolls: Mapping[str, Count]
    modes: Mapping[str, float]
    status: Mapping[str, float]
    item: bool


def told(scene: Scene, drafts: Sequence[Draft]) -> list[Told]:
    """Return the drafts of one type of event as tellings to compare, in text order."""
    ordered = sorted(drafts, key=lambda d: d.token)
    lemmas = Counter(_lemma(scene, d) for d in ordered)
    return [_told(scene, d, n, lemmas[_lemma(scene, d)]) for n, d in enumerate(ordered)]


def _told(scene: Scene, draft: Draft, order: int, frequency: int) -> Told:
    token = scene.parse.tokens[draft.token]
    sense = scene.reading.senses.get(draft.token)
    modes = {m: s for m, s in sense.modes.items() if m.startswith(f"{draft.entry.type}/")} if sense else {}
    return Told(
        draft=draft,
        order=order,
        sent=token.sent,
        lemma=_lemma(scene, draft),
        frequency=frequency,
        pos="noun" if token.pos in _NOUNS else "verb",
        article=_article(scene, draft.token),
        is_bare_pointing=_points_back(scene, draft.token),
        is_another=any(scene.parse.tokens[k].lemma in _ANOTHER for k in scene.parse.children[draft.token]),
        plural=token.tag in _PLURAL,
        sides=(_keys(draft.actors), _keys(draft.recipients)),
        lands=(_countries(draft.actors), _countries(draft.recipients)),
        words=_words(scene, draft),
        content=_said(scene, draft, {k for t in draft.content for k in subtree(scene.parse, t)[:_OF_ARGUMENT]}),
        phrase=frozenset(t for name in _PHRASE for t in draft.slots.get(name, ())),
        beside=frozenset(coordination(scene.parse, draft.token)),
        above=_above(scene.parse, draft.token),
        form="to" if has_to(scene.parse, draft.token) else token.tag,
        tolls=dict(casualties(scene.parse, draft.token)),
        modes=modes,
        status=sense.status if sense else {},
        item=len(scene.parse.sentences) <= _ITEM,
    )


def _above(parse: Parse, i: int) -> frozenset[int]:
    """Return the words that a word hangs on up to the next verb: "held a rally near the palace to protest"."""
    found = set[int]()
    while (i := parse.tokens[i].head) not in found:
        found.add(i)
        if parse.tokens[i].pos in _VERBS:
            break
    return frozenset(found)


def _lemma(scene: Scene, draft: Draft) -> str:
    return scene.tree.lemma(draft.token).lower()


def _article(scene: Scene, i: int) -> str:
    below = {scene.parse.tokens[k].text.lower() for k in children(scene.parse, i)}
    return "definite" if below & _POINTING else "fresh" if below & _FRESH else "plain"


def _points_back(scene: Scene, i: int) -> bool:
    """Tell whether a noun with "the" has nothing that says which one is meant ("the 2010 earthquake", "the quake in Chile")."""
    below = children(scene.parse, i)
    return _article(scene, i) == "definite" and not any(scene.parse.tokens[k].dep in _SAYING_WHICH for k in below)


def _words(scene: Scene, draft: Draft) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    s = scene.parse.sentences[scene.parse.tokens[draft.token].sent]
    near = range(max(s.first, draft.token - _NEAR), min(s.last, draft.token + _NEAR + 1))
    heads = {t for name in _ARGUMENTS for t in draft.slots.get(name, ())}
    inner = {k for t in heads for k in subtree(scene.parse, t)[:_OF_ARGUMENT]}
    return _said(scene, draft, range(s.first, s.last)), _said(scene, draft, near), _said(scene, draft, inner)


def _said(scene: Scene, draft: Draft, at: Sequence[int] | set[int]) -> frozenset[str]:
    tokens = (scene.parse.tokens[i] for i in at if i != draft.token)
    return frozenset(t.lemma.lower() for t in tokens if t.pos in _TELLING and t.lemma not in _EMPTY)


def _keys(links: tuple[ActorLink, ...]) -> frozenset[object]:
    """Return what identifies the actors: their ids, and for a government's people also their country."""
    out: set[object] = set()
    for a in links:
        if a.actor.id or a.basis == "named":
            out.add(a.actor.id or a.actor.name.lower())
        if (a.actor.country and (a.actor.sector == "GOV" or not a.actor.id)) or (not a.actor.id and a.basis != "named"):
            out.add((a.actor.country, a.actor.sector))
    return frozenset(out)


def _countries(links: tuple[ActorLink, ...]) -> frozenset[object]:
    return frozenset(a.actor.country for a in links)
