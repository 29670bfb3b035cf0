"""Places and sides of takings that the plain slots miss: towns that no table knows, bases that fall, towns in a held province."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tocsin.base.geo import LOCAL
from tocsin.base.homes import is_bare_army
from tocsin.base.model import ARMED, Actor, ActorLink, Place, PlaceLink, Precision
from tocsin.base.trees import children, subtree
from tocsin.mentions.draft import Scene
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_parties import who
from tocsin.mentions.word_classes import SITES, unnamed_sector, word_class

_GROUPS = frozenset({"REB", "PRM"})
# So many tokens may stand between a town's name and "in RSF-held ...": "airport", a comma.
_GAP = 2


def unknown_town(scene: Scene, t: int) -> PlaceLink | None:
    """Return the town that a name means which no table knows, where the text tells that it is one.

    "The town of al-Khoei", "Kalima, a village"; or what was taken, and is "the town" later in the sentence.
    """
    token = scene.parse.tokens[t]
    if token.lemma in word_class(SITES, "naming"):
        return next((p for o in slots(scene.tree, t).get("of", ()) if (p := unknown_town(scene, o))), None)
    if token.pos != "PROPN" or t in scene.place_at or any(a.actor.id for a in scene.actor_at.get(t, ())):
        return None
    first, last = name_at(scene, t)
    name = scene.text[scene.parse.tokens[first].start : scene.parse.tokens[last - 1].end]
    if not (_is_told_as_town(scene, t, name) or _is_the_town(scene, last)):
        return None
    place = Place(name, None, _land(scene, t), None, None, None, Precision.TOWN)
    start, end = scene.parse.tokens[first].start, scene.parse.tokens[last - 1].end
    return PlaceLink(start, end, first, last, t, place, "told as a town; no table knows it")


def name_at(scene: Scene, t: int) -> tuple[int, int]:
    """Return the tokens of a name: the words before its head that belong to it, with their hyphens."""
    first = t
    while first and scene.parse.tokens[first - 1].head == t and scene.parse.tokens[first - 1].pos in ("PROPN", "PUNCT"):
        first -= 1
    return first, t + 1


def _is_told_as_town(scene: Scene, t: int, name: str) -> bool:
    """Tell whether the document has a name as "the town of NAME" or "NAME, a town"."""
    tokens, towns = scene.parse.tokens, word_class(SITES, "naming")
    for k in (k.i for k in tokens if k.text == tokens[t].text):
        first, last = name_at(scene, k)
        if scene.text[tokens[first].start : tokens[last - 1].end] != name:
            continue
        prep = tokens[tokens[k].head]
        if prep.lemma == "of" and tokens[prep.head].lemma in towns:
            return True
        if any(tokens[a].lemma in towns for a in children(scene.parse, k, "appos")):
            return True
    return False


def _is_the_town(scene: Scene, last: int) -> bool:
    """Tell whether "the town" stands later in the sentence, with no other town named between."""
    tokens, towns = scene.parse.tokens, word_class(SITES, "naming")
    end = scene.parse.sentences[tokens[last - 1].sent].last
    for k in range(last, end):
        if k in scene.place_at:
            return False
        if tokens[k].lemma in towns and tokens[k - 1].text.lower() == "the":
            return True
    return False


def _land(scene: Scene, t: int) -> str | None:
    """Return the country of the places in the sentence of a token, else the document's."""
    here = [
        p.place.country for p in scene.reading.places if p.place and scene.parse.tokens[p.token].sent == _sent(scene, t)
    ]
    return next((c for c in here if c), None) or scene.land


def _sent(scene: Scene, t: int) -> int:
    return scene.parse.tokens[t].sent


def towns_within(scene: Scene, places: list[PlaceLink]) -> list[PlaceLink]:
    """Return the towns that stand before "in RSF-held South Darfur": what lies in a province that one side holds is held too."""
    out = []
    for link in places:
        first = next((k for k in range(link.first, 0, -1) if scene.parse.tokens[k].lemma == "in"), 0)
        if not first or link.first - first > 2 * _GAP:
            continue
        near = (p for p in scene.reading.places if p.place is not None and p.place.precision in LOCAL)
        out += [p for p in near if 0 <= first - p.last <= _GAP and _sent(scene, p.token) == _sent(scene, link.token)]
    return out


