"""Forces told by whom they follow: "soldiers loyal to X", "X's men", "the rebels of X", where X leads a known armed group."""

from __future__ import annotations

from dataclasses import replace

from tocsin.base.model import REBELS, ActorLink
from tocsin.base.peoples import force_of_leader
from tocsin.base.trees import children
from tocsin.mentions.draft import Scene
from tocsin.mentions.slots import slots
from tocsin.mentions.word_classes import FORCES, word_class

_LOYAL = frozenset({"loyal", "faithful", "allied", "answerable"})
_LED = frozenset({"lead", "command", "head", "ally"})
_OF_LEADERS = ("of", "poss", "under", "behind")


def led_force(scene: Scene, t: int) -> ActorLink | None:
    """Return the armed group whose leader a noun of armed people is tied to, ``None`` where the tables know of none."""
    token = scene.parse.tokens[t]
    is_tied = token.tag == "NN" and token.lemma in word_class(FORCES, "tied")
    if is_tied or token.lemma not in word_class(FORCES, "led"):
        return None
    own = scene.actor_at.get(t, ())
    if any((a.actor.id or "").startswith(("group:", "agency:")) and a.basis == "named" for a in own):
        return None
    for k, is_loyal in _leaders(scene, t):
        for a in scene.actor_at.get(k, ()):
            # Who rules now, or has changed sides, leads another force than then.
            group = force_of_leader(a.actor.id) if is_loyal or a.actor.sector in REBELS else None
            if group is None and is_loyal and token.lemma in word_class(FORCES, "loyal") and _is_side(a):
                group = a.actor
            if group is not None:
                base = own[0] if own else replace(a, start=token.start, end=token.end, first=t, last=t + 1)
                reason = f"led by {a.actor.name}"
                return replace(base, token=t, actor=group, basis="named", reason=reason, supposed=())
    return None


def _is_side(link: ActorLink) -> bool:
    """Tell whether forces that are loyal to somebody are that side's: a named group, or a government."""
    a = link.actor
    group = (a.id or "").startswith("group:") and a.sector in REBELS
    return group or (a.sector in ("GOV", "MIL") and not (a.id or "").startswith("person:") and a.country is not None)


def _leaders(scene: Scene, t: int) -> list[tuple[int, bool]]:
    """Return the words for those whom a noun's men follow, and whether they are told to be loyal to them."""
    parse, filled = scene.parse, slots(scene.tree, t)
    out = [(k, False) for name in _OF_LEADERS for k in filled.get(name, ())]
    for k in children(parse, t, "amod", "acl", "relcl", "acomp"):
        lemma = parse.tokens[k].lemma
        if lemma in _LOYAL:
            out += [(o, True) for p in children(parse, k, "prep") for o in children(parse, p, "pobj")]
        elif lemma in _LED:
            led = slots(scene.tree, k)
            out += [(o, False) for name in ("by", "to", "with", "subj") for o in led.get(name, ()) if o != t]
    return out


def is_followed(scene: Scene, t: int) -> bool:
    """Tell whether somebody is named only for whose men some are: "X" of "forces loyal to X"."""
    word = scene.parse.tokens[t]
    prep = scene.parse.tokens[word.head]
    above = scene.parse.tokens[prep.head]
    is_of_noun = above.dep in ("amod", "acl", "relcl") or (
        above.dep == "acomp" and scene.parse.tokens[above.head].dep == "relcl"
    )
    return word.dep == "pobj" and prep.lemma in ("to", "with") and above.lemma in _LOYAL and is_of_noun
