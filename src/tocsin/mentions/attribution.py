"""Who says what: cue, speaker and content of every attribution in a document.

Conventions follow PolNeAR: the speaker is its whole noun phrase, the content the clause without cue and speaker.

Source: Newell, Margolin and Ruths (2018), "An Attribution Relations Corpus for Political News", LREC.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tocsin.base.model import Attribution, Extent, Parse, Reading, Stance
from tocsin.base.trees import children, extent, subtree
from tocsin.mentions.contents import Content, host_clause, noun_contents, rest, runs, verb_contents
from tocsin.mentions.cues import Cue, by_lemma
from tocsin.mentions.quotes import SHORT_QUOTE, Quotes, find_quotes
from tocsin.mentions.speakers import antecedent, speaker_of_noun, speaker_of_verb, speaker_tokens

_POS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "ADJ": "adj", "ADV": "adv"}
_NEAR = 4  # tokens between a quotation and its cue: "…," the tired minister said
_FAR = 12  # tokens between a cue and the quotation that it opens: said in a statement on its website: "…"


@dataclass(frozen=True, slots=True)
class _Found:
    """An attribution in tokens, before its extents are cut."""

    cue: Cue
    token: int
    cue_tokens: frozenset[int]
    speaker: int | None
    content: frozenset[int]
    takes: str
    direct: bool


def find_attributions(reading: Reading) -> Reading:
    """Return the reading with its attributions, in the order of their cues.

    Cues inside a quotation are left out: they are the speaker's own words about others.
    """
    parse = reading.parse
    if parse is None:
        return reading
    quotes = find_quotes(parse)
    found = [_with_quotes(parse, quotes, f) for f in _found(parse, quotes)]
    kept = [_to_record(reading.document.text, parse, f) for f in _ordered(found)]
    return replace(reading, attributions=tuple(a for a in kept if a.content))


def _ordered(found: list[_Found]) -> list[_Found]:
    by_token = {f.token: f for f in reversed(found)}
    return [by_token[i] for i in sorted(by_token)]


def _found(parse: Parse, quotes: Quotes) -> Iterator[_Found]:
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


def _of_verb(parse: Parse, quotes: Quotes, verb: int, cue: Cue) -> _Found | None:
    contents = [c for c in verb_contents(parse, verb) if c.takes in cue.takes]
    content = contents[0] if contents else None
    near = _near_quote(parse, quotes, verb) if "quote" in cue.takes else None
    if near is not None and (content is None or content.takes != "clause"):
        first, last = quotes.spans[near]
        content = Content("quote", frozenset(range(first, last)), before=last <= verb)
    if content is None and "rest" in cue.takes:
        content = rest(parse, verb)
    if content is None:
        return None
    speaker = None
    if content.takes not in ("raised", "seem") and "seem" not in cue.takes:
        speaker = speaker_of_verb(parse, verb, inverted=content.before)
    if speaker is not None and speaker in content.tokens:
        speaker = None
    particles = frozenset(children(parse, verb, "prt", "neg"))
    return _Found(cue, verb, particles | {verb}, speaker, content.tokens, content.takes, content.takes == "quote")


def _of_other(parse: Parse, i: int, cue: Cue) -> _Found | None:
    if cue.pos == "adv":
        if "alone" not in cue.takes:
            return None
        return _Found(cue, i, frozenset({i}), None, host_clause(parse, i), "alone", False)
    content = next((c for c in noun_contents(parse, i) if c.takes in cue.takes), None)
    if content is None:
        return None
    speaker = speaker_of_noun(parse, i) if cue.pos == "noun" else speaker_of_verb(parse, parse.tokens[i].head)
    return _Found(cue, i, frozenset({i}), speaker, content.tokens, content.takes, False)


def _according(parse: Parse, i: int, cue: Cue) -> _Found | None:
    """Read "according to X": X speaks, and the clause around it is what X says."""
    to = [k for k in children(parse, i, "prep") if parse.tokens[k].text == "to"]
    speakers = [k for t in to for k in children(parse, t, "pobj")]
    if not speakers or parse.tokens[i].text.lower() != "according":
        return None
    return _Found(cue, i, frozenset({i, *to}), speakers[0], host_clause(parse, i), "clause", False)


def _near_quote(parse: Parse, quotes: Quotes, verb: int) -> int | None:
    """Return the quotation that a cue stands beside in its sentence: just after it, or opened by it."""
    sentence = parse.sentences[parse.tokens[verb].sent]
    for i in range(verb - 1, max(sentence.first, verb - _FAR) - 1, -1):
        number = quotes.of_token[i]
        if number >= 0 and quotes.words(number) >= 1:
            if all(parse.tokens[k].pos != "VERB" for k in range(i + 1, verb)):
                return number
            break
    for i in range(verb + 1, min(sentence.last, verb + _FAR)):
        number = quotes.of_token[i]
        if number >= 0 and quotes.words(number) >= 1:
            return number
        if parse.tokens[i].pos == "VERB":
            return None
    return None


def _with_quotes(parse: Parse, quotes: Quotes, found: _Found) -> _Found:
    """Widen the content to whole quotations, and to the running quotation in the sentences after it."""
    if found.takes not in ("clause", "quote"):
        return found
    numbers = {quotes.of_token[i] for i in found.content} - {-1}
    numbers = {n for n in numbers if quotes.words(n) >= 1}
    if not numbers:
        return found
    content = set(found.content)
    for n in numbers:
        content.update(range(*quotes.spans[n]))
    sentence = parse.sentences[parse.tokens[max(content)].sent]
    sentence = max(sentence, parse.sentences[parse.tokens[found.token].sent], key=lambda s: s.first)
    content.update(_running(parse, quotes, sentence.last, sentence.paragraph))
    direct = sum(quotes.of_token[i] in numbers for i in found.content) * 2 > len(found.content)
    return replace(found, content=frozenset(content), direct=direct or found.direct)


def _running(parse: Parse, quotes: Quotes, at: int, paragraph: int) -> Iterator[int]:
    """Yield the tokens of the quotations that go on after a sentence, each filling its sentences."""
    while at < len(parse.tokens):
        number = quotes.of_token[at]
        sentence = parse.sentences[parse.tokens[at].sent]
        if number < 0 or sentence.paragraph != paragraph:
            return
        first, last = quotes.spans[number]
        if first < at or not _fills(parse, last):
            return
        yield from range(first, last)
        at = last


def _fills(parse: Parse, last: int) -> bool:
    """Tell whether a quotation ends where its sentence ends."""
    end = parse.sentences[parse.tokens[last - 1].sent].last
    return all(parse.tokens[i].pos == "PUNCT" for i in range(last, end))


def _to_record(text: str, parse: Parse, found: _Found) -> Attribution:
    cue_first, cue_last = _stretch(found.cue_tokens, found.token)
    speaker: Extent | None = None
    outside = frozenset(range(cue_first, cue_last))
    taken: frozenset[int] = outside
    if found.speaker is not None:
        low, high = speaker_tokens(parse, found.speaker, keep_out=outside | found.content)
        speaker = extent(parse, low, high, text)
        taken |= frozenset(range(low, high))
    if found.takes != "quote":
        taken |= frozenset(_cue_clause(parse, found))
    content = tuple(extent(parse, low, high, text) for low, high in runs(parse, found.content - taken))
    return Attribution(
        cue=extent(parse, cue_first, cue_last, text),
        cue_token=found.token,
        cue_lemma=found.cue.lemma,
        speaker=speaker,
        speaker_token=antecedent(parse, found.speaker) if found.speaker is not None else None,
        content=content,
        kind=found.cue.kind,
        stance=_stance(parse, found),
        direct=found.direct,
        reason=f"{found.cue.pos} {found.cue.lemma}: {found.takes}",
    )


def _stance(parse: Parse, found: _Found) -> Stance:
    """Return the cue's stance, turned round by a negation ("did not deny")."""
    negated = bool(children(parse, found.token, "neg"))
    return Stance.AFFIRMS if negated and found.cue.stance is Stance.DENIES else found.cue.stance


def _stretch(tokens: frozenset[int], head: int) -> tuple[int, int]:
    first = last = head
    while first - 1 in tokens:
        first -= 1
    while last + 1 in tokens:
        last += 1
    return first, last + 1


def _cue_clause(parse: Parse, found: _Found) -> list[int]:
    """Return what of the cue's own clause stands inside its content: "X, the State Department said on Friday, Y"."""
    return [i for i in subtree(parse, found.token) if i not in found.content]
