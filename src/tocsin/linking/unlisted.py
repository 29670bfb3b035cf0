"""Link persons and organisations that the register lacks, from the language model's entity spans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tocsin.base.model import OFFICES, Actor, ActorLink, EntitySpan
from tocsin.base.reading import Reading
from tocsin.base.trees import children, phrase
from tocsin.linking.names import head_of, make_link, phrase_start, trim_title
from tocsin.linking.nouns import Noun
from tocsin.linking.phrases import countries_behind, sort_of
from tocsin.linking.register import FORMER
from tocsin.linking.scene import Scene, Sort, noun_of
from tocsin.linking.told_places import is_told

# A name that only the model vouches for.
_SCORE = 0.7
MODIFYING = frozenset({"compound", "amod", "nmod", "nummod", "quantmod"})
# What may stand before the noun of an office.
_FORE = frozenset({"ADJ", "NOUN", "PROPN"})
# What ends the field of an office told behind "of", and within how many words before a name the office must stand: the
# longest seen on the short items is "Secretary of State for Housing and Homelessness".
_NO_FIELD = frozenset({"VERB", "AUX", "PRON", "PUNCT"})
_FIELD = 9
# Titles and trades that do not tie a person to the country that a document is about; nor does a bare name.
_ANYWHERE = frozenset({None, "NGO", "IGO", "BUS", "REF", "JRN"})
# "The 98th Division", "Third Brigade": a unit of whichever army the text tells of.
_NUMBERED = re.compile(
    r"(?:the )?(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b", re.IGNORECASE
)
_CORPS = re.compile(r"\b\d+(?:st|nd|rd|th) (?:army )?corps\b", re.IGNORECASE)  # of an army: no Peace Corps has a number
# Bodies that a document names without a country are those of the country that it is about.
_DOMESTIC = OFFICES | {"ELI"}


def link_unlisted(reading: Reading, scene: Scene, *, land: str | None) -> Iterator[ActorLink]:
    """Yield links for the persons and organisations that only the language model knows.

    Args:
        reading: its text and places.
        scene: the parse with the links made so far.
        land: the document's main country, for holders of office named without a country.
    """
    taken = {i for link in scene.links.values() for i in range(link.first, link.last)}
    placed = {i for p in reading.places if p.place is not None for i in range(p.first, p.last)}
    told = {i for p in reading.places if is_told(p) for i in range(p.first, p.last)}
    for span in (*scene.parse.entities, *_titled(scene)):
        if span.label not in ("PERSON", "ORG"):
            continue
        is_person = span.label == "PERSON"
        first, last = span.first, span.last
        if is_person:
            first, last = trim_title(scene.parse, first, last, scene.nouns)
        elif scene.parse.tokens[first].pos == "DET" and last - first > 1:
            first += 1
        token = head_of(scene.parse, first, last)
        if token in taken or token in told or (is_person and token in placed) or _is_hyphened(scene, last):
            continue
        found = EntitySpan(first, last, span.label)
        make = _person if is_person else _organisation
        link = make(reading, scene, found, token, land)
        if link is not None:
            taken |= set(range(link.first, link.last))
            yield link


def _titled(scene: Scene) -> Iterator[EntitySpan]:
    """Yield names behind a title that the language model takes for none, or for a place: "former lawmaker Arnolfo Teves"."""
    tokens = scene.parse.tokens
    for token in tokens:
        if token.pos != "PROPN" or token.dep in MODIFYING or not token.text[:1].isupper():
            continue
        if noun_of(scene, token.i) is not None:
            continue  # "King Faisal Hospital", "the General Staff"
        first = token.i
        while first > 0 and tokens[first - 1].pos == "PROPN" and tokens[first - 1].head == token.i:
            first -= 1
        while first < token.i and noun_of(scene, first) is not None:
            first += 1
        before = tokens[first - 1] if first else None
        noun = noun_of(scene, first - 1) if before is not None else None
        if before is None or noun is None or before.head != token.i or before.dep not in ("compound", "nmod"):
            continue
        if noun.kind == "person" and noun.sector != "UNK" and before.tag in ("NN", "NNP"):
            yield EntitySpan(first, token.i + 1, "PERSON")


def _is_hyphened(scene: Scene, last: int) -> bool:
    """Tell whether a hyphen joins a span to the next word ("UN-brokered")."""
    tokens = scene.parse.tokens
    return last < len(tokens) and tokens[last].text == "-" and tokens[last].start == tokens[last - 1].end


def _person(reading: Reading, scene: Scene, span: EntitySpan, token: int, land: str | None) -> ActorLink | None:
    """Return the link of a person: country and sector by title, nationality, apposition."""
    parse = scene.parse
    start = _over_titles(scene, _over_office(scene, phrase_start(parse, token, span.first)))
    before = range(span.first - 1, start - 1, -1)
    country = next((c for i in before if (c := _land(scene, i))), None)
    body = next((k for i in before if (k := scene.links.get(i)) and k.actor.sector not in (None, "GOV", "CVL")), None)
    noun = next((n for i in before if (n := noun_of(scene, i)) and n.sector != "UNK"), None)
    sector = body.actor.sector if body is not None else (noun.sector if noun else None)
    reason = f"title {noun.text}" if noun else "name"
    beside = _beside(scene, token) if sector is None or country is None else None
    if beside is not None:
        sector, country = sector or beside.sector, country or beside.country
        reason = f"{reason}, apposition {beside.noun.text}"
    if sector in OFFICES and any(parse.tokens[i].lemma in scene.nouns.words["former"] for i in before):
        sector = FORMER
    country = country or next(iter(countries_behind(scene, token)), None)
    if country is None and sector not in _ANYWHERE and land is not None:
        country, reason = land, f"{reason}; main country of the document"
    actor = Actor(None, _text(reading, scene, span), country, sector)
    return make_link(parse, (start, span.last), token, actor, basis="named", reason=reason, score=_SCORE)


def _over_office(scene: Scene, start: int) -> int:
    """Return where an office told with "of" before a name begins: "Brazilian minister of mines and energy"."""
    tokens = scene.parse.tokens
    if tokens[start - 1].pos == "CCONJ":
        return start  # "the president of Ghana and Jane Doe"
    for i in range(start - 2, max(start - _FIELD, 0) - 1, -1):
        behind = tokens[i + 1]
        is_apart = behind.pos in _NO_FIELD or (behind.pos == "ADP" and behind.lemma not in ("of", "for"))
        if tokens[i].sent != tokens[start].sent or is_apart:
            return start
        noun = noun_of(scene, i) if tokens[i + 1].lemma == "of" else None
        if noun is not None and noun.kind == "person" and noun.sector in OFFICES:
            while i > 0 and tokens[i - 1].pos in _FORE and tokens[i - 1].sent == tokens[start].sent:
                i -= 1
            return i
    return start


def _over_titles(scene: Scene, start: int) -> int:
    """Return where the titles before a name begin, over an "and" between two ("American rapper and producer")."""
    tokens = scene.parse.tokens
    if start < 2 or tokens[start - 1].lemma != "and" or tokens[start].pos == "DET":
        return start
    noun = noun_of(scene, start - 2)
    if noun is None or noun.kind != "person" or tokens[start - 2].tag != "NN":
        return start
    at = start - 2
    while at > 0 and tokens[at - 1].pos in _FORE and tokens[at - 1].sent == tokens[start].sent:
        at -= 1
    return at


def _organisation(reading: Reading, scene: Scene, span: EntitySpan, token: int, land: str | None) -> ActorLink | None:
    """Return the link of an organisation, typed by the nouns in its name; ``None`` for a name before another noun."""
    parse = scene.parse
    noun, beside = _noun_in(scene, span), _beside(scene, token)
    above = parse.tokens[token].head
    is_modifier = parse.tokens[token].dep in MODIFYING and above > token
    if is_modifier and noun is None and sort_of(scene, above) is None:
        return None
    before = range(span.first - 1, min(phrase(parse, token, prepositions=False)[0], span.first) - 1, -1)
    title = next((n for i in before if (n := noun_of(scene, i)) and n.sector != "UNK"), None)
    sectors = [n.sector for n in (noun, title, beside) if n is not None and n.sector not in (None, "UNK")]
    sector = sectors[0] if sectors else None
    inside = (*before, *range(span.last - 1, span.first - 1, -1))
    country = next((c for i in inside if (c := _land(scene, i))), None)
    country = country or next(iter(countries_behind(scene, token)), beside.country if beside else None)
    name, basis = _text(reading, scene, span), "named"
    reason = f"name with {noun.text}" if noun else "name"
    if sector is None and _CORPS.search(name):
        sector = "MIL"
    if noun is not None and noun.length >= span.last - span.first:
        basis = "typed"
    if country == "IGO" or sector == "IGO":
        country, sector = "IGO", "IGO"
    if country is None and sector == "MIL" and _NUMBERED.match(name):
        country, reason = _army_before(scene, token), f"{reason}; of the army named before"
    if country is None and sector in _DOMESTIC and basis == "named" and land is not None:
        country, reason = land, f"{reason}; main country of the document"
    actor = Actor(None, name, country, sector)
    return make_link(parse, (span.first, span.last), token, actor, basis=basis, reason=reason, score=_SCORE)


def _army_before(scene: Scene, token: int) -> str | None:
    """Return the country of the army that was named last before a token: whose a numbered unit is, nobody says again."""
    armies = {t: a.actor.country for t, a in scene.links.items() if a.actor.sector == "MIL" and a.actor.country}
    return armies[max(before)] if (before := [t for t in armies if t < token]) else None


def _noun_in(scene: Scene, span: EntitySpan) -> Noun | None:
    """Return the last noun of the tables in a name, behind which no "of" stands: "Ministry" of "Ministry of Health"."""
    inside = range(span.first + 1, span.last)
    behind = next((i for i in inside if scene.parse.tokens[i].lemma in ("of", "for")), span.last)
    order = (*range(behind - 1, span.first - 1, -1), *range(span.last - 1, behind - 1, -1))
    return next((n for i in order if (n := noun_of(scene, i))), None)


def _text(reading: Reading, scene: Scene, span: EntitySpan) -> str:
    tokens = scene.parse.tokens
    return " ".join(reading.document.text[tokens[span.first].start : tokens[span.last - 1].end].split())


def _land(scene: Scene, token: int) -> str | None:
    link, place = scene.links.get(token), scene.places.get(token)
    if link is not None:
        return link.actor.country
    return place.place.country if place is not None and place.place is not None else None


def _beside(scene: Scene, token: int) -> Sort | None:
    """Return the sort of the phrase set beside a name: "Lizzy Mambu, a Zimbabwean trader"."""
    for other in children(scene.parse, token, "appos"):
        if (sort := sort_of(scene, other)) is not None:
            return sort
    if scene.parse.tokens[token].dep == "appos":
        return sort_of(scene, scene.parse.tokens[token].head)
    return None
