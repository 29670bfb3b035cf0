"""Cues in the tree with their speaker and content: the candidates of ``attribution.py``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tocsin.base.model import Parse, Stance
from tocsin.base.trees import children
from tocsin.mentions.contents import Content, host_clause, noun_contents, rest, verb_contents
from tocsin.mentions.cues import COLON, TELLING, Cue, by_lemma
from tocsin.mentions.quotes import SHORT_QUOTE, Quotes, quote_beside
from tocsin.mentions.speakers import speaker_of_noun, speaker_of_verb

_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adj", "ADV": "adv"}
_LONGEST_NAME = 7  # tokens of a speaker before a colon: "Foreign Minister Jean Dupont: …"


@dataclass(frozen=True, slots=True)
class Saying:
    """An attribution in tokens, before it is widened to quotations and its extents are cut."""

    cue: Cue
    token: int
    cue_tokens: frozenset[int]
    speaker: int | None
    content: frozenset[int]
    takes: str
    direct: bool


def find_sayings(parse: Parse, quotes: Quotes) -> list[Saying]:
    """Return one saying for each cue outside quotations, in text order."""
    found = [*_tokens(parse, quotes), *_colons(parse, quotes)]
    by_token = {saying.token: saying for saying in reversed(found)}
    return [by_token[i] for i in sorted(by_token)]


def _tokens(parse: Parse, quotes: Quotes) -> Iterator[Saying]:
    known = by_lemma()
    for token in parse.tokens:
        entries = known.get(token.lemma)
        pos = _POS.get(token.pos)
        if entries is None or pos is None or _is_quoted(quotes, token.i):
            continue
        for cue in entries:
            if cue.pos != pos:
                continue
            if token.lemma == "accord":
                item = _according(parse, token.i, cue)
            else:
                item = _of_verb(parse, quotes, token.i, cue) if pos == "verb" else _of_other(parse, token.i, cue)
            if item is not None:
                yield item


def _is_quoted(quotes: Quotes, token: int) -> bool:
    number = quotes.of_token[token]
    return number >= 0 and quotes.words(number) >= SHORT_QUOTE


def _of_verb(parse: Parse, quotes: Quotes, verb: int, cue: Cue) -> Saying | None:
    contents = [c for c in verb_contents(parse, verb) if c.takes in cue.takes]
    content = contents[0] if contents else None
    near = quote_beside(parse, quotes, verb) if "quote" in cue.takes else None
    if near is not None and (content is None or content.takes != "clause"):
        first, last = quotes.spans[near]
        quoted = frozenset(range(first, last))
        if content is not None and (content.tokens & quoted or cue.kind not in TELLING):
            content = replace(content, tokens=content.tokens | (quoted if content.tokens & quoted else frozenset()))
        else:
            content = Content("quote", quoted, before=last <= verb)
    if content is None and "rest" in cue.takes:
        content = rest(parse, verb)
    if content is None:
        return None
    speaker = None
    if content.takes not in ("raised", "seem") and "seem" not in cue.takes:
        speaker = speaker_of_verb(parse, verb, inverted=content.before, content=content.tokens)
    if speaker is not None and speaker in content.tokens:
        speaker = None
    particles = frozenset(children(parse, verb, "prt", "neg"))
    return Saying(cue, verb, particles | {verb}, speaker, content.tokens, content.takes, content.takes == "quote")


def _of_other(parse: Parse, i: int, cue: Cue) -> Saying | None:
    if cue.pos == "adv":
        if "alone" not in cue.takes:
            return None
        return Saying(cue, i, frozenset({i}), None, host_clause(parse, i), "alone", False)
    content = next((c for c in noun_contents(parse, i) if c.takes in cue.takes), None)
    if content is None:
        return None
    if cue.pos == "noun":
        speaker = None if _is_denied(parse, i) else speaker_of_noun(parse, i)
    else:
        speaker = speaker_of_verb(parse, parse.tokens[i].head)
    return Saying(cue, i, frozenset({i}), speaker, content.tokens, content.takes, False)


def _is_denied(parse: Parse, noun: int) -> bool:
    """Tell whether a claim is somebody else's: "rejected the accusation" does not make it the rejecter's."""
    token = parse.tokens[noun]
    verb = parse.tokens[token.head]
    owned = children(parse, noun, "poss", "prep")
    denies = any(c.stance is Stance.DENIES for c in by_lemma().get(verb.lemma, ()))
    return token.dep == "dobj" and denies and not any(parse.tokens[k].text != "of" for k in owned)


def _according(parse: Parse, i: int, cue: Cue) -> Saying | None:
    """Read "according to X": X speaks, and the clause around it is what X says."""
    to = [k for k in children(parse, i, "prep") if parse.tokens[k].text == "to"]
    speakers = [k for t in to for k in children(parse, t, "pobj")]
    if not speakers or parse.tokens[i].text.lower() != "according":
        return None
    return Saying(cue, i, frozenset({i, *to}), speakers[0], host_clause(parse, i), "clause", False)


def _colons(parse: Parse, quotes: Quotes) -> Iterator[Saying]:
    """Yield "Dupont: the truce holds" of headlines and transcripts."""
    for sentence in parse.sentences:
        first = sentence.first
        for i in range(first + 1, min(first + _LONGEST_NAME, sentence.last - 2)):
            if parse.tokens[i].text == ":" and not _is_quoted(quotes, i) and _is_name(parse, first, i):
                content = frozenset(range(i + 1, _headline_end(parse, i, sentence.last)))
                yield Saying(COLON, i, frozenset({i}), i - 1, content, "clause", quotes.of_token[i + 1] >= 0)


def _headline_end(parse: Parse, colon: int, last: int) -> int:
    """Return where a headline ends that the text goes on from without a stop, at the dash of the dateline."""
    return next((i for i in range(colon + 2, last) if parse.tokens[i].text in ("—", "–", "--")), last)


def _is_name(parse: Parse, first: int, last: int) -> bool:
    """Tell whether tokens are nothing but a name."""
    named = any(e.last == last and e.label in ("PERSON", "ORG", "GPE", "NORP") for e in parse.entities)
    return named and all(t.pos in ("PROPN", "NOUN", "ADJ", "PUNCT", "DET", "ADP") for t in parse.tokens[first:last])
