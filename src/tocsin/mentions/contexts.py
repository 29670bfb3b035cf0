"""Contexts: PLOVER's marks of why and in what field, read off the sentence of the trigger."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from tocsin.base.tables import table
from tocsin.mentions.draft import Scene


@lru_cache(maxsize=1)
def context_cues() -> Mapping[str, tuple[str, ...]]:
    """Return cue lemma to the contexts that it shows (``data/contexts.tsv``)."""
    out: dict[str, list[str]] = {}
    for row in table("contexts.tsv", columns=("context", "words")):
        for word in row.many("words"):
            out.setdefault(word, []).append(row["context"])
    return {word: tuple(found) for word, found in out.items()}


def contexts_of(scene: Scene, token: int) -> tuple[str, ...]:
    """Return the contexts whose cues stand in the sentence of ``token``, in the order of the cues."""
    sentence = scene.parse.sentences[scene.parse.tokens[token].sent]
    cues = context_cues()
    found = dict.fromkeys(c for t in scene.parse.tokens[sentence.first : sentence.last] for c in cues.get(t.lemma, ()))
    return tuple(found)
