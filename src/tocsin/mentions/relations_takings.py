"""Takings and losses of places that no verb tells: its form was taken for a noun, or a base there fell."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.base.model import FACT
from tocsin.base.relations import RelationKind
from tocsin.mentions.draft import Scene
from tocsin.mentions.relation_records import Found
from tocsin.mentions.relations_fits import HOLDERS
from tocsin.mentions.relations_sides import Sides, is_local
from tocsin.mentions.relations_status import status_told
from tocsin.mentions.relations_towns import fallen_bases
from tocsin.mentions.standing_parties import word_party
from tocsin.mentions.standing_words import standing_words
from tocsin.mentions.told_rows import told_row

# Forms of taking that parsers take for nouns.
_VERBS = {
    "captured": "capture", "seized": "seize",
    "retook": "retake", "retaken": "retake", "overran": "overrun", "overrun": "overrun", "recaptured": "recapture",
    "captures": "capture", "seizes": "seize", "retakes": "retake", "recaptures": "recapture", "takes": "take",
}  # fmt: skip


def takings_beside(scene: Scene) -> Iterator[Found]:
    """Yield takings whose verb the parser took for a noun ("The M23 retook Masisi"): who stands right before it, what behind."""
    tokens = scene.parse.tokens
    before = {a.last: a for a in scene.reading.actors if a.actor.sector in HOLDERS}
    behind = {p.first: p for p in scene.reading.places if is_local(p)}
    for token in tokens:
        rows = [
            r for r in standing_words().get(_VERBS.get(token.text.lower(), ""), ()) if r.begun and r.place == ("obj",)
        ]
        if not rows or (token.tag.startswith("VB") and token.dep not in ("amod", "compound")):
            continue
        first = token.i - 1 if tokens[token.i - 1].lemma == "have" else token.i
        who_, place = before.get(first) or word_party(scene, first - 1), behind.get(token.i + 1)
        if who_ is not None and place is not None:
            row = rows[0]
            status, reason, said = status_told(scene, token.i, row, [Sides(who_, None, place)])
            if status in FACT:
                yield Found(row.kind, token.i, who_, None, place, status, said, False, f"{row.rule}; {reason}", True)


def takings_by_base(scene: Scene) -> Iterator[Found]:
    """Yield who lost a place whose base there fell."""
    row = told_row(RelationKind.CONTROLS, "fall", ended=True)
    for i, side, place in fallen_bases(scene):
        status, reason, said = status_told(scene, i, row, [Sides(side, None, place)])
        if status in FACT:
            yield Found(row.kind, i, side, None, place, status, said, True, f"controls:base fell; {reason}")
