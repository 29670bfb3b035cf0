"""Whom a text can tell of as held or freed: named persons, people who are counted, and people who are told apart."""

from __future__ import annotations

from tocsin.base.model import ActorLink
from tocsin.base.trees import ancestors, children, coordination, phrase
from tocsin.mentions.detained import COUNTED, PEOPLE, held, is_held, is_told_as_person
from tocsin.mentions.draft import Scene
from tocsin.mentions.phrase_links import phrase_link
from tocsin.mentions.staff import counted_staff
from tocsin.mentions.subjects import RELATIVE
from tocsin.mentions.word_classes import CAPTIVES, word_class

_KINDS = frozenset({"person", "armed", "police", "crowd"})
_OWN_PHRASE = ("det", "poss", "nummod", "compound", "amod", "nmod")
_SINGLE = frozenset({"he", "she", "him", "her"})
_MANY = frozenset({"they", "them"})
_COUNTERS = frozenset({
    "all", "some", "most", "many", "other", "others", "several", "both", "rest", "pair", "trio", "dozen", "hundred",
    "thousand", "score", "number", "couple",
})  # fmt: skip
_THEM = frozenset({"them", "us", "whom", "their"})
_AGENTS = ("man", "woman", "worker", "ist", "eer", "soldier", "guard", "officer")


def people_at(scene: Scene, t: int, *, bare: bool, sure: bool = True) -> list[ActorLink]:
    """Return the person or the people that a head token stands for.

    Args:
        scene: the document.
        t: the head of a noun phrase, or a pronoun.
        bare: whether a bare plural counts too ("protesters").
        sure: whether the word of which it is told is of people alone, so that any name there is a person's.
    """
    token = scene.parse.tokens[t]
    low = token.text.lower()
    if any(scene.tree.lemma(k) == "no" for k in children(scene.parse, t, "det")):
        return []
    if low in _SINGLE:
        return [a for a in held(scene, (t,)) if is_held(scene, a)]
    if t in scene.place_at and not any(_is_person(a) for a in scene.actor_at.get(t, ())):
        return []
    staff = counted_staff(scene, t)
    if staff is not None:
        return [staff]
    own = [a for a in scene.actor_at.get(t, ()) if _can_be_held(scene, a, bare=bare, sure=sure)]
    if own and own[0].basis == "named" and token.tag in ("NNS", "NNPS"):
        return [_link(scene, t)]  # "49 Ukrainians" are not their country
    if own:
        return _named_beside(scene, t) or own[:1] if own[0].basis == "typed" else own[:1]
    if low in _MANY:
        return _people_before(scene, t)
    if scene.actor_at.get(t) and not _is_count(scene, t):
        return []
    return _antecedents(scene, t, bare=bare) or _counted(scene, t) or _typed(scene, t, bare=bare)


def is_told_of(scene: Scene, link: ActorLink, *, sure: bool) -> bool:
    """Tell whether a text can be held to whom it means: a named person, a count, or those that a clause tells apart."""
    if _is_person(link) or (sure and scene.entity_at.get(link.token) == "PERSON"):
        return True
    if COUNTED.match(scene.text[link.start : link.end]):
        return link.actor.id is None
    if link.basis != "typed":
        return sure and is_held(scene, link)
    token = scene.parse.tokens[link.token]
    if token.tag != "NNS" or not children(scene.parse, link.token, "det"):
        return False
    return any(
        scene.tree.lemma(k) == "of" or scene.parse.tokens[k].dep == "relcl"
        for k in children(scene.parse, link.token, "prep", "relcl")
    )


def meant(scene: Scene, i: int, tokens: tuple[int, ...]) -> list[int]:
    """Return whom the objects of a verb stand for: "whom" for whom the clause is about, "held X prisoner" for X."""
    out: list[int] = []
    clause = next((k for k in (i, *ancestors(scene.parse, i)) if scene.parse.tokens[k].dep == "relcl"), None)
    for t in tokens:
        word = scene.parse.tokens[t]
        role = (
            word.tag == "NN"
            and word.lemma in word_class(CAPTIVES, "captive")
            and not children(scene.parse, t, *_OWN_PHRASE)
        )
        if clause is not None and (word.lemma in RELATIVE or role):
            out += coordination(scene.parse, scene.parse.tokens[clause].head)
        elif not role:
            out.append(t)
    return out


def _is_person(link: ActorLink) -> bool:
    return (link.actor.id or "").startswith("person:")


def _named_beside(scene: Scene, t: int) -> list[ActorLink]:
    """Return the person named beside a title ("the deputy commander, Brigadier General X")."""
    tokens = scene.parse.tokens
    if tokens[t].tag != "NN":
        return []
    _, last = phrase(scene.parse, t)
    behind = last + 1 if last < len(tokens) and tokens[last].text == "," else last
    beside = [a for k in children(scene.parse, t, "appos") for a in scene.actor_at.get(k, ())]
    beside += [a for a in scene.reading.actors if a.first == behind]
    return [a for a in beside if a.basis == "named" and is_held(scene, a)][:1]


