"""Our own shape: the tables claims, documents and standing, column by column, and all tables in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tocsin.base.incidents import Claim, Relation, RelationStatus, Step
from tocsin.base.model import Actor, Count, Document, Stance, Status
from tocsin.base.relations import RelationKind
from tocsin.write.column import Column, Kind, Presence, Table
from tocsin.write.native_columns import code, extent_columns, one_actor, place_columns
from tocsin.write.native_incidents import INCIDENTS, MENTIONS
from tocsin.write.shapes import address


def _values(kind: Iterable[str]) -> str:
    return ", ".join(kind)


def _bound(which: str) -> Callable[[Claim], object]:
    def value(claim: Claim) -> object:
        count: Count | None = claim.count
        return getattr(count, which) if count else None

    return value


def _speaker(claim: Claim) -> Actor | None:
    return claim.speaker


def _value_lacks(claim: Claim) -> Presence:
    return Presence.NOT_APPLICABLE if claim.field == "act" else Presence.UNKNOWN


CLAIMS = Table(
    "claims",
    "One row is what one speaker or outlet says or denies of one field of an incident, in which words.",
    (
        code("id", "Id of the claim.", lambda c: c.id, "`c_` and hexadecimal digits"),
        code("incident", "The incident that it is about.", lambda c: c.incident),
        code(
            "field",
            "Of what it is: that it happened (act), who did it, where, when, or a count.",
            lambda c: c.field,
            "act, doer, place, time, killed, injured, arrested, missing, displaced",
        ),
        Column(
            "value",
            Kind.TEXT,
            "What is said of the field.",
            lambda c: c.value,
            "See `value_status`.",
            status=_value_lacks,
        ),
        Column("low", Kind.INTEGER, "The least number, of a count.", _bound("low"), "No count, or open below."),
        Column("best", Kind.INTEGER, "The number, of a count.", _bound("best"), "No count, or only bounds."),
        Column("high", Kind.INTEGER, "The largest number, of a count.", _bound("high"), "No count, or open above."),
        code("stance", "Whether it is affirmed or denied.", lambda c: c.stance, _values(Stance)),
        *one_actor("speaker", _speaker, "Who says it", "The document tells it in its own voice."),
        Column(
            "cue", Kind.TEXT, "The word that attributes it.", lambda c: c.cue, "The document tells it in its own voice."
        ),
        Column(
            "said_on",
            Kind.DATE,
            "The day on which it was said, as far as known the day of the report.",
            lambda c: c.said_on,
        ),
        code("document", "The document that has it.", lambda c: c.document),
        code("mention", "The mention that it comes from.", lambda c: c.mention),
        *extent_columns("evidence", lambda c: c.evidence, "The words that say it."),
        Column(
            "origin",
            Kind.TEXT,
            "Whom it goes back to; claims of one origin count once.",
            lambda c: c.origin,
            "Never empty.",
        ),
        code("told", "How the document tells it.", lambda c: c.told, _values(Status)),
        code(
            "superseded_by",
            "The later claim of the same speaker on the same field.",
            lambda c: c.superseded_by,
            empty="It is the last.",
        ),
    ),
)


def documents_table(*, with_text: bool = False) -> Table:
    """Return the table of documents; the text is left out unless it is asked for: it belongs to its publisher."""
    lacks = Presence.UNKNOWN if with_text else Presence.WITHHELD

    def text(document: Document) -> str | None:
        return document.text if with_text else None

    return Table(
        "documents",
        "One row is one published text that the record was made from.",
        (
            code("id", "Id of the document, from its text.", lambda d: d.id, "`d_` and hexadecimal digits"),
            Column("title", Kind.TEXT, "Title.", lambda d: d.title),
            Column("published", Kind.DATE, "Day of publication.", lambda d: d.published),
            Column("outlet", Kind.TEXT, "Outlet.", lambda d: d.outlet),
            Column("author", Kind.TEXT, "Author as printed.", lambda d: d.author),
            code("language", "Language, ISO 639-1.", lambda d: d.language, empty="Not recognised."),
            Column(
                "url",
                Kind.TEXT,
                "Address.",
                lambda d: address(d.file, d.url),
                "It was read from a file that names none.",
            ),
            Column("origin", Kind.TEXT, "Whom the text goes back to.", lambda d: d.origin),
            Column(
                "provider",
                Kind.TEXT,
                "The agency or outlet that its credit line names.",
                lambda d: d.provider,
                "No credit line.",
            ),
            code("copy_of", "The document whose text it repeats.", lambda d: d.copy_of, empty="It repeats none."),
            Column(
                "characters", Kind.INTEGER, "Length of the text in code points.", lambda d: len(d.text), "Never empty."
            ),
            Column(
                "text", Kind.TEXT, "The text that offsets count in.", text, "See `text_status`.", status=lambda _: lacks
            ),
        ),
    )


def _sources(steps: Iterable[Step]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(s.source for s in steps))


def _words(steps: Iterable[Step]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(s.evidence.text.split()) for s in steps))


def _relation_documents(relation: Relation) -> tuple[str, ...]:
    steps = (*relation.evidence_for, *relation.evidence_against)
    return tuple(dict.fromkeys(d for s in steps for d in s.documents))


def _subject(relation: Relation) -> Actor:
    return relation.subject


def _object(relation: Relation) -> Actor | None:
    return relation.object


STANDING = Table(
    "standing",
    "One row is how two things stood to each other for a time: who held a place, who backed whom, what was in force.",
    (
        code("kind", "Kind of relation.", lambda r: r.kind, _values(RelationKind)),
        *one_actor("subject", _subject, "The one side", "Never empty."),
        *one_actor("object", _object, "The other side", "The other side is the place."),
        *place_columns(lambda r: r.place),
        Column("from_earliest", Kind.DATE, "The earliest day on which it may have begun.", lambda r: r.from_earliest),
        Column("from_latest", Kind.DATE, "The latest day on which it may have begun.", lambda r: r.from_latest),
        Column(
            "until_earliest",
            Kind.DATE,
            "The earliest day on which it may no longer have held.",
            lambda r: r.until_earliest,
            "In force as far as told.",
        ),
        Column("until_latest", Kind.DATE, "The latest such day.", lambda r: r.until_latest, "In force as far as told."),
        code("status", "How well it is attested.", lambda r: r.status, _values(RelationStatus)),
        Column(
            "sources_for",
            Kind.CODES,
            "Ids of the incidents and relation mentions that speak for it.",
            lambda r: _sources(r.evidence_for),
            "Never empty.",
        ),
        Column(
            "sources_against",
            Kind.CODES,
            "Ids of those that speak against it.",
            lambda r: _sources(r.evidence_against),
            "None does.",
        ),
        Column(
            "words_for", Kind.TEXTS, "The words that speak for it.", lambda r: _words(r.evidence_for), "Never empty."
        ),
        Column(
            "words_against",
            Kind.TEXTS,
            "The words that speak against it.",
            lambda r: _words(r.evidence_against),
            "None does.",
        ),
        Column(
            "documents", Kind.CODES, "Ids of the documents that have these words.", _relation_documents, "Never empty."
        ),
    ),
)


def native_tables(*, with_text: bool = False) -> tuple[Table, ...]:
    """Return the tables of the native shape, in the order in which they are described."""
    return (INCIDENTS, MENTIONS, CLAIMS, documents_table(with_text=with_text), STANDING)
