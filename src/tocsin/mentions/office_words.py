"""The words of offices: which titles are public ones, and which only stand in for another's or are over."""

from __future__ import annotations

import re

from tocsin.base.trees import phrase
from tocsin.mentions.draft import Scene

FORMER = re.compile(
    r"^(?:former|ex|late|then|once|one-?time|outgoing|ousted|deposed|toppled|exiled|retired)[\s-]+", re.IGNORECASE
)
ENDED = re.compile(
    r"^(?:an? |the )?(?:former|ex|late|once|one-?time|ousted|deposed|toppled|exiled|retired)\b", re.IGNORECASE
)
NEW = re.compile(r"^(?:new|newly[\w -]*|incoming)\s+", re.IGNORECASE)
# Titles of public office; ranks ("Gen.") and trades ("lawyer") are none.
OFFICES = frozenset({
    "president", "premier", "minister", "governor", "mayor", "chancellor", "secretary", "ambassador", "chief",
    "commissioner", "chairman", "chairwoman", "chairperson", "speaker", "senator", "king", "queen", "emir",
    "prince", "sultan", "spokesman", "spokeswoman", "spokesperson", "envoy", "director", "head", "leader",
    "coordinator", "commander", "administrator", "prosecutor", "judge", "representative", "rapporteur", "adviser",
    "advisor",
})  # fmt: skip
# Heads of anything: an office where the thing is a public one.
_ANYWHERE = frozenset({
    "director", "head", "leader", "coordinator", "chief", "administrator", "representative", "chairman", "chairwoman",
    "chairperson", "spokesman", "spokeswoman", "spokesperson", "secretary", "commander", "adviser", "advisor",
})  # fmt: skip
# "His US counterpart, Lloyd Austin": they hold the office that the register knows for them on that day.
STAND_INS = frozenset({"counterpart", "colleague", "deputy", "successor"})
# One of many ("a judge"): a trade, unless the words say which one.
_ONE_OF_MANY = re.compile(r"^(?:an? )(?:[\w-]+ ){0,2}(?:judge|prosecutor)$", re.IGNORECASE)
_SERVICE = re.compile(r"\b(?:head|chief|director) of (?:\w+ )?(?:security|intelligence|police|staff|operations)\b")
_UNITED_NATIONS = re.compile(r"\b(?:UN|U\.N\.|United Nations)(?!\w)")
# Words of bodies whose heads and spokesmen hold a public office.
_BODY = re.compile(
    r"\b(?:army|armed|military|police|rebels?|rebellion|group|movement|militia|militias|front|forces?|brigade|battalion|"
    r"regiment|division|government|ministry|security|intelligence|province|provincial|district|regional|state|council|"
    r"mission|insurgents?|insurgency|separatists?|junta|opposition|interim|acting|administration|republic|troops|navy|"
    r"peacekeep\w*|commission|parliament\w*|presidential|guards?|staff|monitor\w*|faction)\b",
    re.IGNORECASE,
)
# Verbs of holding an office over what their object is.
LEADING = {"command": "commander", "lead": "leader", "head": "head", "chair": "chairman"}
_BODIES = frozenset({"GOV", "MIL", "REB", "PRM", "IGO", "LEG", "JUD", "COP", "SPY", "ELI", "PTY", "OPP"})


def office_words(text: str) -> set[str]:
    """Return the words of a title that name an office ("Deputy Foreign Minister": minister)."""
    return {w.casefold() for w in re.findall(r"[\w]+", text)} & OFFICES


def is_public(words: str, sector: str | None) -> bool:
    """Tell whether an office is one of a state, an army, a group or a body of states: a hospital's director holds none."""
    if _ONE_OF_MANY.match(words):
        return False
    own = office_words(words)
    return (
        bool(own - _ANYWHERE)
        or sector in _BODIES
        or _BODY.search(words) is not None
        or _UNITED_NATIONS.search(words) is not None
        or _SERVICE.search(words.casefold()) is not None
    )


def office_phrase(scene: Scene, noun: int) -> tuple[str, int, int]:
    """Return the phrase of an office without its article, and where it begins and ends in the text."""
    first, last = phrase(scene.parse, noun)
    while first < last and scene.parse.tokens[first].pos == "DET":
        first += 1
    start, end = scene.parse.tokens[first].start, scene.parse.tokens[last - 1].end
    return scene.text[start:end], start, end
