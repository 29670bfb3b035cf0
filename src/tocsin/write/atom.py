"""Feeds in Atom (RFC 4287): what a reader of feeds can follow, for incidents and alerts.

Ids are made from what an entry is of, so that an entry keeps its id whoever serves it and however often it changes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import NAMESPACE_URL, uuid5
from xml.sax.saxutils import escape, quoteattr

from tocsin.base.incidents import Incident
from tocsin.write.kept_cells import headline, numbered, toll

MEDIA_TYPE = "application/atom+xml"
NAMESPACE = "http://www.w3.org/2005/Atom"
# When nothing tells when an entry changed; a feed has to give a moment.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
# What XML 1.0 cannot hold.
_UNHELD = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: ``id`` an IRI that never changes (``entry_id``), ``updated`` in UTC, ``summary`` as plain text.

    ``link`` is the page for people; ``categories`` are pairs of scheme (an IRI, or empty) and term.
    """

    id: str
    title: str
    updated: datetime
    summary: str
    link: str | None = None
    published: datetime | None = None
    categories: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: ``link`` is its own address, ``page`` the page for people, ``more`` the address of the next page.

    ``updated`` is when anything in it changed last; ``None``: the latest of its entries.
    """

    id: str
    title: str
    entries: tuple[Entry, ...]
    subtitle: str = ""
    updated: datetime | None = None
    link: str | None = None
    page: str | None = None
    more: str | None = None


def entry_id(kind: str, id_: str) -> str:
    """Return the id of an entry or feed as an IRI (``urn:uuid:``): the same for the same kind and id, everywhere.

    Source: RFC 4287, 4.2.6 (permanent, universally unique); RFC 9562, 5.5 (UUID of a name).
    """
    return uuid5(NAMESPACE_URL, f"https://tocsin.invalid/{kind}/{id_}").urn


def atom_text(feed: Feed) -> str:
    """Return a feed as an XML document; the same feed gives the same text."""
    updated = feed.updated or max((e.updated for e in feed.entries), default=LONG_AGO)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="{NAMESPACE}" xml:lang="en">',
        _tag("id", feed.id),
        _tag("title", feed.title),
        *([_tag("subtitle", feed.subtitle)] if feed.subtitle else []),
        _tag("updated", _moment(updated)),
        "<author><name>tocsin</name></author>",
        "<generator>tocsin</generator>",
        *_links(
            ("self", MEDIA_TYPE, feed.link), ("alternate", "text/html", feed.page), ("next", MEDIA_TYPE, feed.more)
        ),
        *(line for entry in feed.entries for line in _entry(entry)),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def incident_entry(incident: Incident, *, link: str | None = None, changed: datetime | None = None) -> Entry:
    """Return an incident as an entry: its headline, how well it is attested, and its tolls.

    Args:
        incident: with or without members and claims.
        link: its page.
        changed: when the record of it changed last; without it the last day on which it was reported.
    """
    i = incident
    attested = f"{i.status.value}, {numbered(i.origins, 'independent origin')}, {numbered(i.documents, 'document')}"
    tolls = "; ".join(f"{name} {toll(count)}" for name, count in i.counts)
    words = next((m.evidence.text for m in i.mentions), "")
    parts = [
        f"Told as {i.told.value}. Status: {attested}.",
        f"{tolls}." if tolls else "",
        f"“{words}”" if words else "",
    ]
    return Entry(
        id=entry_id("incident", i.id),
        title=headline(i, width=80),
        updated=changed or midnight(i.last_reported),
        summary=" ".join(p for p in parts if p),
        link=link,
        published=midnight(i.first_reported) if i.first_reported else None,
        categories=tuple(("", term) for term in (i.type, i.mode, i.status.value) if term),
    )


def incident_feed(
    incidents: Iterable[Incident],
    *,
    title: str,
    key: str,
    links: Mapping[str, str],
    changed: Mapping[str, datetime],
    link: str | None = None,
    page: str | None = None,
) -> Feed:
    """Return a list of incidents as a feed.

    Args:
        incidents: in the order in which they are shown.
        title: for people.
        key: what the feed is a feed of, such as the path and query of its page; its id is made from it.
        links: the pages of incidents by id; those that are missing have no link.
        changed: when incidents changed last, by id.
        link: the feed's own address.
        page: the page for people.
    """
    entries = tuple(incident_entry(i, link=links.get(i.id), changed=changed.get(i.id)) for i in incidents)
    return Feed(entry_id("feed", key), title, entries, link=link, page=page)


def _entry(entry: Entry) -> list[str]:
    return [
        "<entry>",
        _tag("id", entry.id),
        _tag("title", entry.title),
        _tag("updated", _moment(entry.updated)),
        *([_tag("published", _moment(entry.published))] if entry.published else []),
        *_links(("alternate", "text/html", entry.link)),
        *(_category(scheme, term) for scheme, term in entry.categories),
        _tag("summary", entry.summary),  # without a link, an entry has to have one; it always has
        "</entry>",
    ]


def _links(*given: tuple[str, str, str | None]) -> list[str]:
    return [f'<link rel="{rel}" type="{type_}" href={_quoted(to)}/>' for rel, type_, to in given if to]


def _category(scheme: str, term: str) -> str:
    return f"<category term={_quoted(term)}{f' scheme={_quoted(scheme)}' if scheme else ''}/>"


def _tag(name: str, text: str) -> str:
    return f"<{name}>{escape(_held(text))}</{name}>"


def _quoted(text: str) -> str:
    return quoteattr(_held(text))


def _held(text: str) -> str:
    return _UNHELD.sub("\ufffd", text)


def _moment(at: datetime) -> str:
    """Return a moment as RFC 3339 asks for it, in UTC to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def midnight(day: date | None) -> datetime:
    """Return the beginning of a day; of none, a moment long ago."""
    return datetime.combine(day, time.min, UTC) if day else LONG_AGO
