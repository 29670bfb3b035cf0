"""Who and what stands on the sides of a word that tells how two things stand: actors, persons and places by slot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tocsin.base.joined_names import HYPHENS
from tocsin.base.model import Actor, ActorLink, PlaceLink, Precision
from tocsin.base.trees import children, conjuncts, coordination, first_conjunct
from tocsin.mentions.draft import Scene
from tocsin.mentions.home_places import place_at_home
from tocsin.mentions.led_forces import led_force
from tocsin.mentions.roles import actors_of, is_actor
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_places import AIRFIELDS, SAYING, airfield, last_place
from tocsin.mentions.standing_reach import chained, joined
from tocsin.mentions.standing_words import UNNAMED, Standing, parties_by_word
from tocsin.mentions.subjects import surface_subject

# "Is in rebel hands" tells where the town stands; "talked in custody" does not.
_BEING = frozenset({"be", "remain", "stay", "come", "fall", "stand", "rest", "lie", "languish", "sit", "live"})
_PUTTING = frozenset({
    "have", "leave", "put", "keep", "hold", "place", "bring", "get", "add", "guard", "take", "remove", "strike", "move",
})  # fmt: skip
# Nouns whose "of" or apposition names the whole of what is held: "the town of Sake", not "parts of North Kivu".
_WHOLE = frozenset({
    "town", "city", "village", "province", "territory", "locality", "capital", "district", "region", "area",
    "island", "hub", "centre", "center", "settlement", "port", "state", "enclave", "commune", "municipality",
    "whole", "all", "most", "township", "base", "stronghold", "metropolis", "suburb",
})  # fmt: skip
_SHARES = frozenset({"some", "most", "all", "many", "part", "rest", "much", "number"})
_STEPS = 3
_TOWNS = frozenset({"town", "city", "village", "settlement", "locality", "township"})
_POINTERS = frozenset({"the", "this", "that", "their", "its", "whole", "entire"})
_WHOSE = frozenset({"its", "their", "his", "her"})
_ITSELF = frozenset({"it", "they"})
_MEN = frozenset(
    {"fighter", "soldier", "troop", "man", "army", "rebel", "combatant", "unit", "militia", "militant", "force"}
)
_STATE_OF = frozenset({"is", "are", "'s", "'re", "’s", "’re", "remains", "remain", "being", "been", "stays", "stay"})
_IN_FORCE = frozenset({"force", "effect", "place"})


def stands(scene: Scene, i: int, row: Standing) -> bool:
    """Tell whether what a row asks for stands over the word at ``i``."""
    parse = scene.parse
    token = parse.tokens[i]
    head = parse.tokens[token.head]
    if row.above == "prep":
        return token.dep == "pobj" and head.lemma in row.words
    if row.above == "gov":
        top = parse.tokens[first_conjunct(parse, _whole_of(scene, i))]
        return top.dep in ("dobj", "nsubjpass") and parse.tokens[top.head].lemma in row.words
    if row.above == "does":
        return token.dep == "nsubj" and head.lemma in row.words and (head.lemma == "hold" or _in_force(scene, head.i))
    if row.above == "before":
        return is_attributive(scene, i)
    if row.above == "did":
        particles = {parse.tokens[k].lemma for k in children(parse, i, "prt", "advmod")}
        return _is_deed(scene, i) and (not row.words or bool(row.words & particles))
    return row.above != "state" or is_state(scene, i)


def _whole_of(scene: Scene, i: int) -> int:
    """Return the word of quantity over a noun ("some of the sanctions"), else the noun."""
    token = scene.parse.tokens[i]
    over = scene.parse.tokens[scene.parse.tokens[token.head].head]
    is_share = token.dep == "pobj" and scene.parse.tokens[token.head].lemma == "of" and over.lemma in _SHARES
    return over.i if is_share else i


def _is_deed(scene: Scene, i: int) -> bool:
    """Tell whether a verb is finite or a participle of a deed: in the past, the perfect or a headline's present."""
    token = scene.parse.tokens[i]
    helpers = {scene.parse.tokens[k].lemma.lower() for k in children(scene.parse, i, "aux", "auxpass")}
    if token.tag in ("VBD", "VBN"):
        return True
    if token.tag == "VBG":
        return token.dep in ("advcl", "pcomp", "conj", "acl") and "be" not in helpers
    return token.tag == "VBZ" or (token.tag == "VBP" and not helpers)


