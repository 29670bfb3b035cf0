"""Slots of a predicate: who does it, who has it done, and what its prepositions bring.

Passive and active are turned the same way; subjects left out are found through coordination, control,
relative and participial clauses, and light verbs ("launch an attack on").
"""

from __future__ import annotations

from collections.abc import Mapping

from tocsin.base.model import Parse, Token
from tocsin.base.trees import children, conjuncts, coordination, marks, subtree
from tocsin.mentions.subjects import DEPTH, RELATIVE, Tree, is_asked, is_passive, surface_subject

Slots = Mapping[str, tuple[int, ...]]
# An occasion under one of these has the clause's subject in it ("in a meeting with Y, X said").
_OCCASION = frozenset({"during", "in", "at", "on", "by", "after", "following", "for", "before"})
# Slots that say what stands around a word: their words are never used up by a row.
AROUND = frozenset({"sent", "head", "prep", "advcl"})
_TIME_MARKS = frozenset({"when", "after", "as", "while", "before"})
# Verbs whose object is there too ("X greets Y before a meeting").
_ENCOUNTER = frozenset({"greet", "welcome", "receive", "meet", "see", "hug", "embrace"})
_CONTENT = frozenset({"NOUN", "VERB", "PROPN", "ADJ"})
_MODIFIERS = ("advmod", "npadvmod", "amod", "compound", "nmod", "quantmod")
# Prepositions that carry the doer or the target of a noun, also when the parser hangs them one noun too low
# ("the seizure of two towns by the army").
_STRAY = frozenset({"by", "on", "against", "with", "between", "from", "to", "for"})


def slots(tree: Tree, i: int, *, depth: int = 0) -> Slots:
    """Return the slots of the predicate at token ``i``: slot name to head tokens, conjuncts spread out."""
    if i in tree.memo:
        return tree.memo[i]
    found = _verb(tree, i, depth) if is_predicate(tree.parse, i) else _noun(tree, i, depth)
    if depth == 0:  # who asks for a verb's sides on the way to another word needs nothing of what stands around it
        _around(tree.parse, i, found)
    out = {n: tuple(h) if n in AROUND else _spread(tree.parse, h) for n, h in found.items() if h}
    if depth == 0:
        tree.memo[i] = out
    return out


def is_predicate(parse: Parse, i: int) -> bool:
    """Tell whether the word at ``i`` is a verb, or a noun by mistake ("court sentences activist") with a verb's children."""
    if parse.tokens[i].pos in ("VERB", "AUX", "ADJ"):
        return True
    return any(parse.tokens[k].dep in ("nsubj", "nsubjpass", "dobj") for k in parse.children[i])


def _around(parse: Parse, i: int, found: dict[str, list[int]]) -> None:
    """Add what stands around a word: the noun it modifies, the preposition above, time clauses, its sentence's words."""
    token = parse.tokens[i]
    if token.dep in ("compound", "nmod", "amod"):
        found["head"] = [token.head]
    if token.dep in ("pobj", "pcomp"):
        found["prep"] = [token.head]
    found["advcl"] = [k for k in children(parse, i, "advcl") if marks(parse, k) & _TIME_MARKS]
    near = [t.i for t in _sentence_of(parse, i) if t.i != i and t.pos in _CONTENT]
    found["sent"] = near


def _sentence_of(parse: Parse, i: int) -> tuple[Token, ...]:
    sentence = parse.sentences[parse.tokens[i].sent]
    return parse.tokens[sentence.first : sentence.last]


def _verb(tree: Tree, i: int, depth: int) -> dict[str, list[int]]:
    parse = tree.parse
    found: dict[str, list[int]] = {}
    subject = list(surface_subject(tree, i, depth=depth))
    if is_passive(parse, i):
        found["obj"] = subject
        found["subj"] = [p for a in _agents(parse, i) for p in children(parse, a, "pobj")]
        found["subj"] += children(parse, i, "npadvmod") if parse.tokens[i].dep == "amod" else []
    else:
        found["subj"] = subject
        found["obj"] = children(parse, i, "dobj") or _fronted_object(parse, i)
    if "dative" in (kinds := [parse.tokens[k].dep for k in parse.children[i]]):
        found["iobj"] = [k for k in children(parse, i, "dative") if parse.tokens[k].pos != "ADP"]
    found["prt"] = children(parse, i, "prt") if "prt" in kinds else []
    found["comp"] = [
        *children(parse, i, "ccomp", "xcomp"),
        *(k for k in children(parse, i, "advcl") if is_asked(tree, k)),
    ]
    found["mod"] = children(parse, i, *_MODIFIERS, "oprd", "acomp")
    found["neg"] = children(parse, i, "neg")
    _prepositions(parse, i, found)
    found.setdefault("for", []).extend(k for k in children(parse, i, "advcl") if "for" in marks(parse, k))
    for o in found["obj"]:
        _prepositions(parse, o, found, only=_STRAY)
    return found


