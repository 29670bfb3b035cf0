"""The cells of what the record keeps as styled text: incidents, claims and relations, for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from rich.text import Text

from tocsin.base.incidents import Claim, Incident, IncidentStatus, RelationStatus
from tocsin.base.model import Actor, Count, EventPlace, EventTime, Stance, Status, TimeBasis
from tocsin.write.cells import STYLES, actor_code, clip_words, when

STATUS_STYLES: Mapping[IncidentStatus | RelationStatus, str] = {
    IncidentStatus.REPORTED: "yellow",
    IncidentStatus.CORROBORATED: "green",
    IncidentStatus.DISPUTED: "red",
    IncidentStatus.WITHDRAWN: "magenta",
    IncidentStatus.SUPERSEDED: "dim",
    RelationStatus.SUPPOSED: "dim",
}
# More names than this on one side are counted, not listed.
_NAMES = 3
DASH = Text("–", style="dim")


def headline(incident: Incident, *, width: int = 34) -> str:
    """Return an incident in one line: who → whom: what, where, when; a name takes up to ``width`` characters."""
    i = incident
    actors, recipients = names(i.actors, width), names(i.recipients, width)
    who = f"{actors or '?'} → {recipients}" if recipients else actors
    what = f"{i.type} {i.mode}" if i.mode else i.type
    where = f" in {i.place.name}" if i.place else ""
    day = days(i.start, i.end)
    return f"{who}: {what}{where}{', ' + day if day else ''}" if who else f"{what}{where}{', ' + day if day else ''}"


def names(actors: Sequence[Actor], width: int) -> str:
    """Return names joined with commas; beyond three they are counted."""
    more = f" and {len(actors) - _NAMES} more" if len(actors) > _NAMES else ""
    return ", ".join(clip_words(a.name, width) for a in actors[:_NAMES]) + more


def people(actors: Sequence[Actor]) -> Text:
    """Return names with their codes; a code is one word, so that no line breaks inside it."""
    named = [Text(clip_words(a.name, 60)).append(f" ({actor_code(a)})", style="dim") for a in actors[:_NAMES]]
    more = [Text(f"{len(actors) - _NAMES} more", style="dim")] if len(actors) > _NAMES else []
    return Text(", ").join([*named, *more])


def sides(incident: Incident) -> Text:
    """Return who acts and, on a line of its own, on whom; ``?`` where only the recipients are known."""
    i = incident
    first = people(i.actors) if i.actors else Text("?" if i.recipients else "–", style="dim")
    return Text("\n").join([first, Text("→ ") + people(i.recipients)]) if i.recipients else first


def days(start: date | None, end: date | None) -> str:
    """Return ``[start, end)`` as its first and last day, empty where nothing is known."""
    first = start.isoformat() if start else None
    last = (end - timedelta(days=1)).isoformat() if end else None
    if first and last:
        return first if first == last else f"{first} to {last}"
    return f"from {first}" if first else f"to {last}" if last else ""


def between(earliest: date | None, latest: date | None) -> str:
    """Return a day that is known as earliest and latest, on two lines where they differ."""
    if earliest and latest:
        return earliest.isoformat() if earliest == latest else f"{earliest} to\n{latest}"
    return f"from {earliest}" if earliest else f"by {latest}" if latest else "?"


def day_cell(incident: Incident) -> Text:
    """Return when it happened; that only the day of the report is known is said under it."""
    i = incident
    if i.time_basis is TimeBasis.PUBLISHED:
        return when(EventTime("day of report", i.start, i.end, i.time_precision or "span", i.time_basis))
    basis = i.time_basis or TimeBasis.STATED
    return when(EventTime("", i.start, i.end, i.time_precision or "span", basis))


def status_cell(incident: Incident) -> Text:
    """Return the status in its colour and, where no telling asserts it, how it is told."""
    text = Text(incident.status.value, style=STATUS_STYLES[incident.status])
    if incident.told is not Status.ASSERTED:
        text.append(f"\n{incident.told.value}", style=STYLES[incident.told])
    return text


def place_cell(place: EventPlace | None) -> Text:
    """Return a place with its province and country under it."""
    if place is None:
        return DASH.copy()
    above = [p for p in (place.admin1, place.country) if p and p != place.name]
    return Text(place.name).append(f"\n{', '.join(above)}" if above else "", style="dim")


def toll(count: Count) -> str:
    """Return a count as low-best-high: ``3-5-8``, ``5``, ``12+``, ``12-17+`` (open above), ``up to 20``."""
    if count.low is None and count.best is None:
        return f"up to {count.high}" if count.high is not None else "?"
    known = [v for v in (count.low, count.best, count.high) if v is not None]
    return "-".join(str(v) for v in dict.fromkeys(known)) + ("+" if count.high is None else "")


def tolls(incident: Incident) -> Text:
    """Return the counts of an incident, one a line."""
    return Text("\n").join(Text(f"{name} {toll(count)}", style="red") for name, count in incident.counts)


def stance_cell(stance: Stance) -> Text:
    """Return what a speaker does with a claim; a denial is marked."""
    return Text("affirms", style="green") if stance is Stance.AFFIRMS else Text("✗ denies", style="red")


def speaker_cell(claim: Claim) -> Text:
    """Return who says it, by which cue; a document that tells it in its own voice is named by its origin."""
    if claim.speaker is None:
        return Text(claim.origin).append(" (itself)", style="dim")
    text = Text(clip_words(claim.speaker.name, 60)).append(f" ({actor_code(claim.speaker)})", style="dim")
    return text.append(f" {claim.cue}", style="dim italic") if claim.cue else text


def words_line(words: str, width: int = 220) -> Text:
    """Return words as a quotation on one line, cut at ``width`` characters."""
    return Text(f"“{clip_words(words, width)}”", style="italic")


def numbered(count: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun: ``1 origin``, ``1,200 origins``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
