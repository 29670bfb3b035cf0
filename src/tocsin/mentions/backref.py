"""Nouns that point back to a place named before: "the city", "the country", "nationwide"."""

from __future__ import annotations

from tocsin.base.model import PlaceLink, Precision
from tocsin.base.trees import ACTING, children
from tocsin.mentions.draft import Scene, is_by_capital

_TOWN = frozenset({Precision.TOWN})
_AREA = frozenset({Precision.PROVINCE, Precision.DISTRICT, Precision.FEATURE})
_KINDS = {
    "city": _TOWN, "town": _TOWN, "village": _TOWN, "capital": _TOWN, "settlement": _TOWN,
    "country": frozenset({Precision.COUNTRY}), "nation": frozenset({Precision.COUNTRY}),
    "nationwide": frozenset({Precision.COUNTRY}), "countrywide": frozenset({Precision.COUNTRY}),
    "region": _AREA, "province": _AREA, "district": _AREA, "enclave": _AREA, "peninsula": _AREA, "territory": _AREA,
}  # fmt: skip
_POINTING = frozenset({"the", "this", "that"})


def pointing_back(scene: Scene, sentence: int) -> list[tuple[int, PlaceLink]]:
    """Return the nouns of a sentence that stand for a place named before them, each with the nearest such place."""
    s = scene.parse.sentences[sentence]
    out = []
    for i in range(s.first, s.last):
        kinds = _KINDS.get(scene.parse.tokens[i].lemma.lower())
        if kinds is None or not _bare(scene, i):
            continue
        before = [p for p in scene.reading.places if p.last <= i and p.place and p.place.precision in kinds]
        told = [p for p in before if not p.reason.startswith("dateline") and not _is_government(scene, p)]
        if told:
            out.append((i, told[-1]))
    return out


def _is_government(scene: Scene, link: PlaceLink) -> bool:
    """Tell whether a capital's name stands for who governs there ("Tehran denied that")."""
    acts = scene.parse.tokens[link.token].dep in ACTING
    return acts and any(is_by_capital(a) for a in scene.actor_at.get(link.token, ()))


def _bare(scene: Scene, i: int) -> bool:
    """Tell whether a noun has an article and no name of its own ("the city", not "the city of Goma", "a city")."""
    token = scene.parse.tokens[i]
    if token.lemma.endswith("wide"):
        return True
    below = [scene.parse.tokens[k] for k in children(scene.parse, i)]
    named = any(t.dep in ("appos", "compound", "nmod", "poss") or t.text == "of" for t in below)
    return token.tag == "NN" and any(t.text.lower() in _POINTING for t in below) and not named
