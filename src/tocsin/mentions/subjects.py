"""Subjects: who does what a verb says, also where the sentence leaves it out.

Found through coordination, control, relative and participial clauses, and repairs of known parser slips.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tocsin.base.model import Parse
from tocsin.base.trees import children, has_to
from tocsin.base.word_classes import by_class

# How far a missing subject is sought through the tree.
DEPTH = 6
RELATIVE = frozenset({"who", "which", "that", "whom"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
# What stands before these is quoted: its subject is not the speaker ("Detaining protesters is an affront, X said").
_SAYING = frozenset({"say", "tell", "add", "state", "report", "write", "tweet"})
FINITE = frozenset({"VBD", "VBZ", "VBP"})


@dataclass(frozen=True)
class Tree:
    """A parse with what has been worked out over it; made once per document."""

    parse: Parse
    light: frozenset[str]
    object_control: frozenset[str]
    occur: frozenset[str]
    handle: frozenset[str]
    ask: frozenset[str]
    memo: dict[int, dict[str, tuple[int, ...]]] = field(default_factory=dict)

    def lemma(self, i: int) -> str:
        """Return the lemma of token ``i``."""
        return self.parse.tokens[i].lemma


def make_tree(parse: Parse) -> Tree:
    """Return the tree of a parse with the verb classes of ``data/words/verbs.tsv``."""
    classes = verb_classes()
    return Tree(parse, classes["light"], classes["object-control"], classes["occur"], classes["handle"], classes["ask"])


def verb_classes() -> Mapping[str, frozenset[str]]:
    """Return the lemmas of each class of ``data/words/verbs.tsv``."""
    return by_class("words/verbs.tsv", word="lemma")


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
    if (head := _interrupted(tree.parse, i)) is not None:
        return (head,)
    own = children(tree.parse, i, *_SUBJECTS)
    if own:
        return tuple(_antecedent(tree.parse, s, i) for s in own)
    return _inherited(tree, i, depth) if depth < DEPTH else ()


def _interrupted(parse: Parse, i: int) -> int | None:
    """Return the subject of a verb that the parser took for the end of the clause before it.

    "Rwanda, which Congo and others accuse of arming the rebels, denies it": what denies is Rwanda, the root.
    """
    token, head = parse.tokens[i], parse.tokens[parse.tokens[i].head]
    is_last = token.dep == "relcl" and token.tag in FINITE and i > 0 and parse.tokens[i - 1].text == ","
    if not is_last or head.head != head.i or head.pos not in ("PROPN", "NOUN") or head.i + 2 >= i:
        return None
    opens = parse.tokens[head.i + 1].text == "," and parse.tokens[head.i + 2].lemma in RELATIVE
    return head.i if opens else None


def _antecedent(parse: Parse, subject: int, verb: int) -> int:
    """Return the noun that a relative pronoun stands for, or the subject itself."""
    token, clause = parse.tokens[subject], parse.tokens[verb]
    if token.lemma in RELATIVE and clause.dep in ("relcl", "acl", "ccomp"):
        return clause.head
    return subject


def _inherited(tree: Tree, i: int, depth: int) -> tuple[int, ...]:
    parse, token = tree.parse, tree.parse.tokens[i]
    head = token.head
    if token.tag in FINITE and (subject := _misread_subject(parse, i)):
        return subject
    if token.dep == "advcl" and is_asked(tree, i):
        return tuple(children(parse, head, "dobj"))
    if token.dep == "advcl" and i < head and parse.tokens[head].lemma in _SAYING:
        return ()
    if token.dep in ("conj", "advcl"):
        return surface_subject(tree, head, depth=depth + 1)
    if token.dep == "xcomp":
        objects = children(parse, head, "dobj") or _asked(parse, head)
        return tuple(objects) if objects else surface_subject(tree, head, depth=depth + 1)
    if token.dep in ("acl", "relcl", "amod"):
        if token.tag == "VB":
            return _planner(tree, head, depth)
        return (head,)
    if token.dep in ("acomp", "attr", "oprd"):
        return surface_subject(tree, head, depth=depth + 1)
    if token.dep in ("pcomp", "prep"):
        return _governor_subject(tree, i, depth)
    return ()


def _misread_subject(parse: Parse, i: int) -> tuple[int, ...]:
    """Return a subject that the parser took for an apposition ("In a video call, Macron and Modi agreed")."""
    for prep in children(parse, i, "prep"):
        nouns = children(parse, prep, "pobj") if prep < i else []
        for noun in nouns:
            found = [a for a in children(parse, noun, "appos") if noun < a < i]
            if found and any(parse.tokens[k].text == "," for k in parse.children[noun]):
                return tuple(found)
    return ()


def is_asked(tree: Tree, i: int) -> bool:
    """Tell whether an infinitive is what somebody is asked to do, though the parser hung it on as an adjunct."""
    parse, token = tree.parse, tree.parse.tokens[i]
    if token.dep != "advcl" or token.tag != "VB" or parse.tokens[token.head].lemma not in tree.ask:
        return False
    return has_to(parse, i) and bool(children(parse, token.head, "dobj"))


def _asked(parse: Parse, i: int) -> list[int]:
    """Return whom a verb asks through a preposition ("calls on X to disarm", "appeals to X to help")."""
    if parse.tokens[i].lemma not in ("call", "appeal", "plead", "prevail", "rely", "count"):
        return []
    preps = [p for p in children(parse, i, "prep") if parse.tokens[p].lemma in ("on", "upon", "to", "with", "for")]
    return [o for p in preps[:1] for o in children(parse, p, "pobj")]


def _planner(tree: Tree, noun: int, depth: int) -> tuple[int, ...]:
    """Return who is to do what a noun plans ("Israel's plan to attack", "they made a bid to seize")."""
    owners = children(tree.parse, noun, "poss")
    return tuple(owners) if owners else surface_subject(tree, tree.parse.tokens[noun].head, depth=depth + 1)


def _governor_subject(tree: Tree, i: int, depth: int) -> tuple[int, ...]:
    parse = tree.parse
    governor = parse.tokens[parse.tokens[i].head].head
    if parse.tokens[governor].lemma in tree.object_control:
        return _object(tree, governor, depth + 1)
    if parse.tokens[governor].pos in ("VERB", "AUX"):
        return surface_subject(tree, governor, depth=depth + 1)
    owners = children(parse, governor, "poss")
    return tuple(owners)


def _object(tree: Tree, i: int, depth: int) -> tuple[int, ...]:
    """Return who has the verb at ``i`` done to them: its direct object, or its subject if it is passive."""
    objects = children(tree.parse, i, "dobj")
    if objects or not is_passive(tree.parse, i):
        return tuple(objects)
    return surface_subject(tree, i, depth=depth)
