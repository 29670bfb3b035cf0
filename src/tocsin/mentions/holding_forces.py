"""Forces that linking has as something else, for the tellings of who takes and loses places (``holding_items``).

"The Angolans took Kitona" are Angola's army, "Hamas's men" are Hamas, "the garrison", "the gunmen" and "the tribesmen" are
unnamed forces, "the group" is the one told of last, "the EPLF" and "the Fifth Corps" are forces that no table knows.
"""

from __future__ import annotations

from dataclasses import replace

from tocsin.base.model import REBELS, Actor, ActorLink
from tocsin.base.peoples import force_of_leader, force_of_name
from tocsin.mentions.draft import Scene
from tocsin.mentions.standing_words import parties_by_word
from tocsin.mentions.word_classes import FORCES, sectors_of, word_class

_COMMANDING = REBELS | {"MIL"}
# The last word of the name of a force that no table knows.
_UNITS = frozenset({
    "corps", "brigade", "brigades", "battalion", "battalions", "regiment", "division", "front", "army", "guard",
    "guards", "league", "force", "forces", "legion", "movement", "tigers", "militia", "militias", "column", "rifles",
    "command", "grenadiers", "rangers", "fighters", "troops", "elite", "shield", "volunteers", "congress", "alliance",
    "commandos", "marines", "paratroopers", "giants", "lions", "hawks", "falcons", "resistance",
})  # fmt: skip
_UNSURE = frozenset({None, "BUS", "CVL", "LAB", "LEG", "UNK", "UAF", "OPP", "COP", "PTY", "REL", "GOV", "PRM"})
_OURS = frozenset({"our", "my"})  # of a paper that does not say whose side it is on
_ACRONYM = range(2, 7)
_PLURAL = frozenset({"NNS", "NNPS"})
_BACK = 2


def force_meant(scene: Scene, link: ActorLink) -> ActorLink | None:
    """Return the force that a link of another kind means where places are taken, ``None`` if it means none."""
    actor = link.actor
    if actor.id is not None and link.basis != "coreferent":
        return _known(link)
    found = _by_noun(scene, link) if link.basis == "typed" else None
    if found is not None:
        return found
    if _is_nation(scene, link):
        return _as(link, "MIL", actor.country)
    if link.basis == "named" and actor.sector in _UNSURE and _names_force(scene, link):
        return _as(link, "REB", actor.country or scene.land)
    return None


def _by_noun(scene: Scene, link: ActorLink) -> ActorLink | None:
    """Return the force that an unnamed link means by its noun: whose men, "the gang", "the garrison", "the group"."""
    actor, noun = link.actor, scene.tree.lemma(link.token).casefold()
    takes, is_group = sectors_of(FORCES, "takes"), noun in word_class(FORCES, "group")
    land = actor.country or scene.land
    owned = _of_owner(scene, link, noun)
    if owned is not None:
        return owned
    if noun in word_class(FORCES, "gang") and _is_the_gang(scene, link):
        return last_group(scene, link, frozenset({"CRM"})) or _as(link, "CRM", land)
    if noun in takes and _is_plain(scene, link):
        return _as(link, actor.sector if actor.sector in _COMMANDING else takes[noun], land)
    if is_group and _is_pointed(scene, link.first) and not _is_titled(scene, link):
        told = last_group(scene, link)
        return told or (_only_rebels(scene, link) if actor.sector == "OPP" else _as(link, "REB", actor.country))
    if actor.sector == "UAF" and (is_group or noun in word_class(FORCES, "men")) and _is_plain_many(scene, link):
        return _as(link, "UAF", land)
    return None


def _known(link: ActorLink) -> ActorLink | None:
    """Return a known group as rebels, or as the gang that it is; ``None`` for anybody else."""
    group = (link.actor.id or "").startswith("group:")
    kept = link.actor.sector == "CRM"
    return (link if kept else replace(link, actor=replace(link.actor, sector="REB"))) if group else None


def _as(link: ActorLink, sector: str, country: str | None) -> ActorLink:
    name = link.actor.name
    return replace(link, actor=Actor(None, name, country, sector), reason="a force where places are taken")


def _of_owner(scene: Scene, link: ActorLink, noun: str) -> ActorLink | None:
    """Return the force whose men a phrase tells of: "Hamas's men" are Hamas; a commander's men are a force of their own."""
    if noun not in word_class(FORCES, "men") and noun not in sectors_of(FORCES, "takes"):
        return None
    within = [a for a in scene.reading.actors if link.first <= a.first and a.last <= link.last and a != link]
    group = next((a for a in within if (a.actor.id or "").startswith("group:")), None)
    if group is not None:
        kept = group.actor.sector in ("PRM", "CRM")
        return replace(link, actor=group.actor if kept else replace(group.actor, sector="REB"))
    led = _led_by_owner(scene, link)
    if led is not None:
        return replace(link, actor=led)  # "Haftar's men"
    tokens = scene.parse.tokens
    owned = any(
        tokens[k].dep == "poss" and tokens[k].text.lower() not in _OURS for k in scene.parse.children[link.token]
    )
    return _as(link, "PRM", link.actor.country or scene.land) if owned and noun in word_class(FORCES, "men") else None


