"""Steps of passing remarks: what a text says by the way of who holds, backs or is where, on its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tocsin.base.incidents import Effect, IncidentStatus, Step
from tocsin.base.model import FACT, REBELS, STATE_FORCES, Document, Stance, Status
from tocsin.base.peoples import is_force_of_people
from tocsin.base.relations import RelationKind, RelationMention
from tocsin.study.apart import actor_at, is_firm, is_taken_back
from tocsin.study.untold_holders import is_again, lost_by, won_by

# How much longer than its first day the time of a beginning may be ("since January").
_LONG = {"week": timedelta(days=6), "month": timedelta(days=30), "year": timedelta(days=364)}
# A hold that is told of a day so shortly before is news.
_NEWS = timedelta(days=45)


def steps_of_relation(mention: RelationMention, document: Document) -> tuple[Step, ...]:
    """Return what a passing remark says of the standing of things on its day.

    "Controls" confirms, "no longer controls" closes, "does not control" and "denies backing" speak against; who denies
    what others affirm adds a step of their own. What is only alleged, or told only by the holder, is disputed.
    """
    if mention.status not in FACT | {Status.DENIED, Status.NEGATED} or is_taken_back(mention):
        return ()
    if against_end(mention):
        return ()
    deniers = [a for a in mention.attributions if a.stance is Stance.DENIES]
    against = mention.status in (Status.DENIED, Status.NEGATED)
    affirms = any(a.stance is Stance.AFFIRMS for a in mention.attributions)
    if mention.status is Status.ALLEGED and deniers and not affirms:
        against = True  # "dismissed rumours that the town had been taken"
    begun = mention.begun or _has_begun(mention, document.published)
    told = Effect.CLOSES if mention.ended else Effect.OPENS if begun else Effect.HOLDS
    effect = Effect.DENIES if against else told
    disputed = bool(deniers) or not is_firm(mention)
    main = _remark(mention, document, effect, disputed=disputed and effect is not Effect.DENIES)
    if main.effect is Effect.OPENS and not mention.begun and _is_of_state(main) and is_again(main):
        main = replace(main, effect=Effect.HOLDS, earliest=None)  # "is the government's again": it had been before
    lost: tuple[Step, ...] = ()
    if mention.kind is RelationKind.CONTROLS:
        lost = lost_by(main) if main.effect is Effect.OPENS else won_by(main)
    if against or not deniers:
        return main, *lost
    names = ", ".join(dict.fromkeys(a.speaker.name for a in deniers))
    return main, *lost, replace(main, effect=Effect.DENIES, reason=f"denied by {names}")


def _has_begun(mention: RelationMention, published: date | None) -> bool:
    """Tell whether a hold is told as news: with its beginning ("since Monday"), or by rebels on a day just past.

    "The town was in the hands of the rebels on Monday": until then its state had it.
    """
    time = mention.time
    if mention.kind is not RelationKind.CONTROLS or time is None or time.start is None:
        return False
    fresh = published is not None and timedelta(0) <= published - time.start <= _NEWS
    return time.end is None or (fresh and mention.subject.sector in REBELS)


def _is_of_state(step: Step) -> bool:
    land = step.place.country if step.place else None
    ours = step.subject.sector in STATE_FORCES and not is_force_of_people(step.subject.id)
    return ours and land is not None and step.subject.country in (land, None)


def against_end(mention: RelationMention) -> bool:
    """Tell whether it is only denied that something began or ended ("did not leave"): that closes and opens nothing."""
    return mention.ended and mention.status in (Status.DENIED, Status.NEGATED)


def _remark(mention: RelationMention, document: Document, effect: Effect, *, disputed: bool) -> Step:
    earliest, latest = _told_days(mention, document.published, effect)
    return Step(
        source=mention.id,
        kind=mention.kind,
        effect=effect,
        subject=actor_at(mention.subject, mention.place),
        object=actor_at(mention.object, mention.place) if mention.object else None,
        place=mention.place,
        earliest=earliest,
        latest=latest,
        status=IncidentStatus.DISPUTED if disputed else IncidentStatus.REPORTED,
        origins=(document.origin or document.id,),
        documents=(document.id,),
        files=(document.file or document.id,),
        evidence=mention.evidence,
        reason=f"{'seen by the reader' if mention.seen else 'told in passing'}: {mention.reason.split(';')[0]}",
        seen=mention.seen,
    )


def _told_days(mention: RelationMention, published: date | None, effect: Effect) -> tuple[date | None, date | None]:
    """Return the days that a remark speaks of.

    It holds on the day of publication, unless it names another time; "since January" names the days of its beginning.
    """
    time = mention.time
    if time is None or time.start is None:
        return (published if effect is Effect.DENIES else None), published
    if time.end is not None:
        told_as_news = effect is Effect.OPENS and not mention.begun
        return (None if told_as_news else time.start), time.end - timedelta(days=1)
    begun = time.start + _LONG.get(time.precision, timedelta(days=0))
    return time.start, min(begun, published) if published is not None and published >= time.start else begun
