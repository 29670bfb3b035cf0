"""Sentences that the text itself takes back: what a fact-check finds false, and what an outlet corrects.

"Posts say that rebels entered X. Our finding: False.", "A site said that they had taken Y. That is also false.",
"Correction: our edition of Saturday said that Z had been retaken. It had not."
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
    rf"\W*{_LABEL}{_SUBJECT}{_BEING}{_FALSE}\W*|\W*{_LABEL}{_FALSE}\W*",
    re.IGNORECASE,
)
# What calls a tale or a question false; behind a plain sentence it says nothing of it.
_ANSWER = re.compile(
    rf"\W*{_LABEL}(?:no|(?:they|it|he|she) (?:had|has|have|did|does|do|was|were|is|are)(?: not|n.t))\W*", re.IGNORECASE
)
_TALE = re.compile(
    r"\?\W*$|\b(?:said|says|say|wrote|reported|stated|claim(?:s|ed)?|posts?|rumou?rs?|reports?|headline|edition)\b",
    re.IGNORECASE,
)


def is_refuted(scene: Scene, token: int) -> bool:
    """Tell whether the sentence behind that of a token does nothing but call it false."""
    sentences = scene.parse.sentences
    number = scene.parse.tokens[token].sent
    if number + 1 == len(sentences):
        return False
    own, behind = (scene.text[s.start : s.end] for s in sentences[number : number + 2])
    return bool(_VERDICT.fullmatch(behind) or (_ANSWER.fullmatch(behind) and _TALE.search(own)))
