"""What each kind asks of the sides that a row found: who can be at war, present, held, under sanctions, out of office.

- ``at_war``: two forces, groups or states that are not one side; officials and crowds are none.
- ``present_in``: forces abroad anywhere; at home, where they fight, besiege, patrol or garrison: a group in any place
  smaller than a country, the state's own army only in a town or district, for elsewhere it is always.
- ``detained``: a named person, or people who are counted ("thirty policemen", "dozens of men").
- ``sanctions``: a state or a body of states puts somebody on a list, freezes what is theirs, or keeps measures on them.
- ``holds_office``: only who leaves: a ruler who is toppled, falls or flees the country.
"""

from __future__ import annotations

from collections.abc import Iterable

from tocsin.base.geo import LOCAL
from tocsin.base.model import FIGHTERS, Actor, ActorLink, PlaceLink, Precision
from tocsin.base.peoples import is_gang
from tocsin.base.relations import RelationKind
from tocsin.mentions.armed_sides import is_same
from tocsin.mentions.bands import band_at
from tocsin.mentions.detained import is_held, is_told_as_person, told_free
from tocsin.mentions.draft import Scene
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_parties import speaker_over, who, word_party
from tocsin.mentions.standing_words import Standing
from tocsin.mentions.subjects import is_passive
from tocsin.mentions.word_classes import FORCES, word_class

_STATE = frozenset({"GOV", "MIL"})
_GROUPS = frozenset({"REB", "PRM"})
_FORCES = FIGHTERS | {"IGO"}
_SENDERS = frozenset({"GOV", "IGO", "LEG"})
# Words that tell of forces also in their own country: they are there against somebody.
_AGAINST = frozenset({
    "fight", "operate", "patrol", "besiege", "encircle", "surround", "blockade", "ring", "contest", "garrison", "mass",
    "enter", "hold",
})  # fmt: skip
_ACTING = frozenset({"fight", "operate", "patrol"})
# What people do in a place as well as forces.
_OF_ANYBODY = frozenset({"remain", "stay", "operate", "base"})
# Verbs of detained rows that are said of towns as well, so that a bare name that nobody knows is none of a person.
_TAKING = frozenset({"capture", "seize", "hold", "hand", "catch", "take", "grab", "keep", "lose"})
_PARTS = ("of", "poss", "mod")
_LISTING = frozenset({"sanction", "blacklist", "terrorist", "terror", "terrorism", "embargo", "freeze"})
# Verbs of naming that mean sanctions only where the sentence or the one before tells of such.
_NAMING = frozenset({"list", "designate", "name", "target"})
_REST = (" others", " more")
_RULERS = frozenset({"government", "regime", "junta", "authorities", "state", "forces", "troops", "soldiers"})


def fits_kind(
    scene: Scene, i: int, row: Standing, subject: ActorLink, other: ActorLink | None, place: PlaceLink | None
) -> bool:
    """Tell whether the sides are such as the kind of a row can have; precision first."""
    if row.kind is RelationKind.PRESENT_IN:
        once = row.lemma in _ACTING and scene.parse.tokens[i].tag == "VBD"  # "fought on Friday around X": and was gone
        return not once and _is_there(row, subject, place)
    if row.kind is RelationKind.AT_WAR:
        foes = other is not None and can_fight(subject) and can_fight(other) and not _one_side(subject, other)
        return foes and not _side_by_side(scene, i)
    if row.kind is RelationKind.DETAINED:
        of_people = row.lemma not in _TAKING or is_told_as_person(scene, subject)
        return of_people and is_held(scene, subject) and not told_free(scene, i) and not _is_of_nobody(scene, i, row)
    if row.kind is RelationKind.SANCTIONS:
        sender = subject.actor.id is not None and subject.actor.sector in _SENDERS
        return other is not None and sender and _is_listing(scene, i, row)
    if row.kind is RelationKind.HOLDS_OFFICE:
        return (
            subject.basis == "named" and _is_ruler(subject.actor) and (not row.place or _is_home(subject.actor, place))
        )
    return other is not None


def parties(scene: Scene, tokens: Iterable[int]) -> list[ActorLink]:
    """Return who fights or is fought: the words' own party, else whose positions, targets, men or planes they are."""
    out: list[ActorLink] = []
    for t in tokens:
        own = [a for a in who(scene, (t,)) if can_fight(a)] or band_at(scene, t)
        if not any(a.actor.id for a in own):
            own = _whose(scene, t) or ([] if scene.tree.lemma(t) in word_class(FORCES, "gear") else own)
        out += own[:1]
    return out


