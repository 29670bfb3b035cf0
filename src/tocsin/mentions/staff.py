"""People who are told of by whom they work for: "16 UN staff", "seven employees of the bank" are people, not the body."""

from __future__ import annotations

from tocsin.base.model import ActorLink
from tocsin.mentions.detained import COUNTED
from tocsin.mentions.draft import Scene
from tocsin.mentions.phrase_links import phrase_link
from tocsin.mentions.word_classes import CAPTIVES, word_class


def counted_staff(scene: Scene, t: int) -> ActorLink | None:
    """Return the people that a noun of staff with a number means, where linking took them for the body that has them."""
    if scene.parse.tokens[t].lemma not in word_class(CAPTIVES, "staff"):
        return None
    body = next((a for a in scene.actor_at.get(t, ()) if a.actor.id and not a.actor.id.startswith("person:")), None)
    if body is None or not COUNTED.match(scene.text[body.start : body.end]):
        return None
    return phrase_link(scene, t, "CVL", "people who are held", prepositions=False)