def fallen_bases(scene: Scene) -> Iterator[tuple[int, ActorLink, PlaceLink]]:
    """Yield whose base fell where: "the fall of the militia's base at X"; the token is that of "fall"."""
    for token in scene.parse.tokens:
        if token.lemma != "fall" or token.pos != "NOUN":
            continue
        for o in slots(scene.tree, token.i).get("of", ()):
            if scene.parse.tokens[o].lemma not in word_class(SITES, "fall"):
                continue
            filled = slots(scene.tree, o)
            sides = next((found for s in ("poss", "mod") if (found := who(scene, filled.get(s, ())))), [])
            sides = sides or _whose(scene, o)
            at = [p for s in ("at", "in", "of", "near") for p in filled.get(s, ())]
            place = next((scene.place_at[k] for k in at if k in scene.place_at), None)
            if sides and place is not None and place.place is not None and place.place.precision in LOCAL:
                yield token.i, sides[0], place


def _whose(scene: Scene, o: int) -> list[ActorLink]:
    """Return the unnamed party before a base ("the militia's base"), which linking has as one phrase."""
    for k in children(scene.parse, o, "poss", "compound", "amod"):
        word = scene.parse.tokens[k]
        sector = unnamed_sector(word.lemma)
        if sector is not None:
            actor = Actor(None, f"the {word.text}", _land(scene, o), sector)
            return [ActorLink(word.start, word.end, k, k + 1, k, actor, "typed", "whose base it was")]
    return []


def beside_army(scene: Scene, subject: ActorLink, other: ActorLink) -> tuple[ActorLink, ActorLink]:
    """Return who fights beside "the army" and that army; a militia is none, and who fights beside an army is not it."""
    noun = unnamed_sector(scene.parse.tokens[subject.token].lemma)
    if noun in _GROUPS and subject.actor.id is None and subject.actor.sector == "MIL":
        subject = replace(subject, actor=replace(subject.actor, sector=noun))
    same = other.actor.name == subject.actor.name or (other.actor.id is not None and other.actor.id == subject.actor.id)
    if same and is_bare_army(scene.text[other.start : other.end]):
        army = Actor(None, "the army", subject.actor.country or scene.land, "MIL")
        other = replace(other, actor=army, basis="typed", reason="who fights beside it is another")
    return subject, other


def agreeing(scene: Scene, verb: int, link: ActorLink) -> ActorLink:
    """Return the party that a verb in the singular tells of: "the joint force of rebel groups that fights", not the groups."""
    tokens = scene.parse.tokens
    noun = tokens[link.token]
    prep = tokens[noun.head]
    if tokens[verb].tag != "VBZ" or noun.tag != "NNS" or prep.lemma != "of" or tokens[prep.head].tag != "NN":
        return link
    named = [a for a in scene.actor_at.get(prep.head, ()) if a.basis != "coreferent"]
    if named:
        return named[0]
    first = min([*children(scene.parse, prep.head, "amod", "compound"), prep.head])
    start, end = tokens[first].start, tokens[prep.head].end
    actor = Actor(None, scene.text[start:end], None, link.actor.sector)
    return ActorLink(start, end, first, prep.head + 1, prep.head, actor, "typed", "whom the verb agrees with")


def not_itself(scene: Scene, verb: int, link: ActorLink) -> ActorLink:
    """Return who "it" is where the sentence goes on to name whom linking took it for: "it seized X after the army had won it".

    A subject's pronoun is never the noun of a clause below it; then it is the last other force told of before.
    """
    tokens = scene.parse.tokens
    if tokens[link.token].text.lower() not in ("it", "they") or tokens[link.token].dep != "nsubj":
        return link
    below = {k for c in children(scene.parse, verb, "advcl", "prep") for k in subtree(scene.parse, c)}
    below |= {k for c in children(scene.parse, verb, "npadvmod") for k in subtree(scene.parse, c)}
    again = (a for k in below for a in scene.actor_at.get(k, ()) if tokens[k].dep in ("nsubj", "nsubjpass"))
    if not any(_same(a.actor, link.actor) and a.basis != "coreferent" for a in again):
        return link
    before = [
        a
        for a in scene.reading.actors
        if a.last <= link.token and a.actor.sector in ARMED and not _same(a.actor, link.actor)
        if a.actor.id and a.actor.id.startswith(("group:", "agency:"))
    ]
    return before[-1] if before else link


def _same(one: Actor, other: Actor) -> bool:
    if one.sector == other.sector == "MIL" and None in (one.id, other.id):
        return None in (one.country, other.country) or one.country == other.country
    return one.id == other.id if one.id or other.id else one.name.casefold() == other.name.casefold()
