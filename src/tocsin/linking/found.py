"""Find the register's names in a parse, before any model's entity spans are asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tocsin.base.model import Parse
from tocsin.base.names import is_acronym, pieces
from tocsin.linking.entries import Entry, Form, Match
from tocsin.linking.nouns import load_nouns
from tocsin.linking.register import Register

_OWN = 2  # how much more often another's country must be named for a name to be his
_HYPHENS = frozenset({"-", "–", "—", "‑", "/"})
_INSIDE_NAME = _HYPHENS | {"'", "’", "&", "`"}


@dataclass(frozen=True, slots=True)
class Words:
    """A parse as pieces: the token of each, the piece before which a name must end, the first piece of each token."""

    pieces: tuple[str, ...]
    tokens: tuple[int, ...]
    stops: tuple[int, ...]
    first_piece: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A register name at tokens ``[first, last)``; ``joined`` is the word that a hyphen joins to it."""

    first: int
    last: int
    entry: Entry
    form: Form
    joined: str = ""


def words_of(parse: Parse) -> Words:
    """Return the pieces of a parse; punctuation other than hyphens and apostrophes ends a name."""
    out: list[str] = []
    tokens: list[int] = []
    firsts: list[int] = []
    breaks: list[int] = []
    paragraph = -1
    for token in parse.tokens:
        firsts.append(len(out))
        here = parse.sentences[token.sent].paragraph
        if here != paragraph:
            breaks.append(len(out))
            paragraph = here
        parts = pieces(token.text)
        if parts:
            out += parts
            tokens += [token.i] * len(parts)
        elif token.text not in _INSIDE_NAME:
            breaks.append(len(out))
    stops = [len(out)] * len(out)
    for here, before in zip(reversed(breaks), [*reversed(breaks[:-1]), 0][: len(breaks)], strict=False):
        stops[before:here] = [here] * (here - before)
    return Words(tuple(out), tuple(tokens), tuple(stops), tuple(firsts))


def find_names(parse: Parse, register: Register, words: Words) -> list[Found]:
    """Return the names of the register in a parse, longest first from the left, none overlapping."""
    raw: list[tuple[int, Match]] = []
    at, total = 0, len(words.pieces)
    inside = _span_lengths(parse)
    while at < total:
        match = _longest(register, words, at)
        if match is not None and _is_usable(parse, words, at, match, inside):
            raw.append((at, match))
            at += match.length
        else:
            at += 1
    evidence = countries_named(m for _, m in raw)
    named = {m.entries[0].id for at, m in raw if len(m.entries) == 1 and not is_acronym(words.pieces[at])}
    found = []
    states = {at: m.entries[0].country for at, m in raw if m.entries[0].kind == "state"}
    for at, match in raw:
        name = " ".join(words.pieces[at : at + match.length])
        entry = _choose(match.entries, name, evidence, named, register)
        if match.guarded and entry.id not in named and not _is_near(entry, evidence, register):
            continue
        end = at + match.length
        of = states.get(end + 1) if words.pieces[end : end + 1] == ("of",) else None
        if entry.kind == "body" and entry.country in register.states and of not in (None, entry.country):
            continue  # "the Football Association of Malaysia" is not England's
        joined = _joined(parse, words, at, match.length)
        if joined is not None:
            first, last = words.tokens[at], words.tokens[at + match.length - 1] + 1
            found.append(Found(first, last, entry, match.form, joined))
    return found


def _longest(register: Register, words: Words, at: int) -> Match | None:
    match = register.match(words.pieces, at, stop=words.stops[at])
    if at and words.stops[at - 1] > at and _is_continent(words.pieces[at - 1], words.pieces[at]):
        return None  # no comma or full stop between: "in the North, American troops"
    if match is not None and words.pieces[at].casefold() == "the" and at + 1 < words.stops[at]:
        behind = register.match(words.pieces, at + 1, stop=words.stops[at])
        if behind is not None and behind.length >= match.length:
            return None  # "the Sudan People's Liberation Army" is not the Sudan's
    if words.pieces[at].casefold() in register.before_name:
        organ = register.organ_of(words.pieces, at, stop=words.stops[at])
        if organ is not None and (match is None or organ.length > match.length):
            return organ
    return match


def _is_continent(before: str, word: str) -> bool:
    """Tell whether two words tell a part of the world: "Latin America", "South American"."""
    is_one = before[:1].isupper() and before.casefold() in load_nouns().words["continent"]
    return is_one and word.casefold().startswith("america")


