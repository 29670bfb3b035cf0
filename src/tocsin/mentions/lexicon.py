"""The event lexicon: rows of ``data/lexicon`` as entries, looked up by lemma and part of speech."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tocsin.base.errors import BadTable
from tocsin.base.tables import Row, data_folder, in_force, per_overlay, read_table, table

COLUMNS = ("trigger", "pos", "when", "mode", "frame", "cameo", "note")
VETO = "NONE"
_POS = MappingProxyType({"v": "VERB", "n": "NOUN", "a": "ADJ"})


@dataclass(frozen=True, slots=True)
class Frame:
    """Which slots fill a mention's roles: each a tuple of unions, the first that is filled counts."""

    name: str
    actor: tuple[tuple[str, ...], ...]
    recipient: tuple[tuple[str, ...], ...]
    content: tuple[tuple[str, ...], ...]
    content_status: str

    @property
    def is_mutual(self) -> bool:
        """Tell whether it takes two to act: those who meet, those who clash."""
        return any(len(union) > 1 for union in self.actor)


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on a slot: its words or kinds, or with neither, that it is filled."""

    slot: str
    words: frozenset[str]
    kinds: frozenset[str]
    negated: bool
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the lexicon: ``type`` is a PLOVER type, or ``NONE`` for a sense that is no event.

    ``rule`` tells the row in short, and where it stands if it is the user's own (``is_own``).
    """

    type: str
    lemma: str
    pos: str
    when: tuple[Condition, ...]
    mode: str | None
    frame: Frame
    cameo: str | None
    rule: str
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Ontology:
    """Codes of a type or of a type's mode (``data/ontology.tsv``)."""

    quad: int | None
    intensity: float | None
    cameo: str | None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries by ``(lemma, Universal POS)`` in file order, the frames by name, and the codes of types and modes."""

    entries: Mapping[tuple[str, str], tuple[Entry, ...]]
    codes: Mapping[tuple[str, str | None], Ontology]
    frames: Mapping[str, Frame]


def parse_slots(cell: str) -> tuple[tuple[str, ...], ...]:
    """Return ``a/b+c`` as alternatives of unions: ``(("a",), ("b", "c"))``."""
    return tuple(tuple(part.split("+")) for part in cell.split("/") if part)


def parse_condition(text: str) -> Condition:
    """Return one condition of a ``when`` cell: ``slot``, ``slot:word|word`` or ``slot=kind|kind``, ``!`` negates."""
    negated, body = text.startswith("!"), text.lstrip("!")
    slot, colon, words = body.partition(":")
    kinds = ""
    if not colon:
        slot, _, kinds = body.partition("=")
    return Condition(slot, frozenset(words.split("|")) - {""}, frozenset(kinds.split("|")) - {""}, negated, text)


def read_frames() -> dict[str, Frame]:
    """Return the frames of ``data/lexicon/frames.tsv`` by name."""
    rows = table("lexicon/frames.tsv", columns=("frame", "actor", "recipient", "content", "content_status"))
    return {
        r["frame"]: Frame(
            r["frame"],
            parse_slots(r["actor"]),
            parse_slots(r["recipient"]),
            parse_slots(r["content"]),
            r["content_status"],
        )
        for r in rows
    }


def to_entries(row: Row, type_: str, frames: Mapping[str, Frame]) -> Iterable[Entry]:
    """Yield one entry per alternative lemma of a row.

    Raises:
        BadTable: unknown part of speech or frame.
    """
    if row["pos"] not in _POS:
        raise row.bad(f"pos {row['pos']!r} is not one of {', '.join(_POS)}")
    frame = frames.get(row["frame"] or "none")
    if frame is None:
        raise row.bad(f"frame {row['frame']!r} is not in frames.tsv; known: {', '.join(sorted(frames))}")
    when = tuple(parse_condition(c) for c in row["when"].split())
    for lemma in row.many("trigger"):
        rule = f"{type_}:{lemma}/{row['pos']}" + (f"[{row['when']}]" if when else "")
        rule += f" ({row.origin})" if row.origin else ""
        codes = row["mode"] or None, frame, row["cameo"] or None
        yield Entry(type_, lemma, _POS[row["pos"]], when, *codes, rule, bool(row.origin))


def read_codes() -> dict[tuple[str, str | None], Ontology]:
    """Return quad, intensity and CAMEO code of each type and mode."""
    rows = table("ontology.tsv", columns=("type", "mode", "quad", "intensity", "cameo"))
    return {
        (r["type"], r["mode"] or None): Ontology(
            int(r["quad"]) if r["quad"] else None,
            float(r["intensity"]) if r["intensity"] else None,
            r["cameo"] or None,
        )
        for r in rows
    }


@per_overlay
def load_lexicon() -> Lexicon:
    """Return the packaged lexicon with the user's own rows; a broken row raises with its file and line.

    Raises:
        BadTable: a row breaks the form of its table.
    """
    frames, codes = read_frames(), read_codes()
    types = {type_ for type_, _ in codes} | {VETO}
    entries: dict[tuple[str, str], list[Entry]] = {}
    for file in sorted(data_folder().joinpath("lexicon").iterdir(), key=lambda f: f.name):
        if file.name == "frames.tsv" or not file.name.endswith(".tsv"):
            continue
        type_ = file.name.removesuffix(".tsv").split("_")[0]
        if type_ not in types:
            raise BadTable(f"{file}: {type_} is no event type; known types: {', '.join(sorted(types))}")
        for row in in_force().over(f"lexicon/{file.name}", read_table(file, columns=COLUMNS)):
            for entry in to_entries(row, type_, frames):
                if (type_, entry.mode) not in codes and type_ != VETO:
                    raise row.bad(f"mode {entry.mode!r} is not a mode of {type_} in ontology.tsv")
                entries.setdefault((entry.lemma, entry.pos), []).append(entry)
    # The earlier of two rows that fit alike is chosen: the user's own.
    by_word = {key: tuple(sorted(found, key=lambda e: not e.is_own)) for key, found in entries.items()}
    return Lexicon(by_word, codes, frames)
