"""All that the record holds on one actor or one place, counted and in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from tocsin.base.found import Dossier
from tocsin.base.incidents import Claim, Incident, Relation
from tocsin.base.model import Actor, Place


def actor_dossier(
    actor: Actor,
    ids: Collection[str],
    incidents: Sequence[Incident],
    claims: Iterable[Claim],
    standing: Iterable[Relation],
) -> Dossier:
    """Return the dossier of an actor.

    Args:
        actor: who.
        ids: its id and those of its wings or organs; an unlisted actor goes by its name.
        incidents: the incidents that it has a part in.
        claims: what it says and denies.
        standing: the relations that it stands in.
    """
    done, suffered, others = Counter[str](), Counter[str](), Counter[str]()
    for incident in incidents:
        is_actor = any(_is(a, actor, ids) for a in incident.actors)
        (done if is_actor else suffered)[incident.type] += 1
        others.update({a.name for a in (*incident.actors, *incident.recipients) if not _is(a, actor, ids)})
    return Dossier(
        name=actor.name,
        ids=tuple(ids),
        actor=actor,
        place=None,
        incidents=_latest_first(incidents),
        done=tuple(done.most_common()),
        suffered=tuple(suffered.most_common()),
        others=tuple(others.most_common()),
        places=_places(incidents),
        claims=tuple(claims),
        standing=tuple(standing),
        by_month=_by_month(incidents),
    )


def place_dossier(
    place: Place, incidents: Sequence[Incident], claims: Iterable[Claim], standing: Iterable[Relation]
) -> Dossier:
    """Return the dossier of a place from the incidents, claims and relations of it and its parts."""
    types = Counter(i.type for i in incidents)
    others = Counter(name for i in incidents for name in {a.name for a in i.actors})
    return Dossier(
        name=place.name,
        ids=(str(place.geonameid),) if place.geonameid is not None else (),
        actor=None,
        place=place,
        incidents=_latest_first(incidents),
        done=tuple(types.most_common()),
        suffered=(),
        others=tuple(others.most_common()),
        places=_places(incidents),
        claims=tuple(claims),
        standing=tuple(standing),
        by_month=_by_month(incidents),
    )


def _is(party: Actor, actor: Actor, ids: Collection[str]) -> bool:
    return party.id in ids if party.id else party.name.casefold() == actor.name.casefold()


def _latest_first(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    return tuple(sorted(incidents, key=lambda i: (_day(i) or date.min, i.id), reverse=True))


def _day(incident: Incident) -> date | None:
    return incident.start or incident.first_reported


def _places(incidents: Iterable[Incident]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(i.place.name for i in incidents if i.place is not None).most_common())


def _by_month(incidents: Iterable[Incident]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(day.isoformat()[:7] for i in incidents if (day := _day(i))).items()))
