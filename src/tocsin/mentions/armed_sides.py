"""Who stands for a side that fights, helps or makes peace, where no link of its own tells it.

"The armies of Uganda and Rwanda", "Turkish drones", "Hemedti's men", "the mutineers", "the Chadians": whose men, arms or
positions they are; else a noun that means people in arms; else the people of that name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tocsin.base.model import ARMED, Actor, ActorLink
from tocsin.base.peoples import force_of_people
from tocsin.base.trees import INNER, ancestors, children, conjuncts, coordination, first_conjunct
from tocsin.mentions.draft import Scene
from tocsin.mentions.holding_links import as_force
from tocsin.mentions.phrase_links import phrase_link
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_parties import owner_of, word_party
from tocsin.mentions.word_classes import FORCES, sectors_of, word_class

_SIDES = frozenset({"GOV", "MIL", "REB", "PRM", "SPY", "IGO", "CRM"})
# Who acts for a state that the words name: "Thailand's prime minister suspended the accord".
_OFFICIALS = frozenset({
    "minister", "president", "premier", "government", "cabinet", "king", "emir", "ministry", "parliament", "leader",
    "general",
})  # fmt: skip
_FIGHTING = frozenset({"fight", "fly", "battle", "serve"})
_PRONOUNS = frozenset({"it", "they", "them", "he", "him", "who", "which", "that", "we", "us", "itself", "themselves"})
_AT = frozenset({"in", "at", "near", "outside", "around", "inside", "across", "into", "over"})
_REASON = "a word for people in arms"


def sides_at(scene: Scene, t: int) -> list[ActorLink]:
    """Return the sides that the noun or pronoun at ``t`` stands for: several for "the armies of Uganda and Rwanda"."""
    token = scene.parse.tokens[t]
    own = [f for a in scene.actor_at.get(t, ()) if is_side(a) and (f := _acting(scene, a)) is not None]
    if _is_where(scene, t):
        return []
    if any(a.actor.id for a in own):
        return own[:1]
    if token.text.lower() in _PRONOUNS:
        return own[:1] or [a for a in owner_of(scene, t) if is_side(a)][:1]
    noun = scene.tree.lemma(t).casefold()
    if noun in _OFFICIALS:
        return [a for a in _owners(scene, t) if a.actor.id][:1] or own[:1]
    if noun in word_class(FORCES, "theirs"):
        named = [a for a in _owners(scene, t) if a.actor.id]
        if named and not (own and own[0].actor.sector in ARMED and _is_own_force(own[0], named[0])):
            return named
    if own:
        return own[:1]
    return [*_people(scene, t), *_typed(scene, t, noun)][:1]


def sides_in(scene: Scene, tokens: Iterable[int]) -> list[ActorLink]:
    """Return the different sides that several words stand for."""
    out: list[ActorLink] = []
    for t in tokens:
        out += [a for a in sides_at(scene, t) if not any(is_same(a, b) for b in out)]
    return out


def is_side(link: ActorLink) -> bool:
    """Tell whether a link can be one side of a war, of a truce or of help in arms."""
    a = link.actor
    office = a.sector == "GOV" and (a.id or "").startswith("agency:")
    return (a.sector in _SIDES and not office) or is_group(link)


def is_group(link: ActorLink) -> bool:
    """Tell whether a link is an armed group: rebels, a militia, or a row of the table of groups."""
    return link.actor.sector in ("REB", "PRM") or (link.actor.id or "").startswith("group:")


def _acting(scene: Scene, link: ActorLink) -> ActorLink | None:
    """Return a link as that of a side: no ground ("the capital"), no envoy or aide of a state."""
    if (link.actor.id or "").startswith("person:") or link.actor.sector in ("SPY", "IGO"):
        return link
    found = as_force(scene, link)
    unnamed = found is not None and found.actor.sector == "GOV" and found.actor.id is None
    if unnamed and link.basis != "named" and scene.tree.lemma(link.token).casefold() not in sectors_of(FORCES, "side"):
        return None
    return found


def is_ground(scene: Scene, link: ActorLink) -> bool:
    """Tell whether an unnamed link is only ground: "the barracks", "the capital"."""
    return link.basis == "typed" and link.actor.id is None and as_force(scene, link) is None


def _is_where(scene: Scene, t: int) -> bool:
    """Tell whether a name only says where something is: "signed in Luanda"."""
    tokens = scene.parse.tokens
    top = tokens[first_conjunct(scene.parse, t)]
    return t in scene.place_at and top.dep == "pobj" and tokens[top.head].lemma in _AT


def is_same(one: ActorLink, other: ActorLink) -> bool:
    """Tell whether two links are one: the same words, or the same actor."""
    a, b = one.actor, other.actor
    return one.token == other.token or a == b or (a.id is not None and a.id == b.id)


def _is_own_force(own: ActorLink, named: ActorLink) -> bool:
    """Tell whether a typed force is told by its own words ("Somali soldiers"), which say more than the state's name."""
    return own.actor.country is not None and own.actor.country == named.actor.country and own.actor.sector != "REB"


