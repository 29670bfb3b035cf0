"""The history of an incident in words: who made each revision, when and why, and what it changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from tocsin.base.incidents import Incident
from tocsin.base.provenance import Change, Judgement, Run, Verdict
from tocsin.web.html import el, join
from tocsin.web.incident_words import toll, when
from tocsin.web.links import incident_url
from tocsin.web.plain_words import kind
from tocsin.write.kept_cells import numbered

_VERDICTS: Mapping[Verdict, str] = {
    Verdict.SAME: "the same as",
    Verdict.DIFFERENT: "not the same as",
    Verdict.UNSURE: "unsure whether the same as",
    Verdict.RIGHT: "right",
    Verdict.WRONG: "wrong",
    Verdict.EDIT: "edited",
}


def values_of(incident: Incident) -> dict[str, str]:
    """Return the headline values of an incident in words, by the name of the field."""
    i = incident
    return {
        "type": kind(i.type, i.mode),
        "told": i.told.value,
        "status": i.status.value,
        "time": when(i.start, i.end, i.time_precision),
        "place": i.place.name if i.place else "",
        "actors": ", ".join(a.name for a in i.actors),
        "recipients": ", ".join(a.name for a in i.recipients),
        **{name: toll(c) for name, c in i.counts},
        "origins": str(i.origins),
        "documents": str(i.documents),
        "about": i.about or "",
    }


def changed_values(before: Incident, after: Incident) -> list[tuple[str, str, str]]:
    """Return which headline values differ: the field, its value before and its value after; empty for none."""
    old, new = values_of(before), values_of(after)
    fields = dict.fromkeys((*old, *new))
    return [(f, old.get(f, ""), new.get(f, "")) for f in fields if old.get(f, "") != new.get(f, "")]


def history_list(history: Sequence[tuple[Change, Incident]], runs: Mapping[str, Run]) -> Markup:
    """Return every revision, the latest first: who, when, why and what changed in words."""
    before = [None, *(i for _, i in history)]
    items = [_revision(change, was, now, runs) for was, (change, now) in zip(before, history, strict=False)]
    return el("ol", items[::-1], class_="history", reversed=True)


def _revision(change: Change, was: Incident | None, now: Incident, runs: Mapping[str, Run]) -> Markup:
    day = el("time", f"{change.at:%d %B %Y, %H:%M} UTC", datetime=change.at.isoformat())
    then = el("a", "as it was known then", href=f"{incident_url(change.id)}?as_of={change.at:%Y-%m-%dT%H:%M:%S.%f}")
    by = el("p", "By ", who_changed(change.by, runs), f"; why: {change.why}. ", then, class_="meta")
    if was is None:
        what = el("p", f"Begun with {numbered(now.documents, 'document')}.")
    else:
        what = el(
            "ul",
            list(_differences(was, now)) or [el("li", "Members, claims or reasons changed; no headline value did.")],
        )
    return el("li", el("h3", f"Revision {change.revision} ({change.what}), ", day), by, what, value=change.revision)


def _differences(was: Incident, now: Incident) -> Iterator[Markup]:
    for field, old, new in changed_values(was, now):
        values = join([el("del", old or "unknown"), " → ", el("ins", new or "unknown")])
        yield el("li", el("span", f"{field}: ", class_="muted"), values)


def who_changed(by: str, runs: Mapping[str, Run]) -> Markup:
    """Return who made a revision: a person by name, a run by its command and day."""
    run = runs.get(by)
    if run is None:
        return Markup.escape(by)
    return el("span", f"the run “{run.command}” of {run.started:%d %B %Y, %H:%M} UTC", title=f"{by}, tocsin {run.code}")


def judgement_list(judgements: Sequence[Judgement]) -> Markup:
    """Return what people decided of an incident: who, when, what and why."""
    return el("ol", [el("li", _judgement(j), class_="item") for j in judgements])


def _judgement(j: Judgement) -> Markup:
    other = el("a", j.right, href=incident_url(j.right)) if j.right else None
    edit = f" {j.field} = {j.value or 'nothing'}" if j.verdict is Verdict.EDIT else None
    subject = el("a", j.left, href=incident_url(j.left))
    why = f"; why: {j.why}" if j.why else None
    day = el("time", f"{j.at:%d %B %Y}", datetime=j.at.isoformat())
    return join([subject, " is ", el("strong", _VERDICTS[j.verdict]), edit, " ", other, f", says {j.by}, ", day, why])
