"""Turn relations found in a document into records: one per distinct relation, with everyone who affirms or denies it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from tocsin.base.homes import is_bare_army
from tocsin.base.ids import content_id
from tocsin.base.model import ActorLink, EventPlace, EventTime, Participant, PlaceLink, SaidBy, Status, TimeLink
from tocsin.base.relations import RelationKind, RelationMention
from tocsin.base.trees import ancestors, children, subtree
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.participants import participant
from tocsin.mentions.record import event_place, evidence_of
from tocsin.mentions.speakers_of import speakers_of
from tocsin.mentions.tellings import Happening

# How firmly a telling stands for the relation: the firmest becomes the record.
_FIRMNESS = (Status.ASSERTED, Status.ALLEGED, Status.DENIED, Status.NEGATED)
_SINCE = "since"


@dataclass(frozen=True, slots=True)
class Found:
    """One relation as one word tells it; ``draft`` carries who says so, ``object`` may be ready made (an office).

    ``dated`` tells whether a time beside the word is that of the relation, ``seen`` whether only the reader model sees it.
    """

    kind: RelationKind
    token: int
    subject: ActorLink
    object: ActorLink | Participant | None
    place: PlaceLink | None
    status: Status
    draft: Draft
    ended: bool
    reason: str
    begun: bool = False
    dated: bool = True
    seen: bool = False


def to_relations(scene: Scene, found: Sequence[Found], country: str | None) -> tuple[RelationMention, ...]:
    """Return one mention per distinct relation, in text order; further tellings add their speakers.

    Args:
        scene: the document.
        found: all tellings.
        country: the document's main country, for unnamed actors.
    """
    out: dict[tuple[object, ...], RelationMention] = {}
    for f in sorted(found, key=lambda f: (f.seen, _FIRMNESS.index(f.status), f.token)):
        mention = _mention(scene, f, country)
        key = (mention.kind, _key(mention.subject), _key(mention.object), _place_key(mention.place), _change(mention))
        before = out.get(key)
        if before is not None and f.seen and not before.seen:
            continue  # what words tell takes no speaker and no day from what is only seen
        out[key] = mention if before is None else _joined(before, mention)
    return tuple(sorted(out.values(), key=lambda m: (m.evidence.start, m.id)))


def _joined(main: RelationMention, also: RelationMention) -> RelationMention:
    known = {(a.speaker.name, a.stance) for a in main.attributions}
    further = tuple(a for a in also.attributions if (a.speaker.name, a.stance) not in known)
    return replace(main, attributions=(*main.attributions, *further), time=main.time or also.time)


def _change(mention: RelationMention) -> str:
    """Return what a mention tells of the relation: that it ended, began, or stands; each beginning is one of its day."""
    if not (mention.ended or mention.begun):
        return ""
    day = mention.time.start if mention.time is not None else None
    return f"{'ended' if mention.ended else 'begun'} {day or ''}"


def _key(p: Participant | None) -> object:
    return None if p is None else p.id or (p.name.casefold(), p.country, p.sector)


def _place_key(p: EventPlace | None) -> object:
    return None if p is None else p.geonameid or (p.name, p.country)


def _mention(scene: Scene, f: Found, country: str | None) -> RelationMention:
    where = f.place.place.country if f.place and f.place.place else None
    homes = (where, country)
    subject = _at_home(participant(scene, f.draft, f.subject, homes, acting=None), where or country)
    given = f.object
    other = given if given is None or isinstance(given, Participant) else _object(scene, f, given, homes)
    other = _at_home(other, where or country) if other is not None else None
    place = event_place(scene, f.place)
    parts = (f.kind.value, subject.id or subject.name, (other.id or other.name) if other else "")
    return RelationMention(
        id=content_id(
            "r", scene.reading.document.id, *parts, place.name if place else "", str(f.ended), *_began(scene, f)
        ),
        document=scene.reading.document.id,
        kind=f.kind,
        status=f.status,
        subject=subject,
        object=other,
        place=place,
        time=None if f.kind is RelationKind.HOLDS_OFFICE else _time(scene, f),
        ended=f.ended,
        evidence=evidence_of(scene, f.token),
        attributions=_said(scene, f, country),
        reason=f.reason,
        begun=f.begun,
        seen=f.seen,
    )


def _began(scene: Scene, f: Found) -> tuple[str, ...]:
    """Return what tells one beginning or end from another in a document: its words' place in the text."""
    return (str(f.begun), str(scene.parse.tokens[f.token].start)) if f.begun or f.ended else ()


