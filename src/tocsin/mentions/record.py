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
from tocsin.mentions.lexicon import Ontology
from tocsin.mentions.participants import participant, participants
from tocsin.mentions.speakers_of import speakers_of
from tocsin.mentions.tellings import Happening

_UNCODED = Ontology(None, None, None)


def to_mentions(scene: Scene, happenings: Sequence[Happening]) -> tuple[EventMention, ...]:
    """Return the event mentions of a document, in the order of their triggers."""
    ids: dict[int, str] = {}
    for h in happenings:
        own = _id(scene, h.main)
        for d in (h.main, *h.also):
            ids.setdefault(d.token, own)
    drafts = {d.token: d for h in happenings for d in (h.main, *h.also)}
    made = [_mention(scene, h, ids, drafts) for h in happenings]
    return tuple(sorted(made, key=lambda m: (m.trigger.start, m.place.start if m.place else 0, m.id)))


def _id(scene: Scene, d: Draft) -> str:
    place = d.place.place.name if d.place and d.place.place else ""
    return content_id("m", scene.reading.document.id, d.entry.type, scene.parse.tokens[d.token].start, place)


def _codes(scene: Scene, d: Draft) -> Ontology:
    """Return the codes of a draft's mode, else those of its type."""
    codes = scene.lexicon.codes
    return codes.get((d.entry.type, d.entry.mode)) or codes.get((d.entry.type, None)) or _UNCODED


def _mention(scene: Scene, happening: Happening, ids: dict[int, str], drafts: dict[int, Draft]) -> EventMention:
    d, code = happening.main, _codes(scene, happening.main)
    homes = d.place.place.country if d.place and d.place.place else None, scene.land
    about = ids.get(d.about) if d.about is not None else None
    return EventMention(
        id=_id(scene, d),
        document=scene.reading.document.id,
        type=d.entry.type,
        mode=d.entry.mode,
        contexts=contexts_of(scene, d.token),
        cameo=d.entry.cameo or code.cameo,
        quad=code.quad,
        intensity=code.intensity,
        status=d.status,
        trigger=extent(scene.parse, d.first, d.last, scene.text),
        evidence=evidence_of(scene, d.token),
        actors=participants(scene, d, d.actors, homes, acting=True),
        recipients=participants(scene, d, d.recipients, homes, acting=False),
        place=event_place(scene, d.place),
        time=_time(d.time, scene),
        counts=_counts(scene, happening),
        attributions=speakers_of(
            scene, happening, drafts, lambda link: participant(scene, d, link, (None, scene.land), acting=None)
        ),
        about=about if about != ids[d.token] else None,
        also=tuple(_telling(scene, a) for a in happening.also),
        score=round(certainty(d.score, len(scene.parse.sentences)), 3),
        reasons=d.reasons,
    )


def _telling(scene: Scene, d: Draft) -> Telling:
    return Telling(extent(scene.parse, d.first, d.last, scene.text), evidence_of(scene, d.token))


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
