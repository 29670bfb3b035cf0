"""Who is somewhere and where that is: forces with or without a name, and places with the camps and hills around them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tocsin.base.homes import NO_STATE, is_bare_army
from tocsin.base.model import Actor, ActorLink, PlaceLink, Precision
from tocsin.base.tables import per_overlay, table
from tocsin.base.trees import children, coordination
from tocsin.mentions.draft import Scene
from tocsin.mentions.home_places import unknown_place
from tocsin.mentions.phrase_links import phrase_link
from tocsin.mentions.presence_places import whole_name, with_list
from tocsin.mentions.relations_towns import name_at
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_places import last_place
from tocsin.mentions.standing_slots import where, who, word_party

_FIGHTERS = frozenset({"MIL", "REB", "PRM"})
_ARMED = frozenset({"MIL", "REB", "PRM", "CRM", "UAF"})
_STATE = frozenset({"GOV", "MIL", "COP"})
# Nouns of armed people and their means, whatever linking took them for.
FORCES = frozenset({
    "troop", "soldier", "force", "fighter", "gunman", "militiaman", "rebel", "insurgent", "militant", "guerrilla",
    "guerilla", "separatist", "jihadist", "jihadi", "paratrooper", "para", "marine", "commando", "ranger", "mercenary",
    "contractor", "instructor", "trainer", "adviser", "advisor", "peacekeeper", "helmet", "beret", "observer",
    "monitor", "gendarme", "policeman", "conscript", "reservist", "legionnaire", "sniper", "gunner", "pilot", "tank",
    "armour", "armor", "artillery", "infantry", "cavalry", "battery", "battalion", "brigade", "regiment", "division",
    "corps", "company", "platoon", "squad", "squadron", "unit", "detachment", "contingent", "garrison", "patrol",
    "column", "convoy", "cell", "band", "gang", "militia", "army", "military", "guard", "personnel", "serviceman",
    "servicewoman", "combatant", "volunteer", "warship", "frigate", "gunboat", "crew", "reinforcement", "mission",
    "bluehelmet", "cadre", "operative", "extremist", "terrorist", "raider", "attacker", "invader", "intruder",
    "occupier", "defender", "besieger", "legion", "auxiliary", "partisan", "trooper", "man", "officer",
})  # fmt: skip
# Of them, those that are people in arms beyond doubt, also with nothing more said.
_PLAIN = FORCES - {
    "man", "force", "company", "division", "unit", "mission", "crew", "cell", "band", "gang", "patrol", "convoy", "column",
    "guard", "volunteer", "pilot", "observer", "monitor", "trainer", "instructor", "adviser", "advisor", "contractor",
    "personnel", "battery", "operative", "cadre", "defender", "partisan", "contingent",
    "policeman", "extremist", "terrorist", "attacker", "officer",
}  # fmt: skip
_POLICE = frozenset({"police", "policeman"})
SHARES = frozenset({
    "some", "most", "all", "many", "part", "rest", "much", "number", "remainder", "remnant", "last", "half", "majority",
    "handful", "dozen", "score", "hundred", "thousand", "several", "few", "more", "bulk", "rump", "thirty", "sixty",
})  # fmt: skip
_GIVEN = frozenset({"CVL", "UNK", "EDU", "LAB", "BUS", None})
_MISSIONS = ("mission", "force", "peacekeep", "observer", "monitor", "contingent", "helmet", "patrol")
_SINGLE = frozenset({
    "general", "colonel", "major", "captain", "officer", "warlord", "commander", "chief", "helicopter",
})  # fmt: skip
# One of these alone is somebody who writes or advises, and no force.
_CIVIL = frozenset({
    "monitor", "observer", "adviser", "advisor", "instructor", "trainer", "contractor", "pilot", "volunteer", "company",
    "man", "cadre", "operative", "defender", "extremist", "attacker", "conscript", "partisan", "marine", "officer",
})  # fmt: skip
# What lies at a place: who is there is in the place, or at its edge.
SITES = frozenset({
    "hill", "mountain", "forest", "jungle", "valley", "ridge", "height", "bush", "desert", "swamp", "marsh", "outskirt",
    "outskirts", "edge", "street", "suburb", "district", "quarter", "neighbourhood", "neighborhood", "part", "parts",
    "centre", "center", "camp", "base", "post", "outpost", "checkpoint", "roadblock", "garrison", "barracks", "barrack",
    "trench", "position", "bunker", "airport", "airfield", "airstrip", "airbase", "port", "harbour", "harbor", "bridge",
    "border", "road", "highway", "bank", "shore", "coast", "island", "village", "town", "city", "area", "region",
    "province", "territory", "zone", "corridor", "pocket", "enclave", "strip", "plateau", "plain", "gorge", "cave",
    "mine", "plant", "refinery", "dam", "field", "compound", "palace", "ministry", "school", "church", "hospital",
    "hotel", "station", "building", "house", "tunnel", "soil", "north", "south", "east", "west", "interior", "slum",
    "township", "state", "peninsula", "delta", "foothill", "slope", "square", "gate", "ground", "hideout", "hillside",
    "countryside", "stronghold", "sector", "headquarters", "rear", "cantonment", "quay", "dock", "silo",
})  # fmt: skip
WAYS = frozenset({"north", "south", "east", "west", "outside", "northeast", "northwest", "southeast", "southwest"})
_INNER = (
    "of", "in", "at", "near", "above", "around", "round", "outside", "on", "off", "behind", "along", "between", "by",
    "over", "below", "inside", "across", "opposite", "poss", "mod",
)  # fmt: skip
_DEICTIC = frozenset({"there", "here"})


def forces(scene: Scene, tokens: Iterable[int], *, arms: bool) -> list[ActorLink]:
    """Return the forces that head tokens stand for; with a verb of arms also states and peoples' names."""
    out: list[ActorLink] = []
    for t in tokens:
        found = _whose(scene, t) or _force(scene, t, arms=arms) or _of_share(scene, t)
        if found is not None and found not in out:
            out.append(found)
    return out


