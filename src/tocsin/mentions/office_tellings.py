"""Offices that a verb tells of: "X is now president", "was named envoy", "sacked as governor", "who had been premier"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.base.model import ActorLink
from tocsin.base.trees import children, marks, phrase
from tocsin.mentions.draft import Scene
from tocsin.mentions.office_words import LEADING, OFFICES, is_public, office_phrase
from tocsin.mentions.slots import slots
from tocsin.mentions.subjects import FINITE

_ENDING = frozenset({
    "sack", "fire", "dismiss", "oust", "topple", "depose", "overthrow", "remove", "unseat", "impeach", "replace",
    "kill", "assassinate", "murder", "hang", "execute", "resign", "quit", "retire", "die", "suspend", "strip", "purge",
    "relieve",
})  # fmt: skip
_LEAVES = frozenset({"resign", "quit", "retire", "die"})
_MAKING = frozenset({
    "name", "appoint", "install", "elect", "proclaim", "declare", "choose", "pick", "swear", "inaugurate", "confirm",
    "reinstate", "anoint", "promote", "crown", "reappoint", "select", "designate",
})  # fmt: skip
_HOLDING = frozenset({"serve", "act", "sit", "work", "rule", "stay", "remain", "continue"})
_PAST = frozenset({"had", "was", "were"})
_UNREAL = frozenset({"will", "would", "could", "should", "may", "might", "must", "to"})
_IF = frozenset({"if", "unless", "until", "before", "whether"})
# What behind or in an office's words says that it is over.
_UNTIL = re.compile(
    r"\b(?:until|till)\b|\bbetween \d{4} and\b|\bfrom (?:\w+ )?\d{4} (?:to|until)\b"
    r"|\bin the (?:early |late |mid-)?(?:19|20)?\d0s\b"
)
_ONCE = re.compile(
    r"(?:\bonce|\bno longer|\bformerly|\bpreviously|\buntil (?:\w+ ){1,3})(?: an?| the)?\s*$", re.IGNORECASE
)
_NEAR = 40
_SINGLE = frozenset({"he", "she", "him", "her", "who"})
_LED = frozenset({"REB", "PRM", "MIL", "IGO", "GOV", "PTY"})


@dataclass(frozen=True, slots=True)
class Telling:
    """One telling: who, the words of the office with where they stand, and whether it ends or begins."""

    link: ActorLink
    words: str
    start: int
    end: int
    ended: bool
    begun: bool


def office_tellings(scene: Scene) -> Iterator[Telling]:
    """Yield the offices that verbs tell of persons, named or as "he" and "she"."""
    for token in scene.parse.tokens:
        if token.pos not in ("VERB", "AUX") or _is_unreal(scene, token.i):
            continue
        lemma = token.lemma
        filled = slots(scene.tree, token.i)
        if lemma in ("be", "become"):
            persons = filled.get("subj", ())
            offices = children(scene.parse, token.i, "attr", "acomp")
            past = token.text.lower() in _PAST or "had" in _aux(scene, token.i) or _used_to(scene, token.i)
            ended, begun = past and lemma == "be", lemma == "become"
        elif lemma in _MAKING:
            persons = (*filled.get("obj", ()), *(filled.get("subj", ()) if lemma == "swear" else ()))
            offices = [*filled.get("as", ()), *children(scene.parse, token.i, "oprd", "xcomp", "attr", "ccomp")]
            ended, begun = False, True
        elif lemma in _ENDING or (lemma == "step" and "prt" in _deps(scene, token.i)):
            persons = filled.get("subj", ()) if lemma in (*_LEAVES, "step") else filled.get("obj", ())
            offices, ended, begun = list(filled.get("as", ())), True, False
        elif lemma in _HOLDING:
            persons, offices = filled.get("subj", ()), list(filled.get("as", ()))
            ended, begun = token.tag == "VBD" or "had" in _aux(scene, token.i), False
        else:
            continue
        yield from _made(scene, token.i, persons, offices, ended, begun)


def _made(
    scene: Scene, verb: int, persons: tuple[int, ...], offices: list[int], ended: bool, begun: bool
) -> Iterator[Telling]:
    neg = bool(children(scene.parse, verb, "neg"))
    longer = any(scene.parse.tokens[k].text.lower() == "longer" for k in children(scene.parse, verb, "advmod", "neg"))
    if neg and not longer:
        return
    for o in offices:
        token = scene.parse.tokens[o]
        if token.lemma.casefold() not in OFFICES or token.tag in ("NNS", "NNPS"):
            continue
        for link in (a for t in persons for a in scene.actor_at.get(t, ()) if _is_person(scene, a)):
            words, start, end = office_phrase(scene, o)
            if not (link.start < end and start < link.end):
                yield Telling(link, words, start, end, ended or longer, begun)
            break


def led_bodies(scene: Scene) -> Iterator[Telling]:
    """Yield who is told to command, lead or head a body: "X, who heads the mission", "X now leads the front"."""
    for token in scene.parse.tokens:
        if token.lemma not in LEADING or token.tag not in FINITE or _is_unreal(scene, token.i):
            continue
        filled = slots(scene.tree, token.i)
        for o in filled.get("obj", ())[:1]:
            first, last = phrase(scene.parse, o)
            start, end = scene.parse.tokens[first].start, scene.parse.tokens[last - 1].end
            words = f"{LEADING[token.lemma]} of {scene.text[start:end]}"
            led = any(a.actor.sector in _LED for a in scene.actor_at.get(o, ()))
            if not (led or is_public(words, None)) or children(scene.parse, token.i, "neg"):
                continue
            who = [a for t in filled.get("subj", ()) for a in scene.actor_at.get(t, ()) if _is_person(scene, a)]
            until = bool(_UNTIL.search(scene.text[end : end + _NEAR].split(".")[0]))
            ended = "had" in _aux(scene, token.i) or (token.tag == "VBD" and until)
            if token.tag == "VBD" and not ended:
                continue  # "who led the service under the father": then, and perhaps no more
            yield from (Telling(a, words, -1, -1, ended, False) for a in who[:1])


def is_over(scene: Scene, link: ActorLink, start: int | None, end: int | None) -> bool:
    """Tell whether the words around a person's office say that it is over: "until 1996", "once", or that who held it fell."""
    if start is not None and end is not None:
        after = scene.text[start : end + _NEAR].split(".")[0].split(";")[0]
        clause = after if _UNTIL.search(after[: end - start + 12]) else ""
        if clause or _ONCE.search(scene.text[max(start - _NEAR, 0) : start]):
            return True
    near = [link.token, *children(scene.parse, link.token, "appos")]
    token = scene.parse.tokens[link.token]
    near += [token.head] if token.dep == "appos" else []
    return any(_is_ended(scene, k) for k in near)


