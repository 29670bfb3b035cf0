"""Killed, injured, arrested, missing and displaced, as the clause of a happening tells them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.base.model import COUNTS, Count, Parse
from tocsin.base.tables import per_overlay, table
from tocsin.base.trees import children, conjuncts, marks
from tocsin.mentions.numerals import add, count_of

__all__ = ["casualties", "count_of"]

_SUBJECTS, _PASSIVE = ("nsubj", "nsubjpass"), ("nsubjpass",)
_UPWARD = frozenset(
    {"prep", "pobj", "dobj", "nsubj", "nsubjpass", "compound", "agent", "pcomp", "poss", "amod", "nmod"}
)
_TIME_MARKS = frozenset({"when", "after", "as", "while", "where"})
_OTHER_TIMES = frozenset({"after", "following", "since", "before", "amid"})


@dataclass(frozen=True, slots=True)
class _Word:
    key: str
    side: str


@per_overlay
def _words() -> dict[str, tuple[_Word, ...]]:
    found: dict[str, list[_Word]] = defaultdict(list)
    for row in table("words/casualties.tsv", columns=("lemma", "key", "side")):
        if row["key"] not in COUNTS:
            raise row.bad(f"key {row['key']!r} is none of {', '.join(COUNTS)}; correct it.")
        found[row["lemma"]].append(_Word(row["key"], row["side"]))
    return {lemma: tuple(entries) for lemma, entries in found.items()}


def casualties(parse: Parse, trigger: int) -> tuple[tuple[str, Count], ...]:
    """Return the counts that the clause of the happening at ``trigger`` tells, by key in the order of ``COUNTS``.

    Read are its own clause, what is coordinated with it and what hangs on it ("killing at least 40 people",
    "left 23 dead"); of several numbers for one key the one nearest to the trigger in the tree stands.
    """
    found: dict[str, Count] = {}
    for i in _clause(parse, trigger):
        for key, count in _told(parse, i):
            found.setdefault(key, count)
    return tuple((key, found[key]) for key in COUNTS if key in found)


def _clause(parse: Parse, trigger: int) -> Iterator[int]:
    """Yield the tokens of the happening's clause, nearest first."""
    seen: set[int] = set()
    todo = [trigger]
    at = trigger
    while parse.tokens[at].pos not in ("VERB", "AUX") and parse.tokens[at].dep in _UPWARD:
        at = parse.tokens[at].head
        todo.append(at)
    while parse.tokens[at].head != at and _told_above(parse, at):
        at = parse.tokens[at].head
        todo.append(at)
    while todo:
        i = todo.pop(0)
        if i in seen:
            continue
        seen.add(i)
        yield i
        todo += [k for k in parse.children[i] if _goes_down(parse, k)]


def _told_above(parse: Parse, i: int) -> bool:
    """Tell whether the clause above goes on with the same: "five were killed when a bus crashed".

    Also where a second "were" is left out: "four were killed and nine others injured in clashes".
    """
    token = parse.tokens[i]
    above = parse.tokens[token.head]
    if token.dep == "acl" and above.dep == "conj" and parse.tokens[above.head].pos == "VERB":
        return bool(_entries(parse, i) and _entries(parse, above.head))
    return token.dep == "conj" or (token.dep == "advcl" and bool(marks(parse, i) & _TIME_MARKS))


def _goes_down(parse: Parse, k: int) -> bool:
    """Tell whether what hangs on the clause still tells of the same happening."""
    token = parse.tokens[k]
    if token.dep == "advcl":
        return token.tag in ("VBG", "VBN") and not marks(parse, k)
    if token.dep == "conj" and token.pos in ("VERB", "AUX"):
        own = bool(children(parse, k, "nsubj"))
        return not own or any(w.side in ("object", "holder") for w in _entries(parse, k))
    if token.dep == "prep" and token.lemma in _OTHER_TIMES:
        return False
    if token.dep == "ccomp":
        return parse.tokens[token.head].lemma in ("leave", "see")
    return token.dep in (
        "dobj",
        "nsubj",
        "nsubjpass",
        "oprd",
        "xcomp",
        "acl",
        "relcl",
        "attr",
        "acomp",
        "prep",
        "pobj",
        "pcomp",
        "conj",
    )


def _entries(parse: Parse, i: int) -> list[_Word]:
    """Return the casualty words that a token is, by its lemma and, for participles, by its form."""
    token, words = parse.tokens[i], _words()
    forms = {token.lemma, token.text.lower()} if token.tag in ("VBN", "VBG", "JJ") else {token.lemma}
    return [word for form in sorted(forms) for word in words.get(form, ())]


def _told(parse: Parse, i: int) -> Iterator[tuple[str, Count]]:
    for word in _entries(parse, i):
        count = _count(parse, i, word)
        if count is not None:
            yield word.key, count


