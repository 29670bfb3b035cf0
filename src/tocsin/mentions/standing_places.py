"""Places where things stand: those that words name ("the town of Sake"), and those that bare words stand for.

"The airport" is that of a town told of, "the city" and "it" the one named last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tocsin.base.geo import LOCAL
from tocsin.base.model import PlaceLink, Precision
from tocsin.base.trees import children, coordination
from tocsin.mentions.draft import Scene
from tocsin.mentions.home_places import place_at_home
from tocsin.mentions.slots import slots
from tocsin.mentions.standing_slots import name_behind_title
from tocsin.mentions.word_classes import SITES, word_class

# What is named by the place where it was made: "the Stockholm agreement" is no place.
_DEALS = frozenset({
    "agreement", "accord", "deal", "pact", "treaty", "talk", "conference", "summit", "declaration", "process", "convention",
})  # fmt: skip
_PROVINCES = frozenset({"province", "governorate", "state", "region", "county", "district", "prefecture", "oblast"})
_SEATED = frozenset({
    "government", "official", "authority", "ministry", "spokesman", "spokeswoman", "spokesperson", "diplomat", "embassy",
})  # fmt: skip
WHOSE = frozenset({"its", "their", "his", "her"})
SAYING = frozenset(
    {"say", "claim", "announce", "report", "state", "declare", "insist", "add", "confirm", "tell", "maintain"}
)
_POINTERS = frozenset({"the", "this", "that", "their", "its", "whole", "entire"})


def airfield(scene: Scene, t: int) -> PlaceLink | None:
    """Return the airport that a noun means, named by its town: "the airport at Kavumu", "the airport" of the town told last."""
    airfields = word_class(SITES, "airfield")
    if scene.parse.tokens[t].lemma not in airfields or scene.place_at.get(t) is not None:
        return None
    named = [k for k in range(t - 1, -1, -1) if scene.parse.tokens[k].lemma in airfields]
    own = last_place(scene, t, towns=True) if scene.parse.tokens[t - 1].text.lower() in WHOSE else None
    town = own or _town_beside(scene, t) or next((p for k in named if (p := _town_beside(scene, k))), None)
    town = town or _main_place(scene, t)
    if town is None or town.place is None or town.place.precision not in LOCAL:
        return None
    if any(w in town.place.name.casefold() for w in airfields):
        return town
    place = replace(town.place, name=f"{town.place.name} airport", geonameid=None, precision=Precision.SITE)
    return replace(town, place=place)


def _town_beside(scene: Scene, t: int) -> PlaceLink | None:
    """Return the town that the words beside an airport name."""
    if t in scene.place_at:
        return scene.place_at[t]
    filled = slots(scene.tree, t)
    near = [o for name in ("of", "at", "in", "near", "poss", "mod") for o in filled.get(name, ())]
    if scene.parse.tokens[t].dep == "dobj":
        verb = slots(scene.tree, scene.parse.tokens[t].head)
        near += [o for name in ("at", "in", "near") for o in verb.get(name, ())]
    return next((scene.place_at[o] for o in near if o in scene.place_at), None)


def _main_place(scene: Scene, t: int) -> PlaceLink | None:
    """Return the town that the text before a word names most often, the last of equals."""
    near = [p for p in scene.reading.places if p.last <= t and p.place is not None and p.place.precision in LOCAL]
    told = Counter(p.place.name for p in near if p.place is not None and not of_office(scene, p))
    return max(near, key=lambda p: (told[p.place.name] if p.place else 0, p.start), default=None)


def of_office(scene: Scene, link: PlaceLink) -> bool:
    """Tell whether a town tells only where officials sit or speak ("a government official in Kinshasa", "said in Kinshasa")."""
    prep = scene.parse.tokens[scene.parse.tokens[link.token].head]
    above = scene.parse.tokens[prep.head]
    return prep.dep == "prep" and (above.lemma in SAYING or above.lemma in _SEATED)


def last_place(scene: Scene, t: int, *, towns: bool = False) -> PlaceLink | None:
    """Return the last town or site named before a word, in its sentence or the two before."""
    here = scene.parse.tokens[t].sent
    near = [
        p
        for p in scene.reading.places
        if p.last <= t and p.place is not None and p.place.precision in LOCAL and not p.reason.startswith("dateline")
        if scene.parse.tokens[p.token].sent >= here - 2 and not of_office(scene, p)
        if not towns or p.place.precision is not Precision.SITE
        if scene.parse.tokens[scene.parse.tokens[p.token].head].lemma not in _DEALS
    ]
    if not near:
        return _seat(scene, t) if towns else None
    last = [p for p in near if scene.parse.tokens[p.token].sent == scene.parse.tokens[near[-1].token].sent]
    main = [p for p in last if scene.parse.tokens[p.token].dep in ("dobj", "nsubj", "nsubjpass")]
    return (main or last)[-1]


def _seat(scene: Scene, t: int) -> PlaceLink | None:
    """Return the town that bears a province's name, where the sentence names only that before "the city".

    "A centre in Saada, according to the rebels, who hold the city": towns and provinces often share a name.
    """
    here = scene.parse.tokens[t].sent
    before = [p for p in scene.reading.places if p.last <= t and scene.parse.tokens[p.token].sent == here]
    link = before[-1] if len(before) == 1 else None
    if link is None or link.place is None or link.place.precision is not Precision.PROVINCE:
        return None
    behind = scene.parse.tokens[link.last].lemma.lower() if link.last < len(scene.parse.tokens) else ""
    if link.last - link.first > 1 or behind in _PROVINCES or scene.parse.tokens[t].lemma not in ("city", "town"):
        return None
    name = scene.text[link.start : link.end]
    town = replace(link.place, name=name, geonameid=None, precision=Precision.TOWN)
    return replace(link, place=town, reason="the town that a province is named after")


def where(scene: Scene, tokens: Sequence[int], *, also_country: bool) -> list[PlaceLink]:
    """Return the places that head tokens name, also as "the town of"; states only if ``also_country``."""
    out: list[PlaceLink] = []
    for t in tokens:
        back = airfield(scene, t) or _pointed(scene, t)
        if back is not None:
            out.append(back)
            continue
        near = [t]
        if scene.parse.tokens[t].lemma in word_class(SITES, "whole") and not _are_parts(scene, t):
            near += [o for name in ("of",) for o in slots(scene.tree, t).get(name, ())]
            near += [*children(scene.parse, t, "appos", "compound", "nmod"), *name_behind_title(scene, t)]
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


def _pointed(scene: Scene, t: int) -> PlaceLink | None:
    """Return the place that "it", "which" or "the whole town" stands for, named before."""
    token, tokens = scene.parse.tokens[t], scene.parse.tokens
    if token.lemma in word_class(SITES, "bare") and scene.place_at.get(t) is None:
        own = [*children(scene.parse, t, "appos"), *slots(scene.tree, t).get("of", ()), *name_behind_title(scene, t)]
        bare = any(tokens[k].text.lower() in _POINTERS for k in scene.parse.children[t])
        if bare and not any(o in scene.place_at for o in own):
            return last_place(scene, t, towns=True)
    if token.text.lower() != "it" or token.dep not in ("dobj", "pobj"):
        return None
    airfields = word_class(SITES, "airfield")
    first = scene.parse.sentences[token.sent].first
    field = next((k for k in range(t - 1, first - 1, -1) if tokens[k].lemma in airfields), None)
    return airfield(scene, field) if field is not None else last_place(scene, t)