def countries_named(matches: Iterable[Match]) -> Counter[str]:
    """Return how often each country is named by its states, adjectives, capitals, organs and agencies."""
    out: Counter[str] = Counter()
    for match in matches:
        entry = match.entries[0]
        if len(match.entries) == 1 and entry.kind in ("state", "organ", "agency") and entry.country:
            out[entry.country] += 1
    return out


def _span_lengths(parse: Parse) -> dict[int, int]:
    """Return how many capitalised words the model's PERSON or ORG span has that each token is in; for ORG negative."""
    out = {}
    for e in parse.entities:
        if e.label in ("PERSON", "ORG"):
            length = sum(t.text[:1].isupper() for t in parse.tokens[e.first : e.last])  # "Interpol’s" is one
            out.update(dict.fromkeys(range(e.first, e.last), length if e.label == "PERSON" else -length))
    return out


def _is_usable(parse: Parse, words: Words, at: int, match: Match, inside: dict[int, int]) -> bool:
    """Tell whether a match is a name here: not part of a longer personal name, not an ordinary word."""
    if match.length > 1:
        return True
    token = parse.tokens[words.tokens[at]]
    if "$" in token.text or any(
        t.text == "$" and t.start == token.end for t in parse.tokens[token.i + 1 : token.i + 2]
    ):
        return False  # "AU$90 million"
    starts = token.i == parse.sentences[token.sent].first
    word = words.pieces[at]
    if token.pos not in ("PROPN", "ADJ") and (starts or word.islower()) and not is_acronym(word):
        kind = match.entries[0].kind  # the tagger's noun, which the model of names sees as one
        return starts and token.pos in ("NOUN", "X") and (kind in ("state", "person", "group") or token.i in inside)
    if match.form in (Form.ADJECTIVE, Form.DEMONYM):
        return True
    if match.entries[0].kind == "person":
        return not _has_first_name(parse, token.i, inside)
    if inside.get(token.i, 1) < -1 and match.entries[0].kind not in ("state", "group"):
        before = parse.tokens[token.i - 1]
        return not (token.i - 1 in inside and before.pos == "PROPN" and before.head == token.i)
    return inside.get(token.i, 1) <= 1 or token.dep == "poss"


def _has_first_name(parse: Parse, i: int, inside: dict[int, int]) -> bool:
    """Tell whether the family name at ``i`` has another given name before it ("Melania" before "Trump")."""
    if i == 0 or inside.get(i, 1) <= 1:
        return False
    before = parse.tokens[i - 1]
    return before.pos == "PROPN" and inside.get(i - 1, 0) > 1 and before.dep == "compound"


def _joined(parse: Parse, words: Words, at: int, length: int) -> str | None:
    """Return the lower-case word that a hyphen joins to a name, ``""`` if none, ``None`` if the name is spoilt."""
    first, last = words.tokens[at], words.tokens[at + length - 1]
    if (
        at
        and words.pieces[at - 1].casefold() in load_nouns().words["turn"]
        and hyphen_between(parse, words.tokens[at - 1], first)
    ):
        return None
    after = at + length
    if after >= len(words.pieces) or not hyphen_between(parse, last, words.tokens[after]):
        return ""
    word = words.pieces[after]
    return word if word[0].islower() else ""


def hyphen_between(parse: Parse, a: int, b: int) -> bool:
    """Tell whether two pieces are joined by a hyphen without spaces: in one token, or over a token that is a hyphen."""
    if a == b:
        return True
    if b - a == 1:
        return parse.tokens[a].end == parse.tokens[b].start and parse.tokens[a].text[-1:] in _HYPHENS
    between = parse.tokens[a + 1]
    touching = parse.tokens[a].end == between.start and between.end == parse.tokens[b].start
    return b - a == 2 and between.text in _HYPHENS and touching


def _choose(entries: Sequence[Entry], name: str, evidence: Counter[str], named: set[str], register: Register) -> Entry:
    """Return the one of several actors of a name that the document is likely about.

    Who bears a name of one word as his own is meant unless the document names another's country more than twice as often:
    "the Taliban" are those of Afghanistan in most stories of the border.
    """
    if len(entries) == 1:
        return entries[0]

    def rank(entry: Entry) -> tuple[bool, int, int]:
        country = entry.country or ""
        near = sum(evidence[c] for c in register.neighbours.get(country, ()))
        return entry.id in named, evidence[country] * (_OWN if entry.name == name else 1), near

    return max(entries, key=rank)


def _is_near(entry: Entry, evidence: Counter[str], register: Register) -> bool:
    """Tell whether the document names an entry's country or one that borders on it."""
    country = entry.country or ""
    return bool(evidence[country] or any(evidence[c] for c in register.neighbours.get(country, ())))
