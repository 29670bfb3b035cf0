"""Link the register's names: states, groups, bodies, agencies and known persons with their titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from tocsin.base.model import OFFICES, Actor, ActorLink, Parse
from tocsin.base.names import pieces
from tocsin.base.reading import Reading
from tocsin.base.trees import phrase
from tocsin.linking.entries import Entry, Form
from tocsin.linking.found import Found, Words, find_names, words_of
from tocsin.linking.namesakes import as_titled, without_family_names
from tocsin.linking.nouns import Noun, Nouns, load_nouns, noun_at
from tocsin.linking.register import FORMER, Register, family_names

_LOCATIVE = frozenset({"in", "at", "near", "from", "around", "outside", "across", "inside", "of"})
_NOT_IN_TITLE = frozenset({"PUNCT", "VERB", "AUX", "CCONJ", "ADP", "SCONJ", "PRON"})
# A text that has this in a word tells of Belgium itself.
_SEAT_LAND = "Belgi"
# Where a capital is more likely the town than the government that sits in it.
_TOWN_SCORE = 0.4
_SURNAME_SCORE = 0.8


def link_names(reading: Reading, register: Register) -> Reading:
    """Return the reading with links for the names of the register, before places are linked.

    A person's link takes in title and nationality ("Kenyan President William Ruto"); the sector is that of the office
    held on the publication date. An adjective or a state's name before a noun gets a link of its own, which
    ``link_actors`` takes back where it belongs to the phrase of another actor.
    """
    parse = reading.parse
    if parse is None or not parse.tokens:
        return reading
    words, nouns, day = words_of(parse), load_nouns(), reading.document.published
    found = without_family_names(parse, find_names(parse, register, words))
    links = [link for f in found if (link := _link(parse, f, register, day)) is not None]
    organs = {f.entry.id: f.entry for f in found if f.entry.kind == "organ"}
    links = [_organ_shared(parse, link, links, organs, register) for link in links] if organs else links
    links += _family_names(parse, register, [f.entry for f in found], links, nouns=nouns, day=day)
    titled = [_with_title(parse, link, words, nouns) for link in links]
    links = [
        as_titled(parse, words, links, whole, first=link.first, register=register)
        for link, whole in zip(links, titled, strict=True)
    ]
    if not any(_SEAT_LAND in t.text for t in parse.tokens):
        links = [_of_union(parse, link, register) for link in links]
    return replace(reading, actors=absorb(links))


def _of_union(parse: Parse, link: ActorLink, register: Register) -> ActorLink:
    """Return "Brussels" that acts as the European Union, in a text that tells nothing of Belgium."""
    acts = parse.tokens[link.token].dep in ("nsubj", "poss", "agent") or parse.tokens[link.token].head == link.token
    if link.actor.id != "country:BEL" or parse.tokens[link.token].text != "Brussels" or not acts:
        return link
    match = register.match(["European", "Union"], 0)
    entry = match.entries[0] if match is not None else None
    if entry is None:
        return link
    actor = Actor(entry.id, entry.name, entry.country, entry.sector)
    return replace(link, actor=actor, reason=f"{link.reason}; the European Union, which sits there")


def _link(parse: Parse, found: Found, register: Register, day: date | None) -> ActorLink | None:
    if found.joined and found.joined not in load_nouns().words["origin"]:
        return None
    role = register.at(found.entry, day)
    sector, reason, score = role.sector, f"register {found.form}", 1.0
    token = head_of(parse, found.first, found.last)
    is_people = found.form is Form.DEMONYM or (found.form is Form.ADJECTIVE and _is_noun(parse, token))
    if is_people:
        sector = "CVL"
    if found.joined:
        reason = f"register adjective: {found.joined}"
    if found.form is Form.CAPITAL:
        governor = parse.tokens[parse.tokens[token].head]
        score = _TOWN_SCORE if parse.tokens[token].dep == "pobj" and governor.lemma in _LOCATIVE else 1.0
    if found.entry.kind == "person" and role.title:
        reason = f"{reason}: {role.title}"
    if found.entry.origin:
        reason = f"{reason}; {found.entry.origin}"
    key = None if is_people or found.entry.kind == "people" else found.entry.id
    actor = Actor(key, found.entry.name, role.country, sector)
    return make_link(parse, (found.first, found.last), token, actor, basis="named", reason=reason, score=score)


def _is_noun(parse: Parse, i: int) -> bool:
    """Tell whether an adjective stands for people: "an Israeli", "two Cambodians", but not "the French"."""
    token = parse.tokens[i]
    if token.tag in ("NNS", "NNPS"):
        return True
    dets = {parse.tokens[k].text.casefold() for k in parse.children[i] if parse.tokens[k].dep in ("det", "nummod")}
    return token.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "appos") and bool(dets - {"the"})


def make_link(
    parse: Parse, span: tuple[int, int], token: int, actor: Actor, *, basis: str, reason: str, score: float = 1.0
) -> ActorLink:
    """Return a link over the tokens of ``span``; a final possessive is left out of it."""
    first, last = span
    while last - 1 > token and parse.tokens[last - 1].text in ("'s", "’s", "'", "’"):
        last -= 1
    start, end = parse.tokens[first].start, parse.tokens[last - 1].end
    return ActorLink(start, end, first, last, token, actor, basis, reason, score)


def head_of(parse: Parse, first: int, last: int) -> int:
    """Return the token of ``[first, last)`` whose head lies outside; the last such one."""
    for i in range(last - 1, first - 1, -1):
        token = parse.tokens[i]
        if not first <= token.head < last and token.pos not in ("PUNCT", "PART", "ADP"):
            return i
    return last - 1


def _organ_shared(
    parse: Parse, link: ActorLink, links: Sequence[ActorLink], organs: Mapping[str, Entry], register: Register
) -> ActorLink:
    """Return an adjective's link turned to the organ that it shares: "Indian" of "Indian and Chinese troops"."""
    if not (link.actor.id or "").startswith("country:") or link.actor.country is None:
        return link
    at = link.last
    if at + 1 >= len(parse.tokens) or parse.tokens[at].lemma not in ("and", "or"):
        return link
    organ = next((k for k in links if k.first == at + 1 and k.actor.id in organs), None)
    if organ is None or parse.tokens[link.token].pos != "ADJ":
        return link
    entry = register.organ_like(organs[organ.actor.id or ""], link.actor.country)
    if entry is None:
        return link
    actor = Actor(entry.id, entry.name, entry.country, entry.sector)
    return replace(link, token=organ.token, actor=actor, reason=f"{link.reason}, of {organ.actor.name}")


