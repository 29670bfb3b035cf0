"""How things stand, as tables: each relation with since and until when, its status, and the evidence for and against it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import groupby

from markupsafe import Markup

from tocsin.base.incidents import Effect, Relation, RelationStatus, Step
from tocsin.base.relations import RelationKind
from tocsin.study.standing import holds_on
from tocsin.web.html import Child, el, join
from tocsin.web.incident_words import between
from tocsin.web.links import incident_url
from tocsin.web.pieces import actor_link, place_link, quote, sentence_url, status_badge
from tocsin.web.stacked import Row, stacked_table
from tocsin.write.kept_cells import numbered

# Steps shown on one side of a relation; of more, the first and the latest ones.
_STEPS = 6
_EFFECTS: Mapping[Effect, str] = {
    Effect.OPENS: "began",
    Effect.CLOSES: "ended",
    Effect.HOLDS: "told to stand",
    Effect.DENIES: "denied",
    Effect.SUPPOSES: "supposed from",
}


@dataclass(frozen=True, slots=True)
class Words:
    """What a kind of relation is called: its heading, and the heads of its first two columns; whether the place is first."""

    title: str
    first: str
    second: str
    place_first: bool = False


KINDS: Mapping[RelationKind, Words] = {
    RelationKind.CONTROLS: Words("Who holds what", "place", "held by", place_first=True),
    RelationKind.PRESENT_IN: Words("Whose forces are where", "place", "forces of", place_first=True),
    RelationKind.BACKS: Words("Who backs whom", "who backs", "whom"),
    RelationKind.SANCTIONS: Words("Sanctions in force", "whose", "on whom"),
    RelationKind.TRUCE: Words("Truces", "between", "and"),
    RelationKind.AT_WAR: Words("Who is at war", "between", "and"),
    RelationKind.HOLDS_OFFICE: Words("Who holds which office", "who", "office"),
    RelationKind.DETAINED: Words("Who is detained", "held by", "who"),
}


def relation_id(r: Relation) -> str:
    """Return a name for a relation that stays as long as its sides and its beginning do."""
    sides = (r.kind.value, *sides_of(r), str(r.from_earliest), str(r.from_latest), str(r.until_latest))
    return f"rel-{blake2b('|'.join(sides).encode(), digest_size=5).hexdigest()}"


def sides_of(r: Relation) -> tuple[str, str, str]:
    """Return what tells two relations of one kind apart: the subject, the object and the place, by id where there is one."""
    second = (r.object.id or r.object.name) if r.object else ""
    return r.subject.id or r.subject.name, second, f"{r.place.name} {r.place.geonameid}" if r.place else ""


def window(r: Relation) -> tuple[str, str]:
    """Return from and until when a relation holds, as ISO days; empty is open.

    It holds on a day if ``from <= day < until``, which is what ``study.standing.holds_on`` says: only the page needs it
    for every day of a slider at once.
    """
    begin = "" if r.from_latest is None or holds_on(r, date.min) else r.from_latest.isoformat()
    return begin, r.until_latest.isoformat() if r.until_latest else ""


def is_shown(r: Relation, day: date | None) -> bool:
    """Tell whether a relation holds on a day; without a day, all are shown."""
    return day is None or holds_on(r, day)


def known_days(relations: Iterable[Relation]) -> list[date]:
    """Return the days on which a relation begins, ends or is told of, in order."""
    days = {
        d
        for r in relations
        for d in (
            r.from_earliest, r.from_latest, r.until_earliest, r.until_latest,
            *(s.latest for s in (*r.evidence_for, *r.evidence_against)),
        )
        if d is not None
    }  # fmt: skip
    return sorted(days)


def relation_tables(relations: Iterable[Relation], day: date | None, *, level: str = "h2") -> Markup:
    """Return a table for each kind of relation; the rows of those that do not hold on the day are there, but hidden."""
    order = list(KINDS)
    ordered = sorted(relations, key=lambda r: (order.index(r.kind), _first(r).casefold(), r.from_latest or date.min))
    return join([_kind(kind, list(some), day, level) for kind, some in groupby(ordered, key=lambda r: r.kind)])


def _kind(kind: RelationKind, relations: Sequence[Relation], day: date | None, level: str) -> Markup:
    words = KINDS[kind]
    count = sum(is_shown(r, day) for r in relations)
    title = el(level, words.title, " ", el("span", f"({count})", class_="muted", data_count=kind.value))
    heads = (words.first, words.second, "since", "until", "status")
    rows = [_row(r, day, words) for r in relations]
    inner = stacked_table(words.title, heads, rows, class_="relations", hidden=not count)
    empty = el("p", "None on this day, as far as told.", class_="muted", data_none=kind.value, hidden=count > 0)
    return el("section", title, inner, empty, data_kind=kind.value, id=f"kind-{kind.value}")


def _row(r: Relation, day: date | None, words: Words) -> Row:
    begin, end = window(r)
    sides: list[Child] = [actor_link(r.subject), _second(r)]
    first, second = sides[::-1] if words.place_first else sides
    since = between(r.from_earliest, r.from_latest) or "before it was told"
    until = between(r.until_earliest, r.until_latest) or "still, as far as told"
    status = status_badge(r.status)
    doubt = r.status in (RelationStatus.DISPUTED, RelationStatus.SUPPOSED)
    attributes: dict[str, object] = {
        "id": relation_id(r),
        "data_from": begin,
        "data_until": end,
        "data_relation": r.kind.value,
        "hidden": not is_shown(r, day),
        "class_": f"is-{r.status.value}" if doubt else None,
        "tabindex": "-1",
    }
    return Row((first, second, since, until, status), attributes, below=evidence(r))


def _second(r: Relation) -> Markup:
    parts = [actor_link(r.object)] if r.object else []
    parts += [place_link(r.place)] if r.place else []
    return (
        join(parts, " in ")
        if parts
        else el("span", "all others" if r.kind is RelationKind.TRUCE else "–", class_="muted")
    )


def _first(r: Relation) -> str:
    return r.place.name if KINDS[r.kind].place_first and r.place else r.subject.name


def evidence(r: Relation) -> Markup:
    """Return the evidence for and against a relation, folded: what it does, its words, and where to read them."""
    against = f", {len(r.evidence_against)} against" if r.evidence_against else ""
    summary = el("summary", f"Evidence: {len(r.evidence_for)} for{against}")
    lists = [_steps("for", r.evidence_for), _steps("against, or ending it", r.evidence_against)]
    return el("details", summary, lists, class_="evidence")


def _steps(side: str, steps: Sequence[Step]) -> Markup | None:
    if not steps:
        return None
    shown = steps if len(steps) <= _STEPS else (*steps[: _STEPS // 2], *steps[-_STEPS // 2 :])
    more = el("p", numbered(len(steps) - len(shown), "further step"), " between", class_="meta")
    items = el("ol", [el("li", step_item(s)) for s in shown], class_="sayings")
    return el("div", el("p", side, class_="meta"), items, more if len(shown) < len(steps) else None)


def step_item(s: Step) -> Markup:
    """Return one step: what it does, when, who tells it, in which words, and where they stand."""
    when = between(s.earliest, s.latest) or "on an unknown day"
    source = el("a", "incident", href=incident_url(s.source)) if s.source.startswith("i_") else "told in passing"
    file = s.files[0].rpartition("/")[2] if s.files else None
    origins = ", ".join(dict.fromkeys(s.origins))
    head = el(
        "p", f"{_EFFECTS[s.effect]} {when}; {origins} (", source, ")", f"; {file}" if file else None, class_="meta"
    )
    mention = s.source if s.source.startswith("r_") else None
    return head + quote(s.evidence, None, sentence_url(s.evidence, s.documents[0], mention)) if s.documents else head