def _in_force(scene: Scene, verb: int) -> bool:
    """Tell whether a verb of being says "in force", "in effect", "in place"; other verbs say it by themselves."""
    if scene.parse.tokens[verb].lemma not in _BEING:
        return True
    below = [o for p in children(scene.parse, verb, "prep") for o in children(scene.parse, p, "pobj")]
    return any(scene.parse.tokens[o].lemma in _IN_FORCE for o in below)


def is_state(scene: Scene, i: int) -> bool:
    """Tell whether a verb is a participle or tells of what is so now ("is being held"), not of what was done."""
    parse, token = scene.parse, scene.parse.tokens[i]
    helpers = {parse.tokens[k].text.lower() for k in children(parse, i, "aux", "auxpass")}
    if token.tag in ("VBN", "VBD") and token.dep in ("acl", "amod", "acomp", "oprd", "relcl"):
        return token.dep != "relcl" or token.tag == "VBN"
    return token.tag == "VBN" and bool(helpers & _STATE_OF)


def is_attributive(scene: Scene, i: int) -> bool:
    """Tell whether a participle stands before its noun ("Rwanda-backed rebels"): the writer's own words anywhere."""
    return scene.parse.tokens[i].dep == "amod"


def tokens_in(scene: Scene, i: int, slot: str) -> tuple[int, ...]:
    """Return the head tokens that stand in a slot of the word at ``i``."""
    parse = scene.parse
    if slot == "self":
        return (i,)
    if slot == "carrier":
        return _carrier(scene, i)
    if slot == "owner":
        top = parse.tokens[first_conjunct(parse, i)]
        verb = parse.tokens[top.head].head if top.dep == "pobj" else top.head
        return tuple(c for s in surface_subject(scene.tree, verb) for c in conjuncts(parse, s))
    if slot == "where":
        here = children(parse, i, "advmod")
        is_relative = parse.tokens[i].dep == "relcl" and any(parse.tokens[k].lemma == "where" for k in here)
        return (parse.tokens[i].head,) if is_relative else ()
    if slot == "appos":
        return (*children(parse, i, "appos"), *_name_of(scene, i))
    found = (*slots(scene.tree, i).get(slot, ()), *joined(scene, i, slot))
    if not found and slot == "obj" and is_attributive(scene, i):
        head = parse.tokens[i].head
        return (head, *_name_of(scene, head))
    if not found and slot == "subj":
        return _before_hyphen(scene, i)
    if not found and slot in ("in", "inside", "across", "within", "at") and parse.tokens[i].dep == "dobj":
        return slots(scene.tree, parse.tokens[i].head).get(slot, ())  # "has 4,000 troops in eastern Congo"
    return found or (chained(scene, i) if slot == "near" else ())


def _name_of(scene: Scene, i: int) -> list[int]:
    """Return the name that a noun stands before as its title ("the M23 stronghold Bunagana")."""
    token = scene.parse.tokens[i]
    return [token.head] if token.dep in ("compound", "nmod") and token.head > i else []


def _before_hyphen(scene: Scene, i: int) -> tuple[int, ...]:
    """Return what is joined to a participle by a hyphen, where the parser hung it elsewhere."""
    tokens = scene.parse.tokens
    joined = i >= 2 and tokens[i - 1].text in HYPHENS and tokens[i - 1].start == tokens[i - 2].end
    return (i - 2,) if joined and tokens[i].start == tokens[i - 1].end else ()


def _carrier(scene: Scene, i: int) -> tuple[int, ...]:
    """Return what is said to be under or in something: the noun or the subject that its preposition hangs on."""
    parse = scene.parse
    token = parse.tokens[first_conjunct(parse, i)]
    if token.dep == "attr":
        return surface_subject(scene.tree, token.head)
    if token.dep != "pobj":
        return (token.head,) if token.dep == "appos" else ()
    at = parse.tokens[token.head].head
    for _ in range(_STEPS):
        word = parse.tokens[at]
        if word.pos in ("NOUN", "PROPN"):
            return tuple(coordination(parse, at))
        if word.pos in ("VERB", "AUX"):
            objects = children(parse, at, "dobj") if word.lemma in _PUTTING else []
            if objects or word.lemma in _BEING or word.lemma in _PUTTING:
                subjects = surface_subject(scene.tree, at)
                return tuple(objects) or tuple(s for h in subjects for s in coordination(parse, h))
            return _of_clause(scene, at, i)
        if word.head == at:
            return ()
        at = word.head
    return ()


