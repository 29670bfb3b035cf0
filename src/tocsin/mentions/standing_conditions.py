"""What must stand over a word so that it tells how two things stand: "are under sanctions", "is held", "Rwanda-backed"."""

from __future__ import annotations

from tocsin.base.trees import children, first_conjunct
from tocsin.mentions.draft import Scene
from tocsin.mentions.standing_words import Standing

# "Is in rebel hands" tells where the town stands; "talked in custody" does not.
BEING = frozenset({"be", "remain", "stay", "come", "fall", "stand", "rest", "lie", "languish", "sit", "live"})
_SHARES = frozenset({"some", "most", "all", "many", "part", "rest", "much", "number"})
_STATE_OF = frozenset({"is", "are", "'s", "'re", "’s", "’re", "remains", "remain", "being", "been", "stays", "stay"})
_IN_FORCE = frozenset({"force", "effect", "place"})


def stands(scene: Scene, i: int, row: Standing) -> bool:
    """Tell whether what a row asks for stands over the word at ``i``."""
    parse = scene.parse
    token = parse.tokens[i]
    head = parse.tokens[token.head]
    if row.above == "prep":
        return token.dep == "pobj" and head.lemma in row.words
    if row.above == "gov":
        top = parse.tokens[first_conjunct(parse, _whole_of(scene, i))]
        return top.dep in ("dobj", "nsubjpass") and parse.tokens[top.head].lemma in row.words
    if row.above == "does":
        return token.dep == "nsubj" and head.lemma in row.words and (head.lemma == "hold" or _in_force(scene, head.i))
    if row.above == "before":
        return is_attributive(scene, i)
    if row.above == "did":
        particles = {parse.tokens[k].lemma for k in children(parse, i, "prt", "advmod")}
        return _is_deed(scene, i) and (not row.words or bool(row.words & particles))
    return row.above != "state" or is_state(scene, i)


def _whole_of(scene: Scene, i: int) -> int:
    """Return the word of quantity over a noun ("some of the sanctions"), else the noun."""
    token = scene.parse.tokens[i]
    over = scene.parse.tokens[scene.parse.tokens[token.head].head]
    is_share = token.dep == "pobj" and scene.parse.tokens[token.head].lemma == "of" and over.lemma in _SHARES
    return over.i if is_share else i


def _is_deed(scene: Scene, i: int) -> bool:
    """Tell whether a verb is finite or a participle of a deed: in the past, the perfect or a headline's present."""
    token = scene.parse.tokens[i]
    helpers = {scene.parse.tokens[k].lemma.lower() for k in children(scene.parse, i, "aux", "auxpass")}
    if token.tag in ("VBD", "VBN"):
        return True
    if token.tag == "VBG":
        return token.dep in ("advcl", "pcomp", "conj", "acl") and "be" not in helpers
    return token.tag == "VBZ" or (token.tag == "VBP" and not helpers)


def _in_force(scene: Scene, verb: int) -> bool:
    """Tell whether a verb of being says "in force", "in effect", "in place"; other verbs say it by themselves."""
    if scene.parse.tokens[verb].lemma not in BEING:
        return True
    below = [o for p in children(scene.parse, verb, "prep") for o in children(scene.parse, p, "pobj")]
    return any(scene.parse.tokens[o].lemma in _IN_FORCE for o in below)


def is_state(scene: Scene, i: int) -> bool:
    """Tell whether a verb is a participle or tells of what is so now ("is being held"), not of what was done."""
    parse, token = scene.parse, scene.parse.tokens[i]
    helpers = {parse.tokens[k].text.lower() for k in children(parse, i, "aux", "auxpass")}
    if token.tag in ("VBN", "VBD") and token.dep in ("acl", "amod", "acomp", "oprd", "relcl"):
        return token.dep != "relcl" or token.tag == "VBN"
    return token.tag == "VBN" and bool(helpers & _STATE_OF)


def is_attributive(scene: Scene, i: int) -> bool:
    """Tell whether a participle stands before its noun ("Rwanda-backed rebels"): the writer's own words anywhere."""
    return scene.parse.tokens[i].dep == "amod"
