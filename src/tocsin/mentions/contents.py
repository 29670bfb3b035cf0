"""What is said: the constructions by which a cue takes its content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.base.model import Parse
from tocsin.base.trees import children, marks, subtree

# Prepositions that carry on what the object begins: "described him as …", "praised them for …".
_WITH_OBJECT = frozenset({"as", "for", "of", "with", "about", "to", "over", "from"})
_ENOUGH = 4  # tokens that may be a content where the parse tells no construction
_LOOSE = frozenset({",", ".", ";", ":", "—", "–", "-", "--", "and", "but"})
# Words that open a clause which tells when it was said, where what was said stands before.
_WHEN = frozenset({"after", "before", "as", "since", "while"})
PREPOSITIONS = ("about", "against", "as", "for", "of", "on", "to", "with", "over", "from", "at", "in")


@dataclass(frozen=True, slots=True)
class Content:
    """The construction that a cue has, and the tokens of its content."""

    takes: str
    tokens: frozenset[int]
    before: bool = False  # the content stands before the cue


def verb_contents(parse: Parse, verb: int) -> Iterator[Content]:
    """Yield the constructions that a verb has, the surest first."""
    passive = children(parse, verb, "nsubjpass")
    yield from _clauses(parse, verb)
    yield from _infinitives(parse, verb, passive)
    objects = children(parse, verb, "dobj", "oprd", "attr") if parse.tokens[verb].pos == "VERB" else []
    prepositions = list(_prepositions(parse, verb))
    if objects:
        along = [k for k in children(parse, verb, "prep") if parse.tokens[k].text in _WITH_OBJECT and k > min(objects)]
        yield Content("object", _below(parse, objects + along))
    yield from prepositions
    if passive:
        yield Content("passive", _below(parse, passive))


def _infinitives(parse: Parse, verb: int, passive: list[int]) -> Iterator[Content]:
    objects = children(parse, verb, "dobj")
    subjects = passive or children(parse, verb, "nsubj")
    for k in children(parse, verb, "xcomp"):
        inside = frozenset(subtree(parse, k))
        yield Content("raised" if passive else "seem", inside | _below(parse, subjects))
        yield Content("objinf" if objects or passive else "inf", inside)


def noun_contents(parse: Parse, noun: int) -> Iterator[Content]:
    """Yield the constructions that a noun, adjective or adverb has."""
    for k in children(parse, noun, "acl", "ccomp", "relcl", "xcomp", "advcl"):
        tags = {parse.tokens[m].tag for m in parse.children[k] if parse.tokens[m].dep in ("aux", "mark")}
        lemmas = {parse.tokens[m].lemma for m in parse.children[k] if parse.tokens[m].dep == "mark"}
        if "TO" in tags:
            yield Content("inf", frozenset(subtree(parse, k)))
        elif lemmas & {"that", "whether", "if"} or parse.tokens[k].dep == "ccomp":
            yield Content("clause", frozenset(subtree(parse, k)))
    yield from _prepositions(parse, noun)


def rest(parse: Parse, verb: int) -> Content | None:
    """Return what hangs on a verb without any of its constructions: what follows it, else what precedes it."""
    own = frozenset(
        children(parse, verb, "nsubj", "nsubjpass", "aux", "auxpass", "neg", "prt", "cc", "mark", "agent", "conj")
    )
    inside = frozenset(subtree(parse, verb)) - _below(parse, sorted(own)) - {verb}
    after, before = frozenset(i for i in inside if i > verb), frozenset(i for i in inside if i < verb)
    longer = max((after, before), key=len)
    return Content("rest", longer, before=longer is before) if len(longer) >= _ENOUGH else None


def host_clause(parse: Parse, i: int) -> frozenset[int]:
    """Return the clause that an adverbial ("according to…", "reportedly") stands in, without the adverbial."""
    at = parse.tokens[i].head
    while parse.tokens[at].pos not in ("VERB", "AUX") and parse.tokens[at].head != at:
        if parse.tokens[at].dep in ("nsubj", "nsubjpass", "ROOT"):
            break
        at = parse.tokens[at].head
    if parse.tokens[at].dep in ("nsubj", "nsubjpass"):
        at = parse.tokens[at].head
    return frozenset(subtree(parse, at)) - frozenset(subtree(parse, i))


def runs(parse: Parse, tokens: frozenset[int]) -> list[tuple[int, int]]:
    """Return the tokens as stretches ``[first, last)``, without commas and the like at their ends."""
    out: list[tuple[int, int]] = []
    for i in sorted(tokens):
        if out and out[-1][1] == i:
            out[-1] = (out[-1][0], i + 1)
        else:
            out.append((i, i + 1))
    trimmed = (_trim(parse, first, last) for first, last in out)
    return [(first, last) for first, last in trimmed if first < last]


def _trim(parse: Parse, first: int, last: int) -> tuple[int, int]:
    while first < last and parse.tokens[first].text in _LOOSE:
        first += 1
    while first < last and parse.tokens[last - 1].text in _LOOSE:
        last -= 1
    return first, last


def _below(parse: Parse, tokens: list[int]) -> frozenset[int]:
    return frozenset(i for k in tokens for i in subtree(parse, k))


def _clauses(parse: Parse, verb: int) -> Iterator[Content]:
    """Yield a clause that the verb governs, or the clause that it stands in as a parenthesis."""
    token = parse.tokens[verb]
    before: frozenset[int] = frozenset()
    after: frozenset[int] = frozenset()
    marked = False
    for k in children(parse, verb, "ccomp"):
        inside = frozenset(subtree(parse, k))
        helpers = [parse.tokens[m] for m in parse.children[k]]
        if any(h.tag == "TO" and h.dep == "aux" for h in helpers):
            yield Content("objinf" if any(h.dep in ("nsubj", "nsubjpass") for h in helpers) else "inf", inside)
        elif k < verb:
            before |= inside
        elif before and any(h.dep == "mark" and h.lemma in _WHEN for h in helpers):
            continue  # "…, he said on Thursday, a day after the scandal broke"
        else:
            after |= inside | _more_clauses(parse, verb, k)
            marked = marked or any(h.dep == "mark" for h in helpers) or _is_colon(parse, k, before)
    if before and not marked and _is_framed(parse, verb, before, after):
        after |= _after_parenthesis(parse, verb)
        yield Content("clause", before | after, before=True)
    elif after:
        yield Content("clause", after)
    if token.dep == "advcl" and "as" in marks(parse, verb):
        own = frozenset(subtree(parse, verb))
        yield Content("clause", frozenset(subtree(parse, token.head)) - own)  # "as the minister said, …"
    if token.dep in ("parataxis", "ccomp") and token.head != verb:
        own = frozenset(subtree(parse, verb))
        above = frozenset(subtree(parse, token.head)) - own
        if token.dep == "parataxis" or _is_parenthesis(parse, verb, own):
            yield Content("clause", above, before=True)


def _is_framed(parse: Parse, verb: int, before: frozenset[int], after: frozenset[int]) -> bool:
    """Tell whether a clause before the cue is its content: "X, he said, Y", but not "While X - he denies Y"."""
    end = max((i for i in before if parse.tokens[i].pos != "PUNCT"), default=max(before))
    between = [parse.tokens[i] for i in range(end + 1, verb) if parse.tokens[i].pos == "PUNCT"]
    if any(t.text in (";", ":", "—", "–", "-", "--") for t in between):
        return False
    return not after or any(parse.tokens[i].text == "," for i in range(verb, min(after)))


def _is_colon(parse: Parse, clause: int, before: frozenset[int]) -> bool:
    """Tell whether a colon cuts off what stands before: "They went further: he also said …"."""
    return bool(before) and any(parse.tokens[i].text == ":" for i in range(max(before), clause))


def _more_clauses(parse: Parse, verb: int, clause: int) -> frozenset[int]:
    """Return "and that …" and "but …" clauses which the parser hung on the cue instead of on its content."""
    more = [
        k
        for k in children(parse, verb, "conj")
        if k > clause and children(parse, k, "nsubj", "nsubjpass") and not children(parse, k, "ccomp")
    ]
    return _below(parse, more)


def _after_parenthesis(parse: Parse, verb: int) -> frozenset[int]:
    """Return what goes on after "…, he said, …"."""
    end = verb + 1
    below = parse.children[verb]
    while end < len(parse.tokens) and end in below and parse.tokens[end].dep == "nsubj":
        end += 1
    if end >= len(parse.tokens) or parse.tokens[end].text != ",":
        return frozenset()
    return _below(parse, [k for k in below if k > end and parse.tokens[k].dep in ("prep", "dobj", "npadvmod", "attr")])


def _is_parenthesis(parse: Parse, verb: int, own: frozenset[int]) -> bool:
    """Tell "…, he said, …" that the parser hung the wrong way round."""
    low, high = min(own), max(own)
    commas = (low > 0 and parse.tokens[low - 1].text == ",") or parse.tokens[low].text == ","
    return commas and len(own) <= 6 and verb <= high and not children(parse, verb, "ccomp", "dobj", "mark")


def _prepositions(parse: Parse, i: int) -> Iterator[Content]:
    for k in children(parse, i, "prep", "agent"):
        text = parse.tokens[k].text.lower()
        inside = children(parse, k, "pobj", "pcomp")
        if text in PREPOSITIONS and inside:
            yield Content(text, _below(parse, inside))
