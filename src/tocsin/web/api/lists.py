"""Pages of what the record holds: the records themselves, for whoever writes them as JSON, CSV or a feed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from tocsin.asking import Wanted, beginning, filter_of, moment
from tocsin.base.errors import BadInput
from tocsin.base.found import Found
from tocsin.base.incidents import Claim, Filter, Incident, Relation
from tocsin.base.model import Document
from tocsin.base.provenance import Change, Judgement
from tocsin.record import Record
from tocsin.store.documents import get_documents
from tocsin.store.incidents import history
from tocsin.store.paging import bodies_of_incidents, page_of_changes, page_of_documents
from tocsin.web.api.asked import Asked
from tocsin.web.problems import Problem, bad_value, not_found
from tocsin.web.reading import page_of
from tocsin.web.site import Site
from tocsin.web.standings import is_wide

T = TypeVar("T")
# Steps of relations that are worked out for one answer: some five seconds.
MOST_STEPS = 20_000


@dataclass(frozen=True, slots=True)
class Listed(Generic[T]):
    """A page: ``next`` is the key of the page after it, ``total`` how many fit, ``None`` where that was not counted."""

    items: Sequence[T]
    next: str | None = None
    total: int | None = None


def incidents(site: Site, asked: Asked, *, is_whole: bool = False) -> Listed[Incident]:
    """Return a page of incidents, by day; without mentions and claims unless they are asked for whole.

    Raises:
        TocsinError: a filter cannot be used.
        Problem: a parameter of the page cannot.
    """
    record, wanted = site.record, asked.wanted
    rows = record.index.rows(wanted)
    page = rows.ids(newest_first=asked.newest_first, after=asked.after, limit=asked.limit)
    as_of = wanted.get("as_of")
    # What was known at a moment has to be read as it was.
    found = record.get(page.ids, as_of=as_of) if is_whole or as_of else record.light(page.ids)
    return Listed(found, page.next, rows.total)


def bodies(site: Site, asked: Asked) -> Listed[dict[str, Any]]:
    """Return a page of incidents as the store keeps them, for the long lists of the API; see ``light_shape``.

    Raises:
        TocsinError: a filter cannot be used.
        Problem: a parameter of the page cannot.
    """
    rows = site.record.index.rows(asked.wanted)
    page = rows.ids(newest_first=asked.newest_first, after=asked.after, limit=asked.limit)
    with site.record.store.read() as conn:
        return Listed(bodies_of_incidents(conn, page.ids), page.next, rows.total)


def claims(site: Site, asked: Asked) -> Listed[Claim]:
    """Return a page of claims, by the day on which they were said.

    Raises:
        TocsinError: a filter cannot be used.
        Problem: a parameter of the page cannot, or there is no incident that is asked about.
    """
    record, wanted, about = site.record, asked.wanted, asked.query.get("about")
    if about is not None and about.startswith("i_"):
        try:
            said = record.claims(about=about, **wanted)
        except BadInput as error:
            raise (bad_value("about", str(error)) if "no incident" in str(error) else error) from None
        return _held(said[::-1] if asked.newest_first else said, asked)
    if about is not None:
        wanted["actor"] = about
    fit, limit = _filter(record, wanted), asked.limit
    return Listed(*page_of(record, fit, newest_first=asked.newest_first, after=asked.after, limit=limit))


def documents(site: Site, asked: Asked) -> Listed[Document]:
    """Return a page of documents, by day of publication.

    Raises:
        TocsinError: a filter cannot be used.
        Problem: a parameter of the page cannot.
    """
    fit, limit = _filter(site.record, asked.wanted), asked.limit
    with site.record.store.read() as conn:
        found, key = page_of_documents(conn, fit, newest_first=asked.newest_first, after=asked.after, limit=limit)
    return Listed(found, key)


def standing(site: Site, asked: Asked, *, day: str = "on") -> Listed[Relation]:
    """Return a page of relations that hold on a day, or of all.

    Raises:
        TocsinError: a filter cannot be used.
        Problem: a parameter of the page cannot.
    """
    q = asked.query
    if is_wide(site.record, q, MOST_STEPS):  # working it out would keep everybody else waiting
        detail = f"this asks for relations of more than {MOST_STEPS} steps; narrow it by place, actor or kind."
        raise Problem(422, "parameter", detail)
    found = site.record.standing(as_of=q.get(day), place=q.get("place"), actor=q.get("actor"), kind=q.get("kind"))
    return _held(found, asked)


def changes(site: Site, asked: Asked) -> Listed[Change]:
    """Return a page of changes since a moment, the oldest first.

    Raises:
        TocsinError: the moment cannot be read.
        Problem: none is given, or a parameter of the page cannot be used.
    """
    if "since" not in asked.query:
        raise bad_value("since", "since is missing; give the day or moment (UTC) of your last look.")
    since, limit = beginning(asked.query["since"]), asked.limit
    with site.record.store.read() as conn:
        found, key = page_of_changes(conn, since, after=asked.after, limit=limit)
    return Listed(found, key)


def judgements(site: Site, asked: Asked) -> Listed[Judgement]:
    """Return a page of the decisions in force, in the order in which they were made.

    Raises:
        Problem: a parameter of the page cannot be used.
    """
    return _held(site.record.judgements(), asked)


def search(site: Site, asked: Asked) -> Listed[Found]:
    """Return incidents and documents that have the words, up to ``limit`` of each.

    Raises:
        TocsinError: the words hold none to look for.
        Problem: none are given.
    """
    if "words" not in asked.query:
        raise bad_value("words", "words are missing; give words, phrases in quotes, and -words to leave out.")
    return Listed(site.record.search(asked.query["words"], limit=asked.limit))


def one_incident(site: Site, id_: str, as_of: str | None = None) -> Incident:
    """Return an incident by its id, by one that was merged into it, or by that of a mention.

    Raises:
        TocsinError: the moment cannot be read.
        Problem: there is none.
    """
    found = site.record.get([id_], as_of=as_of)
    if not found and id_.startswith("m_"):
        found = _of_mention(site, id_, as_of)
    if not found:
        raise not_found(f"there is no incident {id_!r}{_then(as_of)}; search and incidents list what there is.")
    return found[0]


def _of_mention(site: Site, id_: str, as_of: str | None) -> list[Incident]:
    try:
        found = site.record.show(id_, as_of=as_of)
    except BadInput:
        return []
    return [found] if isinstance(found, Incident) else []


def one_document(site: Site, id_: str, as_of: str | None = None) -> Document:
    """Return a document by its id.

    Raises:
        TocsinError: the moment cannot be read.
        Problem: there is none.
    """
    with site.record.store.read() as conn:
        found = get_documents(conn, [id_], moment(as_of, "as_of")).get(id_)
    if found is None:
        raise not_found(f"there is no document {id_!r}{_then(as_of)}; documents lists what there is.")
    return found


def _then(as_of: str | None) -> str:
    return f" as of {as_of}" if as_of else ""


def revisions(site: Site, id_: str) -> list[tuple[Change, Incident]]:
    """Return the revisions of an incident, the oldest first, also of one that was merged away.

    Raises:
        Problem: there is none.
    """
    with site.record.store.read() as conn:
        found = history(conn, id_)
    if not found:
        raise not_found(f"there is no incident {id_!r}; search and incidents list what there is.")
    return found


def about(record: Record, said: Sequence[Claim]) -> dict[str, Incident]:
    """Return the incidents that claims are of, by id, without mentions and claims."""
    return {i.id: i for i in record.light(dict.fromkeys(c.incident for c in said))}


def _filter(record: Record, wanted: Wanted) -> Filter:
    return replace(filter_of(wanted, record.names), limit=None)


def _held(found: Sequence[T], asked: Asked) -> Listed[T]:
    """Return a page of what is in memory whole; the key of a page is where it begins."""
    given, limit = asked.after, asked.limit
    start = int(given) if given is not None and given.isdecimal() else 0
    end = start + limit
    return Listed(found[start:end], str(end) if end < len(found) else None, len(found))
