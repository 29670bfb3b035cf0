"""Who speaks: the speaker of a verb or noun of saying, found in the tree."""

from __future__ import annotations

from collections.abc import Container

from tocsin.base.model import Parse
from tocsin.base.trees import INNER, children, subtree, upmost
from tocsin.mentions.subjects import FINITE

_RELATIVE = frozenset({"WDT", "WP"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_INVERTED = ("nsubj", "dobj", "attr", "npadvmod", "oprd", "appos", "dep", "nmod", "dative")
_MAX_CLIMB = 6  # clauses that may share one subject: "tried to continue to say"
# Verbs whose subject does what their infinitive names, although they have an object: "used the stage to say".
_SUBJECT_CONTROL = frozenset({"promise", "use", "take", "spend", "need", "hold"})
_INSIDE_PHRASE = frozenset({"prep", "pobj", "dobj", "pcomp", "advmod", "attr", "acl"})
_REACH = 6  # tokens behind a verb in which its inverted subject stands
_SHORT_HAS = frozenset({"'s", "’s"})
_SPEAKING_PREPOSITIONS = frozenset({"from", "by", "among"})


def speaker_of_verb(
    parse: Parse, verb: int, *, inverted: bool = False, content: Container[int] = frozenset()
) -> int | None:
    """Return the head of the speaker's noun phrase, or ``None`` where the verb has no speaker.

    Args:
        parse: the tree.
        verb: the token of the verb.
        inverted: the content stands before the verb, so that a noun after it may be the speaker ("…, said Mambu").
        content: tokens of what is said, in which the speaker is not looked for.
    """
    if inverted and (after := _after(parse, verb, content)) is not None:
        return after
    if inverted and _is_swapped(parse, verb):
        return parse.tokens[verb].head
    if is_passive(parse, verb):
        return _agent(parse, verb)
    start = verb
    subject = _subject(parse, verb, content)
    for _ in range(_MAX_CLIMB):
        if subject is not None:
            return None if parse.tokens[subject].dep in ("csubj", "expl") else subject
        above = _controller(parse, verb)
        if above is None or above in content:
            break
        if parse.tokens[above].pos in _NOUNS:
            return above
        verb = above
        subject = _subject(parse, verb, content)
    return _beside(parse, start, content, inverted=inverted)


def _is_swapped(parse: Parse, verb: int) -> bool:
    """Tell whether a verb right before its speaker was read as an attribute ("…”, added KCNA")."""
    token = parse.tokens[verb]
    return (
        token.dep == "amod"
        and token.tag in ("VBD", "VBN")
        and token.head == verb + 1
        and parse.tokens[verb - 1].pos == "PUNCT"
    )


def is_passive(parse: Parse, verb: int) -> bool:
    """Tell a passive, also one without its auxiliary ("asked why", "the report released on Monday")."""
    token = parse.tokens[verb]
    helpers = [parse.tokens[k] for k in children(parse, verb, "auxpass", "aux")]
    if any(
        h.dep == "auxpass" and (h.text not in _SHORT_HAS or parse.tokens[h.i - 1].text.lower() == "it") for h in helpers
    ):
        return True  # "he's said" is "has said" here, "it's said" is not
    bare = token.tag == "VBN" and token.dep in ("acl", "advcl", "amod") and not helpers
    return bare and not children(parse, verb, "dobj", "nsubj")


def antecedent(parse: Parse, speaker: int) -> int:
    """Return the noun for a relative pronoun ("the minister" for "who"), else the speaker itself."""
    token = parse.tokens[speaker]
    if token.tag not in _RELATIVE:
        return speaker
    verb = parse.tokens[upmost(parse, token.head, "conj", "xcomp", "ccomp")]
    return verb.head if verb.dep == "relcl" else speaker


def speaker_of_noun(parse: Parse, noun: int) -> int | None:
    """Return the speaker of "the minister's claim", "allegations from Congo", "a warning by the UN"."""
    owners = children(parse, noun, "poss")
    if owners:
        return owners[0]
    for preposition in children(parse, noun, "prep"):
        if parse.tokens[preposition].text.lower() in _SPEAKING_PREPOSITIONS:
            inside = children(parse, preposition, "pobj")
            if inside:
                return inside[0]
    token = parse.tokens[noun]
    verb = parse.tokens[token.head]
    if token.dep == "dobj" and verb.pos == "VERB":
        return speaker_of_verb(parse, verb.i)
    if token.dep == "nsubjpass":
        return _agent(parse, verb.i)
    if token.dep == "pobj":
        above = parse.tokens[verb.head]
        if above.pos == "VERB":
            return speaker_of_verb(parse, above.i)
    modifiers = [k for k in children(parse, noun, "compound", "amod", "nmod") if _is_named(parse, k)]
    return modifiers[0] if modifiers else None


def speaker_tokens(parse: Parse, speaker: int, *, keep_out: Container[int]) -> tuple[int, int]:
    """Return tokens ``[first, last)`` of the speaker's whole noun phrase, up to what must stay out of it."""
    inside = subtree(parse, speaker)
    first = last = speaker
    while first > inside[0] and first - 1 in inside and first - 1 not in keep_out:
        first -= 1
    while last < inside[-1] and last + 1 in inside and last + 1 not in keep_out:
        last += 1
    while last > speaker and parse.tokens[last].pos == "PUNCT" and parse.tokens[last].text not in (")", "]"):
        last -= 1
    return first, last + 1


def _subject(parse: Parse, verb: int, content: Container[int]) -> int | None:
    found = [k for k in children(parse, verb, "nsubj", "nsubjpass", "csubj", "expl") if k not in content]
    return found[-1] if found else None


def _agent(parse: Parse, verb: int) -> int | None:
    inside = [k for a in children(parse, verb, "agent") for k in children(parse, a, "pobj")]
    return inside[0] if inside else None


def _after(parse: Parse, verb: int, content: Container[int]) -> int | None:
    """Return the noun right behind the verb, whatever the parser calls it."""
    for k in children(parse, verb, *_INVERTED):
        fits = k > verb and k not in content and parse.tokens[k].pos in _NOUNS and not _is_time(parse, k)
        if fits and (parse.tokens[k].dep == "nsubj" or not children(parse, verb, "nsubj")):
            return k
    return None


def _is_named(parse: Parse, i: int) -> bool:
    return parse.tokens[i].pos == "PROPN" or any(e.label == "NORP" and e.first <= i < e.last for e in parse.entities)


def _is_time(parse: Parse, i: int) -> bool:
    return any(e.label in ("DATE", "TIME") and e.first <= i < e.last for e in parse.entities)


def _controller(parse: Parse, verb: int) -> int | None:
    """Return the token whose subject a verb without one shares, or the noun that it modifies."""
    token = parse.tokens[verb]
    above = parse.tokens[token.head]
    found: int | None = None
    if above.i == verb:
        return None
    if token.dep == "xcomp":
        objects = children(parse, above.i, "dobj")
        found = objects[0] if objects and above.lemma not in _SUBJECT_CONTROL else above.i
    elif token.dep in ("conj", "advcl", "ccomp", "acomp"):
        found = above.i if above.pos in ("VERB", "AUX", "NOUN", "PROPN") else None
    elif token.dep == "acl" and any(parse.tokens[k].tag == "TO" for k in parse.children[verb]):
        found = _owner(parse, above.i)
    elif token.dep in ("acl", "relcl"):
        found = above.i
    elif token.dep == "pcomp":
        found = _quoted(parse, above.i) or _clause_above(parse, above.i)
    return found


def _quoted(parse: Parse, preposition: int) -> int | None:
    """Return who is quoted in "quoted the minister as saying"."""
    token = parse.tokens[preposition]
    objects = children(parse, token.head, "dobj") if token.lemma == "as" else []
    return objects[0] if objects else None


def _owner(parse: Parse, noun: int) -> int | None:
    """Return who acts in "their effort to …" and "made an effort to …"."""
    owners = children(parse, noun, "poss")
    if owners:
        return owners[0]
    return _clause_above(parse, noun) if parse.tokens[noun].dep in ("dobj", "pobj") else noun


def _clause_above(parse: Parse, i: int) -> int | None:
    i = upmost(parse, i, *_INSIDE_PHRASE)
    return i if parse.tokens[i].pos in ("VERB", "AUX") else None


def _beside(parse: Parse, verb: int, content: Container[int], *, inverted: bool) -> int | None:
    """Return the noun phrase next to a finite verb whose subject the parser missed."""
    if parse.tokens[verb].tag not in FINITE or parse.tokens[verb].dep in ("conj", "relcl", "acl"):
        return None
    sentence = parse.sentences[parse.tokens[verb].sent]
    if inverted:
        after = range(verb + 1, min(verb + _REACH, sentence.last))
        found = next((i for i in after if parse.tokens[i].pos in _NOUNS and parse.tokens[i].dep not in INNER), None)
        if found is not None and found not in content:
            return found
    for i in range(verb - 1, sentence.first - 1, -1):
        token = parse.tokens[i]
        if i in content or token.pos in ("VERB", "AUX", "CCONJ") or token.text in (";", ":"):
            return None
        if token.pos in _NOUNS and not _is_time(parse, i):
            while parse.tokens[i].dep in (*INNER, "pobj", "prep", "appos") and parse.tokens[i].head < verb:
                i = parse.tokens[i].head
            return i if parse.tokens[i].pos in _NOUNS and i not in content else None
    return None
