"""Leaving a place that loses it to nobody: persons who travel, guests who go home, guns that are pulled back."""

from __future__ import annotations

from tocsin.base.model import ARMED, FIGHTERS, ActorLink, PlaceLink, Precision
from tocsin.base.trees import children
from tocsin.mentions.draft import Scene
from tocsin.mentions.holding_links import as_force
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_words import Standing

_LEAVING = frozenset(
    {"leave", "withdraw", "retreat", "pull", "flee", "depart", "evacuate", "quit", "vacate", "abandon"}
)
# Verbs that guests who were there by agreement go by, too.
_GOING_HOME = frozenset({"leave", "withdraw", "pull", "depart", "evacuate", "vacate", "quit"})
_MEN = frozenset({
    "fighter", "soldier", "troop", "man", "force", "unit", "brigade", "battalion", "army", "garrison", "militant",
    "column", "gunman", "militia", "contingent", "policeman", "police", "division",
})  # fmt: skip
# Who comes into a place and goes again does not have it.
_COMING = frozenset(
    {"enter", "storm", "reach", "penetrate", "burst", "break", "ride", "drive", "roll", "walk", "march"}
)
_GONE = frozenset({"withdraw", "retreat", "leave", "depart", "retire", "flee"})
_GOING = _GONE | frozenset({"go", "pull", "fall", "turn", "drive", "move", "head"})
_RESULT = frozenset({"as", "with", "without", "in", "under"})
_WHILES = frozenset({"minute", "hour", "day", "night", "while", "week"})
_BACK = 1


def is_departure(scene: Scene, i: int, row: Standing, subject: ActorLink, place: PlaceLink | None) -> bool:
    """Tell whether a verb of leaving tells of no loss of the place."""
    if not row.ended or row.begun or row.lemma not in _LEAVING:
        return False
    if _is_person(scene, subject) or _is_for_a_while(scene, i):
        return True
    token = scene.parse.tokens[i]
    if row.lemma == "pull" and (pulled := slots(scene.tree, i).get("obj", ())):
        return not any(scene.tree.lemma(t) in _MEN for t in pulled)
    if row.lemma == "leave" and (_is_result(scene, i) or (token.tag == "VBG" and _has(scene, i, _RESULT))):
        return True
    return row.lemma in _GOING_HOME and _is_guest(subject, place) and not _enemies_near(scene, i, subject)


def _is_for_a_while(scene: Scene, i: int) -> bool:
    """Tell whether somebody left only for hours or days, and came back ("had left it for a day")."""
    return any(
        scene.parse.tokens[o].lemma in _WHILES
        for p in children(scene.parse, i, "prep")
        if scene.parse.tokens[p].lemma == "for"
        for o in children(scene.parse, p, "pobj")
    )


def _is_person(scene: Scene, link: ActorLink) -> bool:
    if (link.actor.id or "").startswith("person:") or scene.entity_at.get(link.token) == "PERSON":
        return scene.tree.lemma(link.token).casefold() not in _MEN
    return scene.parse.tokens[link.token].text.lower() in ("he", "she")


def _has(scene: Scene, i: int, words: frozenset[str]) -> bool:
    return any(scene.parse.tokens[k].text.lower() in words for k in children(scene.parse, i, "prep"))


def _is_result(scene: Scene, i: int) -> bool:
    """Tell whether "leave" means in which state a place was left ("left Bagram to the goats", "leaving Kabul as the last")."""
    to = [o for p in children(scene.parse, i, "prep", "dative") for o in children(scene.parse, p, "pobj")]
    thing = bool(to) and _has(scene, i, frozenset({"to"})) and not any(scene.actor_at.get(o) for o in to)
    return (
        bool(children(scene.parse, i, "oprd", "acomp", "ccomp", "xcomp")) or thing or _has(scene, i, frozenset({"as"}))
    )


def _is_guest(subject: ActorLink, link: PlaceLink | None) -> bool:
    """Tell whether a force is of another country than the place."""
    home, place = subject.actor.country, link.place if link else None
    stated = home is not None and "country" not in subject.supposed
    abroad = place is not None and place.country is not None and place.country != home
    return (
        stated
        and abroad
        and subject.actor.sector in FIGHTERS
        and place is not None
        and place.precision is not Precision.COUNTRY
    )


def _enemies_near(scene: Scene, i: int, subject: ActorLink) -> bool:
    """Tell whether the sentence or one beside it tells of another force that might have driven them out."""
    here = scene.parse.tokens[i].sent
    others = (f for a in scene.reading.actors if (f := as_force(scene, a)) is not None)
    near = (f for f in others if abs(scene.parse.tokens[f.token].sent - here) <= _BACK)
    return any(f.actor.sector in ARMED and f.actor.country != subject.actor.country for f in near)


def came_through(scene: Scene, token: int) -> bool:
    """Tell whether a sentence tells that whoever came into a place went again: "entered it before pulling back"."""
    if scene.parse.tokens[token].lemma not in _COMING:
        return False
    after = scene.parse.tokens[token : scene.parse.sentences[scene.parse.tokens[token].sent].last]
    again = next((k for k, t in enumerate(after) if t.text.lower() in ("before", "and", "then", "but")), None)
    if again is None:
        return False
    gone = [t for t in after[again + 1 :] if t.lemma in _GOING and t.pos == "VERB" and not _is_others(scene, t.i)]
    return any(t.lemma in _GONE or _is_away(scene, t.i) for t in gone)


def _is_others(scene: Scene, i: int) -> bool:
    """Tell whether somebody else goes: "entered the town, and the soldiers fled"."""
    own = children(scene.parse, i, "nsubj", "nsubjpass")
    return bool(own) and any(scene.parse.tokens[k].pos != "PRON" for k in own)


def _is_away(scene: Scene, i: int) -> bool:
    """Tell whether a word of going is one of going away, and drives nobody: "turned back", not "drove out the army"."""
    words = {t.text.lower() for t in scene.parse.tokens[i : i + 3]}
    return bool({"back", "again", "out", "away"} & words) and not children(scene.parse, i, "dobj")
