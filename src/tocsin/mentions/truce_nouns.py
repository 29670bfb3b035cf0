"""Nouns that mean a truce, and what is told of it: that it is only wanted, that it is kept, that it is over."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.base.trees import ancestors, children, first_conjunct
from tocsin.mentions.draft import Scene
from tocsin.mentions.slots import slots
from tocsin.mentions.truce_words import is_word

_UP = 4
_NEGATION = frozenset({"no", "not", "without", "neither", "never", "n't", "nor", "any"})
_KEPT = frozenset({"keep", "hold", "observe", "respect", "honour", "honor"})
_OPEN = frozenset({
    "would", "could", "might", "may", "should", "will", "not", "n't", "if", "unless", "must", "never",
})  # fmt: skip


def is_truce(scene: Scene, i: int) -> bool:
    """Tell whether a noun means a truce: by itself, or a deal of peace, or a pause of fighting."""
    token, tokens = scene.parse.tokens[i], scene.parse.tokens
    if token.dep in ("compound", "nmod") and not is_word("fighting", tokens[token.head].lemma):
        return False
    before = {tokens[k].lemma.casefold() for k in children(scene.parse, i, "compound", "amod", "nmod")}
    if is_word("truce", token.lemma):
        of = [k for o in slots(scene.tree, i).get("of", ()) for k in (o, *children(scene.parse, o, "compound"))]
        return token.lemma != "cessation" or any(is_word("fighting", tokens[k].lemma) for k in of)
    if is_word("pause", token.lemma):
        over = {tokens[o].lemma for name in ("in", "to", "of") for o in slots(scene.tree, i).get(name, ())}
        return any(is_word("fighting", w) for w in over) or any(is_word("peacely", w) for w in before)
    return is_word("deal", token.lemma)


def is_peacely(scene: Scene, i: int) -> bool:
    """Tell whether a deal is one of peace."""
    before = children(scene.parse, i, "compound", "amod", "nmod")
    return scene.tree.lemma(i) == "peace" or any(is_word("peacely", scene.tree.lemma(k).casefold()) for k in before)


def words_over(scene: Scene, i: int) -> Iterator[int]:
    """Yield the words over a noun, nearest first, up to the verb of its clause."""
    for k in [*ancestors(scene.parse, first_conjunct(scene.parse, i))][:_UP]:
        if scene.parse.tokens[k].pos != "ADP":
            yield k
        if scene.parse.tokens[k].pos in ("VERB", "AUX"):
            return


def is_wanted(scene: Scene, i: int) -> bool:
    """Tell whether a truce is only called for, offered, hoped for or denied."""
    tokens = scene.parse.tokens
    if any(tokens[k].text.lower() in _NEGATION for k in scene.parse.children[i]):
        return True
    above = [*words_over(scene, i)]
    if above and tokens[above[-1]].dep in ("xcomp", "ccomp", "acl", "advcl"):
        above.append(tokens[above[-1]].head)
    above += children(scene.parse, i, "relcl")  # "the truce that both called for"
    if any(tokens[tokens[k].head].lemma == "without" for k in (i, *above)):
        return True
    if any(
        is_word("wanted", tokens[k].lemma) and not is_word("deal", tokens[k].lemma) and not ends(scene, k)
        for k in above
    ):
        return True
    helpers = {tokens[h].text.lower() for k in above for h in children(scene.parse, k, "aux", "neg", "mark")}
    return bool(helpers & _OPEN)


def has_ended(scene: Scene, i: int) -> bool | None:
    """Tell whether a truce is told to be over, ``None`` where nothing is told of it but its name."""
    parse, tokens = scene.parse, scene.parse.tokens
    clauses = list(children(parse, i, "relcl", "acl"))
    for k in [*clauses, *words_over(scene, i)]:
        word = tokens[k]
        if word.pos in ("NOUN", "PROPN") and is_word("ending", word.lemma):
            return True
        if word.pos not in ("VERB", "AUX"):
            continue
        if ends(scene, k) or (k not in clauses and _is_over(scene, k)):
            return True
        if is_word("last", word.lemma) and not _is_perfect(scene, k):
            return word.tag == "VBD" and word.lemma != "survive"
        if is_word("reach", word.lemma):
            later = [v for v in children(parse, k, "conj") if tokens[v].pos == "VERB" and ends(scene, v)]
            if k not in clauses:
                had = any(tokens[h].text.lower() == "had" for h in children(parse, k, "aux"))
                return True if later else None if had and word.lemma in _KEPT else False
    return False if any(is_word("reach", tokens[k].lemma) for k in clauses) else None


def _is_perfect(scene: Scene, verb: int) -> bool:
    """Tell whether a verb is in the present perfect: "has lasted"."""
    return any(scene.parse.tokens[h].text.lower() in ("has", "have") for h in children(scene.parse, verb, "aux"))


def ends(scene: Scene, verb: int) -> bool:
    """Tell whether a verb ends a truce that is its subject or object: "collapsed", "tore up", "walked out of"."""
    token, tokens = scene.parse.tokens[verb], scene.parse.tokens
    if is_word("end", token.lemma):
        return True
    parts = [*children(scene.parse, verb, "prt", "advmod", "prep")]
    return any(is_word("end", f"{token.lemma} {tokens[k].lemma}") for k in parts)


def _is_over(scene: Scene, verb: int) -> bool:
    tokens = scene.parse.tokens
    said = [*children(scene.parse, verb, "acomp", "advmod", "attr", "oprd", "prt")]
    said += [o for p in children(scene.parse, verb, "prep") for o in children(scene.parse, p, "pobj")]
    return any(is_word("over", tokens[k].lemma.casefold()) for k in said)
