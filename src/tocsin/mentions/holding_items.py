"""The words of a sentence as codes: places, names, forces, pronouns and lemmas, for the lines of ``holding_line``.

Places (``P``), names that no table knows (``N``), "the town" and "there" (``D``), forces (``F``) and pronouns (``Q``) are
single codes, "its" and "their" are ``R``; other words are lemmas. Articles, adverbs, adjectives and times are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tocsin.base.joined_names import HYPHENS
from tocsin.base.model import Actor, ActorLink, PlaceLink, Precision, Token
from tocsin.base.peoples import force_of_leader, force_of_people
from tocsin.mentions.draft import Scene
from tocsin.mentions.holding_forces import force_meant, unlinked
from tocsin.mentions.holding_names import OWNERS, is_of, name_end, site_meant
from tocsin.mentions.home_places import place_at_home, unknown_place
from tocsin.mentions.led_forces import MEN
from tocsin.mentions.standing_slots import who, word_party

# Why a link of a leader is one of the group.
LED = "a leader for the force"
PLACE, NAME, DEICTIC, FORCE, PRONOUN, OWNER = "P", "N", "D", "F", "Q", "R"
_HOLDERS = frozenset({"GOV", "MIL", "REB", "PRM", "CRM"})
_IN_ARMS = frozenset({"REB", "PRM", "UAF", "CRM"})
# Nouns of the government as a power that holds towns; ministries and mayors do not.
_POWERS = frozenset({"government", "state", "regime", "junta", "authority", "council", "administration"})
# Nouns of the police as a force; an officer or a chief of police is none.
_POLICE = frozenset({"police", "gendarmerie", "constabulary", "gendarme", "carabinieri"})
# "under federal control": the state's, as its adjective says before these.
_OF_STATE = frozenset({"federal", "central", "state"})
# People of a town who bear arms for it.
_LOCALS = frozenset({"vigilante", "brigade", "resident", "volunteer", "villager", "townspeople", "defender", "watch"})
_SWAY = frozenset({"control", "rule", "hand", "authority", "flag", "administration"})
TOWNS = frozenset(
    {
        "town",
        "city",
        "village",
        "port",
        "settlement",
        "capital",
        "suburb",
        "island",
        "district",
        "township",
        "hamlet",
        "quarter",
        "neighbourhood",
        "neighborhood",
        "slum",
        "favela",
        "barrio",
        "shantytown",
        "commune",
        "locality",
        "community",
        "borough",
    }
)
_POINTING = frozenset({"the", "that", "this", "whole", "both", "these", "those"})
COUNTS = {"two": 2, "three": 3, "four": 4}
_PRONOUNS = frozenset({"it", "they", "them"})
# Nouns of who fights a state, whatever militia was named last.
_ENEMIES = frozenset({"terrorist", "jihadist", "jihadi", "insurgent", "rebel", "extremist", "islamist", "militant"})
_POLICEMEN = frozenset({"police", "policeman", "militiaman"})
_OWN = frozenset({"theirs", "ours"})
_SELF = frozenset({"itself", "themselves", "himself", "herself"})
# "All", "both" before what is told of several; "all of the town" is the town.
_EACH = frozenset({"all", "both", "each"})
_DROPPED = frozenset({"DET", "ADV", "ADJ", "NUM", "INTJ", "SYM"})
_QUOTES = frozenset({'"', "“", "”", "'", "‘", "``", "''"})
_OF = frozenset({"'s", "’s", "'", "’"})
_TIME_WORDS = frozenset({"on", "in", "by", "since", "at", "for", "until", "before", "after", "during", "of"})
_HELD = frozenset({"held", "controlled", "run", "ruled", "occupied"})
_HELD_CODE = "-held"
# Forms that the parser takes for another word.
_FORMS = {"overran": "overrun", "retook": "retake", "fell": "fall", "won": "win", "lost": "lose", "taken": "take"}


@dataclass(frozen=True, slots=True)
class Item:
    """One code of a line, with the token that it stands at and the links that it stands for."""

    code: str
    token: int
    places: tuple[PlaceLink, ...] = ()
    forces: tuple[ActorLink, ...] = ()
    loose: bool = False  # joined by commas alone: a town and what it lies in, no list


def items_of(scene: Scene, sentence: int, vocabulary: frozenset[str]) -> list[Item]:
    """Return the codes of a sentence in its order; of common words only those that some phrase needs."""
    span = scene.parse.sentences[sentence]
    timed = _timed(scene, span.first, span.last)
    places = {p.first: p for p in scene.reading.places if span.first <= p.first < span.last}
    forces = _forces(scene, span.first, span.last)
    out: list[Item] = []
    i = span.first
    while i < span.last:
        if i in timed:
            i += 1
            continue
        made, after = _next(scene, i, places, forces)
        if made is None:
            made = _word(scene, i, vocabulary)
        if made is not None:
            out.append(made)
        i = after
    return out


def words_of(scene: Scene, sentence: int) -> frozenset[str]:
    """Return all words that the codes of a sentence may be, and some that they are not: quicker than the codes."""
    span = scene.parse.sentences[sentence]
    tokens = scene.parse.tokens[span.first : span.last]
    lows = {t.text.lower() for t in tokens}
    out = lows | {"".join(t.lemma.lower().split()) for t in tokens} | {_FORMS[low] for low in lows & _FORMS.keys()}
    if lows & _HELD:
        out.add(_HELD_CODE)
    return frozenset(out | _OF) if lows & _OF else frozenset(out)


def _next(
    scene: Scene, i: int, places: Mapping[int, PlaceLink], forces: Mapping[int, ActorLink]
) -> tuple[Item | None, int]:
    """Return the place, name, force or pronoun that begins at a token, and the token after it."""
    token, tokens = scene.parse.tokens[i], scene.parse.tokens
    held = _held(scene, i)
    if held is not None:
        return Item(FORCE, i, (), (held,)), i + 1
    place, force = places.get(i), forces.get(i)
    if force is not None and (place is None or force.last > place.last or _is_state(place)):
        low = scene.text[force.start : force.end].lower()
        return (Item(low, i) if low in _OWN else Item(FORCE, force.token, (), (force,))), force.last
    if place is not None:
        return _place_item(scene, place), place.last
    if (code := _pointing(token)) is not None:
        return Item(code, i), i + 1
    new = unlinked(scene, i)
    if new is not None and not any(as_force(scene, a) for a in scene.actors_over.get(i, ())):
        return Item(FORCE, i, (), (new,)), i + 1
    last = name_end(scene, i)
    if last > i:
        return Item(NAME, last - 1, (unknown_place(scene, i, last),)), last
    site = site_meant(scene, i)
    if site is not None:
        return Item(PLACE, i, (site,)), i + 1
    if token.lemma in TOWNS and _is_pointed_at(tokens, i) and not is_of(tokens, i):
        return Item(DEICTIC, i), i + 1
    noun = _noun_party(scene, i)
    return (Item(FORCE, i, (), (noun,)), i + 1) if noun is not None else (None, i + 1)


def _is_pointed_at(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether the words before "town" point at one told of before: "the town", "both towns", "the three villages"."""
    before = tokens[i - 1].text.lower()
    return before in _POINTING or (before in COUNTS and tokens[i - 2].text.lower() in _POINTING | {"all"})


