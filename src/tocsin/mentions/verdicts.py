"""Sentences that the text itself takes back: what a fact-check finds false, and what an outlet corrects.

"Posts say that rebels entered X. Our finding: False.", "A site said that they had taken Y. That is also false.",
"Correction: our edition of Saturday said that Z had been retaken."
"""

from __future__ import annotations

import re

from tocsin.mentions.draft import Scene

REFUTED = "status:the text says that it is false"
_FALSE = (
    r"(?:false|wrong|untrue|incorrect|inaccurate|misleading|fake|invented|fabricated|baseless|unfounded|a lie|a hoax"
    r"|not (?:true|so|correct|the case)|no evidence|without evidence)"
)
_LABEL = r"(?:(?:our |the )?(?:findings?|verdict|rating|ruling|conclusion|answer|result|assessment) ?[:\u2014-] ?)?"
_SUBJECT = r"(?:(?:that|this|it|both|the (?:claim|report|post|story|statement|rumou?r|news)s?)"
_BEING = (
    r" (?:is|was|are|were|proved|turned out(?: to be)?|has proved)"
    r"(?: (?:also|too|again|simply|entirely|completely|equally))? )?"
)
_VERDICT = re.compile(
    rf"\W*{_LABEL}(?:{_SUBJECT}{_BEING}{_FALSE}|no|(?:they|it|he|she) (?:had|has|have|did|does|do|was|were|is|are)"
    rf"(?: not|n.t))\W*",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"\W*(?:correction|corrections|clarification|editor.s note)\W.*\b(?:said|says|wrote|reported|stated|gave|told|had it)\b",
    re.IGNORECASE | re.DOTALL,
)


def is_refuted(scene: Scene, token: int) -> bool:
    """Tell whether the sentence of a token is a correction, or the one behind it does nothing but call it false."""
    sentences = scene.parse.sentences
    number = scene.parse.tokens[token].sent
    own = scene.text[sentences[number].start : sentences[number].end]
    if _CORRECTION.match(own):
        return True
    behind = sentences[number + 1] if number + 1 < len(sentences) else None
    return behind is not None and _VERDICT.fullmatch(scene.text[behind.start : behind.end]) is not None