def _is_ended(scene: Scene, k: int) -> bool:
    """Tell whether a noun's clause tells that who it names was sacked, resigned or was killed."""
    tokens = scene.parse.tokens
    if any(tokens[v].lemma in _ENDING - _LEAVES and tokens[v].tag == "VBN" for v in children(scene.parse, k, "acl")):
        return True
    token = tokens[k]
    verb = tokens[token.head]
    if verb.lemma not in (*_ENDING, "step") or verb.tag not in ("VBD", "VBN") or _is_unreal(scene, verb.i):
        return False
    if children(scene.parse, verb.i, "neg") or marks(scene.parse, verb.i) & _IF:
        return False
    if token.dep == "nsubj":
        return verb.lemma in _LEAVES or (verb.lemma == "step" and "prt" in _deps(scene, verb.i))
    return token.dep in ("nsubjpass", "dobj") and verb.lemma not in (*_LEAVES, "step", "suspend", "strip")


def _is_person(scene: Scene, link: ActorLink) -> bool:
    if link.basis == "coreferent" and scene.parse.tokens[link.token].text.lower() not in _SINGLE:
        return False
    name = link.actor.name.split()
    return (
        (link.actor.id or "").startswith("person:")
        or scene.entity_at.get(link.token) == "PERSON"
        or (
            link.actor.id is None
            and len(name) > 1
            and all(w[:1].isupper() for w in (name[0], name[-1]))
            and name[0] != "The"
        )
    )


def _is_unreal(scene: Scene, i: int) -> bool:
    return bool(_aux(scene, i) & _UNREAL) and not _used_to(scene, i)


def _used_to(scene: Scene, i: int) -> bool:
    head = scene.parse.tokens[scene.parse.tokens[i].head]
    return scene.parse.tokens[i].dep == "xcomp" and head.text.lower() == "used"


def _aux(scene: Scene, i: int) -> set[str]:
    return {scene.parse.tokens[k].text.lower() for k in children(scene.parse, i, "aux", "auxpass")}


def _deps(scene: Scene, i: int) -> set[str]:
    return {scene.parse.tokens[k].dep for k in scene.parse.children[i]}
