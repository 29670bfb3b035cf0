"""Which check each column of a user's own tables goes through (``base.overlay_checks`` has the checks)."""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.base.overlay_checks import (
    Check,
    OneOf,
    Own,
    above,
    countries,
    day,
    degrees,
    frames,
    id_of,
    ids,
    kinds,
    lands,
    like_ours,
    mode,
    needed,
    pattern,
    place_kinds,
    roles,
    sectors,
    time_value,
    when,
    whole,
)
from tocsin.base.overlay_classes import classes_of, takes
from tocsin.base.tables import Row

_COUNTRY, _LAND, _SECTOR = OneOf(countries), OneOf(lands), OneOf(sectors)
_COUNTRY_OR_NONE, _LAND_OR_NONE = OneOf(countries, open=True), OneOf(lands, open=True)
_PARENT = OneOf(ids, open=True)
_YES_NO = OneOf(lambda _: ("yes", "no"))
_Y = OneOf(lambda _: ("y",), open=True)
_PLACE: Mapping[str, Check] = {
    "name": needed, "kind": OneOf(place_kinds), "lat": degrees(90), "lon": degrees(180),
    "country": OneOf(lands, open=True, several=True),
}  # fmt: skip
_PERSON: Mapping[str, Check] = {
    "id": id_of("person"), "name": needed, "country": _COUNTRY_OR_NONE,
    "role": OneOf(roles), "sector": _SECTOR, "from": day, "until": day,
}  # fmt: skip
_LEXICON: Mapping[str, Check] = {
    "trigger": needed, "pos": OneOf(lambda _: ("v", "n", "a")), "when": when, "mode": mode,
    "frame": OneOf(frames, open=True), "cameo": whole,
}  # fmt: skip
CHECKS: Mapping[str, Mapping[str, Check]] = {
    "lexicon/frames.tsv": {
        "frame": needed, "content_status": like_ours("words/status.tsv", "status", open_=True),
    },
    "actors/bodies.tsv": {
        "id": id_of("body", "party", "agency"), "name": needed, "country": _COUNTRY, "sector": _SECTOR, "parent": _PARENT,
    },
    "actors/groups.tsv": {
        "id": id_of("group"), "name": needed, "country": _COUNTRY, "sector": _SECTOR, "parent": _PARENT,
        "from": day, "until": day,
    },
    "actors/leaders_1.tsv": _PERSON,
    "actors/leaders_2.tsv": _PERSON,
    "actors/metonyms.tsv": {
        "text": needed, "id": id_of("country", "agency", "party"), "name": needed, "country": _COUNTRY_OR_NONE,
        "sector": _SECTOR,
    },
    "actors/patterns.tsv": {"name": needed, "sector": _SECTOR},
    "actors/peoples.tsv": {"names": needed, "country": _LAND},
    "actors/person_nouns.tsv": {
        "noun": needed, "sector": _SECTOR, "kind": like_ours("actors/person_nouns.tsv", "kind"),
    },
    "actors/group_nouns.tsv": {
        "noun": needed, "sector": _SECTOR, "kind": like_ours("actors/group_nouns.tsv", "kind"),
    },
    "actors/phrase_words.tsv": {
        "word": needed, "class": like_ours("actors/phrase_words.tsv", "class"), "sector": OneOf(sectors, open=True),
    },
    "actors/states.tsv": {
        "id": id_of("country"), "iso3": needed, "name": needed, "neighbours": OneOf(lands, open=True, several=True),
        "status": like_ours("actors/states.tsv", "status"),
    },
    "places/abbreviations.tsv": {"abbreviation": needed, "name": needed, "country": _LAND_OR_NONE, "alone": _YES_NO},
    "places/common_words.tsv": {"words": needed},
    "places/feature_words.tsv": {
        "word": needed, "kind": like_ours("places/feature_words.tsv", "kind"),
        "side": like_ours("places/feature_words.tsv", "side", several=True),
    },
    **dict.fromkeys(("places/points.tsv", "places/regions.tsv", "places/waters.tsv", "places/sites.tsv"), _PLACE),
    "words/agencies.tsv": {"name": needed, "country": OneOf(lambda own: {*countries(own), "UNK"})},
    "words/arms.tsv": {"word": needed, "class": classes_of("words/arms.tsv")},
    "words/casualties.tsv": {
        "lemma": needed, "key": like_ours("words/casualties.tsv", "key"), "side": like_ours("words/casualties.tsv", "side"),
    },
    "words/cues.tsv": {
        "lemma": needed, "pos": like_ours("words/cues.tsv", "pos"), "kind": like_ours("words/cues.tsv", "kind"),
        "stance": like_ours("words/cues.tsv", "stance"), "takes": like_ours("words/cues.tsv", "takes", several=True),
    },
    "words/forces.tsv": {
        "word": needed, "class": classes_of("words/forces.tsv", open_=True),
        "takes": takes, "side": OneOf(sectors, open=True),
    },
    "words/furniture.tsv": {"pattern": pattern, "scope": like_ours("words/furniture.tsv", "scope"), "kind": needed},
    "words/kinds.tsv": {"word": needed, "kinds": OneOf(kinds, several=True)},
    "words/numbers.tsv": {
        "words": needed, "kind": like_ours("words/numbers.tsv", "kind"), "value": whole,
    },
    "words/presence.tsv": {
        "lemma": needed, "who": like_ours("words/presence.tsv", "who"),
        "change": like_ours("words/presence.tsv", "change"), "arms": like_ours("words/presence.tsv", "arms", open_=True),
    },
    "words/relations.tsv": {
        "lemma": needed, "above": above, "pos": like_ours("words/relations.tsv", "pos"),
        "kind": like_ours("words/relations.tsv", "kind"),
        "weak": _Y, "ended": _Y, "begun": _Y,
    },
    "words/sites.tsv": {"word": needed, "class": classes_of("words/sites.tsv", open_=True)},
    "words/status.tsv": {
        "lemma": needed, "pos": like_ours("words/status.tsv", "pos"), "slot": needed,
        "status": like_ours("words/status.tsv", "status"),
    },
    "words/times.tsv": {"words": needed, "kind": like_ours("words/times.tsv", "kind"), "value": time_value},
    "words/truces.tsv": {"word": needed, "class": like_ours("words/truces.tsv", "class")},
    "words/usual_frames.tsv": {
        "type": like_ours("ontology.tsv", "type"), "verb": OneOf(frames), "noun": OneOf(frames),
    },
    "words/verbs.tsv": {"lemma": needed, "class": like_ours("words/verbs.tsv", "class")},
    "words/weapons.tsv": {"lemma": needed, "mode": mode},
}  # fmt: skip


def check(name: str, row: Row, own: Own) -> None:
    """Check the cells of a row.

    Args:
        name: the table of ours that the row joins.
        row: a row that adds or replaces.
        own: all rows of the user's own, whose ids, states and frames may be named as well.

    Raises:
        BadTable: a cell holds what is not allowed there.
    """
    checks = CHECKS.get(name) or (_LEXICON if name.startswith("lexicon/") else {})
    for column, of in checks.items():
        of(row, column, own)