def _antecedents(scene: Scene, t: int, *, bare: bool) -> list[ActorLink]:
    """Return whom "all of whom" stands for: those that the clause is about."""
    inner = _behind(scene, t)
    clause = scene.parse.tokens[scene.parse.tokens[t].head]
    if clause.dep != "relcl" or not any(scene.parse.tokens[o].lemma in ("whom", "who") for o in inner):
        return []
    return [a for k in coordination(scene.parse, clause.head) for a in people_at(scene, k, bare=bare)]


def _can_be_held(scene: Scene, link: ActorLink, *, bare: bool, sure: bool) -> bool:
    """Tell whether a link is of people: a register's person, a name, a count, or a noun of people told apart."""
    a, lemma = link.actor, scene.tree.lemma(link.token)
    if _is_person(link):
        return True
    if a.id is not None or (link.basis == "typed" and lemma in word_class(CAPTIVES, "holder")):
        return False
    if link.basis == "coreferent":
        words = a.name.split()
        return is_held(scene, link) or (
            a.sector in PEOPLE and len(words) > 1 and words[-1].lower() not in word_class(CAPTIVES, "holder")
        )
    if link.basis == "typed":
        return _is_noun_of_people(scene, link.token) and _is_told_apart(scene, link.token, bare=bare)
    text = scene.text[link.start : link.end]
    if COUNTED.match(text) or text[:1].islower():
        return True
    token = scene.parse.tokens[link.token]
    if token.tag in ("NNS", "NNPS") and children(scene.parse, link.token, "nummod"):
        return a.sector in PEOPLE
    if scene.entity_at.get(link.token) == "PERSON" and len(text.split()) > 1 and a.sector == "BUS":
        return True
    if not is_held(scene, link):
        return sure and scene.entity_at.get(link.token) == "PERSON"
    listed = any(k in scene.place_at for k in coordination(scene.parse, link.token))
    return sure or (scene.entity_at.get(link.token) == "PERSON" and not listed and is_told_as_person(scene, link))


def _behind(scene: Scene, t: int) -> list[int]:
    """Return what the prepositions behind a noun bring ("hundreds of people")."""
    return [o for p in children(scene.parse, t, "prep") for o in children(scene.parse, p, "pobj")]


def _is_noun_of_people(scene: Scene, t: int) -> bool:
    """Tell whether a noun is of people; "hundreds" are by what they are of."""
    lemma = scene.tree.lemma(t)
    inner = _behind(scene, t)
    if inner and _is_count(scene, t):
        return any(_is_noun_of_people(scene, o) or scene.parse.tokens[o].text.lower() in _THEM for o in inner)
    if lemma in word_class(CAPTIVES, "person") or lemma.endswith(_AGENTS):
        return True
    return lemma not in word_class(CAPTIVES, "nobody") and bool(scene.kinds.get(lemma, frozenset()) & _KINDS)


def _is_told_apart(scene: Scene, t: int, *, bare: bool) -> bool:
    """Tell whether a noun has an article, an owner or a number, or is of captives; a bare plural is of any people."""
    token = scene.parse.tokens[t]
    if bare or token.tag in ("NN", "NNP") or scene.tree.lemma(t) in word_class(CAPTIVES, "captive"):
        return True
    return bool(children(scene.parse, t, "det", "poss", "nummod"))


def _is_count(scene: Scene, t: int) -> bool:
    token = scene.parse.tokens[t]
    if token.lemma == "one" and (token.dep == "nsubjpass" or scene.parse.tokens[t - 1].text == "-"):
        return True
    return token.tag == "CD" or token.pos == "NUM" or token.lemma in _COUNTERS


def _counted(scene: Scene, t: int) -> list[ActorLink]:
    """Return people of whom only the number is told: "Eighteen were let go", "three of them", "the others"."""
    if not _is_count(scene, t) or any(link.first <= t < link.last for link in scene.reading.times):
        return []
    inner = _behind(scene, t)
    return [_link(scene, t)] if not inner or _is_noun_of_people(scene, t) else []


def _typed(scene: Scene, t: int, *, bare: bool) -> list[ActorLink]:
    token = scene.parse.tokens[t]
    if (
        token.pos not in ("NOUN", "PROPN")
        or not _is_noun_of_people(scene, t)
        or not _is_told_apart(scene, t, bare=bare)
    ):
        return []
    return [_link(scene, t)]


def _link(scene: Scene, t: int) -> ActorLink:
    return phrase_link(scene, t, "CVL", "people who are held")


def _people_before(scene: Scene, t: int) -> list[ActorLink]:
    """Return the people told of last before "they": in its sentence or the one before."""
    here = scene.parse.tokens[t].sent
    near = [a for a in scene.reading.actors if a.last <= t and scene.parse.tokens[a.token].sent >= here - 1]
    return [a for a in near if a.basis != "coreferent" and is_held(scene, a)][-1:]
