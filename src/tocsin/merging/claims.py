"""The claims of an incident: every value of every field, by whom, where and in which words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from tocsin.base.ids import content_id
from tocsin.base.incidents import Account, Claim
from tocsin.base.model import Actor, Count, Extent, Participant, SaidBy, Stance, Status
from tocsin.merging.origins import origin_of

# The field of a claim that a happening took place at all.
ACT = "act"
_AGAINST = frozenset({Status.DENIED, Status.NEGATED})
# "An earlier version of this report said ...": the outlet takes back what it told.
_TAKEN_BACK = re.compile(
    r"\b(?:an |the )?(?:earlier|previous) (?:version|report|edition)\b|^\W*correction\s*:", re.IGNORECASE
)


def claims_of(incident: str, accounts: Iterable[Account]) -> tuple[Claim, ...]:
    """Return the claims that the accounts of an incident make, by day; copies make none of their own.

    Where all are copies of a text that tells of no such thing, the first copy of each text speaks for it.
    What a speaker said and later said otherwise is kept, with ``superseded_by`` the later claim.
    """
    made = [c for account in tellers(accounts) for c in _claims(incident, account)]
    unique = {c.id: c for c in made}
    return _superseded(sorted(unique.values(), key=lambda c: (c.said_on or date.min, c.id)))


def tellers(accounts: Iterable[Account]) -> list[Account]:
    """Return the accounts that speak for themselves: copies are left out, unless there are only copies."""
    there = list(accounts)
    own = [a for a in there if a.document.copy_of is None]
    firsts = {a.document.copy_of: a.document.id for a in reversed(there)}
    return own or [a for a in there if firsts[a.document.copy_of] == a.document.id]


def _claims(incident: str, account: Account) -> Iterator[Claim]:
    mention = account.mention
    said: Sequence[SaidBy | None] = mention.attributions or (None,)
    for by in said:
        stance = _stance(account, by)
        yield _claim(incident, account, by, field=ACT, value=None, count=None, stance=stance)
        if stance is Stance.DENIES:
            continue  # who denies a happening says nothing of its place, time and toll
        for field, value in _values(account):
            yield _claim(incident, account, by, field=field, value=value, count=None, stance=stance)
        for name, count in mention.counts:
            yield _claim(incident, account, by, field=name, value=shown(count), count=count, stance=stance)


def _stance(account: Account, by: SaidBy | None) -> Stance:
    mention = account.mention
    if _TAKEN_BACK.search(mention.evidence.text):
        return Stance.DENIES
    if by is not None and by.stance is Stance.DENIES:
        return Stance.DENIES
    # "The army said that it had not left": it affirms that it did not happen. In a denied telling, who affirms is the accuser.
    against = mention.status is Status.NEGATED or (by is None and mention.status in _AGAINST)
    return Stance.DENIES if against else Stance.AFFIRMS


def _values(account: Account) -> Iterator[tuple[str, str]]:
    mention = account.mention
    if mention.actors:
        yield "doer", "; ".join(p.name or p.text for p in mention.actors)
    if mention.place is not None:
        yield "place", mention.place.name
    if mention.time is not None and mention.time.start is not None and mention.time.text:
        yield "time", mention.time.start.isoformat()


def shown(count: Count) -> str:
    """Return a count as people write it: ``12``, ``12+`` for at least, ``10-15``."""
    low, high = count.low if count.low is not None else count.best, count.high
    if high is None:
        return f"{low}+" if low is not None else "?"
    return str(high) if low in (None, high) else f"{low}-{high}"


def _words_of(account: Account, by: SaidBy | None) -> Extent:
    """Return the words in which somebody says so: of several tellings those that name the speaker."""
    mention = account.mention
    at = by.speaker.start if by is not None else None
    told = (mention.evidence, *(t.evidence for t in mention.also))
    return next((e for e in told if at is not None and e.start <= at < e.end), mention.evidence)


def _claim(
    incident: str,
    account: Account,
    by: SaidBy | None,
    *,
    field: str,
    value: str | None,
    count: Count | None,
    stance: Stance,
) -> Claim:
    mention, document = account.mention, account.document
    speaker = by.speaker if by else None
    return Claim(
        id=content_id("c", mention.id, field, speaker.name if speaker else None, stance.value),
        incident=incident,
        field=field,
        value=value,
        count=count,
        stance=stance,
        speaker=actor(speaker) if speaker else None,
        cue=by.cue if by else None,
        said_on=document.published,
        document=document.id,
        mention=mention.id,
        evidence=_words_of(account, by),
        origin=origin_of(document, speaker),
        told=mention.status,
    )


def actor(party: Participant) -> Actor:
    """Return a participant as an actor, without its place in a text."""
    return Actor(party.id, party.name or party.text, party.country, party.sector)


def _superseded(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims, with each that its own speaker later replaced pointing at the later one."""
    latest: dict[tuple[str, str], Claim] = {}
    for claim in claims:
        if claim.field == ACT or claim.count is not None:
            key = (claim.field, _voice(claim))
            held = latest.get(key)
            if held is None or (held.said_on or date.min) <= (claim.said_on or date.min):
                latest[key] = claim
    return tuple(_pointed(c, latest.get((c.field, _voice(c)))) for c in claims)


def _pointed(claim: Claim, last: Claim | None) -> Claim:
    is_other = last is not None and (last.stance, last.value) != (claim.stance, claim.value)
    later = last is not None and (last.said_on or date.min) > (claim.said_on or date.min)
    return replace(claim, superseded_by=last.id) if last is not None and is_other and later else claim


def _voice(claim: Claim) -> str:
    """Return who speaks: a named speaker, an unnamed one of an outlet, or the outlet itself."""
    if claim.speaker is None:
        return claim.origin
    return claim.speaker.id or f"{claim.speaker.name}@{claim.origin}"
