"""The register: known states, persons, groups, bodies and agencies, and the words that name them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from tocsin.base.names import is_acronym, pieces, surname
from tocsin.base.tables import per_overlay
from tocsin.linking.entries import Entry, Form, Match, Pattern, Role, Surface
from tocsin.linking.register_tables import pattern_rows, read_neighbours, read_surfaces

# Sectors whose people are "former officials" (ELI) once out of office; rebels and opponents stay what they are.
_OFFICE_SECTORS = frozenset({"GOV", "LEG", "JUD", "MIL", "COP", "SPY", "IGO"})
FORMER = "ELI"
# Countries whose people are called by the first part of their name: "Xi Jinping" is "Xi".
_FAMILY_NAME_FIRST = frozenset({"CHN", "KOR", "PRK", "TWN", "VNM", "KHM", "HKG"})
# Someone removed last week is still told of by the office; someone elected is told of by the office to come (a president
# of the United States for eleven weeks).
_JUST_ENDED, _ABOUT_TO_BEGIN = timedelta(days=14), timedelta(days=77)
# What ends an acronym in the tables that counts only near its country.
GUARD = "?"
# Surfaces by pieces, one nested mapping a piece; the key "" holds the surfaces that end there.
_Trie = dict[str, Any]


@dataclass(frozen=True)
class Register:
    """All entries with an index of their surfaces; made by :func:`make_register`."""

    entries: Mapping[str, Entry]
    trie: _Trie
    after_adjective: _Trie
    before_name: _Trie
    by_surname: Mapping[str, tuple[Entry, ...]]
    states: Mapping[str, Entry]
    neighbours: Mapping[str, frozenset[str]]

    def match(self, words: Sequence[str], at: int, *, stop: int | None = None) -> Match | None:
        """Return the longest name that starts at piece ``at``, or ``None``.

        Args:
            words: the text as pieces (``base.names.pieces``), capitals kept.
            at: where to start.
            stop: the piece before which a name must end; a name never runs across a comma.
        """
        node = self.trie.get(words[at].casefold())
        if node is None:
            return None
        end = len(words) if stop is None else stop
        best: Match | None = None
        i = at + 1
        while True:
            found = node.get("")
            if found is not None:
                best = _fitting(found, words, at, i) or best
            if i >= end or (node := node.get(words[i].casefold())) is None:
                break
            i += 1
        return self._organ(words, at, end, best) or best

    def _organ(self, words: Sequence[str], at: int, end: int, best: Match | None) -> Match | None:
        """Return the organ that a pattern names: behind a state's adjective, or before its name."""
        if best is not None and best.entries[0].kind == "state" and best.form is not Form.CAPITAL:
            length, pattern = _walk(self.after_adjective, words, at + best.length, end)
            if pattern is not None:
                return Match(best.length + length, (_organ_entry(best.entries[0], pattern),), Form.NAME)
        return None

    def organ_of(self, words: Sequence[str], at: int, *, stop: int | None = None) -> Match | None:
        """Return the organ named before a state's name at piece ``at``: "armed forces of Chad"."""
        end = len(words) if stop is None else stop
        length, pattern = _walk(self.before_name, words, at, end)
        if pattern is None or at + length >= end:
            return None
        skip = 1 if words[at + length].casefold() == "the" else 0
        if at + length + skip >= end:
            return None
        state = self.match(words, at + length + skip, stop=stop)
        if state is None or state.entries[0].kind != "state" or state.form is not Form.NAME:
            return None
        return Match(length + skip + state.length, (_organ_entry(state.entries[0], pattern),), Form.NAME)

    def at(self, entry: Entry, day: date | None) -> Role:
        """Return what an entry is on a day: the publication date decides, not the present.

        A person whose offices have all ended is a former official (``ELI``); one whose offices all lie ahead
        is returned without a sector. Without a date, the latest role counts.
        """
        if day is None or (len(entry.roles) == 1 and entry.kind != "person"):
            return entry.roles[-1]
        held = [r for r in entry.roles if r.covers(day) and r.sector != FORMER]
        held = held or [r for r in entry.roles if _is_close(r, day)] or [r for r in entry.roles if r.covers(day)]
        if held:
            return max(held, key=lambda r: (r.sector != FORMER, r.start or date.min))
        past = [r for r in entry.roles if r.end is not None and r.end <= day]
        if not past:
            first = entry.roles[0]
            return Role(first.country, "", None if entry.kind == "person" else first.sector)
        last = max(past, key=lambda r: r.end or date.min)
        if entry.kind == "person" and last.sector in _OFFICE_SECTORS:
            return Role(last.country, f"former {last.title}", FORMER)
        return last

    def organ_like(self, organ: Entry, country: str) -> Entry | None:
        """Return the same organ of another state: of "Indian and Chinese troops", the Indian ones."""
        state = self.states.get(country)
        role = organ.roles[0]
        return None if state is None else _organ_entry(state, Pattern((), role.title, role.sector or ""))

    def organs_of(self, country: str) -> tuple[Entry, ...]:
        """Return the organs of a state that patterns name: "Rwanda: armed forces", by the state's ISO alpha-3."""
        state = self.states.get(country)
        patterns = [*_patterns(self.after_adjective), *_patterns(self.before_name)]
        return tuple(dict.fromkeys(_organ_entry(state, p) for p in patterns)) if state else ()

    def in_office(self, name: str, day: date | None) -> tuple[Entry, ...]:
        """Return the persons of this surname who hold a role on a day (any day if it is ``None``)."""
        return tuple(e for e in self.by_surname.get(name, ()) if day is None or any(r.covers(day) for r in e.roles))


