"""Walk a parse: noun phrases, conjuncts, subtrees. Pure functions over token numbers."""

from __future__ import annotations

from collections.abc import Iterator

from tocsin.base.model import Extent, Parse

# Where a name stands that does or owns something: "arrested in Paris, Kenya said" puts nothing into Kenya.
ACTING = frozenset({"nsubj", "nsubjpass", "poss"})
# Where a word stands before the noun that it belongs to: "Turkish drones", "Hezbollah's positions".
INNER = frozenset({"amod", "compound", "nmod", "poss"})
_NOT_IN_PHRASE = frozenset({"relcl", "acl", "advcl", "appos", "cc", "conj", "punct", "parataxis", "preconj"})


def children(parse: Parse, i: int, *deps: str) -> list[int]:
    """Return the children of ``i``, only those with one of ``deps`` if any are given."""
    kids = parse.children[i]
    return [k for k in kids if parse.tokens[k].dep in deps] if deps else list(kids)


def subtree(parse: Parse, i: int) -> list[int]:
    """Return ``i`` and all below it, in text order."""
    out, todo = [], [i]
    while todo:
        at = todo.pop()
        out.append(at)
        todo.extend(parse.children[at])
    return sorted(out)


def ancestors(parse: Parse, i: int) -> Iterator[int]:
    """Yield the heads above ``i``, nearest first."""
    while parse.tokens[i].head != i:
        i = parse.tokens[i].head
        yield i


def conjuncts(parse: Parse, i: int) -> list[int]:
    """Return ``i`` and what is coordinated below it ("A, B and C" from A), in text order."""
    out, todo = [], [i]
    while todo:
        at = todo.pop()
        out.append(at)
        todo.extend(children(parse, at, "conj"))
    return sorted(out)


def upmost(parse: Parse, i: int, *deps: str) -> int:
    """Return the first word, from ``i`` upwards, that hangs on its head by none of ``deps``; the root at the latest."""
    while parse.tokens[i].dep in deps and parse.tokens[i].head != i:
        i = parse.tokens[i].head
    return i


def first_conjunct(parse: Parse, i: int) -> int:
    """Return the head of the coordination that ``i`` is in, or ``i``."""
    return upmost(parse, i, "conj")


def coordination(parse: Parse, i: int) -> list[int]:
    """Return the whole coordination that ``i`` is in, from its first conjunct on, in text order."""
    return conjuncts(parse, first_conjunct(parse, i))


def marks(parse: Parse, i: int) -> set[str]:
    """Return the lemmas of the words that open or modify the clause at ``i`` ("when", "after", "as", "for")."""
    return {parse.tokens[k].lemma for k in children(parse, i, "mark", "advmod")}


def has_to(parse: Parse, i: int) -> bool:
    """Tell whether the verb at ``i`` is an infinitive with "to"."""
    return any(parse.tokens[k].lemma == "to" for k in children(parse, i, "aux"))


def phrase(parse: Parse, i: int, *, prepositions: bool = True) -> tuple[int, int]:
    """Return tokens ``[first, last)`` of the noun phrase headed by ``i``.

    Relative clauses, appositions and further conjuncts are left out;
    prepositional phrases are kept unless ``prepositions`` is false.
    """
    low = high = i
    todo = [i]
    while todo:
        at = todo.pop()
        low, high = min(low, at), max(high, at)
        for k in parse.children[at]:
            dep = parse.tokens[k].dep
            if dep in _NOT_IN_PHRASE or (dep == "prep" and not prepositions):
                continue
            todo.append(k)
    return low, high + 1


def extent(parse: Parse, first: int, last: int, text: str) -> Extent:
    """Return the extent of tokens ``[first, last)`` of the document's ``text``."""
    start, end = parse.tokens[first].start, parse.tokens[last - 1].end
    return Extent(start, end, text[start:end])