def _pointing(token: Token) -> str | None:
    """Return the code of a pronoun, of whose, and of "there"."""
    low = token.text.lower()
    if low in ("there", "here") and token.dep != "expl":
        return DEICTIC
    return PRONOUN if low in _PRONOUNS else OWNER if low in OWNERS else None


def _place_item(scene: Scene, link: PlaceLink) -> Item:
    return Item(PLACE, link.token, (place_at_home(scene, link),))


def _is_state(link: PlaceLink) -> bool:
    return link.place is not None and link.place.precision is Precision.COUNTRY


def _forces(scene: Scene, first: int, last: int) -> dict[int, ActorLink]:
    """Return the forces, states and peoples in arms by their first token, the longest of several."""
    out: dict[int, ActorLink] = {}
    for link in scene.reading.actors:
        if not first <= link.first < last or (
            scene.parse.tokens[link.first].text.lower() in _PRONOUNS | OWNERS | _OWN | _SELF
            and not _is_own(scene, link)
        ):
            continue
        force = as_force(scene, link) or force_meant(scene, link)
        if force is not None and (link.first not in out or out[link.first].last < link.last):
            out[link.first] = force
    return out


def as_force(scene: Scene, link: ActorLink) -> ActorLink | None:
    """Return a link as that of a force, ``None`` if it is none: no official and no piece of ground."""
    if _is_own(scene, link):
        return _of_place(scene, link)
    if link.actor.id is None and scene.parse.tokens[link.first].text.lower() in OWNERS:
        return next((a for a in who(scene, (link.token,)) if a.actor.sector in _HOLDERS), None)
    group = force_of_people(link.actor.name, link.actor.country) if link.actor.id is None else None
    if group is not None and (link.actor.sector in _IN_ARMS or _is_people(link)):
        return replace(link, actor=group)
    if (link.actor.id or "").startswith("person:"):
        return _led_by(link)
    if link.actor.id is None and link.basis == "typed" and (whose := _group_within(scene, link)) is not None:
        return replace(link, actor=whose)
    if link.actor.sector not in _HOLDERS:
        return link if link.actor.sector == "COP" and scene.tree.lemma(link.token).casefold() in _POLICE else None
    noun = scene.tree.lemma(link.token)
    if noun in _ENEMIES and link.actor.sector == "PRM" and link.basis == "coreferent":
        link = replace(link, actor=_enemy_named(scene, link))
    if noun == "state" and link.actor.id is None:
        return replace(link, basis="named")  # "the state", which is no ground here
    if noun == "state" and link.basis == "coreferent" and link.actor.country != scene.land:
        return replace(link, actor=Actor(None, "the government", scene.land, "GOV"), basis="named")
    if link.basis == "coreferent" and noun in ("country", "nation"):
        return None
    ground = link.basis == "typed" and noun not in _POWERS and ("place" in scene.kinds.get(noun, ()) or noun in TOWNS)
    office = link.actor.sector == "GOV" and (link.actor.id or "agency:").startswith("agency:") and noun not in _POWERS
    return None if ground or office else link


