"""Link the register's names: states, groups, bodies, agencies and known persons with their titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from tocsin.base.model import Actor, ActorLink, Parse, Reading
from tocsin.base.names import pieces
from tocsin.base.trees import phrase
from tocsin.linking.entries import Entry, Form
from tocsin.linking.found import GIVES_COUNTRY, Found, Words, find_names, words_of
from tocsin.linking.nouns import Nouns, load_nouns, noun_at
from tocsin.linking.register import FORMER, Register, family_names

_FORMER_WORDS = frozenset({"former", "ex", "ousted", "deposed", "retired", "erstwhile", "onetime"})
_OFFICES = frozenset({"GOV", "MIL", "LEG", "JUD", "COP", "SPY"})
_PREMODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "appos"})
_LOCATIVE = frozenset({"in", "at", "near", "from", "around", "outside", "across", "inside", "of"})
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
    found = find_names(parse, register, words)
    links = [link for f in found if (link := _link(reading, parse, f, register, day)) is not None]
    links += _family_names(reading, parse, register, [f.entry for f in found], links, nouns)
    links = [_with_title(reading, parse, link, words, nouns) for link in links]
    return replace(reading, actors=absorb(parse, links))


def _link(reading: Reading, parse: Parse, found: Found, register: Register, day: date | None) -> ActorLink | None:
    if found.joined and found.joined not in GIVES_COUNTRY and found.form is not Form.ADJECTIVE:
        return None
    if found.joined and found.joined not in GIVES_COUNTRY and found.joined != "":
        return None
    role = register.at(found.entry, day)
    sector, reason, score = role.sector, f"register {found.form}", 1.0
    if found.form is Form.DEMONYM:
        sector = "CVL"
    if found.joined:
        reason = f"register adjective: {found.joined}"
    token = head_of(parse, found.first, found.last)
    if found.form is Form.CAPITAL:
        governor = parse.tokens[parse.tokens[token].head]
        score = _TOWN_SCORE if parse.tokens[token].dep == "pobj" and governor.lemma in _LOCATIVE else 1.0
    if found.entry.kind == "person" and role.title:
        reason = f"{reason}: {role.title}"
    key = None if found.form is Form.DEMONYM else found.entry.id
    actor = Actor(key, found.entry.name, role.country, sector)
    return make_link(reading, parse, found.first, found.last, token, actor, "named", reason, score=score)


def make_link(
    reading: Reading, parse: Parse, first: int, last: int, token: int, actor: Actor, basis: str, reason: str, *, score: float = 1.0
) -> ActorLink:
    """Return a link over tokens ``[first, last)``; a final possessive is left out of the span."""
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


def _family_names(
    reading: Reading, parse: Parse, register: Register, entries: Sequence[Entry], links: Sequence[ActorLink], nouns: Nouns
) -> list[ActorLink]:
    """Return links for persons called by family name: named in full in the document, or known by office and country."""
    taken = {i for link in links for i in range(link.first, link.last)}
    seen = {key: e for e in reversed(entries) if e.kind == "person" for key in family_names(e.name, e.country)}
    lands = Counter(link.actor.country for link in links if link.actor.country)
    day = reading.document.published
    out = []
    for span in parse.entities:
        if span.label not in ("PERSON", "ORG", "GPE", "NORP") or any(i in taken for i in range(span.first, span.last)):
            continue
        first, last = trim_title(parse, span.first, span.last, nouns)
        name = [p.casefold() for i in range(first, last) for p in pieces(parse.tokens[i].text) if p != "s"]
        if len(name) != 1:
            continue
        titled = first > 0 and parse.tokens[first - 1].text.casefold() in nouns
        if span.label != "PERSON" and not titled and name[0] not in seen:
            continue
        entry = seen.get(name[0]) or _only(register.in_office(name[0], day), lands)
        if entry is None or (span.label != "PERSON" and not titled):
            continue
        role = register.at(entry, day)
        token = head_of(parse, first, last)
        actor = Actor(entry.id, entry.name, role.country, role.sector)
        reason = f"family name: {role.title}" if role.title else "family name"
        score = 1.0 if name[0] in seen else _SURNAME_SCORE
        out.append(make_link(reading, parse, first, last, token, actor, "named", reason, score=score))
    return out


def _only(candidates: Sequence[Entry], lands: Mapping[str | None, int]) -> Entry | None:
    """Return the one candidate whose country the document names, if there is just one."""
    near = [c for c in candidates if c.country in lands]
    return near[0] if len(near) == 1 else None


def trim_title(parse: Parse, first: int, last: int, nouns: Nouns) -> tuple[int, int]:
    """Return a span without the title words at its front and the possessive at its end."""
    while last - first > 1 and parse.tokens[last - 1].text in ("'s", "’s", "'", "’"):
        last -= 1
    while last - first > 1 and (parse.tokens[first].text.casefold().strip(".") in nouns or parse.tokens[first].pos == "DET"):
        first += 1
    return first, last


def _with_title(reading: Reading, parse: Parse, link: ActorLink, words: Words, nouns: Nouns) -> ActorLink:
    """Return a person's link stretched over title and nationality, with what the title says of the office."""
    if not (link.actor.id or "").startswith("person:"):
        return link
    first = phrase_start(parse, link.token, link.first)
    lowered = [parse.tokens[i].lemma for i in range(first, link.first)]
    sector = link.actor.sector
    stated = next((n.sector for i in range(link.first - 1, first - 1, -1) if (n := _noun(words, nouns, i))), None)
    if _FORMER_WORDS & set(lowered):
        sector = FORMER if sector in (*_OFFICES, None) else sector
    elif stated in _OFFICES and sector in (FORMER, None):
        sector = stated
    actor = replace(link.actor, sector=sector)
    title = " ".join(parse.tokens[i].text for i in range(first, link.first))
    reason = f"{link.reason}; title {title}" if title else link.reason
    return make_link(reading, parse, first, link.last, link.token, actor, link.basis, reason, score=link.score)


def _noun(words: Words, nouns: Nouns, token: int) -> object:
    at = words.first_piece[token]
    return noun_at(nouns, words.pieces, at) if at < len(words.pieces) and words.tokens[at] == token else None


def phrase_start(parse: Parse, head: int, first: int) -> int:
    """Return the first token of what stands before a name in its phrase without a break: title, nationality."""
    low = min(first, phrase(parse, head, prepositions=False)[0])
    for i in range(first - 1, low - 1, -1):
        token = parse.tokens[i]
        if (token.pos in ("PUNCT", "VERB", "AUX", "CCONJ", "ADP", "SCONJ", "PRON") or token.lemma == "that") and token.text not in ("-", "’", "'"):
            return i + 1
    return low


def absorb(parse: Parse, links: Sequence[ActorLink]) -> tuple[ActorLink, ...]:
    """Return the links in text order without those inside the phrase of another, and one a head token."""
    out: list[ActorLink] = []
    end = -1
    heads: set[int] = set()
    for link in sorted(links, key=lambda k: (k.first, -k.last)):
        if link.last <= end or link.token in heads:
            continue
        out.append(link)
        heads.add(link.token)
        if link.last - link.first > 1:
            end = max(end, link.last)
    return tuple(out)