def _of_clause(scene: Scene, verb: int, noun: int) -> tuple[int, ...]:
    """Return the subject of any clause "with the backing of" somebody; other phrases say nothing of the subject."""
    prep = scene.parse.tokens[scene.parse.tokens[noun].head]
    return surface_subject(scene.tree, verb) if prep.lemma == "with" else ()


def who(scene: Scene, tokens: Iterable[int]) -> list[ActorLink]:
    """Return the actors that head tokens stand for, named ones as they are."""
    out: list[ActorLink] = []
    for t in tokens:
        led = led_force(scene, t)
        owner = [led] if led is not None else _owner_of(scene, t)
        if owner:
            out += owner
            continue
        own = [a for a in scene.actor_at.get(t, ()) if is_actor(a)]
        own = own or _inside(scene, t) or _by_name(scene, t)
        out += own[:1] or [a for a, path in actors_of(scene, t, "subj") if ">poss" not in path][:1]
    return out


def _owner_of(scene: Scene, t: int) -> list[ActorLink]:
    """Return who "its fighters" or "it" stands for where the words around say it: the speaker, else whom "its" points to.

    "The army said that it had driven", "The group was hit. Its fighters took the town."
    """
    token = scene.parse.tokens[t]
    owners = [k for k in children(scene.parse, t, "poss") if scene.parse.tokens[k].text.lower() in _WHOSE]
    if token.text.lower() not in _ITSELF and not (owners and token.lemma in _MEN):
        return []
    speaker = [a for a in speaker_over(scene, t) if _suits(token.lemma, a.actor)]
    if speaker:
        return speaker
    for k in (t, *owners):
        named = [a for a in scene.actor_at.get(k, ()) if _is_force(a.actor) and _suits(token.lemma, a.actor)]
        if named and (k != t or token.text.lower() in _ITSELF):
            return named[:1]
    return _told_before(scene, t) if owners else []


def speaker_over(scene: Scene, t: int) -> list[ActorLink]:
    """Return the force or state that says what a word is part of ("The army said that it ...")."""
    at = scene.parse.tokens[t].head
    for _ in range(2 * _STEPS):
        word = scene.parse.tokens[at]
        if word.dep == "ccomp" and scene.parse.tokens[word.head].lemma in SAYING:
            subjects = surface_subject(scene.tree, word.head)
            found = [a for s in subjects for a in scene.actor_at.get(s, ()) if _is_force(a.actor)]
            return found[:1]
        if word.head == at:
            return []
        at = word.head
    return []


def owner_of(scene: Scene, t: int) -> list[ActorLink]:
    """Return the force that a pronoun stands for ("in its hands", "is theirs"): the speaker, else whom it points to."""
    speaker = speaker_over(scene, t)
    if speaker:
        return speaker
    own = [a for a in scene.actor_at.get(t, ()) if _is_force(a.actor)]
    return own[:1] or _told_before(scene, t)


def _told_before(scene: Scene, t: int) -> list[ActorLink]:
    """Return the last named group or state of the sentence before, or of this one before the word."""
    here = scene.parse.tokens[t].sent
    near = [
        a
        for a in scene.reading.actors
        if a.last <= t and scene.parse.tokens[a.token].sent >= here - 2 and a.actor.id and _is_force(a.actor)
        if _suits(scene.parse.tokens[t].lemma, a.actor)
    ]
    beside = [a for a in near if scene.parse.tokens[a.token].sent == here]
    acting = [a for a in beside if scene.parse.tokens[a.token].dep in ("nsubj", "nsubjpass")]
    return (acting or near)[-1:]