def _family_names(
    parse: Parse,
    register: Register,
    entries: Sequence[Entry],
    links: Sequence[ActorLink],
    *,
    nouns: Nouns,
    day: date | None,
) -> list[ActorLink]:
    """Return links for persons called by family name: named in full in the document, or known by office and country."""
    taken = {i for link in links for i in range(link.first, link.last)}
    seen = {key: e for e in reversed(entries) if e.kind == "person" for key in family_names(e.name, e.country)}
    lands = Counter(link.actor.country for link in links if link.actor.country)
    others = _others_called(parse, entries)
    out = []
    for span in parse.entities:
        if any(i in taken for i in range(span.first, span.last)):
            continue
        first, last = trim_title(parse, span.first, span.last, nouns)
        name = [p.casefold() for i in range(first, last) for p in pieces(parse.tokens[i].text) if p != "s"]
        titled = first > 0 and parse.tokens[first - 1].text.casefold() in nouns.by_head
        if len(name) != 1 or not (span.label == "PERSON" or titled):
            continue
        entry = seen.get(name[0]) or _only(register.in_office(name[0], day), lands)
        if entry is None or (name[0] not in seen and name[0] in others):
            continue
        role = register.at(entry, day)
        token = head_of(parse, first, last)
        actor = Actor(entry.id, entry.name, role.country, role.sector)
        reason = f"family name: {role.title}" if role.title else "family name"
        reason += f"; {entry.origin}" if entry.origin else ""
        score = 1.0 if name[0] in seen else _SURNAME_SCORE
        out.append(make_link(parse, (first, last), token, actor, basis="named", reason=reason, score=score))
    return out


