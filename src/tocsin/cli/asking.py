"""Commands that ask the record: incidents, claims, standing, actor, place, search, show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated

import typer

from tocsin.base.incidents import Claim, Incident, Member, Relation
from tocsin.base.model import Document, Stance
from tocsin.base.relations import RelationKind
from tocsin.cli.common import (
    DEFAULT_STORE,
    AsOf,
    AtPlace,
    Form,
    Format,
    LeastOrigins,
    LeastScore,
    Limit,
    OfActor,
    OfMode,
    OfStatus,
    OfType,
    Since,
    Store,
    ToldAs,
    Until,
    WithWords,
    app,
    asked,
    day,
    listed,
    opened,
    shown,
)
from tocsin.cli.pages import FOUND_COLUMNS, dossier_dict, dossier_page, found_dict, found_row, found_table
from tocsin.record import Dossier, Record
from tocsin.write.claim_table import claim_table
from tocsin.write.incident_page import claim_page, document_page, incident_page
from tocsin.write.incident_table import incident_table
from tocsin.write.rows import (
    CLAIM_COLUMNS,
    DOCUMENT_COLUMNS,
    INCIDENT_COLUMNS,
    RELATION_COLUMNS,
    claim_row,
    document_row,
    incident_row,
    relation_row,
)
from tocsin.write.shapes import claim_dict, document_text_dict, incident_dict, relation_dict
from tocsin.write.standing_table import standing_table


@app.command()
def incidents(
    since: Since = None,
    until: Until = None,
    place: AtPlace = None,
    actor: OfActor = None,
    type_: OfType = None,
    mode: OfMode = None,
    status: OfStatus = None,
    told: ToldAs = None,
    min_score: LeastScore = 0.0,
    min_origins: LeastOrigins = 0,
    words: WithWords = None,
    as_of: AsOf = None,
    limit: Limit = None,
    format_: Form = Format.TABLE,
    store: Store = DEFAULT_STORE,
) -> None:
    """List incidents: one line per real happening, however many documents tell it, with how well it is attested."""
    first, last, known = day("--since", since), day("--until", until), day("--as-of", as_of)
    with opened(store) as record:
        found = record.incidents(
            since=first,
            until=last,
            place=place,
            actor=actor,
            type=type_.upper() if type_ else None,
            mode=mode.lower() if mode else None,
            status=status,
            told=told,
            min_score=min_score,
            min_origins=min_origins,
            words=words,
            as_of=known,
            limit=asked(limit, format_),
        )
    _list_incidents(shown(found, limit, format_), format_)


def _list_incidents(found: list[Incident], form: Format) -> None:
    listed(
        form,
        dicts=map(incident_dict, found),
        columns=INCIDENT_COLUMNS,
        rows=map(incident_row, found),
        page=lambda: incident_table(found) if found else "",
    )


@app.command()
def claims(
    about: Annotated[str | None, typer.Option(help="Whom the incident is about: a party to it, or a word.")] = None,
    speaker: Annotated[str | None, typer.Option(help="Who says or denies it, with all that belongs to it.")] = None,
    field: Annotated[str | None, typer.Option(help="act, doer, place, time, or a count: killed, injured ...")] = None,
    stance: Annotated[Stance | None, typer.Option(help="Only what is affirmed, or only what is denied.")] = None,
    place: AtPlace = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    format_: Form = Format.TABLE,
    store: Store = DEFAULT_STORE,
) -> None:
    """List claims: who affirms and who denies what, since when, in which words, and what they said before."""
    first, last = day("--since", since), day("--until", until)
    with opened(store) as record:
        found = record.claims(
            about=about,
            speaker=speaker,
            field=field,
            stance=stance,
            place=place,
            since=first,
            until=last,
            limit=asked(limit, format_),
        )
        found = shown(found, limit, format_)
        _list_claims(found, _incidents_of(record, found), format_)


def _list_claims(found: list[Claim], of: dict[str, Incident], form: Format) -> None:
    listed(
        form,
        dicts=(claim_dict(c, of.get(c.incident)) for c in found),
        columns=CLAIM_COLUMNS,
        rows=(claim_row(c, of) for c in found),
        page=lambda: claim_table(found, of) if found else "",
    )


def _incidents_of(record: Record, found: Iterable[Claim]) -> dict[str, Incident]:
    """Return what claims are about, by id."""
    return {i.id: i for i in record.get(dict.fromkeys(c.incident for c in found))}


@app.command()
def standing(
    as_of: Annotated[str | None, typer.Option(help="The day that is asked about (YYYY-MM-DD); default: today.")] = None,
    place: AtPlace = None,
    actor: Annotated[str | None, typer.Option(help="One of the two sides, with all that belongs to it.")] = None,
    kind: Annotated[RelationKind | None, typer.Option(help="Only relations of this kind.")] = None,
    format_: Form = Format.TABLE,
    store: Store = DEFAULT_STORE,
) -> None:
    """List how things stand on a day: who holds which place, who backs whom, which sanctions and truces are in force."""
    on = day("--as-of", as_of) or datetime.now(UTC).date()
    with opened(store) as record:
        found = record.standing(as_of=on, place=place, actor=actor, kind=kind)
    _list_standing(shown(found, len(found) or None, format_), format_)


def _list_standing(found: list[Relation], form: Format) -> None:
    listed(
        form,
        dicts=map(relation_dict, found),
        columns=RELATION_COLUMNS,
        rows=map(relation_row, found),
        page=lambda: standing_table(found) if found else "",
    )


@app.command()
def actor(
    name: Annotated[str, typer.Argument(help="A name, as people write it: M23, Rwanda, Corneille Nangaa.")],
    format_: Form = Format.TABLE,
    store: Store = DEFAULT_STORE,
) -> None:
    """Show what the record holds on an actor: what it did and suffered, with whom, what it says, how it stands."""
    with opened(store) as record:
        dossier = record.actor(name)
    _print_dossier(dossier, format_)


@app.command()
def place(
    name: Annotated[str, typer.Argument(help="A town, province or country.")],
    format_: Form = Format.TABLE,
    store: Store = DEFAULT_STORE,
) -> None:
    """Show what the record holds on a place with its parts: what happened, who acts there, who holds it."""
    with opened(store) as record:
        dossier = record.place(name)
    _print_dossier(dossier, format_)


def _print_dossier(dossier: Dossier, form: Format) -> None:
    """Print a dossier; as CSV its incidents, since a table has but one kind of row."""
    listed(
        form,
        dicts=[dossier_dict(dossier)],
        columns=INCIDENT_COLUMNS,
        rows=map(incident_row, dossier.incidents),
        page=lambda: dossier_page(dossier),
    )


@app.command()
def search(
    words: Annotated[list[str], typer.Argument(help="Words to find in documents and incidents.")],
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 20,
    format_: Form = Format.TABLE,
    store: Store = DEFAULT_STORE,
) -> None:
    """Find documents and incidents by their words, best first."""
    with opened(store) as record:
        found = shown(record.search(" ".join(words), limit=limit), limit, format_)
    listed(
        format_,
        dicts=map(found_dict, found),
        columns=FOUND_COLUMNS,
        rows=map(found_row, found),
        page=lambda: found_table(found) if found else "",
    )


@app.command()
def show(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The id of an incident, a document or a claim.")],
    as_of: AsOf = None,
    format_: Form = Format.TABLE,
    store: Store = DEFAULT_STORE,
) -> None:
    """Show one thing whole: an incident with its claims side by side, a document with what it tells, or a claim."""
    known = day("--as-of", as_of)
    with opened(store) as record:
        found = record.show(id_, as_of=known)
        if isinstance(found, Incident):
            dicts, columns, row, page = (
                incident_dict(found),
                INCIDENT_COLUMNS,
                incident_row(found),
                incident_page(found),
            )
        elif isinstance(found, Claim):
            of = _incidents_of(record, [found])
            about = of.get(found.incident)
            dicts, columns, row = claim_dict(found, about), CLAIM_COLUMNS, claim_row(found, of)
            page = claim_page(found, about)
        else:
            told = _told_in(record, found) if format_ is Format.TABLE else []
            dicts, columns, row = document_text_dict(found), DOCUMENT_COLUMNS, document_row(found)
            page = document_page(found, told)
    listed(format_, dicts=[dicts], columns=columns, rows=[row], page=lambda: page)


def _told_in(record: Record, document: Document) -> list[tuple[Incident, Member]]:
    """Return the happenings that a document tells of, each with its words there."""
    return [(i, m) for i in record.told_in(document.id) for m in i.mentions if m.document == document.id]
