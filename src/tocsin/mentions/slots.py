"""Slots of a predicate: who does it, who has it done, and what its prepositions bring.

Passive and active are turned the same way; subjects left out are found through coordination, control,
relative and participial clauses, and light verbs ("launch an attack on").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from tocsin.base.model import Parse
from tocsin.base.tables import table
from tocsin.base.trees import children, conjuncts, first_conjunct

Slots = Mapping[str, tuple[int, ...]]
_DEPTH = 6
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
# An occasion under one of these has the clause's subject in it ("in a meeting with Y, X said").
_OCCASION = frozenset({"during", "in", "at", "on", "by", "after", "following", "for"})
_MODIFIERS = ("advmod", "npadvmod", "amod", "compound", "nmod", "quantmod")
# Prepositions that carry the doer or the target of a noun, also when the parser hangs them one noun too low
# ("the capture of key cities by the rebels").
_STRAY = frozenset({"by", "on", "against", "with", "between", "from", "to", "for"})


@dataclass(frozen=True)
class Tree:
    """A parse with what has been worked out over it; made once per document."""

    parse: Parse
    light: frozenset[str]
    object_control: frozenset[str]
    occur: frozenset[str]
    memo: dict[int, dict[str, tuple[int, ...]]] = field(default_factory=dict)

    def lemma(self, i: int) -> str:
        """Return the lemma of token ``i``."""
        return self.parse.tokens[i].lemma


def make_tree(parse: Parse) -> Tree:
    """Return the tree of a parse with the verb classes of ``data/words/verbs.tsv``."""
    classes = verb_classes()
    return Tree(parse, classes["light"], classes["object-control"], classes["occur"])


@lru_cache(maxsize=1)
def verb_classes() -> Mapping[str, frozenset[str]]:
    """Return the lemmas of each class of ``data/words/verbs.tsv``."""
    out: dict[str, set[str]] = {}
    for row in table("words/verbs.tsv", columns=("lemma", "class")):
        out.setdefault(row["class"], set()).add(row["lemma"])
    return {name: frozenset(lemmas) for name, lemmas in out.items()}


def slots(tree: Tree, i: int, *, depth: int = 0) -> Slots:
    """Return the slots of the predicate at token ``i``: slot name to head tokens, conjuncts spread out."""
    if i in tree.memo:
        return tree.memo[i]
    found = _verb(tree, i, depth) if tree.parse.tokens[i].pos in ("VERB", "AUX", "ADJ") else _noun(tree, i, depth)
    out = {name: _spread(tree.parse, heads) for name, heads in found.items() if heads}
    if depth == 0:
        tree.memo[i] = out
    return out


def is_passive(parse: Parse, i: int) -> bool:
    """Tell whether the verb at ``i`` is passive: an auxiliary, a passive subject, or a bare past participle."""
    kids = {parse.tokens[k].dep for k in parse.children[i]}
    if kids & {"nsubjpass", "auxpass", "agent"}:
        return True
    token = parse.tokens[i]
    if token.tag != "VBN" or "aux" in kids:
        return False
    if token.dep in ("acl", "amod", "relcl"):
        return "dobj" not in kids
    if token.dep == "conj" and not kids & {"nsubj", "dobj"}:
        return is_passive(parse, token.head)
    return token.dep == "advcl" and not kids & {"nsubj", "dobj"}


def surface_subject(tree: Tree, i: int, *, depth: int = 0) -> tuple[int, ...]:
    """Return the heads of the clause's subject as written, inherited where it is left out."""
    own = children(tree.parse, i, *_SUBJECTS)
    if own:
        return tuple(_antecedent(tree.parse, s, i) for s in own)
    return _inherited(tree, i, depth) if depth < _DEPTH else ()


def _antecedent(parse: Parse, subject: int, verb: int) -> int:
    """Return the noun that a relative pronoun stands for, or the subject itself."""
    token, clause = parse.tokens[subject], parse.tokens[verb]
    if token.lemma in _RELATIVE and clause.dep in ("relcl", "acl", "ccomp"):
        return clause.head
    return subject