def _others_called(parse: Parse, entries: Sequence[Entry]) -> set[str]:
    """Return the family names of persons whom a document names in full and the register lacks ("Mohammed Kanjo Hassan")."""
    spans = (s for s in parse.entities if s.label == "PERSON" and s.last - s.first > 1)
    last = {parse.tokens[s.last - 1].text.casefold() for s in spans if parse.tokens[s.last - 1].pos == "PROPN"}
    return last - {key for e in entries if e.kind == "person" for key in family_names(e.name, e.country)}


def _only(candidates: Sequence[Entry], lands: Mapping[str, int]) -> Entry | None:
    """Return the one candidate whose country the document names, if there is just one."""
    near = [c for c in candidates if c.country in lands]
    return near[0] if len(near) == 1 else None


def trim_title(parse: Parse, first: int, last: int, nouns: Nouns) -> tuple[int, int]:
    """Return a span without the title words at its front and the possessive at its end."""
    while last - first > 1 and parse.tokens[last - 1].text in ("'s", "’s", "'", "’"):
        last -= 1
    while last - first > 1:
        token = parse.tokens[first]
        if token.pos != "DET" and token.text.casefold().strip(".") not in nouns.by_head:
            break
        first += 1
    return first, last


def _with_title(parse: Parse, link: ActorLink, words: Words, nouns: Nouns) -> ActorLink:
    """Return a person's link stretched over title and nationality, with what the title says of the office."""
    if not (link.actor.id or "").startswith("person:"):
        return link
    first = phrase_start(parse, link.token, link.first)
    lowered = [parse.tokens[i].lemma for i in range(first, link.first)]
    sector = link.actor.sector
    stated = next((n for i in range(link.first - 1, first - 1, -1) if (n := _noun(words, nouns, i))), None)
    if nouns.words["former"] & set(lowered):
        sector = FORMER if sector in (*OFFICES, None) else sector
    elif stated is not None and (sector is None or (stated.text != "leader" and _overrules(stated.sector, sector))):
        sector = stated.sector if stated.sector != "UNK" else sector
    actor = replace(link.actor, sector=sector)
    title = " ".join(parse.tokens[i].text for i in range(first, link.first))
    reason = f"{link.reason}; title {title}" if title else link.reason
    return make_link(parse, (first, link.last), link.token, actor, basis=link.basis, reason=reason, score=link.score)


def _overrules(stated: str, sector: str | None) -> bool:
    """Tell whether the title in the text says more than the register: the register may be behind."""
    return stated in OFFICES and sector in (FORMER, "OPP", "PTY")


def _noun(words: Words, nouns: Nouns, token: int) -> Noun | None:
    at = words.first_piece[token]
    return noun_at(nouns, words.pieces, at) if at < len(words.pieces) and words.tokens[at] == token else None


def phrase_start(parse: Parse, head: int, first: int) -> int:
    """Return the first token of what stands before a name in its phrase without a break: title, nationality."""
    low = min(first, phrase(parse, head, prepositions=False)[0])
    for i in range(first - 1, low - 1, -1):
        token = parse.tokens[i]
        if (token.pos in _NOT_IN_TITLE or token.lemma == "that") and token.text not in ("-", "’", "'"):
            return i + 1
    return low


def absorb(links: Sequence[ActorLink]) -> tuple[ActorLink, ...]:
    """Return the links in text order without those that lie inside the phrase of another."""
    out: list[ActorLink] = []
    end, head = -1, -1
    for link in sorted(links, key=lambda k: (k.first, -k.last, k.token)):
        if link.last <= end and link.token != head:
            continue
        if link.last > end:
            end, head = link.last, link.token
        out.append(link)
    return tuple(out)
