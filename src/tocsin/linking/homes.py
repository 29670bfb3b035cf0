"""Suppose where unnamed actors belong, and what unknown names are, where the text's words alone do not tell.

Runs after coreference, which must still see that a phrase has no country of its own. What is supposed is marked on the
link: a happening's own place, known later, overrules a country (of an army only where it would be hit by its own).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tocsin.base.homes import FROM_ELSEWHERE, home_of, most_told_country
from tocsin.base.model import Actor, ActorLink, Parse, PlaceLink
from tocsin.base.name_words import is_agreement, name_words, union_names
from tocsin.base.reading import Reading
from tocsin.base.trees import INNER, ancestors, first_conjunct, upmost
from tocsin.linking.belonging import OPEN, as_own, as_told
from tocsin.linking.nouns import load_nouns

# Before the noun of a deed these do it; a weapon or a site there ("drone attack") is nobody's in particular.
_DOERS = frozenset({"REB", "CRM", "COP", "GOV", "UAF", "PRM"})
# A number of people of whom only that is told: they are like those counted before them ("five soldiers and two others").
_MORE = frozenset({"other", "more"})
# People said to be from elsewhere, or at sea, are left open.
_ELSEWHERE = FROM_ELSEWHERE | {"tourist", "proxy"}
_LOCATIVE = frozenset({"in", "at", "near", "outside", "across", "around", "throughout", "inside", "within", "on", "of",
                       "from", "into", "to", "against"})  # fmt: skip
# A place set behind one of these is surely where it happens; behind the others it often is.
_SURE = frozenset({"in", "at", "near", "outside", "across", "around", "throughout", "inside", "within"})


def suppose(reading: Reading) -> Reading:
    """Return the reading with a country for every unnamed actor that lacks one, and a sector for unknown names."""
    parse = reading.parse
    if parse is None or not parse.tokens:
        return reading
    by_sent: dict[int, list[PlaceLink]] = {}
    for place in reading.places:
        if place.place is not None and place.place.country:
            by_sent.setdefault(parse.tokens[place.token].sent, []).append(place)
    main = most_told_country(reading)
    labels = {i: e.label for e in parse.entities for i in range(e.first, e.last)}
    grounds = {(p.first, p.last) for p in reading.places if p.place is not None}
    named = {p.token: p.first for p in reading.places if p.place is not None and parse.tokens[p.token].pos == "PROPN"}
    links = [_as_army(parse, _with_sector(link, labels.get(link.token))) for link in reading.actors]
    links = [k for k in links if not _is_of_agreement(parse, k)]
    # A name that only the language model takes for an organisation, or one whose noun is part of it ("the West Bank"), and
    # that is a known place here, is that place.
    links = [k for k in links if "sector" not in k.supposed or (k.first, k.last) not in grounds]
    links = [k for k in links if k.basis != "typed" or named.get(k.token, k.token + 1) > _first_word(parse, k)]
    at = {link.token: link for link in links}
    found = tuple(_with_country(parse, link, by_sent, main, links=at) for link in links)
    found = _as_antecedents(reading.actors, found)
    return replace(reading, actors=tuple(_like_the_counted(parse, link, found) for link in found))


def _as_antecedents(before: Sequence[ActorLink], found: Sequence[ActorLink]) -> tuple[ActorLink, ...]:
    """Return the links, those of pronouns and definite phrases with what is supposed of the unknown name they stand for."""
    bare = {(k.start, k.end): k.actor for k in before if k.basis == "named" and k.actor.id is None}
    told: dict[Actor, ActorLink] = {}
    out = []
    for link in found:
        named = told.get(link.actor) if link.basis == "coreferent" else None
        out.append(replace(link, actor=named.actor, supposed=named.supposed) if named is not None else link)
        if link.basis == "named" and (actor := bare.get((link.start, link.end))) is not None:
            told[actor] = link
    return tuple(out)


def _is_of_agreement(parse: Parse, link: ActorLink) -> bool:
    """Tell whether a name is that of an agreement or a law, or stands in one ("the Laken Riley Act", "the Paris Agreement")."""
    token = parse.tokens[link.token]
    noun = parse.tokens[token.head] if token.dep in INNER and token.dep != "poss" else token  # "Biden's Act" is Biden's
    return is_agreement(noun.text) and (noun is not token or (link.basis == "named" and link.actor.id is None))


def _first_word(parse: Parse, link: ActorLink) -> int:
    """Return the first token of a link that is no article."""
    return next(i for i in range(link.first, link.last) if parse.tokens[i].pos != "DET" or i == link.token)


def _like_the_counted(parse: Parse, link: ActorLink, links: Sequence[ActorLink]) -> ActorLink:
    """Return "two others" with country and sector of the people counted before them whom the same befalls."""
    token = parse.tokens[link.token]
    if link.basis != "typed" or token.lemma not in _MORE or link.actor.id is not None or not _is_counted(parse, link):
        return link
    role = parse.tokens[first_conjunct(parse, link.token)].dep
    before = [k for k in links if k.token < link.first and parse.tokens[k.token].sent == token.sent]
    alike = [k for k in before if parse.tokens[k.token].dep == role and k.basis == "typed" and _is_counted(parse, k)]
    nearest = max(alike, key=lambda k: k.token, default=None)
    if nearest is None:
        return link
    is_open = link.actor.country is None or "country" in link.supposed
    actor = replace(
        link.actor, country=nearest.actor.country if is_open else link.actor.country, sector=nearest.actor.sector
    )
    return replace(link, actor=actor, reason=f"{link.reason}; like {nearest.actor.name}", supposed=nearest.supposed)


def _is_counted(parse: Parse, link: ActorLink) -> bool:
    return any(t.tag == "CD" for t in parse.tokens[link.first : link.last])


def _with_sector(link: ActorLink, label: str | None) -> ActorLink:
    """Return an unknown name with the likeliest sector of its kind: a person is a civilian, any other a company."""
    actor = link.actor
    if actor.id is None and link.basis == "named" and actor.name.startswith(union_names()):
        reason = f"{link.reason}; name of a union's body"
        return replace(link, actor=replace(actor, country="IGO", sector="IGO"), reason=reason)
    if actor.sector is not None or actor.id is not None or link.basis != "named" or label not in ("PERSON", "ORG"):
        return link
    sector = "CVL" if label == "PERSON" else _sector_of_words(actor.name)
    if sector is None:
        return link
    reason = f"{link.reason}; sector supposed"
    return replace(link, actor=replace(actor, sector=sector), reason=reason, supposed=("sector",))


def _as_army(parse: Parse, link: ActorLink) -> ActorLink:
    """Return a state's adjective before a weapon or a strike as its army ("Israeli shelling", "a Russian missile")."""
    token = parse.tokens[link.token]
    above = parse.tokens[token.head]
    before = token.dep in ("amod", "compound", "nmod") and above.i > token.i
    if not (before and above.lemma in load_nouns().words["strike"] and (link.actor.id or "").startswith("country:")):
        return link
    if link.actor.sector != "GOV":
        return link
    return replace(link, actor=replace(link.actor, sector="MIL"), reason=f"{link.reason}; before {above.lemma}")