def _whose(scene: Scene, t: int) -> ActorLink | None:
    """Return the known force whose men or tanks a noun means ("men of the brigade", "the general's tanks", "Wagner men")."""
    if scene.tree.lemma(t) not in FORCES | _POLICE:
        return None
    filled = slots(scene.tree, t)
    missions = (a for k in children(scene.parse, t, "poss") for a in scene.actor_at.get(k, ()) if _is_own_mission(a))
    mission = next(missions, None)
    if mission is not None or any(a.actor.id for a in who(scene, (t,))):
        return mission
    near = who(scene, [*filled.get("of", ()), *filled.get("poss", ())])
    owners = [a for a in near if a.actor.id and a.actor.sector in _FIGHTERS]
    return next(iter([*owners, *(a for k in filled.get("mod", ()) for a in _by_its_name(scene, k))]), None)


def _is_own_mission(link: ActorLink) -> bool:
    """Tell whether an owner ("its troops") is a mission in the field."""
    return link.actor.sector == "IGO" and any(w in link.actor.name.casefold() for w in _MISSIONS)


def as_troops(link: ActorLink, place: PlaceLink) -> ActorLink:
    """Return police as their state's force where they serve abroad ("Kenyan police officers in Haiti")."""
    land = place.place.country if place.place else None
    if link.actor.sector != "COP" or land is None or link.actor.country in (None, land, *NO_STATE):
        return link
    return replace(link, actor=replace(link.actor, sector="MIL"))


@per_overlay
def _missions() -> Mapping[str, Actor]:
    """Return the missions of bodies of states in the field by their acronyms."""
    rows = table("actors/bodies.tsv", columns=("id", "name", "aliases", "country", "sector", "parent"))
    return {
        word: Actor(r["id"], r["name"], r["country"], r["sector"])
        for r in rows
        if r["parent"] and any(w in r["name"].casefold() for w in _MISSIONS)
        for word in (r["name"], *r.many("aliases"))
        if word.isupper() and word.isalpha()
    }


def _by_its_name(scene: Scene, t: int) -> list[ActorLink]:
    """Return the group or the mission that a word before "men" or "peacekeepers" names, as the tables or the text have it."""
    party = word_party(scene, t)
    if party is not None and (party.actor.id or "").startswith("group:"):
        return [party]
    word = scene.parse.tokens[t].text
    mission = _missions().get(word)
    if mission is not None:
        token = scene.parse.tokens[t]
        return [ActorLink(token.start, token.end, t, t + 1, t, mission, "named", "a mission by its acronym")]
    same = (a for a in scene.reading.actors if scene.text[a.start : a.end].removeprefix("the ") == word)
    return [a for a in same if a.actor.sector == "IGO" and a.actor.id and is_mission(scene, a.token, a)][:1]


def _of_share(scene: Scene, t: int) -> ActorLink | None:
    """Return whose part a word of quantity tells of ("the last of its soldiers", "a handful of marines")."""
    token = scene.parse.tokens[t]
    if token.lemma not in SHARES and token.pos != "NUM" and token.lemma not in FORCES:
        return None
    inner = slots(scene.tree, t).get("of", ())
    return next((f for o in inner if (f := _force(scene, o, arms=True)) is not None), None)


def _force(scene: Scene, t: int, *, arms: bool) -> ActorLink | None:
    token = scene.parse.tokens[t]
    if token.tag == "NN" and token.lemma in _CIVIL:
        return None
    for link in who(scene, (t,)):
        sector, ident = link.actor.sector, link.actor.id or ""
        if ident.startswith("person:") or (token.lemma in _SINGLE and token.text.lower() != "officers"):
            continue
        officers = sector == "COP" and token.lemma == "officer" and "police" not in link.actor.name.casefold()
        if officers:
            return replace(link, actor=replace(link.actor, sector="MIL"))
        if sector in _ARMED or (sector == "IGO" and is_mission(scene, t, link)):
            return link
        if arms and (sector == "COP" or (sector == "GOV" and ident.startswith("country:"))):
            return link
        if sector in _GIVEN and (token.lemma in _PLAIN or (arms and (token.lemma in FORCES or _is_people(scene, t)))):
            return replace(link, actor=replace(link.actor, sector="MIL"))
    if token.lemma in FORCES and (arms or token.lemma in _PLAIN) and token.pos == "NOUN":
        return _unlinked(scene, t)
    return None


