"""Tellings: several drafts of one document that tell of one happening become one.

Drafts of a type are taken in the order of the text; each joins the happening before it that it is likeliest a telling
of (``same_telling``), or begins one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tocsin.base.logistic import fitted
from tocsin.base.model import FACT, VERBAL, Status
from tocsin.mentions.draft import Draft, Scene
from tocsin.mentions.same_telling import features, forbidden, repeated
from tocsin.mentions.told import Told, told

# Joined from these log-odds on. By cross-validation over the reports that are learned from, figures are the same
# between -0.2 and 0.3; lower ones take away more second records, and more happenings of their own with them.
JOIN = 0.1


@dataclass(frozen=True)
class Happening:
    """One happening: the draft that leads (``_join``) and the further tellings of it."""

    main: Draft
    also: tuple[Draft, ...] = ()


def join_tellings(scene: Scene, drafts: Sequence[Draft]) -> list[Happening]:
    """Return one happening for each group of drafts that tell of the same; deeds first, then acts of words.

    A verbal act is about the happening that its draft's ``about`` tells of, by the trigger of that happening's lead.
    """
    deeds = _joined(scene, [d for d in drafts if d.entry.type not in VERBAL])
    lead = {a.token: h.main.token for h in deeds for a in (h.main, *h.also)}
    verbal = [d for d in drafts if d.entry.type in VERBAL]
    return [*deeds, *_joined(scene, [replace(d, about=_led(d.about, lead)) for d in verbal])]


def _led(token: int | None, lead: Mapping[int, int]) -> int | None:
    """Return the trigger of the lead of the happening that a token tells of."""
    return None if token is None else lead.get(token, token)


def _joined(scene: Scene, drafts: Sequence[Draft]) -> list[Happening]:
    """Return the happenings of some drafts in text order of their first telling."""
    types = dict.fromkeys(d.entry.type for d in drafts)
    groups = [g for kind in types for g in grouped(told(scene, [d for d in drafts if d.entry.type == kind]))]
    return [_happening(g) for g in sorted(groups, key=lambda g: g[0].draft.token)]


def grouped(tellings: Sequence[Told]) -> list[list[Told]]:
    """Return tellings of one type, given in text order, in a list for each happening."""
    groups: list[list[Told]] = []
    for b in tellings:
        found = [(_log_odds(g, b), g) for g in groups if not any(forbidden(a, b) for a in g)]
        best = max(found, key=lambda f: f[0], default=None)
        if best is not None and best[0] >= JOIN:
            best[1].append(b)
        else:
            groups.append([b])
    return groups


def _log_odds(group: Sequence[Told], b: Told) -> float:
    """Return how likely a telling is of a group's happening: halfway between its best pair and the mean of all.

    The best alone draws unlike tellings together, one by one; by the mean alone a full telling misses a group of bare ones.
    """
    if any(repeated(a, b) for a in group):
        return math.inf
    weights = fitted("tellings")
    pairs = [sum(weights.get(name, 0.0) * value for name, value in features(a, b).items()) for a in group]
    return (max(pairs) + sum(pairs) / len(pairs)) / 2


def _happening(tellings: Iterable[Told]) -> Happening:
    first, *others = tellings
    happening = Happening(first.draft)
    for other in others:
        happening = _join(happening, other.draft, points=other.is_bare_pointing)
    return happening


def _fullness(draft: Draft) -> float:
    """Return how much a draft tells: sides, place, time, a verb; of a hazard how sure it is."""
    if draft.entry.type == "HAZARD":
        return draft.score  # "a bridge collapses amid heavy rains": the weather has place and time, too
    sides = len(draft.actors) + len(draft.recipients)
    return sides + (draft.place is not None) + (draft.time is not None) + (draft.entry.pos == "VERB")


def _join(happening: Happening, draft: Draft, *, points: bool) -> Happening:
    """Put a telling to its happening: the fuller one leads, and fills its gaps from the other.

    "The quake" points to a disaster told before, which leads: where it was felt is not where it was.
    Whom an act of words is towards is told with it: another telling's addressee may be one of many.
    """
    main, other = happening.main, draft
    # "marched to protest": what is not told as fact leads nothing that is, however full.
    may_lead = draft.status in FACT or main.status not in FACT
    may_lead = may_lead and not (points and draft.entry.type == "HAZARD")
    if may_lead and _fullness(draft) > _fullness(main):
        main, other = draft, happening.main
    lead = replace(
        main,
        entry=replace(main.entry, mode=main.entry.mode or other.entry.mode),
        actors=main.actors or other.actors,
        recipients=main.recipients or (() if main.entry.type in VERBAL else other.recipients),
        place=main.place or other.place,
        time=main.time or other.time,
        status=_status(main, other),
        about=main.about if main.about is not None else other.about,
    )
    return Happening(lead, (*happening.also, other))


def _status(main: Draft, other: Draft) -> Status:
    """Return the status of a happening told twice: what one telling only alleges stays alleged."""
    alleged = Status.ALLEGED in (main.status, other.status) and main.about == other.about
    return Status.ALLEGED if alleged else main.status
