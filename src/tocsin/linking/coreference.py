"""Coreference inside one document, by rules: pronouns, "the group", "both leaders", "the president".

A link of basis ``coreferent`` is added for each pronoun or definite phrase that stands for an actor named before.
Rules follow the order of trust of Lee et al. 2013 ("Deterministic coreference resolution based on entity-centric,
precision-ranked rules"): number, then kind, then nearness, subjects before others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tocsin.base.model import Actor, ActorLink, Parse
from tocsin.base.reading import Reading
from tocsin.base.tables import without_origin
from tocsin.base.trees import children, conjuncts, has_to, phrase
from tocsin.linking.homes import suppose

PERSON, GROUP, STATE, PEOPLE, GROUND = "person", "group", "state", "people", "ground"
_SINGULAR = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_NEUTER = frozenset({"it", "its", "itself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_BODY_NOUNS = frozenset(
    {
        "group", "movement", "militia", "organization", "organisation", "rebel", "insurgent", "militant", "jihadist",
        "fighter", "faction", "separatist", "extremist", "guerrilla", "terrorist", "army", "party", "company", "agency",
        "force", "bloc", "alliance", "troop", "gunman", "attacker", "gang", "cartel", "mafia",
    }
)  # fmt: skip
# Who fights against one state.
_GANGS = frozenset({"gang", "cartel", "mafia"})
_OF_A_COUNTRY = frozenset({"rebel", "insurgent", "separatist", "guerrilla"})
# Typed as actors since they stand for who governs there; no pronoun for a person or a group means them.
_FORCE_NOUNS = frozenset({"army", "force", "group", "militia", "movement", "alliance", "faction"})
# Nouns by which a text names one force and no other ("the Houthi militia"); every band is a "group" and a "force".
_TITLES = frozenset({"militia", "movement", "faction", "alliance", "organization", "organisation", "paramilitary"})
_GROUND_NOUNS = frozenset({"town", "city", "village", "area", "region", "territory", "province", "district"})
_STATE_NOUNS = frozenset({"country", "nation", "government", "state", "kingdom", "republic", "administration"})
_OFFICE_NOUNS = frozenset(
    {
        "president", "minister", "chancellor", "premier", "leader", "king", "secretary", "spokesman", "spokeswoman",
        "spokesperson", "envoy", "ambassador", "governor", "general", "commander", "official", "bishop", "pope",
        "chief", "senator", "lawmaker", "mayor", "diplomat", "politician",
    }
)  # fmt: skip
# Offices that many hold: "both leaders" may be a president and a prime minister, "both ministers" may not.
_ANY_OFFICE = frozenset({"leader", "official", "politician", "diplomat"})
_REBELS = frozenset({"REB", "PRM", "UAF", "CRM"})
_FORCES = frozenset({"MIL", "COP"})
# Agencies tell the story, and are hardly meant in it.
_TELLERS = frozenset({"body:reuters", "body:ap", "body:afp"})
# How many sentences back a pronoun looks; a definite phrase looks through the whole document.
_WINDOW = 3


@dataclass(frozen=True, slots=True)
class Candidate:
    """An actor link with what agreement needs to know."""

    link: ActorLink
    kind: str
    plural: bool
    sent: int
    subject: bool


def link_coreference(reading: Reading) -> Reading:
    """Return the reading with links for pronouns and definite phrases that stand for actors named before them."""
    parse = reading.parse
    if parse is None or not parse.tokens:
        return reading
    links: dict[int, list[ActorLink]] = {}
    for link in reading.actors:
        links.setdefault(link.token, []).append(link)
    seen: list[Candidate] = []
    out: list[ActorLink] = []
    for token in parse.tokens:
        own = links.get(token.i, [])  # several of a phrase over several countries
        found: Sequence[ActorLink] = ()
        if token.pos == "PRON" or token.dep == "poss":
            found = _pronoun(parse, token.i, seen)
        if not found and len(own) == 1 and own[0].basis == "typed":
            found = _definite(parse, own[0], seen)
        if not found and not own and token.lemma in ("leader", "side", "country", "party", "government"):
            found = _both(parse, token.i, seen)
        current = list(found) or own
        out += current
        seen += [_candidate(parse, c) for c in current if c.basis != "coreferent" or c.actor.id or c.actor.country]
    return suppose(replace(reading, actors=tuple(out)))


def _candidate(parse: Parse, link: ActorLink) -> Candidate:
    token = parse.tokens[link.token]
    return Candidate(
        link, _kind(parse, link), _is_plural(parse, link), token.sent, token.dep in ("nsubj", "nsubjpass", "agent")
    )


def _kind(parse: Parse, link: ActorLink) -> str:
    identity = link.actor.id or ""
    if identity.startswith("country:"):
        return STATE
    if identity.startswith("person:"):
        return PERSON
    if identity.startswith(("group:", "body:", "agency:")):
        return GROUP
    token = parse.tokens[link.token]
    if link.basis == "typed" and token.lemma in _GROUND_NOUNS:
        return GROUND
    if token.tag in ("NNS", "NNPS"):
        return PEOPLE
    if token.lemma in _BODY_NOUNS or token.lemma in _STATE_NOUNS:
        return GROUP
    if token.pos == "PROPN":
        is_person = any(e.label == "PERSON" and e.first <= link.token < e.last for e in parse.entities)
        return PERSON if is_person else GROUP
    return PERSON


def _is_plural(parse: Parse, link: ActorLink) -> bool:
    token = parse.tokens[link.token]
    return (
        token.tag in ("NNS", "NNPS") or token.lemma in ("police", "people") or bool(children(parse, link.token, "conj"))
    )


def _copy(link: ActorLink, parse: Parse, first: int, last: int, token: int, reason: str) -> ActorLink:
    start, end = parse.tokens[first].start, parse.tokens[last - 1].end
    return ActorLink(start, end, first, last, token, link.actor, "coreferent", reason, link.score * 0.9)


def _pronoun(parse: Parse, i: int, seen: Sequence[Candidate]) -> list[ActorLink]:
    word = parse.tokens[i].lemma if parse.tokens[i].pos == "PRON" else parse.tokens[i].text.lower()
    surface = parse.tokens[i].text.lower()
    here = parse.tokens[i].sent
    barred = _clause_subjects(parse, i)
    pool = [c for c in seen if here - c.sent <= _WINDOW and not _inside(c.link, i) and c.link.token not in barred]
    if {word, surface} & _SINGULAR:
        chosen = _nearest(parse, [c for c in pool if c.kind == PERSON and not c.plural], i)
    elif {word, surface} & _NEUTER:
        if _is_expletive(parse, i):
            return []
        whole = [c for c in pool if c.kind in (STATE, GROUP) and c.link.actor.id not in _TELLERS]
        chosen = _nearest(parse, [c for c in whole if not c.plural] or whole, i)
    elif {word, surface} & _PLURAL:
        if pair := _pair_here(pool, here):
            return [_copy(p, parse, i, i + 1, i, f"{surface} → {p.actor.name}") for p in pair]
        chosen = _nearest(parse, [c for c in pool if c.kind in (PEOPLE, GROUP) or c.plural], i)
        if chosen is not None and (joint := _joint(parse, chosen, seen)):
            return [_copy(j, parse, i, i + 1, i, f"{surface} → {j.actor.name}") for j in joint]
    else:
        return []
    return [_copy(chosen.link, parse, i, i + 1, i, f"{surface} → {chosen.link.actor.name}")] if chosen else []


def _pair_here(pool: Sequence[Candidate], sent: int) -> list[ActorLink]:
    """Return the two persons of a sentence with nothing plural in it ("X shook hands with Y after their meeting")."""
    mine = [c for c in pool if c.sent == sent]
    people = {
        c.link.actor.id or c.link.actor.name: c.link for c in mine if c.kind == PERSON and c.link.basis == "named"
    }
    return list(people.values()) if len(people) == 2 and not any(c.plural or c.kind == PEOPLE for c in mine) else []


def _clause_subjects(parse: Parse, i: int) -> set[int]:
    """Return the subject that an object pronoun cannot stand for ("X sends Y a letter, urging it to …")."""
    if parse.tokens[i].dep not in ("dobj", "dative", "pobj", "nsubj"):
        return set()
    clause = parse.tokens[parse.tokens[i].head]
    if parse.tokens[i].dep == "nsubj" and not (clause.dep in ("xcomp", "ccomp") and has_to(parse, clause.i)):
        return set()
    at = parse.tokens[i].head
    for _ in range(4):
        subjects = children(parse, at, "nsubj", "nsubjpass")
        if subjects and i not in subjects:
            return {c for s in subjects for c in conjuncts(parse, s)}
        if parse.tokens[at].head == at:
            break
        at = parse.tokens[at].head
    return set()


def _inside(link: ActorLink, i: int) -> bool:
    return link.first <= i < link.last


def _is_expletive(parse: Parse, i: int) -> bool:
    """Tell whether "it" stands for nothing ("it is feared that", "it rained")."""
    head = parse.tokens[parse.tokens[i].head]
    if parse.tokens[i].dep == "expl":
        return True
    return head.lemma in ("be", "seem", "appear") and any(
        parse.tokens[k].dep in ("acomp", "ccomp", "advcl", "xcomp") for k in parse.children[head.i]
    )


def _nearest(parse: Parse, pool: Sequence[Candidate], i: int) -> Candidate | None:
    """Return the best antecedent: same sentence's subject first, then the last sentence's subject, then nearness."""
    here = parse.tokens[i].sent

    def rank(c: Candidate) -> tuple[float, int]:
        return (c.sent - here) * 2 + (2.2 if c.subject else 0.0) + (
            0.5 if c.link.basis == "named" else 0.0
        ), c.link.token

    return max(pool, key=rank, default=None)


def _joint(parse: Parse, chosen: Candidate, seen: Sequence[Candidate]) -> list[ActorLink]:
    """Return all of a coordination when a plural stands for it ("Rubio and Ruto … their")."""
    members = {chosen.link.token}
    todo = [chosen.link.token]
    while todo:
        at = todo.pop()
        kids = children(parse, at, "conj")
        members |= set(kids)
        todo += kids
    joint = [c.link for c in seen if c.link.token in members]
    return joint if len(joint) > 1 else []


def _definite(parse: Parse, link: ActorLink, seen: Sequence[Candidate]) -> list[ActorLink]:
    """Return links to the actors that "the rebels", "the president", "both leaders" stand for."""
    token = parse.tokens[link.token]
    dets = {
        parse.tokens[k].lemma for k in parse.children[link.token] if parse.tokens[k].dep in ("det", "predet", "nummod")
    }
    if "same" in {parse.tokens[k].lemma for k in parse.children[link.token]} and token.lemma in _FORCE_NOUNS:
        return _same_force(parse, link, seen)
    if dets & {"both", "two"}:
        stands_for_two = _is_both(parse, link.token) and token.lemma in _OFFICE_NOUNS | _STATE_NOUNS
        return _pair(parse, link, token.lemma, seen) if stands_for_two and token.tag in ("NNS", "NNPS") else []
    if not dets & {"the", "this", "that", "these", "those"} or link.last - link.first > 3:
        return []
    if link.actor.country is not None:
        return []
    again = [c for c in seen if c.link.actor.country and parse.tokens[c.link.token].lemma == token.lemma]
    if again and token.tag in ("NNS", "NNPS"):
        return [_copy(again[-1].link, parse, link.first, link.last, link.token, f"the {token.text} again")]
    pool = [c for c in seen if c.link.token != link.token and c.link.basis != "typed"]
    if token.lemma in _STATE_NOUNS:
        pool = [c for c in pool if c.kind == STATE]
    elif token.lemma in _BODY_NOUNS:
        pool = [c for c in pool if c.kind == GROUP and _same_sort(link.actor, c.link.actor)]
        pool = [c for c in pool if _is_called(c.link.actor, token.lemma)]
        pool = [c for c in pool if c.link.actor.sector != "IGO"] or [c for c in pool if not _is_un(c.link.actor)]
        pool = [c for c in pool if _bears(c.link.actor, token.lemma)] or pool
        pool = [c for c in pool if _was_called(parse, c, token.lemma)] or pool
        pool = [c for c in pool if _bears_own(parse, link.token, c.link.actor)]
    elif token.lemma in _OFFICE_NOUNS and token.tag == "NN":
        pool = [c for c in pool if c.kind == PERSON and (token.lemma in _told(c) or c.link.actor.sector == "GOV")]
        pool = [c for c in pool if token.lemma in _told(c)] or pool
    else:
        return []
    told = Counter(c.link.actor.country for c in seen) if token.lemma in _STATE_NOUNS else Counter[str | None]()
    last = max(pool, key=lambda c: (told[c.link.actor.country], c.link.token), default=None)
    if last is None:
        return []
    return [_copy(last.link, parse, link.first, link.last, link.token, f"the {token.lemma} → {last.link.actor.name}")]


def _same_force(parse: Parse, link: ActorLink, seen: Sequence[Candidate]) -> list[ActorLink]:
    """Return whom "the same army" stands for: the armed group or army that was named last."""
    named = [c.link for c in seen if (c.link.actor.id or "").startswith(("group:", "agency:"))]
    armed = [n for n in named if n.actor.sector in ("REB", "PRM", "MIL")]
    return [_copy(a, parse, link.first, link.last, link.token, f"the same → {a.actor.name}") for a in armed[-1:]]


def _told(candidate: Candidate) -> str:
    """Return what tells of an actor's office; the name of a table of the user's own says nothing of it."""
    return without_origin(candidate.link.reason).lower()


def _same_sort(a: Actor, b: Actor) -> bool:
    """Tell whether a kind of group can be this group: rebels are rebels, and an army is of a state."""
    same = all((a.sector in side) == (b.sector in side) for side in (_REBELS, _FORCES))
    return a.sector is None or a.sector == b.sector or same


def _bears(actor: Actor, noun: str) -> bool:
    """Tell whether a noun is a part of a name: "the movement" is the March 23 Movement before any other group.

    Every armed band is a group, whatever its name.
    """
    return noun != "group" and noun in actor.name.casefold().split()


def _was_called(parse: Parse, c: Candidate, noun: str) -> bool:
    """Tell whether the text has named somebody by a noun: "the militia" is the Houthi militia before a council named last."""
    return noun in _TITLES and c.link.basis == "named" and parse.tokens[c.link.token].lemma == noun


def _is_called(actor: Actor, noun: str) -> bool:
    """Tell whether the press calls a group so: those who fight everywhere are militants, no rebels or separatists."""
    if noun in _GANGS:
        return actor.sector == "CRM"
    return noun not in _OF_A_COUNTRY or actor.country != "IMG"


def _bears_own(parse: Parse, i: int, actor: Actor) -> bool:
    """Tell whether a noun bears no name of its own, or one of the actor's: "the Cobra faction" is no group named before."""
    names = [parse.tokens[k] for k in children(parse, i, "compound", "nmod")]
    own = [t.text.casefold() for t in names if t.pos == "PROPN" and t.text[:1].isupper()]
    return not own or any(w in actor.name.casefold() for w in own)


