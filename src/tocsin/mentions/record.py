"""Turn happenings into the records of the contract, with countries filled in where the setting gives them."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.base.ids import content_id
from tocsin.base.model import (
    VERBAL,
    Count,
    EventMention,
    EventPlace,
    EventTime,
    Extent,
    PlaceLink,
    Telling,
    TimeLink,
)
from tocsin.base.trees import extent
from tocsin.mentions.certainty import certainty
from tocsin.mentions.contexts import contexts_of
from tocsin.mentions.counts import casualties
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.participants import participant, participants
from tocsin.mentions.speakers_of import speakers_of
from tocsin.mentions.tellings import Happening


def to_mentions(scene: Scene, happenings: Sequence[Happening]) -> tuple[EventMention, ...]:
    """Return the event mentions of a document, in the order of their triggers."""
    ids: dict[int, str] = {}
    for h in happenings:
        own = _id(scene, h.main)
        for d in (h.main, *h.also):
            ids.setdefault(d.token, own)
    drafts = {d.token: d for h in happenings for d in (h.main, *h.also)}
    country = scene.land
    made = [_mention(scene, h, ids, drafts, country) for h in happenings]
    return tuple(sorted(made, key=lambda m: (m.trigger.start, m.place.start if m.place else 0, m.id)))


def _id(scene: Scene, d: Draft) -> str:
    place = d.place.place.name if d.place and d.place.place else ""
    return content_id("m", scene.reading.document.id, d.entry.type, scene.parse.tokens[d.token].start, place)


def _mention(
    scene: Scene, happening: Happening, ids: dict[int, str], drafts: dict[int, Draft], country: str | None
) -> EventMention:
    d = happening.main
    where = d.place.place.country if d.place and d.place.place else None
    codes = scene.lexicon.codes
    code = codes.get((d.entry.type, d.entry.mode)) or codes.get((d.entry.type, None))
    about = ids.get(d.about) if d.about is not None else None
    own = ids[d.token]
    return EventMention(
        id=_id(scene, d),
        document=scene.reading.document.id,
        type=d.entry.type,
        mode=d.entry.mode,
        contexts=contexts_of(scene, d.token),
        cameo=d.entry.cameo or (code.cameo if code else None),
        quad=code.quad if code else None,
        intensity=code.intensity if code else None,
        status=d.status,
        trigger=extent(scene.parse, d.first, d.last, scene.text),
        evidence=evidence_of(scene, d.token),
        actors=participants(scene, d, d.actors, (where, country), acting=True),
        recipients=participants(scene, d, d.recipients, (where, country), acting=False),
        place=event_place(scene, d.place),
        time=_time(d.time, scene),
        counts=_counts(scene, happening),
        attributions=speakers_of(
            scene, happening, drafts, lambda link: participant(scene, d, link, (None, country), acting=None)
        ),
        about=about if about != own else None,
        also=tuple(
            Telling(extent(scene.parse, a.first, a.last, scene.text), evidence_of(scene, a.token))
            for a in happening.also
        ),
        score=round(certainty(d.score, len(scene.parse.sentences)), 3),
        reasons=d.reasons,
    )


def evidence_of(scene: Scene, token: int) -> Extent:
    """Return the sentence of a token."""
    sentence = scene.parse.sentences[scene.parse.tokens[token].sent]
    return Extent(sentence.start, sentence.end, scene.text[sentence.start : sentence.end])


def event_place(scene: Scene, link: PlaceLink | None) -> EventPlace | None:
    """Return the place of a link with its words; ``None`` for one that was not resolved."""
    if link is None or link.place is None:
        return None
    p = link.place
    return EventPlace(
        scene.text[link.start : link.end],
        link.start,
        link.end,
        p.name,
        p.geonameid,
        p.country,
        p.admin1,
        p.lat,
        p.lon,
        p.precision,
    )


def _time(link: TimeLink | None, scene: Scene) -> EventTime | None:
    if link is None or link.interval is None:
        return None
    i = link.interval
    return EventTime(scene.text[link.start : link.end], i.start, i.end, i.precision, i.basis)


def _counts(scene: Scene, happening: Happening) -> tuple[tuple[str, Count], ...]:
    """Return the tolls of a deed or hazard: those of its fullest telling, gaps filled from the others."""
    if happening.main.entry.type in VERBAL or happening.main.entry.type == "CONSULT":
        return ()
    out: dict[str, Count] = {}
    for draft in (happening.main, *happening.also):
        for name, count in casualties(scene.parse, draft.token):
            out.setdefault(name, count)
    return tuple(out.items())
