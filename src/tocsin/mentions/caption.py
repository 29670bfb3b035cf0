"""Captions of photographs: a sentence in the present that closes with where and when it was taken.

"Police arrest a man after searching a house in Goma, DR Congo, Dec. 8, 2015." tells the day and the place of the arrest.
"""

from __future__ import annotations

from tocsin.base.model import PlaceLink, TimeBasis, TimeLink
from tocsin.base.trees import ancestors, children
from tocsin.mentions.draft import Scene

_BETWEEN = 2  # tokens that may part the place from the date, or a town from its country: a comma and a mark

# What stands before a noun was there before the photographer.
_BEFORE_NOUN = frozenset({"compound", "amod"})


def caption_date(scene: Scene, sentence: int, token: int) -> TimeLink | None:
    """Return the closing date of a caption for what the trigger at ``token`` tells in it."""
    tokens = scene.parse.tokens
    dates = (t for t in scene.reading.times if tokens[t.token].sent == sentence and is_closing(scene, t))
    date = next(dates, None)
    return None if date is None or _told_back(scene, token) else date


def caption_place(scene: Scene, token: int) -> PlaceLink | None:
    """Return the place beside the closing date, the town before its country."""
    sentence = scene.parse.tokens[token].sent
    date = caption_date(scene, sentence, token)
    found: PlaceLink | None = None
    at = date.first if date is not None else 0
    while at:
        before = next((p for p in scene.reading.places if 0 <= at - p.last <= _BETWEEN and p.place is not None), None)
        inside = before is not None and (found is None or _land(found) in (None, _land(before)))
        if before is None or not inside or scene.parse.tokens[before.token].sent != sentence:
            break
        found, at = before, before.first
    return found


def _land(link: PlaceLink) -> str | None:
    return link.place.country if link.place is not None else None


def is_closing(scene: Scene, link: TimeLink) -> bool:
    """Tell whether a time is a caption's: a full date set off in a sentence told in the present ("..., June 23, 2016.")."""
    parse = scene.parse
    sentence = parse.sentences[parse.tokens[link.token].sent]
    told = [parse.tokens[i].tag for i in (sentence.root, *children(parse, sentence.root, "aux", "auxpass"))]
    full = link.interval is not None and link.interval.precision == "day" and link.interval.basis is TimeBasis.STATED
    apart = link.first > sentence.first and parse.tokens[link.first - 1].text == ","
    return full and apart and parse.tokens[link.last - 1].text.isdigit() and not {"VBD", "MD"} & set(told)


def _told_back(scene: Scene, token: int) -> bool:
    """Tell whether words look back from the caption's moment.

    "A house that they retook", "after being detained", "the crash victims".
    """
    words = [scene.parse.tokens[i] for i in (token, *ancestors(scene.parse, token))]
    back = any(w.tag in ("VBD", "VBN") and w.dep in ("relcl", "advcl", "pcomp", "acl") for w in words)
    return back or words[0].dep in _BEFORE_NOUN