def _sector_of_words(name: str) -> str | None:
    """Return what the words of an unknown name say that it is; a company if they say nothing, ``None`` for a paper.

    A paper is told by its last word ("Lusaka Accord"; "Charter Communications" is a company).
    """
    words = [w.strip(".,()").casefold() for w in name.split()]
    if is_agreement(name.split()[-1].strip(".,()")):
        return None
    return next((sector for sector, of in name_words().items() if sector and of.intersection(words)), "BUS")


def _with_country(
    parse: Parse,
    link: ActorLink,
    by_sent: dict[int, list[PlaceLink]],
    main: str | None,
    *,
    links: Mapping[int, ActorLink],
) -> ActorLink:
    actor = link.actor
    if actor.id is not None:
        return link
    if (own := as_own(parse, link, links)) is not None:
        return own
    if _is_open(parse, link):
        return link
    is_worker = actor.country == "NGO" and parse.tokens[link.token].lemma in load_nouns().words["worker"]
    if not is_worker and (actor.country is not None or actor.sector in OPEN):
        return link
    if _modifies(parse, link) and (actor.sector not in _DOERS or _has_owner(parse, link, links)):
        return link
    here = by_sent.get(parse.tokens[link.token].sent, [])
    if (told := as_told(parse, link, links)) is not None:
        return told
    place = _nearest(parse, link.token, here)
    if place is not None and place.place is not None:
        country, reason = place.place.country, f"country of {place.place.name}"
    else:
        country, reason = main, "main country of the document"
    if country is None:
        return link
    supposed, reason = (*link.supposed, "country"), f"{link.reason}; {reason}"
    country = home_of(country, actor.sector, (t.lemma for t in parse.tokens[link.first : link.last]))
    return replace(link, actor=replace(actor, country=country), reason=reason, supposed=supposed)


def _modifies(parse: Parse, link: ActorLink) -> bool:
    """Tell whether a lone noun stands before the noun of a deed ("police raid", "drone attack")."""
    token = parse.tokens[link.token]
    is_lone = link.basis == "typed" and link.last - link.first == 1
    return is_lone and token.dep in ("compound", "amod", "nmod") and token.head > token.i


def _has_owner(parse: Parse, link: ActorLink, links: Mapping[int, ActorLink]) -> bool:
    """Tell whether a named actor stands before the same noun: the deed of an "Israeli settler raid" has its country."""
    siblings = parse.children[parse.tokens[link.token].head]
    return any(k != link.token and k in links and links[k].actor.country for k in siblings if k < link.token)


def _is_open(parse: Parse, link: ActorLink) -> bool:
    """Tell whether the phrase says that its people are of several countries or from elsewhere."""
    words = parse.tokens[link.first : link.last]
    office, powers = link.actor.sector == "GOV", load_nouns().words["power"]  # "the foreign ministry" is at home
    return any((w.lemma in _ELSEWHERE and not office) or (w.lemma in powers and w.tag == "NNS") for w in words)


def _nearest(parse: Parse, token: int, places: Sequence[PlaceLink]) -> PlaceLink | None:
    """Return the place of the sentence that most likely says where: behind "in" first, then the nearest below."""
    above = {token, *ancestors(parse, token)}

    def rank(link: PlaceLink) -> tuple[int, int, int] | None:
        at = upmost(parse, first_conjunct(parse, link.token), "appos", "npadvmod")
        prep = parse.tokens[parse.tokens[at].head]
        if parse.tokens[at].dep != "pobj" or prep.lemma not in _LOCATIVE:
            return None
        apart = next((n for n, i in enumerate(ancestors(parse, at)) if i in above), 99)
        return (prep.lemma not in _SURE, apart, abs(link.token - token))

    ranked = [(key, i) for i, link in enumerate(places) if (key := rank(link)) is not None]
    return places[min(ranked)[1]] if ranked else None