def _is_close(role: Role, day: date) -> bool:
    """Tell whether a role begins soon after a day or has just ended: news of a change of office is dated beside it."""
    ended = role.end is not None and timedelta(0) <= day - role.end <= _JUST_ENDED
    begins = role.start is not None and timedelta(0) < role.start - day <= _ABOUT_TO_BEGIN
    return ended or begins


def _walk(trie: _Trie, words: Sequence[str], at: int, end: int) -> tuple[int, Pattern | None]:
    node: _Trie | None = trie
    best: tuple[int, Pattern | None] = (0, None)
    for i in range(at, end):
        node = node.get(words[i].casefold()) if node is not None else None
        if node is None:
            break
        if "" in node:
            best = (i + 1 - at, node[""][0])
    return best


def _patterns(trie: _Trie) -> Iterator[Pattern]:
    for key, below in trie.items():
        yield from below if key == "" else _patterns(below)


def _fitting(found: Iterable[Surface], words: Sequence[str], at: int, end: int) -> Match | None:
    """Return the match of the surfaces whose capitals fit the text."""
    text = tuple(words[at:end])
    fit = [s for s in found if (s.pieces == text if s.exact else _capitals_fit(s.pieces, text))]
    if not fit:
        return None
    fit.sort(key=lambda s: s.guarded)  # where nothing speaks for another, a name is that of whom it means anywhere
    entries = tuple(dict.fromkeys(s.entry for s in fit))
    return Match(end - at, entries, fit[0].form, all(s.guarded for s in fit))


def _capitals_fit(name: Sequence[str], text: Sequence[str]) -> bool:
    """Tell whether the text has the first capital of the name and at least half of all its capitals."""
    wanted = [i for i, piece in enumerate(name) if not piece[0].islower()]
    if not wanted:
        return True
    had = sum(not text[i][0].islower() for i in wanted)
    return not text[wanted[0]][0].islower() and had * 2 >= len(wanted)


@lru_cache(maxsize=4096)
def _organ_entry(state: Entry, pattern: Pattern) -> Entry:
    country = state.country
    key = f"agency:{state.id.split(':', 1)[1].lower()}-{pattern.name.lower().replace(' ', '-')}"
    roles = (Role(country, pattern.name, pattern.sector),)
    return Entry(key, f"{state.name}: {pattern.name}", "organ", roles, origin=pattern.origin)


def make_register(
    surfaces: Iterable[tuple[str, Form, Entry]],
    patterns: Iterable[tuple[str, ...]] = (),
    *,
    neighbours: Mapping[str, frozenset[str]] | None = None,
) -> Register:
    """Return the register of the given names.

    Args:
        surfaces: a name, how it names, and the entry; several entries may share a name.
        patterns: pattern, organ and sector as in ``data/actors/patterns.tsv``, and where a row of the user's own stands.
        neighbours: states with a land border, by ISO alpha-3.
    """
    trie: _Trie = {}
    entries: dict[str, Entry] = {}
    persons: dict[str, list[Entry]] = {}
    for written, form, entry in surfaces:
        guarded, name = written.endswith(GUARD), written.rstrip(GUARD)
        parts = pieces(name)
        if len(parts) > 2 and parts[0] == "The":
            parts = parts[1:]
        if not parts:
            continue
        _insert(trie, parts, Surface(parts, len(parts) == 1 or is_acronym(name), form, entry, guarded))
        if entry.id not in entries and entry.kind == "person":
            for key in family_names(name, entry.country):
                persons.setdefault(key, []).append(entry)
        entries.setdefault(entry.id, entry)
    after: _Trie = {}
    before: _Trie = {}
    for text, *organ in patterns:
        pattern = Pattern(pieces(text.replace("{adj}", "").replace("{name}", "")), *organ)
        _insert(before if text.endswith("{name}") else after, pattern.pieces, pattern)
    states = {e.id[8:]: e for e in entries.values() if e.id == f"country:{e.country}"}
    people = {key: tuple(found) for key, found in persons.items()}
    return Register(entries, trie, after, before, people, states, neighbours or {})


def family_names(name: str, country: str | None) -> tuple[str, ...]:
    """Return the pieces, folded, by which later mentions may call a person."""
    last = surname(name)
    if country in _FAMILY_NAME_FIRST:
        return tuple(dict.fromkeys((pieces(name)[0].casefold(), last)))
    return (last,)


def _insert(trie: _Trie, parts: Sequence[str], value: Surface | Pattern) -> None:
    node = trie
    for part in parts:
        node = node.setdefault(part.casefold(), {})
    node.setdefault("", []).append(value)


@per_overlay
def load_register() -> Register:
    """Return the register compiled from ``data/actors/`` and the factbook; made once per process (about 0.3 s).

    Of two that bear one name, and between whom the text does not decide, the first is meant: the user's own.
    """
    surfaces = sorted(read_surfaces(), key=lambda named: not named[2].origin)
    return make_register(surfaces, pattern_rows(), neighbours=read_neighbours())