def _led_by_owner(scene: Scene, link: ActorLink) -> Actor | None:
    """Return the group of whom men are said to be, by its name or by its leader: "Gran Ravine's men", "Cherizier's men"."""
    tokens = scene.parse.tokens
    owner = next((k for k in scene.parse.children[link.token] if tokens[k].dep == "poss"), None)
    name = scene.text[link.start : tokens[owner].end] if owner is not None else ""
    name = name.removeprefix("the ").removeprefix("The ")
    armed = [a for a in scene.reading.actors if a.actor.sector in REBELS and a != link]
    within = [a for a in armed if link.first <= a.first and a.last <= link.last]
    leaders = (*within, *(a for a in armed if _is_called(scene, a, name)))
    return force_of_name(name, scene.land) or next((f for a in leaders if (f := force_of_leader(a.actor.id))), None)


def _is_called(scene: Scene, leader: ActorLink, name: str) -> bool:
    """Tell whether somebody may be called by a name: it is the last word of his own, as the register or the text has it."""
    called = (f" {leader.actor.name}", scene.text[leader.start : leader.end])
    return bool(name) and any(c.endswith(f" {name}") for c in called)


def _is_plain(scene: Scene, link: ActorLink) -> bool:
    """Tell whether a phrase is no single policeman or hunter: several, or a force by its noun."""
    token = scene.parse.tokens[link.token]
    if _is_titled(scene, link):
        return False
    single = token.lemma.endswith("man") or sectors_of(FORCES, "takes")[token.lemma.casefold()] in ("REB",)
    return token.tag in _PLURAL or not single


def _is_the_gang(scene: Scene, link: ActorLink) -> bool:
    """Tell whether a phrase is "the gang" that was told of before; "the gangs" are all of them."""
    single = scene.parse.tokens[link.token].tag not in _PLURAL
    return single and _is_pointed(scene, link.first) and not _is_titled(scene, link)


def _is_plain_many(scene: Scene, link: ActorLink) -> bool:
    """Tell whether a phrase means armed people of whom nothing else is told: "armed groups", "armed men"."""
    return scene.parse.tokens[link.token].tag in _PLURAL and not _is_titled(scene, link)


def _is_titled(scene: Scene, link: ActorLink) -> bool:
    """Tell whether a phrase has a name that nothing is known of ("the Dagalo militia"): whose force it is, is open."""
    words = scene.parse.tokens[link.first : link.last]
    return any(t.pos == "PROPN" and t.i != link.token for t in words)


def _is_pointed(scene: Scene, first: int) -> bool:
    return scene.parse.tokens[first].text.lower() in ("the", "this", "that")


def last_group(scene: Scene, link: ActorLink, sectors: frozenset[str] = REBELS) -> ActorLink | None:
    """Return the armed group that was named last before a phrase, in its sentence or the two before."""
    here = scene.parse.tokens[link.token].sent
    near = [
        a
        for a in scene.reading.actors
        if a.last <= link.first and scene.parse.tokens[a.token].sent >= here - _BACK
        if (a.actor.id or "").startswith("group:") and a.actor.sector in sectors
    ]
    return replace(link, actor=near[-1].actor, basis="named") if near else None


def _only_rebels(scene: Scene, link: ActorLink) -> ActorLink | None:
    """Return "the opposition" as the only armed group of the country that the document tells of."""
    groups = {
        a.actor for a in scene.reading.actors if (a.actor.id or "").startswith("group:") and a.actor.sector == "REB"
    }
    ours = [a for a in groups if a.country == scene.land]
    return replace(link, actor=ours[0], basis="named") if len(ours) == 1 else None


def _is_nation(scene: Scene, link: ActorLink) -> bool:
    """Tell whether a phrase is the plain name of a people that has a state: "the Angolans"."""
    actor, token = link.actor, scene.parse.tokens[link.token]
    words = scene.text[link.start : link.end].removeprefix("the ").removeprefix("The ").split()
    there = scene.parse.tokens[link.first - 1].text.lower() == "the" or _is_pointed(scene, link.first)
    plural = there or (token.text.endswith("s") and token.text.removesuffix("s") in parties_by_word())
    return actor.country is not None and actor.sector == "CVL" and len(words) == 1 and words[0][:1].isupper() and plural


def _names_force(scene: Scene, link: ActorLink) -> bool:
    """Tell whether a name that no table knows is that of a force: "the Fifth Corps", "the BRA"."""
    tokens = scene.parse.tokens
    words = scene.text[link.start : link.end].split()
    unit = len(words) > 1 and words[-1].casefold() in _UNITS
    bare = link.first == 0 or tokens[link.first - 1].text.lower() in ("the", ".")
    return unit or (len(words) == 1 and is_acronym(words[0]) and bare)


def is_acronym(word: str) -> bool:
    """Tell whether a word is written like the short name of a force: "EPLF"."""
    return word.isupper() and word.isalpha() and len(word) in _ACRONYM