def _count(parse: Parse, i: int, word: _Word) -> Count | None:
    token = parse.tokens[i]
    is_verb = token.pos in ("VERB", "AUX")
    found: Count | None = None
    match word.side:
        case "object" if is_verb and _means_it(parse, i):
            found = _sum(parse, _objects(parse, i))
        case "subject" if is_verb:
            found = _sum(parse, _subjects(parse, i))
        case "holder":
            found = _sum(parse, _holders(parse, i))
        case "noun" if token.pos == "NOUN":
            found = count_of(parse, i) if token.tag == "NNS" else None
            found = found or _sum(parse, _of(parse, i))
        case "toll" if any(parse.tokens[k].lemma == "death" for k in parse.children[i]):
            found = _rose_to(parse, i)
        case "life" if token.dep == "dobj" and parse.tokens[token.head].lemma in ("claim", "take", "lose", "cost"):
            found = count_of(parse, i)
    return found


def _means_it(parse: Parse, i: int) -> bool:
    """Tell "shoot dead" and "gun down" from "shoot" and "gun"."""
    lemma = parse.tokens[i].lemma
    below = {parse.tokens[k].lemma for k in parse.children[i]}
    if lemma == "gun":
        return "down" in below
    if lemma == "shoot":
        return "dead" in below or any(
            parse.tokens[k].text == "to" and any(parse.tokens[p].lemma == "death" for p in parse.children[k])
            for k in parse.children[i]
        )
    return True


def _objects(parse: Parse, i: int) -> list[int]:
    passive = children(parse, i, *_PASSIVE)
    if passive:
        return _antecedents(parse, i, passive)
    if parse.tokens[i].tag == "VBN" and children(parse, i, "nsubj") and not children(parse, i, "dobj", "aux"):
        return children(parse, i, "nsubj")  # "and 11 injured": a passive without its auxiliary
    if parse.tokens[i].tag == "VBN" and parse.tokens[i].dep == "conj" and not children(parse, i, "dobj"):
        return _objects(parse, parse.tokens[i].head)  # "were killed or injured"
    if parse.tokens[i].tag == "VBN" and parse.tokens[i].dep == "acl" and not children(parse, i, "dobj"):
        return [parse.tokens[i].head]
    return children(parse, i, "dobj", "dative")


def _antecedents(parse: Parse, i: int, tokens: list[int]) -> list[int]:
    """Return the noun for its relative pronoun: the man in "a man who was killed"."""
    token = parse.tokens[i]
    relative = token.dep == "relcl" and any(parse.tokens[k].tag in ("WDT", "WP") for k in tokens)
    return [token.head] if relative else tokens


def _subjects(parse: Parse, i: int) -> list[int]:
    own = _antecedents(parse, i, children(parse, i, *_SUBJECTS))
    token = parse.tokens[i]
    if not own and token.dep in ("conj", "xcomp") and token.head != i:
        above = parse.tokens[token.head]
        return (
            children(parse, above.i, "dobj")
            if token.dep == "xcomp" and children(parse, above.i, "dobj")
            else _subjects(parse, above.i)
        )
    return own


def _holders(parse: Parse, i: int) -> list[int]:
    """Return what "dead", "missing" or "homeless" is said of, in "left 23 dead" and "23 were missing"."""
    token = parse.tokens[i]
    before = parse.tokens[i - 1] if i > 0 else token
    if before.tag == "CD" or (before.pos == "NOUN" and token.dep == "amod" and token.head == before.i):
        return [before.i]  # "and more than 100 injured", "with nine men missing"
    inside = [k for k in children(parse, i, "nsubj", "nsubjpass", "nummod") if parse.tokens[k].dep != "amod"]
    if inside:
        return inside
    if token.dep in ("acomp", "oprd", "xcomp", "attr", "amod", "advcl", "acl", "ROOT") and token.head != i:
        if token.dep == "amod" and parse.tokens[token.head].lemma == "leave":
            return children(parse, token.head, "dobj")
        objects = children(parse, token.head, "dobj")
        return objects if objects and token.dep != "acomp" else _subjects(parse, token.head)
    if token.dep == "pobj" and parse.tokens[parse.tokens[token.head].head].lemma == "number":
        number = parse.tokens[parse.tokens[token.head].head]
        return [k for p in children(parse, number.head, "prep") for k in children(parse, p, "pobj")]
    return []


def _of(parse: Parse, i: int) -> list[int]:
    return [k for p in children(parse, i, "prep") if parse.tokens[p].text == "of" for k in children(parse, p, "pobj")]


def _rose_to(parse: Parse, i: int) -> Count | None:
    verb = parse.tokens[i].head
    after = [k for p in children(parse, verb, "prep") for k in children(parse, p, "pobj")]
    after += children(parse, verb, "attr", "dobj", "npadvmod") + _of(parse, i)
    counts = [count for k in after if (count := count_of(parse, k)) is not None]
    return counts[-1] if counts else None


def _sum(parse: Parse, tokens: list[int]) -> Count | None:
    counts = [c for t in tokens for k in conjuncts(parse, t) if (c := count_of(parse, k)) is not None]
    total = counts[0] if counts else None
    for count in counts[1:]:
        total = add(total, count) if total else count
    return total