def _whose(scene: Scene, t: int) -> list[ActorLink]:
    """Return the named party that a phrase names ("positions of the SDF", "PDF terrorists", "its bombers" of who speaks)."""
    filled = slots(scene.tree, t)
    near = who(scene, [k for name in _PARTS for k in filled.get(name, ())])
    words = [p for k in filled.get("mod", ()) if (p := word_party(scene, k)) is not None]
    speakers = speaker_over(scene, t) if scene.tree.lemma(t) in word_class(FORCES, "gear") else []
    return [a for a in (*near, *words, *speakers) if a.actor.id and can_fight(a)]


def can_fight(link: ActorLink) -> bool:
    """Tell whether somebody is a force, a group or a state; officials, diplomats and crowds are none."""
    a = link.actor
    if a.sector == "GOV" and a.id is None and a.name.split()[-1].casefold() not in _RULERS:
        return False
    official = (a.id or "").startswith("person:") or (a.sector == "GOV" and (a.id or "").startswith("agency:"))
    is_rest = a.name.endswith(_REST)  # "32 others"
    nobody = is_rest or (a.id is None and a.country is None and a.sector not in _GROUPS)
    return (a.sector in FIGHTERS and not official and not nobody) or is_gang(a)


def _one_side(one: ActorLink, other: ActorLink) -> bool:
    """Tell whether two links are one, or the government and the army of one state."""
    a, b = one.actor, other.actor
    return is_same(one, other) or (a.country == b.country and a.sector in _STATE and b.sector in _STATE)


def _side_by_side(scene: Scene, i: int) -> bool:
    """Tell whether two fight together: "fought side by side with the army", "shoulder to shoulder"."""
    near = {scene.parse.tokens[k].text.lower() for k in scene.parse.children[i]}
    return bool(near & {"side", "shoulder", "together", "alongside"})


def _is_there(row: Standing, subject: ActorLink, link: PlaceLink | None) -> bool:
    a, place = subject.actor, link.place if link else None
    if place is None or a.sector not in _FORCES or (a.id or "").startswith("person:"):
        return False
    if a.id is None and a.sector in _GROUPS:
        return False
    if a.sector == "GOV" and (row.lemma in _OF_ANYBODY or not (a.id or "country:").startswith("country:")):
        return False
    stated = a.country is not None and "country" not in subject.supposed
    if stated and place.country is not None and a.country != place.country:
        return not row.ended or a.sector in ("MIL", "PRM", "IGO")
    if row.lemma not in _AGAINST or row.ended:
        return False
    return place.precision in LOCAL if a.sector in _STATE else place.precision is not Precision.COUNTRY


def _is_of_nobody(scene: Scene, i: int, row: Standing) -> bool:
    """Tell whether nobody is held by the words: "holds him to be guilty", "held talks", "a reward for arresting him"."""
    token = scene.parse.tokens[i]
    if token.tag == "VBG" and token.dep == "pcomp":
        return True
    if row.lemma == "catch" and {"in", "between", "up"} & {
        scene.parse.tokens[k].lemma for k in scene.parse.children[i]
    }:
        return True  # "civilians caught in the fighting"
    return row.lemma == "hold" and row.above == "did" and not is_passive(scene.parse, i)


def _is_listing(scene: Scene, i: int, row: Standing) -> bool:
    """Tell whether a word for a list or a listing means one of sanctions: the sentence says so, or what is listed how."""
    if row.lemma not in _NAMING:
        return True
    at = scene.parse.tokens[i].sent
    near = scene.parse.sentences[max(at - 1, 0) : at + 1] if row.above != "prep" else scene.parse.sentences[at : at + 1]
    return any(t.lemma.casefold() in _LISTING for s in near for t in scene.parse.tokens[s.first : s.last])


def _is_ruler(actor: Actor) -> bool:
    return (actor.id or "").startswith("person:") and actor.sector in ("GOV", "ELI")


def _is_home(actor: Actor, link: PlaceLink | None) -> bool:
    place = link.place if link else None
    return place is not None and place.precision is Precision.COUNTRY and place.country == actor.country