def _pointed(scene: Scene, t: int) -> PlaceLink | None:
    """Return the place that "it", "which" or "the whole town" stands for, named before."""
    token, tokens = scene.parse.tokens[t], scene.parse.tokens
    if token.lemma in _TOWNS and scene.place_at.get(t) is None:
        own = [*children(scene.parse, t, "appos"), *slots(scene.tree, t).get("of", ()), *_name_of(scene, t)]
        bare = any(tokens[k].text.lower() in _POINTERS for k in scene.parse.children[t])
        if bare and not any(o in scene.place_at for o in own):
            return last_place(scene, t, towns=True)
    if token.text.lower() != "it" or token.dep not in ("dobj", "pobj"):
        return None
    first = scene.parse.sentences[token.sent].first
    field = next((k for k in range(t - 1, first - 1, -1) if tokens[k].lemma in AIRFIELDS), None)
    return airfield(scene, field) if field is not None else last_place(scene, t)


def _suits(noun: str, actor: Actor) -> bool:
    """Tell whether an actor can be whose fighters or soldiers they are: a group has fighters, a state has soldiers."""
    if noun in ("fighter", "rebel", "combatant", "militant"):
        return actor.sector in ("REB", "PRM", "CRM")
    return noun not in ("soldier", "troop", "army") or actor.sector in ("MIL", "GOV")


def _is_force(actor: Actor) -> bool:
    """Tell whether an actor is a state, an army or an armed group, and no official."""
    state = (actor.id or "").startswith("country:")
    return state or (actor.sector in ("MIL", "REB", "PRM", "CRM") and not (actor.id or "").startswith("person:"))


def _by_name(scene: Scene, t: int) -> list[ActorLink]:
    """Return the group that a name stands for where linking has none at it ("the paramilitary RSF")."""
    found = word_party(scene, t) if scene.parse.tokens[t].pos == "PROPN" and t not in scene.place_at else None
    return [found] if found is not None and (found.actor.id or "").startswith("group:") else []


def _inside(scene: Scene, t: int) -> list[ActorLink]:
    """Return the party that a word inside another phrase stands for ("the rebel-held town", "RSF-held Nyala")."""
    word, tokens = scene.parse.tokens[t], scene.parse.tokens
    joined = t + 1 < len(tokens) and tokens[t + 1].text in HYPHENS and tokens[t + 1].start == word.end
    found = word_party(scene, t) if joined or t in scene.inside | scene.named else None
    return [found] if found is not None else []


def word_party(scene: Scene, t: int) -> ActorLink | None:
    """Return the party that a single word names ("M23", "Rwandan", "rebel"), as the register and the table of nouns have it."""
    if t < 0:
        return None
    word = scene.parse.tokens[t]
    sector = UNNAMED.get(word.lemma.casefold())
    actor = parties_by_word().get(word.text) or (Actor(None, word.text.lower(), None, sector) if sector else None)
    if actor is None:
        return None
    return ActorLink(
        word.start, word.end, t, t + 1, t, actor, "named" if actor.id else "typed", "named inside a phrase"
    )


def where(scene: Scene, tokens: Sequence[int], *, also_country: bool) -> list[PlaceLink]:
    """Return the places that head tokens name, also as "the town of"; states only if ``also_country``."""
    out: list[PlaceLink] = []
    for t in tokens:
        back = airfield(scene, t) or _pointed(scene, t)
        if back is not None:
            out.append(back)
            continue
        near = [t]
        if scene.parse.tokens[t].lemma in _WHOLE and not _are_parts(scene, t):
            near += [o for name in ("of",) for o in slots(scene.tree, t).get(name, ())]
            near += [*children(scene.parse, t, "appos", "compound", "nmod"), *_name_of(scene, t)]
        for n in near:
            found = scene.place_at.get(n)
            if found is None:
                continue
            link = found if also_country else place_at_home(scene, found)
            if link.place is None or link in out:
                continue
            if also_country or link.place.precision is not Precision.COUNTRY:
                out.append(link)
    return out


def _are_parts(scene: Scene, t: int) -> bool:
    """Tell whether a noun means parts of one town: "the western districts of Aleppo", not "the towns of A and B"."""
    token = scene.parse.tokens[t]
    names = [o for n in slots(scene.tree, t).get("of", ()) for o in coordination(scene.parse, n)]
    return token.tag == "NNS" and token.lemma in ("district", "area", "suburb") and len(names) < 2
