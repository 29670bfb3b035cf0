"""Parses, links and scenes made by hand, for tests of rules that ask for no model."""

from tocsin.base.model import ActorLink, Document, Parse, Place, PlaceLink, Precision, Sentence, Token
from tocsin.base.reading import Reading
from tocsin.mentions.lexicon import load_lexicon
from tocsin.mentions.scene import make_scene

_POS = {
    "NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "PRP": "PRON", "PRP$": "PRON", "VBD": "VERB",
    "VBN": "VERB", "VBZ": "VERB", "DT": "DET", "IN": "ADP", "CD": "NUM", "CC": "CCONJ", "JJ": "ADJ", "HYPH": "PUNCT",
    ".": "PUNCT",
}  # fmt: skip


def parse_of(*sentences):
    """Return a parse; a word is (text, tag, dep, head[, lemma]), its head counted in its sentence from 0."""
    tokens, spans, at = [], [], 0
    for number, words in enumerate(sentences):
        first, begin = len(tokens), at
        for n, (text, tag, dep, head, *lemma) in enumerate(words):
            given = (lemma[0] if lemma else text.lower(), _POS[tag], tag, dep, first + head, number)
            tokens.append(Token(first + n, at, at + len(text), text, *given))
            at += len(text) + 1
        root = next(t.i for t in tokens[first:] if t.head == t.i)
        spans.append(Sentence(first, len(tokens), begin, at - 1, 0, root))
    below = tuple(tuple(t.i for t in tokens if t.head == i and t.i != i) for i in range(len(tokens)))
    return Parse(tuple(tokens), tuple(spans), (), below, "hand")


def text_of(parse):
    """Return the text of a parse, whose words are parted by blanks."""
    return " ".join(t.text for t in parse.tokens)


def at(parse, word):
    """Return the number of the first token that is a word."""
    return next(t.i for t in parse.tokens if t.text == word)


def link_of(parse, word, actor, basis="named", *, first=None):
    """Return the link of a word, or of the words from ``first`` to it, to an actor."""
    i = at(parse, word)
    begin = i if first is None else at(parse, first)
    tokens = parse.tokens
    return ActorLink(tokens[begin].start, tokens[i].end, begin, i + 1, i, actor, basis, "made")


def place_of(parse, word, country, precision=Precision.TOWN):
    """Return the link of a word to a place of its name."""
    token = parse.tokens[at(parse, word)]
    place = Place(word, None, country, None, 0.0, 0.0, precision)
    return PlaceLink(token.start, token.end, token.i, token.i + 1, token.i, place, "made")


def scene_of(parse, actors=(), places=()):
    """Return the scene of a parse with links."""
    reading = Reading(Document("d", text_of(parse)), parse, tuple(actors), tuple(places))
    return make_scene(reading, parse, load_lexicon())
