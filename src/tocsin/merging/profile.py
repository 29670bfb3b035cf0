"""What merging looks at of an account: its kind, time, place, parties, numbers and words, laid out once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tocsin.base.incidents import Account
from tocsin.base.model import VERBAL, Count, EventMention, EventPlace, Participant, Status, TimeBasis
from tocsin.merging.wording import names, stem, stems, topic, weighed

_PRESENT = re.compile(r"[a-z]+(?<!s)s\b")
_EVER = re.compile(r"\b(?:has|have|had)\s+(?:always|long|repeatedly|consistently|often|so far|never)\b")
# Tellings of a document that add their words: more add little.
_TELLINGS = 3


@dataclass(frozen=True, slots=True)
class Span:
    """When a happening was, as ordinals of days ``[start, end)``."""

    start: int
    end: int

    @property
    def is_exact(self) -> bool:
        """Whether it is known to two days."""
        return self.end - self.start <= 2


@dataclass(frozen=True, slots=True)
class Profile:
    """An account laid out for comparison; ``span`` is ``None`` where the words tell no time."""

    mention: str
    document: str
    root: str
    type: str
    mode: str | None
    status: Status
    lemma: str
    triggers: frozenset[str]
    span: Span | None
    published: int | None
    place: EventPlace | None
    actors: tuple[Participant, ...]
    recipients: tuple[Participant, ...]
    killed: Count | None
    about: str | None
    words: Mapping[str, float]
    names: frozenset[str]
    topic: Mapping[str, float]
    evidence: str
    is_position: bool


def profile_of(account: Account) -> Profile:
    """Return the profile of an account; an account is looked at once and kept, until it is read otherwise."""
    return _profile(account.mention.id, account.document.id, _Held(account))


class _Held:
    """An account as an argument of the cache: the ids before it are its hash, and one that was read anew is another."""

    __slots__ = ("account",)

    def __init__(self, account: Account) -> None:
        self.account = account

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and (self.account is other.account or self.account == other.account)


@lru_cache(maxsize=20_000)
def _profile(_mention: str, _document: str, held: _Held) -> Profile:
    mention, document = held.account.mention, held.account.document
    span = _span(held.account)
    told = " ".join((mention.evidence.text, *(t.evidence.text for t in mention.also[:_TELLINGS])))
    return Profile(
        mention=mention.id,
        document=document.id,
        root=document.copy_of or document.id,
        type=mention.type,
        mode=mention.mode,
        status=mention.status,
        lemma=_lemma(mention.trigger.text),
        triggers=frozenset(_lemma(e.text) for e in (mention.trigger, *(t.trigger for t in mention.also))),
        span=span,
        published=document.published.toordinal() if document.published else None,
        place=mention.place,
        actors=mention.actors,
        recipients=mention.recipients,
        killed=dict(mention.counts).get("killed"),
        about=held.account.about.type if held.account.about else None,
        words=weighed(stems(told)),
        names=names(told),
        topic=_topic(document.id, document.text),
        evidence=mention.evidence.text,
        is_position=mention.type in VERBAL and span is None and _is_position(mention),
    )


def _lemma(trigger: str) -> str:
    """Return the stem of a trigger's first word."""
    words = trigger.lower().split()
    return stem(words[0]) if words else ""


def _is_position(mention: EventMention) -> bool:
    """Tell whether a verbal act is told as what somebody does all the time: "Rwanda denies it", "has always denied it"."""
    return bool(_PRESENT.match(mention.trigger.text) or _EVER.search(mention.evidence.text))


@lru_cache(maxsize=5_000)
def _topic(_document: str, text: str) -> Mapping[str, float]:
    return topic(text)


def _span(account: Account) -> Span | None:
    time = account.mention.time
    if time is None or time.basis is TimeBasis.PUBLISHED or (time.start is None and time.end is None):
        return None
    start, end = time.start, time.end
    if start is None:
        return Span(end.toordinal() - 1, end.toordinal()) if end else None
    return Span(start.toordinal(), _end(end, start, account.document.published))


def _end(end: date | None, start: date, published: date | None) -> int:
    """Return where an interval ends; one still open ends with the day of publication."""
    if end is not None:
        return max(end.toordinal(), start.toordinal() + 1)
    return max(published.toordinal() if published else 0, start.toordinal()) + 1
