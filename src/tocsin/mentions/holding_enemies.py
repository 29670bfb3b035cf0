"""Who takes a place, or holds it, where nobody says it: the enemy of whom the text tells, and the state."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tocsin.base.homes import NO_STATE
from tocsin.base.model import FACT, REBELS, STATE_FORCES, Actor, ActorLink, PlaceLink
from tocsin.mentions.draft import Scene
from tocsin.mentions.holding_links import as_force
from tocsin.mentions.standing_places import SAYING
from tocsin.mentions.subjects import surface_subject

# How many sentences back the enemy of a telling without one is looked for.
BACK = 3
# Happenings that tell of an army as one that takes, holds and leaves places.
_OF_TOWNS = frozenset({("ASSAULT", "territory"), ("RETREAT", "withdraw"), ("RETREAT", "return"), ("COERCE", "seize")})
_AGAIN = frozenset({"retake", "recapture", "regain", "reclaim"})
_THRICE = 3  # a group told of less often is seldom whom a story is about
FREED = "a town is freed by its state, where nobody says by whom"


def enemy_of(scene: Scene, token: int, losers: Sequence[ActorLink], place: PlaceLink) -> list[ActorLink]:
    """Return who takes a place where nobody says it: the state from rebels, else the group or foreign army told of last.

    Whoever only says it comes after those of whom it is told.
    """
    land = place.place.country if place.place else None
    if any(a.actor.sector in REBELS for a in losers):
        return [army_of(losers[0], land)]
    here = scene.parse.tokens[token].sent
    near = [f for f in _near(scene, here) if _fights(f, land)]
    near = [f for f in near if f.actor.sector != "PRM"] or near  # militias of the state's side take it back at most
    near = [f for f in near if not _speaks(scene, f)] or near or _invaders(scene, here, land) or only_group(scene, land)
    near = [f for f in near if f.actor.sector in REBELS or f.actor.country not in {a.actor.country for a in losers}]
    guest = next(
        (a for a in losers if a.actor.sector in STATE_FORCES and a.actor.country not in (None, land, *NO_STATE)), None
    )
    if not near and guest is not None and land is not None:
        return [army_of(guest, land)]  # what a foreign army gives up is its own state's again
    before = [f for f in near if f.token < token]
    return before[-1:] or near[:1]


def _fights(link: ActorLink, land: str | None) -> bool:
    """Tell whether a force is an armed group of a country, or one that is at home in none ("Islamic State")."""
    group = (link.actor.id or "").startswith("group:") and link.actor.sector in REBELS
    return group and link.actor.country in (land, *NO_STATE)


def only_enemy(scene: Scene, token: int, place: PlaceLink) -> list[ActorLink]:
    """Return who takes a place where only one can: the only armed group of the text, else the only army of another state."""
    land = place.place.country if place.place else None
    return only_group(scene, land) or _invaders(scene, scene.parse.tokens[token].sent, land)


def only_group(scene: Scene, land: str | None) -> list[ActorLink]:
    """Return the only armed group of a country that a document tells of, unless it tells more of rebels without a name."""
    forces = [(a, f) for a in scene.reading.actors if (f := as_force(scene, a)) is not None and f.actor.sector == "REB"]
    found = [f for a, f in forces if _fights(f, land) and not (a.actor.id or "").startswith("person:")]
    unnamed = [f for _, f in forces if f.actor.id is None]
    return found[:1] if len({f.actor.id for f in found}) == 1 and len(found) >= max(_THRICE, len(unnamed)) else []


def freer_of(scene: Scene, token: int, place: PlaceLink) -> list[ActorLink]:
    """Return who freed a place where nobody says it: who is told to act last of those in arms, else the state.

    "It was liberated on Thursday" is said of a state's army, but of rebels in a story in which they are who takes towns;
    "it was retaken" not of those who had just taken it themselves.
    """
    here = scene.parse.tokens[token].sent
    before = [f for f in _near(scene, here) if scene.parse.tokens[f.token].sent < here]
    acting = [f for f in before if _acts(scene, f)]
    bare = home_army(scene, token, place)
    last = acting[-1] if acting else bare
    again = scene.tree.lemma(token) in _AGAIN and _took(scene, last, token, place)
    return [last if last.actor.sector in REBELS and last.actor.id and not again else bare]


def _took(scene: Scene, force: ActorLink, token: int, place: PlaceLink) -> bool:
    """Tell whether a force is told to have taken a place before."""
    before = (m for m in scene.reading.mentions if m.trigger.end <= scene.parse.tokens[token].start)
    takings = (m for m in before if (m.type, m.mode) == ("ASSAULT", "territory") and m.status in FACT)
    name = place.place.name if place.place else None
    return any(m.place.name == name and any(p.id == force.actor.id for p in m.actors) for m in takings if m.place)


def home_army(scene: Scene, token: int, place: PlaceLink) -> ActorLink:
    """Return the army of the country of a place: it frees its towns and beats attacks on them off, where nobody says who."""
    word, land = scene.parse.tokens[token], place.place.country if place.place else None
    army = Actor(None, "the army", land or scene.land, "MIL")
    return ActorLink(word.start, word.end, token, token + 1, token, army, "typed", FREED)


def side_telling(scene: Scene, token: int) -> list[ActorLink]:
    """Return the side that announces something by a verb: a group, or the army of the state whose officials do."""
    told = [a for k in surface_subject(scene.tree, token) for a in scene.actor_at.get(k, ())]
    armies = [
        army_of(a, a.actor.country)
        for a in told
        if a.actor.sector in STATE_FORCES and a.actor.country not in (None, *NO_STATE)
    ]
    groups = [f for a in told if (f := as_force(scene, a)) is not None and f.actor.sector in REBELS]
    return (groups or armies)[:1]


def _acts(scene: Scene, link: ActorLink) -> bool:
    word = scene.parse.tokens[link.token]
    by = word.dep == "pobj" and scene.parse.tokens[word.head].text.lower() == "by"
    return (word.dep == "nsubj" or by) and not _speaks(scene, link)


def _invaders(scene: Scene, here: int, land: str | None) -> list[ActorLink]:
    """Return the armies of another state that the sentences before one and itself tell of, if all are of one state."""
    abroad = [f for f in _near(scene, here) if f.actor.sector == "MIL" and f.actor.country not in (None, land)]
    return abroad if land is not None and len({f.actor.country for f in abroad}) == 1 else []


def fights_for_towns(scene: Scene, link: ActorLink) -> bool:
    """Tell whether the text has a state's army take or leave places: where it is told to stay, it has the place."""
    land = link.actor.country
    if link.actor.sector not in STATE_FORCES or land is None:
        return False
    told = (m for m in scene.reading.mentions if (m.type, m.mode) in _OF_TOWNS and m.place is not None)
    return any(p.sector in STATE_FORCES and p.country == land for m in told for p in m.actors)


def _near(scene: Scene, here: int) -> list[ActorLink]:
    """Return the forces that a sentence and those before it tell of."""
    told = (f for a in scene.reading.actors if (f := as_force(scene, a)) is not None)
    return [f for f in told if here - BACK <= scene.parse.tokens[f.token].sent <= here]


def _speaks(scene: Scene, link: ActorLink) -> bool:
    word = scene.parse.tokens[link.token]
    return word.dep == "nsubj" and scene.parse.tokens[word.head].lemma in SAYING


def army_of(link: ActorLink, land: str | None) -> ActorLink:
    """Return the army of a land at a link: what nobody else is told to hold is the state's."""
    return replace(
        link, actor=Actor(None, "the army", land, "MIL"), basis="typed", reason="the state's until told otherwise"
    )


def besieged(scene: Scene, besieger: ActorLink, token: int, place: PlaceLink) -> list[ActorLink]:
    """Return who holds a place before which a force lies: the state, or where the state besieges, the group told of."""
    land = place.place.country if place.place else scene.land
    if besieger.actor.sector in REBELS:
        return [army_of(besieger, land)]
    return (
        enemy_of(scene, token, [], place)
        if besieger.actor.sector in STATE_FORCES and besieger.actor.country == land
        else []
    )