def _is_own(scene: Scene, link: ActorLink) -> bool:
    """Tell whether a phrase means a town's own people in arms: "its vigilantes", "its residents' brigade"."""
    return scene.parse.tokens[link.first].text.lower() in OWNERS and scene.tree.lemma(link.token) in _LOCALS


def _of_place(scene: Scene, link: ActorLink) -> ActorLink:
    """Return a town's own people in arms, whomever linking takes "its" for: "the town is held by its vigilantes"."""
    token = scene.parse.tokens[link.token]
    return replace(link, actor=Actor(None, token.text, scene.land, "PRM"), basis="typed")


def _group_within(scene: Scene, link: ActorLink) -> Actor | None:
    """Return the armed group whose people a phrase names: "Hamas police", "the STC's men"."""
    if scene.tree.lemma(link.token) not in MEN | _POLICEMEN:
        return None
    for k in range(link.first, link.token):
        near = [*scene.actor_at.get(k, ()), *([p] if (p := word_party(scene, k)) is not None else [])]
        for a in near:
            if (a.actor.id or "").startswith("group:") and a.actor.sector in _IN_ARMS:
                return a.actor
    return None


def _enemy_named(scene: Scene, link: ActorLink) -> Actor:
    """Return the armed group that "the terrorists" are, where linking took them for a militia of the state's side."""
    rebels = [a for a in scene.reading.actors if (a.actor.id or "").startswith("group:") and a.actor.sector == "REB"]
    before = [a.actor for a in rebels if a.last <= link.first]
    return before[-1] if before else rebels[0].actor if rebels else link.actor


def _led_by(link: ActorLink) -> ActorLink | None:
    """Return the armed group of its leader ("went over to Haftar"), ``None`` for a person who leads none now."""
    group = force_of_leader(link.actor.id) if link.actor.sector in ("REB", "PRM", "CRM") else None
    return None if group is None else replace(link, actor=group, reason=LED)


