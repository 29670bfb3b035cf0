"""Quoted stretches of a parse, from mark to mark, over paragraphs where only the last one closes them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tocsin.base.model import Parse

_OPEN, _CLOSE, _EITHER = frozenset({"“", "``", "„", "«"}), frozenset({"”", "»"}), frozenset({'"', "''"})
_SINGLE_OPEN, _SINGLE_CLOSE = "‘", "’"
# A quotation of one or two words is a scare quote or a name, not somebody's speech.
SHORT_QUOTE = 3
_SHORT_SENTENCE = 8  # tokens of "the minister said." behind a quotation that ended its own sentence
_PARAGRAPHS = 3  # paragraphs into which an open quotation may go on
_FAR = 20  # tokens between a cue and its quotation: said in a statement on its website: "…"


@dataclass(frozen=True, slots=True)
class Quotes:
    """Quotations as tokens ``[first, last)`` with their marks, and for each token the one it is in, or -1."""

    spans: tuple[tuple[int, int], ...]
    of_token: tuple[int, ...]

    def words(self, number: int) -> int:
        """Return the length of a quotation in tokens without its marks."""
        first, last = self.spans[number]
        return last - first - 2


def find_quotes(parse: Parse) -> Quotes:
    """Return the quotations of a parse.

    A mark without its fellow runs to the end of the paragraph where the next one opens with a mark again,
    as newspapers leave a quotation open that goes on there, and into the next ones where they only close it;
    else the closing mark is lost, and its sentence ends it.
    """
    spans: list[tuple[int, int]] = []
    paragraphs = [list(group) for _, group in groupby(parse.sentences, key=lambda s: s.paragraph)]
    for n, sentences in enumerate(paragraphs):
        first, last = max(sentences[0].first, spans[-1][1] if spans else 0), sentences[-1].last
        after = [range(p[0].first, p[-1].last) for p in paragraphs[n + 1 : n + 1 + _PARAGRAPHS]]
        spans += _in_paragraph(parse, first, last, after)
    of_token = [-1] * len(parse.tokens)
    for number, (first, last) in enumerate(spans):
        of_token[first:last] = [number] * (last - first)
    return Quotes(tuple(spans), tuple(of_token))


def _in_paragraph(parse: Parse, first: int, last: int, after: Sequence[range]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start: int | None = None
    single = False
    for i in range(first, last):
        text = parse.tokens[i].text
        if start is not None and not single and _opens(parse, i):
            spans.append((start, min(i, _sentence_end(parse, start))))
            start = None
        if start is None and (text in _OPEN or text in _EITHER or text == _SINGLE_OPEN):
            start, single = i, text == _SINGLE_OPEN
        elif start is not None and (text == _SINGLE_CLOSE if single else text in _CLOSE or text in _EITHER):
            spans.append((start, i + 1))
            start = None
        elif start is None and text in _CLOSE and _is_unopened(parse, first, i):
            spans.append((first, i + 1))  # the mark that opened the paragraph was lost
    if start is not None and not single:
        spans.append((start, _end_of_open(parse, start, last, after)))
    return spans


def _is_unopened(parse: Parse, first: int, i: int) -> bool:
    """Tell whether a closing mark has no fellow in its paragraph, from ``first`` on, and no quotation before it."""
    marks = _OPEN | _CLOSE | _EITHER
    return i - first > SHORT_QUOTE and not any(parse.tokens[k].text in marks for k in range(first, i))


def _end_of_open(parse: Parse, start: int, last: int, after: Sequence[range]) -> int:
    """Return where a quotation ends that is still open at the end of its paragraph, ``last``."""
    for i in (i for paragraph in after for i in paragraph):
        if _opens(parse, i):
            return last if after and i == after[0].start else _sentence_end(parse, start)
        if parse.tokens[i].text in _CLOSE or _closes(parse, i):
            return i + 1
    return _sentence_end(parse, start)


def _closes(parse: Parse, i: int) -> bool:
    """Tell whether a straight mark can only close a quotation."""
    return parse.tokens[i].text in _EITHER and i > 0 and parse.tokens[i - 1].end == parse.tokens[i].start


def _opens(parse: Parse, i: int) -> bool:
    """Tell whether a mark can only open a quotation, a straight one by the spaces around it."""
    token = parse.tokens[i]
    if token.text not in _EITHER or i + 1 >= len(parse.tokens):
        return token.text in _OPEN
    return (i == 0 or parse.tokens[i - 1].end < token.start) and parse.tokens[i + 1].start == token.end


def _sentence_end(parse: Parse, i: int) -> int:
    return parse.sentences[parse.tokens[i].sent].last


def quote_beside(parse: Parse, quotes: Quotes, verb: int) -> int | None:
    """Return the number of the quotation that a cue stands behind, or that it opens; ``None`` if there is none.

    A cue may stand in a sentence of its own after a quotation ("…?" he said.) or before one ("He said:").
    """
    sentence = parse.sentences[parse.tokens[verb].sent]
    short = sentence.last - sentence.first <= _SHORT_SENTENCE
    for i in range(verb - 1, max(sentence.first - (2 if short else 1), verb - _FAR, -1), -1):
        number = quotes.of_token[i]
        if number >= 0 and quotes.words(number) >= 1:
            between = (parse.tokens[k].pos for k in range(i + 1, verb))
            if parse.sentences[parse.tokens[i].sent].paragraph == sentence.paragraph and "VERB" not in between:
                return number
            break
    for i in range(verb + 1, min(sentence.last + 1, verb + _FAR, len(parse.tokens))):
        number = quotes.of_token[i]
        if number >= 0 and quotes.words(number) >= 1:
            return number if i < sentence.last or parse.tokens[i - 1].text == ":" else None
        if parse.tokens[i].pos == "VERB":
            return None
    return None


def running(parse: Parse, quotes: Quotes, at: int, paragraph: int) -> Iterator[int]:
    """Yield the tokens of the quotations that go on after a sentence, each filling its sentences.

    A next paragraph belongs to them when it is one quotation from end to end.
    """
    while at < len(parse.tokens):
        number = quotes.of_token[at]
        sentence = parse.sentences[parse.tokens[at].sent]
        if number < 0:
            return
        first, last = quotes.spans[number]
        # the opening mark is sometimes parsed as the end of the sentence before
        if first < at - 1 or not _fills(parse, last):
            return
        if sentence.paragraph != paragraph:
            after = parse.tokens[last].sent if last < len(parse.tokens) else None
            if after is not None and parse.sentences[after].paragraph == sentence.paragraph:
                return
            paragraph = sentence.paragraph
        yield from range(first, last)
        at = last


def _fills(parse: Parse, last: int) -> bool:
    """Tell whether a quotation ends where its sentence ends."""
    end = parse.sentences[parse.tokens[last - 1].sent].last
    return all(parse.tokens[i].pos == "PUNCT" for i in range(last, end))