def _owners(scene: Scene, t: int) -> Iterator[ActorLink]:
    """Yield whose something is: "Turkish drones", "Hezbollah's positions", "positions of the army"."""
    for k in [*children(scene.parse, t, *INNER), *slots(scene.tree, t).get("of", ())]:
        for c in conjuncts(scene.parse, k):
            found = [a for a in scene.actor_at.get(c, ()) if is_side(a) and a.token != t]
            word = (
                word_party(scene, c) if not children(scene.parse, c, "compound") else None
            )  # "South Sudan" is not Sudan
            yield from found[:1] or ([word] if word is not None else [])


def _people(scene: Scene, t: int) -> Iterator[ActorLink]:
    """Yield the force of a people's bare name: "the Chadians", "the Abkhaz"."""
    for link in scene.actor_at.get(t, ()):
        if link.actor.sector != "CVL" or link.actor.id is not None:
            continue
        force = as_force(scene, link)
        word = word_party(scene, t) or _state_of_people(scene, t)
        if force is not None:
            yield force
        elif word is not None and scene.parse.tokens[t].pos == "PROPN":
            yield word
    if t not in scene.actor_at and force_of_people(scene.parse.tokens[t].text, scene.land):
        yield _link(scene, t, Actor(None, scene.parse.tokens[t].text, scene.land, "REB"))


def _state_of_people(scene: Scene, t: int) -> ActorLink | None:
    """Return the state of a people in the plural: "the Ugandans"."""
    link = next((a for a in scene.actor_at.get(t, ()) if a.actor.country), None)
    if link is None or scene.parse.tokens[t].tag != "NNPS":
        return None
    return _link(scene, t, Actor(None, link.actor.name, link.actor.country, "MIL"))


def _typed(scene: Scene, t: int, noun: str) -> Iterator[ActorLink]:
    """Yield people in arms whom linking has not taken for actors ("the mutineers")."""
    sector = sectors_of(FORCES, "side").get(noun)
    if sector is not None and scene.parse.tokens[t].pos in ("NOUN", "PROPN"):
        yield phrase_link(scene, t, sector, _REASON, prepositions=False)


def _link(scene: Scene, t: int, actor: Actor) -> ActorLink:
    token = scene.parse.tokens[t]
    return ActorLink(token.start, token.end, t, t + 1, t, actor, "typed", _REASON)


def spread(scene: Scene, tokens: Iterable[int]) -> list[int]:
    """Return tokens with all that is coordinated with them."""
    out: list[int] = []
    for t in tokens:
        out += [k for k in coordination(scene.parse, t) if k not in out]
    return out


def tells_of_help(scene: Scene, i: int, helper: ActorLink, helped: ActorLink) -> bool:
    """Tell whether a word of help is one: not "helped itself", "fought for the capital", "neither arms nor pays"."""
    tokens = scene.parse.tokens
    if tokens[helped.token].text.lower() in ("itself", "himself", "themselves", "herself"):
        return False
    if any(tokens[k].text.lower() in ("nor", "neither") for k in scene.parse.children[i]):
        return False
    proof = any(tokens[k].lemma in ("proof", "evidence", "sign") for k in [*ancestors(scene.parse, i)][:2])
    if tokens[helped.token].lemma in word_class(FORCES, "materiel") and helped.actor.id is None:
        return False
    in_arms = helper.actor.sector in ARMED or tokens[i].lemma not in _FIGHTING
    ground = helped.basis == "typed" and as_force(scene, helped) is None and helped.actor.sector == "GOV"
    return in_arms and not proof and not ground
