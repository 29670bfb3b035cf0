"""What a brief is made of, before it is Markdown or HTML: sentences with their citations, tables, sections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tocsin.base.dates import full_day
from tocsin.base.incidents import Claim, Incident, Member, Step
from tocsin.base.model import Document
from tocsin.write.shapes import address

# Notes to one sentence; more say nothing more to a reader, and the record has them all.
MOST_CITES = 4
_QUOTE = 320


@dataclass(frozen=True, slots=True)
class Cite:
    """A passage of a document that a sentence rests on."""

    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with what it rests on.

    ``about`` are the ids of incidents, claims and documents, or the sources of relations, that hold every name and
    number in it; ``counted`` are the lists of ids whose lengths it states.
    """

    text: str
    cites: tuple[Cite, ...] = ()
    about: tuple[str, ...] = ()
    counted: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """Sentences that belong together, under a mark of how well they are attested, with the words of one source."""

    sentences: tuple[Sentence, ...]
    mark: str | None = None
    quote: Cite | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a head; each cell is a sentence."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Sentence, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as SVG: what it shows in words, for those who do not see it, and the name of its file."""

    name: str
    caption: str
    svg: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the brief under its heading."""

    heading: str
    intro: tuple[Sentence, ...] = ()
    items: tuple[Item, ...] = ()
    tables: tuple[Table, ...] = ()
    parts: tuple[Section, ...] = ()
    pictures: tuple[Picture, ...] = ()
    is_ordered: bool = False


@dataclass(frozen=True, slots=True)
class Brief:
    """A situation report: title, what it covers and how fresh it is, and its sections."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, Sentence], ...]
    sections: tuple[Section, ...]
    documents: Mapping[str, Document] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """A numbered note: the passage, and where it can be read."""

    number: int
    outlet: str
    title: str
    published: date | None
    quote: str
    url: str | None

    @property
    def source(self) -> str:
        """Outlet, title and day."""
        title = f"“{self.title}”" if self.title else "without a title"
        return f"{self.outlet}, {title}{', ' + full_day(self.published) if self.published else ''}"


def cite(one: Claim | Member) -> Cite:
    """Return the passage that a claim or a mention rests on."""
    return Cite(one.document, one_line(one.evidence.text))


def step_cites(steps: Iterable[Step]) -> tuple[Cite, ...]:
    """Return the passages that steps rest on, each once."""
    return unique(Cite(s.documents[0], one_line(s.evidence.text)) for s in steps if s.documents)


def member_cites(incident: Incident, *, most: int = MOST_CITES) -> tuple[Cite, ...]:
    """Return the surest passages that tell an incident: own texts before copies, one of each origin first."""
    first: dict[str, Member] = {}
    ranked = sorted(incident.mentions, key=lambda m: (m.is_copy, -m.score, m.published or date.max, m.mention))
    for member in ranked:
        first.setdefault(member.origin, member)
    return unique(map(cite, (*first.values(), *(m for m in ranked if not m.is_copy))))[:most]


def telling_quote(incident: Incident) -> Cite | None:
    """Return the passage that shows most of an incident: that names its place, those who act, and its largest toll."""
    i = incident
    words = {w for a in (*i.actors, *i.recipients) for w in a.name.split() if w[:1].isupper() or w[:1].isdigit()}
    words |= {i.place.name} if i.place else set()
    words |= {f"{n:,}" for _, c in i.counts for n in (c.low, c.best, c.high) if n is not None}

    def worth(member: Member) -> tuple[bool, int, float, str]:
        shown = sum(w in member.evidence.text for w in words)
        return (not member.is_copy, shown, member.score, member.mention)

    return cite(max(i.mentions, key=worth)) if i.mentions else None


def unique(cites: Iterable[Cite]) -> tuple[Cite, ...]:
    """Return citations without repeats."""
    return tuple(dict.fromkeys(cites))


def one_line(words: str) -> str:
    """Return words on one line."""
    return " ".join(words.split())


def clipped(words: str, width: int = _QUOTE) -> str:
    """Return a quotation of at most so many characters, cut between words."""
    if len(words) <= width:
        return words
    return f"{words[:width].rsplit(' ', 1)[0]} …"


class Notes:
    """The notes of a brief, numbered in the order in which they are first cited."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents
        self._numbers: dict[Cite, int] = {}

    def numbers(self, cites: Sequence[Cite]) -> tuple[int, ...]:
        """Return the numbers of citations, in rising order."""
        return tuple(sorted(self._numbers.setdefault(c, len(self._numbers) + 1) for c in cites))

    def all(self) -> tuple[Note, ...]:
        """Return the notes that were cited so far."""
        return tuple(self._note(c, n) for c, n in self._numbers.items())

    def _note(self, given: Cite, number: int) -> Note:
        d = self._documents.get(given.document)
        if d is None:
            return Note(number, "document", given.document, None, clipped(given.quote), None)
        outlet = d.outlet or d.origin or d.file or d.id
        return Note(number, outlet, d.title or "", d.published, clipped(given.quote), address(d.file, d.url))