def is_mission(scene: Scene, t: int, link: ActorLink) -> bool:
    """Tell whether a body of states stands for its mission in the field: by its name, its acronym or the noun beside it."""
    words = f"{link.actor.name} {scene.text[link.start : link.end]}".casefold()
    name = link.actor.name
    return (
        any(w in words for w in _MISSIONS)
        or (name.isupper() and name.startswith(("UN", "MIN", "MON")))
        or (scene.parse.tokens[t].lemma in FORCES)
    )


def _is_people(scene: Scene, t: int) -> bool:
    """Tell whether a word is a people's name in the plural ("the Ugandans"), which among arms means its soldiers."""
    token = scene.parse.tokens[t]
    return token.tag in ("NNPS", "NNS") and token.text[:1].isupper()


def _unlinked(scene: Scene, t: int) -> ActorLink:
    """Return a force that linking has no link for, with the land of the people's name before it."""
    near = children(scene.parse, t, "amod", "compound", "poss", "nmod")
    party = next((p for k in near if (p := word_party(scene, k)) is not None), None)
    if party is not None and party.actor.sector in _FIGHTERS:
        return party
    country = party.actor.country if party else None
    return phrase_link(scene, t, "MIL", "a noun of armed people", country=country, prepositions=False)


def is_there(link: ActorLink, place: PlaceLink, change: str, *, arms: bool = False) -> bool:
    """Tell whether it says anything that a force is in a place, comes to it or has left it.

    Only of who is known, or whose people's name is told. A state's own are always in its country; who is in a town of
    their own land holds it unless the words are of arms ("dug in at"), and who leaves it loses it.
    """
    a, p = link.actor, place.place
    named = a.id is not None or _is_the_army(a.name) or any(w[:1].isupper() for w in a.name.split()[-3:])
    if p is None or not named:
        return False
    home = a.country is not None and a.country in (p.country, *NO_STATE)  # whose group has no land is at home anywhere
    if home and a.sector != "IGO" and (a.sector == "GOV" or p.precision is Precision.COUNTRY):
        return False
    return not home or a.sector == "IGO" or (arms and change != "left")


def _is_the_army(words: str) -> bool:
    """Tell whether words name a state's own army bare; bare "soldiers" may be anybody's."""
    return is_bare_army(words) and words.split()[-1].casefold() in ("army", "military", "navy")


def places(scene: Scene, tokens: Iterable[int]) -> list[PlaceLink]:
    """Return the places that head tokens mean: by name, as a site of a place, or as "the town", "there"."""
    out: list[PlaceLink] = []
    for t in tokens:
        found = [whole_name(scene, p) for p in _place(scene, t)]
        listed = [q for p in found for q in with_list(scene, p)]
        out += [p for p in listed if p not in out and scene.tree.lemma(p.token).casefold() not in WAYS]
    return out


def _place(scene: Scene, t: int) -> list[PlaceLink]:
    token = scene.parse.tokens[t]
    if token.text.lower() in _DEICTIC:
        last = last_place(scene, t)
        return [last] if last is not None else []
    found = where(scene, (t,), also_country=True)
    if found:
        return found
    if token.lemma in SITES:
        filled = slots(scene.tree, t)
        inner = [o for name in _INNER for o in filled.get(name, ())]
        inner += [o for k in filled.get("mod", ()) if scene.tree.lemma(k) in WAYS for o in _inner_of(scene, k)]
        near = [*inner, *children(scene.parse, t, "appos", "nmod", "compound")]
        for k in near:
            own_name = token.pos == "PROPN" and k == t - 1  # "the National Palace"
            found = where(scene, (k,), also_country=True) or ([] if own_name else _unknown(scene, k))
            if not found and scene.tree.lemma(k) in SITES:
                deeper = slots(scene.tree, k)
                found = [
                    p for name in _INNER for o in deeper.get(name, ()) for p in where(scene, (o,), also_country=True)
                ]
            if found:
                return found
    return _unknown(scene, t)


def _inner_of(scene: Scene, t: int) -> list[int]:
    return [o for p in children(scene.parse, t, "prep") for o in coordination_of(scene, p)]


def coordination_of(scene: Scene, prep: int) -> list[int]:
    """Return what a preposition brings, lists spread out."""
    return [c for o in children(scene.parse, prep, "pobj") for c in coordination(scene.parse, o)]


def _unknown(scene: Scene, t: int) -> list[PlaceLink]:
    """Return a name that no table knows as the place that it must be behind "in" or "from"."""
    token = scene.parse.tokens[t]
    timed = any(x.first <= t < x.last for x in scene.reading.times)
    known = any((a.actor.id or a.basis == "coreferent") for a in scene.actor_at.get(t, ()))
    if (
        token.pos != "PROPN"
        or not token.text[:1].isupper()
        or timed
        or known
        or scene.entity_at.get(t) in ("PERSON", "DATE")
    ):
        return []
    return [unknown_place(scene, *name_at(scene, t))]