def _at_home(p: Participant, land: str | None) -> Participant:
    """Return "the army" of a story about a country as that country's, where linking took it for another's."""
    if land is None or p.sector != "MIL" or p.country == land or not is_bare_army(p.text or ""):
        return p
    return replace(p, id=None, name=p.text or p.name, country=land)


def _object(scene: Scene, f: Found, link: ActorLink, homes: tuple[str | None, str | None]) -> Participant:
    """Return the other side; an unnamed one that the phrase ties to its backer is not of the backer's country."""
    made = participant(scene, f.draft, link, homes, acting=None)
    unnamed = link.actor.id is None and link.basis != "named"
    if unnamed and f.kind is RelationKind.BACKS and made.country == f.subject.actor.country:
        return replace(made, country=None)
    return made


def _said(scene: Scene, f: Found, country: str | None) -> tuple[SaidBy, ...]:
    def make(link: ActorLink) -> Participant:
        return participant(scene, f.draft, link, (None, country), acting=None)

    return speakers_of(scene, Happening(replace(f.draft, status=f.status)), {}, make)


def _time(scene: Scene, f: Found) -> EventTime | None:
    """Return the time that stands on the word: "since January" is open, "in 2012" is closed."""
    if not f.dated:
        return None
    below = _near(scene, f.token)
    own = _beside_place(scene, f)
    for link in [*own, *scene.reading.times]:
        if (
            (link.token not in below and link not in own)
            or (not own and _is_of_another(scene, f, link))
            or link.interval is None
            or ((_is_change(f) or f.kind is RelationKind.CONTROLS) and _in_clause(scene, link.token, f.token))
        ):
            continue
        i, words = link.interval, scene.text[link.start : link.end]
        before = scene.parse.tokens[link.first - 1].lemma if link.first else ""
        if (before == _SINCE or words.casefold().startswith(_SINCE)) and i.start is not None:
            return EventTime(words, i.start, None, i.precision, i.basis)
        published = scene.reading.document.published
        if published is not None and i.start is not None and i.start > published + timedelta(days=1):
            continue
        return EventTime(words, i.start, i.end, i.precision, i.basis)
    return None


def _beside_place(scene: Scene, f: Found) -> list[TimeLink]:
    """Return the time that stands right behind the place of one of several takings ("X on 4 March, Y on 11 March")."""
    if f.place is None or not _is_change(f):
        return []
    return [t for t in scene.reading.times if _follows(scene, t, f.place)]


def _is_of_another(scene: Scene, f: Found, link: TimeLink) -> bool:
    """Tell whether a time belongs to another place of a list: it stands right behind an earlier one, or before a later one."""
    if f.place is None or not _is_change(f):
        return False
    here = f.place
    earlier = (p for p in scene.reading.places if p.last <= here.first)
    later = (p for p in scene.reading.places if p.first >= here.last and p.first == link.last + 1)
    listed = any(scene.parse.tokens[link.last].text == "," for _ in later)
    return listed or (link.last <= here.first and any(_follows(scene, link, p) for p in earlier))


def _follows(scene: Scene, time: TimeLink, place: PlaceLink) -> bool:
    """Tell whether a time stands right behind a place, with a preposition at most between them."""
    gap = time.first - place.last
    if scene.parse.tokens[time.last - 1].text.lower() in ("later", "earlier"):
        return False  # "and Bukavu 20 days later": counted from what another place's time says
    return gap == 0 or (gap == 1 and scene.parse.tokens[place.last].pos == "ADP")


def _is_change(f: Found) -> bool:
    return f.begun or f.ended


def _in_clause(scene: Scene, i: int, token: int) -> bool:
    """Tell whether a word stands in a clause of its own below another ("who seized Goma in January, captured Sake")."""
    above = {token, *ancestors(scene.parse, token)}
    below = itertools.takewhile(lambda k: k not in above, (i, *ancestors(scene.parse, i)))
    return any(scene.parse.tokens[k].dep in ("relcl", "advcl", "ccomp", "acl") for k in below)


def _near(scene: Scene, token: int) -> set[int]:
    """Return the tokens below a word and below the verb that carries it, outside other clauses."""
    if scene.parse.tokens[token].dep == "amod":
        return set()  # a time near "Rwanda-backed rebels" is that of what they did
    top = token
    while scene.parse.tokens[top].pos not in ("VERB", "AUX") and scene.parse.tokens[top].head != top:
        top = scene.parse.tokens[top].head
        if scene.parse.tokens[top].dep in ("nsubj", "dobj") and top != token:
            return set(subtree(scene.parse, token))
    out: set[int] = {token}
    for k in children(scene.parse, top, "prep", "npadvmod", "advmod"):
        out.update(subtree(scene.parse, k))
    return out | set(subtree(scene.parse, token))