def _is_people(link: ActorLink) -> bool:
    """Tell whether a phrase is a people's bare name: "the Kachin"."""
    return link.actor.sector == "CVL" and len(link.actor.name.casefold().removeprefix("the ").split()) == 1


def _held(scene: Scene, i: int) -> ActorLink | None:
    """Return the party before "-held": "RSF-held", "Kurdish-held"."""
    tokens = scene.parse.tokens
    if i + 2 >= len(tokens) or tokens[i + 1].text not in HYPHENS or tokens[i + 2].text.lower() not in _HELD:
        return None
    people = force_of_people(tokens[i].text, scene.land)
    if people is not None:
        return _link_of(tokens[i], people)
    return word_party(scene, i)


def _noun_party(scene: Scene, i: int) -> ActorLink | None:
    """Return the unnamed party that a noun stands for where linking has none ("in the hands of the state", "an army town")."""
    token = scene.parse.tokens[i]
    after = scene.parse.tokens[i + 1].lemma if i + 1 < len(scene.parse.tokens) else ""
    if token.lemma in _OF_STATE and after in _SWAY:
        return _link_of(token, Actor(None, "the government", scene.land, "GOV"))
    if token.pos == "ADJ" and scene.tree.lemma(token.head) == "be":
        people = force_of_people(token.text, scene.land)  # "Kirkuk has been Kurdish for a year"
        return _link_of(token, people) if people is not None and people.country == scene.land else None
    if token.pos != "NOUN" or any(as_force(scene, a) for a in scene.actors_over.get(i, ())):
        return None
    if token.lemma in ("state", "regime") and scene.parse.tokens[i - 1].text.lower() == "the":
        return _link_of(token, Actor(None, "the government", scene.land, "GOV"))
    found = word_party(scene, i)
    if found is None:
        return None
    return replace(found, actor=replace(found.actor, country=scene.land))


def _link_of(token: Token, actor: Actor) -> ActorLink:
    return ActorLink(token.start, token.end, token.i, token.i + 1, token.i, actor, "named", "a people for its force")


def _timed(scene: Scene, first: int, last: int) -> frozenset[int]:
    """Return the tokens of time expressions with the preposition before them."""
    out: set[int] = set()
    for t in scene.reading.times:
        if first <= t.first < last:
            out.update(range(t.first, t.last))
            if t.first > first and scene.parse.tokens[t.first - 1].text.lower() in _TIME_WORDS:
                out.add(t.first - 1)
    return frozenset(out)


def _word(scene: Scene, i: int, vocabulary: frozenset[str]) -> Item | None:
    """Return a word as its lemma, ``None`` where it says nothing here."""
    token, tokens = scene.parse.tokens[i], scene.parse.tokens
    low = token.text.lower()
    if low in _HELD and tokens[i - 1].text in HYPHENS:
        return Item(_HELD_CODE, i)
    if low in _QUOTES or token.text in HYPHENS:
        return None
    lemma = _FORMS.get(low, token.lemma.lower() if token.pos in ("VERB", "AUX", "NOUN") else low)
    if low in _OF:
        return Item("'s", i)
    if low in _OWN:
        return Item(low, i)
    if token.pos in _DROPPED and low not in vocabulary and lemma not in vocabulary:
        return None
    if low in _EACH and not is_of(tokens, i):
        return None
    if (lemma == "have" and token.pos == "AUX") or _is_filler(tokens, i):
        return None
    return Item("".join(lemma.split()) or low, i)


def _is_filler(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a word is of "at last", or a participle joined to a name ("Kurdish-led", "Turkish-backed")."""
    low = tokens[i].text.lower()
    if low in ("last", "least") and tokens[i - 1].text.lower() == "at":
        return True
    joined = i > 0 and tokens[i - 1].text in HYPHENS and tokens[i - 1].end == tokens[i].start
    after = tokens[i + 1].text.lower() if i + 1 < len(tokens) else ""
    return (low == "at" and after in ("last", "least")) or (joined and tokens[i].tag == "VBN")
