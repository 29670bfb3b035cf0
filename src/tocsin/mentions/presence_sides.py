"""Who is somewhere: forces with or without a name, whose men and tanks they are, and missions of bodies of states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from tocsin.base.homes import NO_STATE, is_bare_army
from tocsin.base.model import ARMED, Actor, ActorLink, PlaceLink, Precision
from tocsin.base.tables import per_overlay, table
from tocsin.base.trees import INNER, children
from tocsin.mentions.draft import Scene
from tocsin.mentions.phrase_links import phrase_link
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_parties import who, word_party
from tocsin.mentions.word_classes import FORCES, word_class

_IN_ARMS = ARMED | {"CRM", "UAF"}
SHARES = frozenset({
    "some", "most", "all", "many", "part", "rest", "much", "number", "remainder", "remnant", "last", "half", "majority",
    "handful", "dozen", "score", "hundred", "thousand", "several", "few", "more", "bulk", "rump", "thirty", "sixty",
})  # fmt: skip
_GIVEN = frozenset({"CVL", "UNK", "EDU", "LAB", "BUS", None})
_MISSIONS = ("mission", "force", "peacekeep", "observer", "monitor", "contingent", "helmet", "patrol")


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
    if (noun := scene.tree.lemma(t)) != "police" and noun not in word_class(FORCES, "force"):
        return None
    filled = slots(scene.tree, t)
    missions = (a for k in children(scene.parse, t, "poss") for a in scene.actor_at.get(k, ()) if _is_own_mission(a))
    mission = next(missions, None)
    if mission is not None or any(a.actor.id for a in who(scene, (t,))):
        return mission
    near = who(scene, [*filled.get("of", ()), *filled.get("poss", ())])
    owners = [a for a in near if a.actor.id and a.actor.sector in ARMED]
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
    if token.lemma not in SHARES and token.pos != "NUM" and token.lemma not in word_class(FORCES, "force"):
        return None
    inner = slots(scene.tree, t).get("of", ())
    return next((f for o in inner if (f := _force(scene, o, arms=True)) is not None), None)


def _force(scene: Scene, t: int, *, arms: bool) -> ActorLink | None:
    token = scene.parse.tokens[t]
    if token.tag == "NN" and token.lemma in word_class(FORCES, "civil"):
        return None
    is_armed = token.lemma in word_class(FORCES, "force" if arms else "sure")
    for link in who(scene, (t,)):
        sector, ident = link.actor.sector, link.actor.id or ""
        if ident.startswith("person:") or (
            token.lemma in word_class(FORCES, "officer") and token.text.lower() != "officers"
        ):
            continue
        officers = sector == "COP" and token.lemma == "officer" and "police" not in link.actor.name.casefold()
        if officers:
            return replace(link, actor=replace(link.actor, sector="MIL"))
        if sector in _IN_ARMS or (sector == "IGO" and is_mission(scene, t, link)):
            return link
        if arms and (sector == "COP" or (sector == "GOV" and ident.startswith("country:"))):
            return link
        if sector in _GIVEN and (is_armed or (arms and _is_people(scene, t))):
            return replace(link, actor=replace(link.actor, sector="MIL"))
    if is_armed and token.pos == "NOUN":
        return _unlinked(scene, t)
    return None


def is_mission(scene: Scene, t: int, link: ActorLink) -> bool:
    """Tell whether a body of states stands for its mission in the field: by its name, its acronym or the noun beside it."""
    words = f"{link.actor.name} {scene.text[link.start : link.end]}".casefold()
    name = link.actor.name
    return (
        any(w in words for w in _MISSIONS)
        or (name.isupper() and name.startswith(("UN", "MIN", "MON")))
        or (scene.parse.tokens[t].lemma in word_class(FORCES, "force"))
    )


def _is_people(scene: Scene, t: int) -> bool:
    """Tell whether a word is a people's name in the plural ("the Ugandans"), which among arms means its soldiers."""
    token = scene.parse.tokens[t]
    return token.tag in ("NNPS", "NNS") and token.text[:1].isupper()


def _unlinked(scene: Scene, t: int) -> ActorLink:
    """Return a force that linking has no link for, with the land of the people's name before it."""
    near = children(scene.parse, t, *INNER)
    party = next((p for k in near if (p := word_party(scene, k)) is not None), None)
    if party is not None and party.actor.sector in ARMED:
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
