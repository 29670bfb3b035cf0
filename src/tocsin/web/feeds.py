"""Feeds of the screens: what a reader of feeds can follow, with links to our pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tocsin.base.found import Found
from tocsin.base.incidents import Claim, Incident, Relation
from tocsin.base.model import Stance
from tocsin.base.provenance import Change, Judgement
from tocsin.store.paging import changed_at
from tocsin.web.links import document_url, incident_url
from tocsin.web.relations import sides_of
from tocsin.web.site import Site
from tocsin.write.atom import Entry, Feed, entry_id, incident_entry, midnight
from tocsin.write.kept_cells import headline


def of_incidents(site: Site, found: Iterable[Incident]) -> tuple[Entry, ...]:
    """Return an entry for each incident, changed when its record was."""
    found = list(found)
    with site.record.store.read() as conn:
        changed = changed_at(conn, [i.id for i in found])
    base = site.settings.base_url
    return tuple(incident_entry(i, link=base + incident_url(i.id), changed=changed.get(i.id)) for i in found)


def of_revisions(site: Site, id_: str, found: Iterable[tuple[Change, Incident]]) -> tuple[Entry, ...]:
    """Return an entry for each revision of an incident, the newest first."""
    link = site.settings.base_url + incident_url(id_)
    entries = [
        Entry(
            entry_id("revision", f"{id_} {change.revision}"),
            f"Revision {change.revision}, {change.what}: {headline(was, width=80)}",
            change.at,
            f"By {change.by}: {change.why}. Status: {was.status.value}; told as {was.told.value}.",
            link,
        )
        for change, was in found
    ]
    return tuple(entries[::-1])


def of_claims(site: Site, said: Iterable[Claim], about: Mapping[str, Incident]) -> tuple[Entry, ...]:
    """Return an entry for each claim; ``about`` gives the incidents that they are of."""
    return tuple(_of_claim(site, c, about.get(c.incident)) for c in said)


def _of_claim(site: Site, claim: Claim, incident: Incident | None) -> Entry:
    who = claim.speaker.name if claim.speaker else claim.origin
    what = headline(incident, width=80) if incident else claim.incident
    value = f" {claim.value}" if claim.value else ""
    verb = "denies" if claim.stance is Stance.DENIES else "says"
    return Entry(
        entry_id("claim", claim.id),
        f"{who} {verb} {claim.field}{value}: {what}",
        midnight(claim.said_on),
        f"“{claim.evidence.text}” ({claim.origin})",
        site.settings.base_url + document_url(claim.document, claim.mention),
        categories=(("", claim.field), ("", claim.stance.value)),
    )


def of_relations(site: Site, found: Iterable[Relation]) -> tuple[Entry, ...]:
    """Return an entry for each relation, changed on the last day that is known of it."""
    return tuple(_of_relation(site, r) for r in found)


def _of_relation(site: Site, relation: Relation) -> Entry:
    r = relation
    other = r.object.name if r.object else r.place.name if r.place else "?"
    begun, ended = r.from_earliest or r.from_latest, r.until_latest or r.until_earliest
    title = f"{r.subject.name} {r.kind.value.replace('_', ' ')} {other}"
    told = f"From {begun or 'an unknown day'}{f' until {ended}' if ended else ', as far as told'}. Status: {r.status.value}."
    words = next((f" “{s.evidence.text}”" for s in r.evidence_for), "")
    key = "|".join((r.kind.value, *sides_of(r), str(r.from_earliest), str(r.from_latest)))
    link = f"{site.settings.base_url}/standing"
    return Entry(entry_id("relation", key), title, midnight(ended or begun), told + words, link)


def of_hits(site: Site, hits: Iterable[Found]) -> tuple[Entry, ...]:
    """Return an entry for each hit of a search."""
    base = site.settings.base_url
    return tuple(
        Entry(
            entry_id(h.kind, h.id),
            h.title or h.id,
            midnight(h.day),
            h.snippet,
            base + (incident_url(h.id) if h.kind == "incident" else document_url(h.id)),
            categories=(("", h.kind),),
        )
        for h in hits
    )


def of_judgements(site: Site, made: Iterable[Judgement]) -> tuple[Entry, ...]:
    """Return an entry for each decision, the latest first."""
    base = site.settings.base_url
    entries = [
        Entry(
            entry_id("judgement", j.id),
            f"{j.by}: {j.verdict.value} {j.left}{f' and {j.right}' if j.right else ''}",
            j.at,
            " ".join(p for p in (f"{j.field} = {j.value}." if j.field else "", j.why or "") if p),
            base + incident_url(j.left),
        )
        for j in made
    ]
    return tuple(entries[::-1])


def feed(
    site: Site, title: str, entries: tuple[Entry, ...], *, key: str, form: str, page: str, more: str | None
) -> Feed:
    """Return entries as a feed.

    Args:
        site: what is served.
        title: for people.
        entries: in their order.
        key: the question that it answers, which its id is made from.
        form: its own path and query.
        page: path and query of the page for people.
        more: path and query of what follows.
    """
    base = site.settings.base_url
    return Feed(
        entry_id("feed", key), f"{site.settings.title}: {title}", entries,
        link=base + form, page=base + page, more=base + more if more else None,
    )  # fmt: skip
