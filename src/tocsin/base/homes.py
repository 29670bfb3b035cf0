"""Which country a document tells of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tocsin.base.dateline import outlets
from tocsin.base.reading import Reading

# Codes of those who belong to no one state.
NO_STATE = frozenset({"IGO", "NGO", "IMG", "MNC"})
# What is supposed of an army without a name that is taken for that of the state which speaks of it.
ARMY = "army"


def most_told_country(reading: Reading) -> str | None:
    """Return the country that most of the document's places lie in and most of its named actors belong to.

    Outlets that it closes with count nothing: "(AFP via France 24)" does not make it a French story.
    """
    closing = outlets(reading.document.text)

    def told(start: int) -> bool:
        return not any(a <= start < b for a, b in closing)

    found = Counter(p.place.country for p in reading.places if p.place and p.place.country and told(p.start))
    found.update(a.actor.country for a in reading.actors if a.basis == "named" and a.actor.country and told(a.start))
    for other in NO_STATE:
        found.pop(other, None)
    return found.most_common(1)[0][0] if found else None


# Words for an army that belongs to whoever the story is about: at home, unless it says otherwise.
_BARE = frozenset({
    "army", "military", "soldiers", "troops", "government troops", "government forces", "armed forces",
    "government soldiers", "army troops", "army soldiers", "forces",
})  # fmt: skip
_DETERMINERS = frozenset({"the", "its", "their", "his", "some"})


def is_bare_army(words: str) -> bool:
    """Tell whether words name an army without saying whose it is ("the army", "its soldiers")."""
    return " ".join(w for w in words.casefold().split() if w not in _DETERMINERS) in _BARE


# People said to be from elsewhere: nothing tells where.
FROM_ELSEWHERE = frozenset(
    {"migrant", "immigrant", "asylum", "deportee", "foreigner", "foreign", "crew", "expatriate", "crewman"}
)
# Where another state's army, its settlers and its people held hostage are who people mean by these words.
_OCCUPIED = {"PSE": "ISR"}
SETTLERS = frozenset({"settler", "settlers"})
_CAPTIVES = frozenset({"hostage", "hostages"})


def home_of(country: str | None, sector: str | None, lemmas: Iterable[str]) -> str | None:
    """Return where an unnamed actor of a country belongs: soldiers, settlers and hostages in an occupied land are the occupier's.

    "The military" in the West Bank is Israel's: Palestine has police and armed groups, and no army.
    """
    told = {lemma.casefold() for lemma in lemmas}
    foreign = sector == "MIL" or bool(told & SETTLERS) or (sector == "CVL" and bool(told & _CAPTIVES))
    return _OCCUPIED.get(country or "", country) if foreign else country