def _agents(parse: Parse, i: int) -> list[int]:
    """Return the by-phrases of a passive, shared along its coordination ("kidnapped and killed by gunmen")."""
    for verb in [i, *(v for v in coordination(parse, i) if v > i)]:
        found = children(parse, verb, "agent")
        if found and is_passive(parse, verb):
            return found
    return []


def _fronted_object(parse: Parse, i: int) -> list[int]:
    """Return the noun that an object relative clause modifies ("the base the Kurds seized")."""
    token = parse.tokens[i]
    if token.dep != "relcl":
        return []
    subjects = children(parse, i, "nsubj")
    return [token.head] if subjects and parse.tokens[subjects[0]].lemma not in RELATIVE else []


def _prepositions(parse: Parse, i: int, found: dict[str, list[int]], *, only: frozenset[str] | None = None) -> None:
    for k in parse.children[i]:
        token = parse.tokens[k]
        if token.dep not in ("prep", "agent", "dative") or token.pos not in ("ADP", "SCONJ", "VERB", "PART"):
            continue
        if only is not None and token.lemma not in only:
            continue
        heads = children(parse, k, "pobj", "pcomp")
        nested = [o for p in children(parse, k, "prep") for o in children(parse, p, "pobj")]
        found.setdefault(token.lemma, []).extend(heads or nested)


def _noun(tree: Tree, i: int, depth: int) -> dict[str, list[int]]:
    parse, token = tree.parse, tree.parse.tokens[i]
    found: dict[str, list[int]] = {"mod": children(parse, i, *_MODIFIERS), "poss": children(parse, i, "poss")}
    found["comp"] = [*children(parse, i, "acl", "relcl", "ccomp"), *_that_clauses(parse, i)]
    _prepositions(parse, i, found)
    for inner in [*found.get("of", []), *found.get("in", [])]:
        _prepositions(parse, inner, found, only=_STRAY)
    for verb in children(parse, i, "acl"):
        if parse.tokens[verb].tag == "VBN" and parse.tokens[verb].lemma in tree.light | tree.handle:
            _prepositions(parse, verb, found, only=_STRAY)  # "the deal reached between X and Y"
    if "by" not in found:
        found["by"] = _far_agents(parse, i)
    if token.dep in ("dobj", "nsubjpass") or (token.dep == "conj" and parse.tokens[token.head].dep == "dobj"):
        verb = token.head if token.dep != "conj" else parse.tokens[token.head].head
        found["gov"] = [verb]
        if parse.tokens[verb].lemma in tree.handle:
            found["light"] = [verb]
        elif parse.tokens[verb].lemma in tree.light and depth < DEPTH:
            _from_light_verb(tree, verb, found, depth)
    elif parse.tokens[token.head].pos == "VERB":
        found["gov"] = [token.head]
    elif token.dep == "pobj" and parse.tokens[token.head].lemma in _OCCASION and depth < DEPTH:
        above = parse.tokens[token.head].head
        if parse.tokens[above].pos == "VERB":
            found["host"] = list(surface_subject(tree, above, depth=depth + 1))
            if parse.tokens[above].lemma in _ENCOUNTER:
                found["host"] += children(parse, above, "dobj")
    found["obj"] = found.get("of", []) or found.get("on", []) or found.get("against", [])
    return found


def _far_agents(parse: Parse, i: int) -> list[int]:
    """Return the doers of a noun whose by-phrase hangs deeper ("an ambush in X, in Y, by gunmen")."""
    below = [k for k in subtree(parse, i) if k > i and parse.tokens[k].lemma == "by" and parse.tokens[k].dep == "prep"]
    nominal = [k for k in below if parse.tokens[parse.tokens[k].head].pos in ("NOUN", "PROPN")]
    return [o for k in nominal[:1] for o in children(parse, k, "pobj")]


def _that_clauses(parse: Parse, i: int) -> list[int]:
    """Return that-clauses which the parser hung on a noun of the phrase ("allegations from X and Y that Z did it")."""
    below = [n for p in children(parse, i, "prep") for o in children(parse, p, "pobj") for n in conjuncts(parse, o)]
    return [c for n in below for c in children(parse, n, "relcl", "acl") if children(parse, c, "mark")]


def _from_light_verb(tree: Tree, verb: int, found: dict[str, list[int]], depth: int) -> None:
    found["light"] = [verb]
    inner = slots(tree, verb, depth=depth + 1)
    for name, heads in inner.items():
        if name == "subj" or name in _STRAY:
            found.setdefault(name, []).extend(h for h in heads if h not in found.get(name, []))
        elif name in ("in", "at", "near"):
            found.setdefault(name, []).extend(heads)


def _spread(parse: Parse, heads: list[int]) -> tuple[int, ...]:
    out: list[int] = []
    for h in heads:
        out += [c for c in conjuncts(parse, h) if c not in out]
    return tuple(out)