def _inherited(tree: Tree, i: int, depth: int) -> tuple[int, ...]:
    parse, token = tree.parse, tree.parse.tokens[i]
    head = token.head
    if token.tag in _FINITE and (subject := _misread_subject(parse, i)):
        return subject
    if token.dep in ("conj", "advcl"):
        return surface_subject(tree, head, depth=depth + 1)
    if token.dep == "xcomp":
        objects = children(parse, head, "dobj")
        return tuple(objects) if objects else surface_subject(tree, head, depth=depth + 1)
    if token.dep in ("acl", "relcl", "amod"):
        if token.tag == "VB":
            return _planner(tree, head, depth)
        return (head,)
    if token.dep in ("pcomp", "prep"):
        return _governor_subject(tree, i, depth)
    return ()


def _misread_subject(parse: Parse, i: int) -> tuple[int, ...]:
    """Return a subject that the parser took for an apposition ("During a phone call, Rubio and Ruto discussed")."""
    for prep in children(parse, i, "prep"):
        nouns = children(parse, prep, "pobj") if prep < i else []
        for noun in nouns:
            found = [a for a in children(parse, noun, "appos") if noun < a < i]
            if found and any(parse.tokens[k].text == "," for k in parse.children[noun]):
                return tuple(found)
    return ()


def _planner(tree: Tree, noun: int, depth: int) -> tuple[int, ...]:
    """Return who is to do what a noun plans ("Israel's plan to attack", "they made a bid to seize")."""
    owners = children(tree.parse, noun, "poss")
    return tuple(owners) if owners else surface_subject(tree, tree.parse.tokens[noun].head, depth=depth + 1)


def _governor_subject(tree: Tree, i: int, depth: int) -> tuple[int, ...]:
    parse = tree.parse
    governor = parse.tokens[parse.tokens[i].head].head
    if parse.tokens[governor].lemma in tree.object_control:
        return slots(tree, governor, depth=depth + 1).get("obj", ()) if depth < _DEPTH else ()
    if parse.tokens[governor].pos in ("VERB", "AUX"):
        return surface_subject(tree, governor, depth=depth + 1)
    owners = children(parse, governor, "poss")
    return tuple(owners)


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
    found["comp"] = children(parse, i, "ccomp", "xcomp")
    found["mod"] = children(parse, i, *_MODIFIERS)
    found["neg"] = children(parse, i, "neg")
    _prepositions(parse, i, found)
    for o in found["obj"]:
        _prepositions(parse, o, found, only=_STRAY)
    return found


def _agents(parse: Parse, i: int) -> list[int]:
    """Return the by-phrases of a passive, shared along its coordination ("kidnapped and killed by gunmen")."""
    for verb in [i, *(v for v in conjuncts(parse, first_conjunct(parse, i)) if v > i)]:
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
    return [token.head] if subjects and parse.tokens[subjects[0]].lemma not in _RELATIVE else []


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
    if token.dep in ("dobj", "nsubjpass") or (token.dep == "conj" and parse.tokens[token.head].dep == "dobj"):
        verb = token.head if token.dep != "conj" else parse.tokens[token.head].head
        found["gov"] = [verb]
        if parse.tokens[verb].lemma in tree.light and depth < _DEPTH:
            _from_light_verb(tree, verb, found, depth)
    elif parse.tokens[token.head].pos == "VERB":
        found["gov"] = [token.head]
    elif token.dep == "pobj" and parse.tokens[token.head].lemma in _OCCASION and depth < _DEPTH:
        above = parse.tokens[token.head].head
        if parse.tokens[above].pos == "VERB":
            found["host"] = list(surface_subject(tree, above, depth=depth + 1))
    found["obj"] = found.get("of", []) or found.get("on", []) or found.get("against", [])
    return found


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