def _is_un(actor: Actor) -> bool:
    """Tell whether an actor is the United Nations, which nobody calls a group or a movement."""
    return actor.id == "body:un"


def _is_both(parse: Parse, i: int) -> bool:
    """Tell whether a plural names two that are known ("both leaders", "the two leaders"; not "two leaders")."""
    words = {parse.tokens[k].lemma: parse.tokens[k].dep for k in parse.children[i]}
    return "both" in words or (
        "two" in words and ("poss" in words.values() or bool(words.keys() & {"the", "these", "those"}))
    )


def _both(parse: Parse, i: int, seen: Sequence[Candidate]) -> list[ActorLink]:
    first, last = phrase(parse, i)
    if not _is_both(parse, i):
        return []
    stand_in = ActorLink(
        parse.tokens[first].start, parse.tokens[last - 1].end, first, last, i, Actor(None, "", None, None), "typed", ""
    )
    return _pair(parse, stand_in, parse.tokens[i].lemma, seen)


def _pair(parse: Parse, link: ActorLink, lemma: str, seen: Sequence[Candidate]) -> list[ActorLink]:
    """Return the last two actors of the fitting kind that were named together or last ("both leaders")."""
    kind = STATE if lemma in _STATE_NOUNS else PERSON
    office = lemma if lemma in _OFFICE_NOUNS - _ANY_OFFICE else ""
    pool: list[ActorLink] = []
    for c in reversed(list(_distinct(seen))):
        if office not in _told(c):
            continue
        if (c.kind == kind) or (lemma in ("side", "party") and c.kind != PEOPLE):
            pool.append(c.link)
        if len(pool) == 2:
            break
    if len(pool) < 2:
        return []
    return [
        _copy(p, parse, link.first, link.last, link.token, f"both {lemma}s → {p.actor.name}") for p in reversed(pool)
    ]


def _distinct(seen: Sequence[Candidate]) -> Iterable[Candidate]:
    """Yield the last link to each actor, in text order."""
    last = {(c.link.actor.id or c.link.actor.name): c for c in seen}
    return sorted(last.values(), key=lambda c: c.link.token)
