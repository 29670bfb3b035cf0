"""Truces that a sentence tells: between whom one is in force, and between whom it is no more.

"A ceasefire between Congo and Rwanda is dead", "the rebels tore up their deal with the state", "A and B stopped shooting".
What a truce is, how it is reached and how it ends are words of ``data/words/truces.tsv``. What is only called for, offered
or hoped for is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from tocsin.base.model import FACT, ActorLink
from tocsin.base.relations import RelationKind
from tocsin.base.trees import children
from tocsin.mentions.armed_sides import is_group, is_same
from tocsin.mentions.draft import Scene
from tocsin.mentions.peace_verbs import peace_made
from tocsin.mentions.relation_records import Found
from tocsin.mentions.relations_sides import Sides
from tocsin.mentions.relations_status import status_told
from tocsin.mentions.told_rows import told_row
from tocsin.mentions.truce_nouns import ends, has_ended, is_peacely, is_truce, is_wanted
from tocsin.mentions.truce_sides import TruceTold, bound, side_by_side
from tocsin.mentions.truce_words import is_word

_PLACES = frozenset({"nsubj", "nsubjpass", "dobj"})
# Deals of other matters than peace.
_CIVIL = frozenset({
    "trade", "nuclear", "oil", "gas", "economic", "extradition", "customs", "mining", "arms", "coalition", "tax", "debt",
    "climate", "business", "loan", "mineral", "power-sharing", "prisoner", "exchange", "swap", "export",
})  # fmt: skip
_FIRM = frozenset({"deal", "accord", "agreement", "pact", "treaty", "memorandum", "protocol", "understanding"})


def truces(scene: Scene) -> Iterator[Found]:
    """Yield who has a truce with whom, and whose truce has ended, one of each pair and way."""
    done: list[tuple[ActorLink, ActorLink]] = []
    for truce in sorted([*_of_nouns(scene), *peace_made(scene)], key=lambda t: not t.ended):
        i, ended = truce.token, truce.ended
        row = told_row(RelationKind.TRUCE, scene.tree.lemma(i), ended=ended)
        for a, b in _pairs(truce.sides):
            told = any(_same_pair((a, b), pair) for pair in done)  # what has ended is told as ended alone
            status, reason, said = status_told(scene, i, row, [Sides(a, b, None)])
            if told or status not in FACT:
                continue
            done.append((a, b))
            yield Found(row.kind, i, a, b, None, status, said, ended, f"{row.rule}; {reason}")


def _pairs(sides: Sequence[Sequence[ActorLink]]) -> list[tuple[ActorLink, ActorLink]]:
    """Return who is bound to whom: each of one side to each of the other, or the first two of a single list."""
    if len(sides) == 2:
        return [(a, b) for a in sides[0] for b in sides[1] if not is_same(a, b)][:4]
    return list(combinations(sides[0], 2))[:1] if sides else []


def _same_pair(one: tuple[ActorLink, ActorLink], other: tuple[ActorLink, ActorLink]) -> bool:
    straight = is_same(one[0], other[0]) and is_same(one[1], other[1])
    return straight or (is_same(one[0], other[1]) and is_same(one[1], other[0]))


def _of_nouns(scene: Scene) -> Iterator[TruceTold]:
    for token in scene.parse.tokens:
        if token.pos not in ("NOUN", "PROPN") or not is_truce(scene, token.i) or is_wanted(scene, token.i):
            continue
        ended = has_ended(scene, token.i)
        sides = bound(scene, token.i) or (() if ended is None else side_by_side(scene, token.i))
        if not sides or not _binds(scene, token.i, sides, known=ended is not None):
            continue
        yield TruceTold(token.i, bool(ended), sides)
        later = _ended_later(scene, token.i) if not ended else None
        if later is not None:
            yield TruceTold(later, True, sides)


def _binds(scene: Scene, i: int, sides: Sequence[Sequence[ActorLink]], *, known: bool) -> bool:
    """Tell whether a truce binds those: of a deal not said to be of peace, one must be a group in arms."""
    if is_word("truce", scene.tree.lemma(i)) or is_word("pause", scene.tree.lemma(i)) or is_peacely(scene, i):
        return True
    groups = any(is_group(a) for side in sides for a in side)
    before = {scene.tree.lemma(k) for k in children(scene.parse, i, "compound", "amod", "nmod")}
    firm = scene.tree.lemma(i) in _FIRM
    return known and firm and ((groups and not before & _CIVIL) or "military" in before)


def _ended_later(scene: Scene, i: int) -> int | None:
    """Return the verb that ends a truce by a pronoun in its sentence or the next ("It was they who called it off")."""
    here, tokens = scene.parse.tokens[i].sent, scene.parse.tokens
    for t in tokens[i + 1 :]:
        if t.sent > here + 1:
            return None
        if t.lemma in ("it", "that", "which", "agreement", "accord", "pact", "truce", "deal") and t.dep in _PLACES:
            verb = t.head
            lasted = tokens[verb].lemma in ("last", "hold") and tokens[verb].tag == "VBD" and t.sent > here
            lasted = lasted and any(tokens[k].dep in ("npadvmod", "dobj", "prep") for k in scene.parse.children[verb])
            if t.sent > here and (lasted or ends(scene, verb)) and not is_wanted(scene, t.i):
                return verb
    return None
