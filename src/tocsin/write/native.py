"""Mentions and layers as plain dictionaries for JSON lines, and as rows for CSV: the native shape."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any

from tocsin.base.model import Actor, Count, EventMention, EventPlace, Extent, Participant
from tocsin.base.plain import plain
from tocsin.base.reading import Reading

# A spreadsheet runs a cell that starts with one of these as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
PLACE_COLUMNS = ("place", "geonameid", "place_country", "admin1", "lat", "lon", "place_precision")
CSV_COLUMNS = (
    "id", "document", "type", "mode", "contexts", "cameo", "quad", "intensity", "status", "trigger", "evidence",
    "actors", "actor_ids", "actor_countries", "actor_sectors",
    "recipients", "recipient_ids", "recipient_countries", "recipient_sectors",
    *PLACE_COLUMNS,
    "start", "end", "time_precision", "time_basis", "killed_low", "killed_high", "injured_low", "injured_high",
    "said_by", "denied_by", "about", "score",
)  # fmt: skip


def mention_dict(mention: EventMention) -> dict[str, Any]:
    """Return a mention under the names of the contract (docs/reference/output.md)."""
    out: dict[str, Any] = plain(mention)
    out["counts"] = {name: plain(count) for name, count in mention.counts}
    return out


def mention_line(mention: EventMention) -> str:
    """Return a mention as one line of JSON."""
    return json_line(mention_dict(mention))


def json_line(record: dict[str, Any]) -> str:
    """Return a dictionary of JSON's own types as one line, letters as they are."""
    return json.dumps(record, ensure_ascii=False)


def layers_dict(reading: Reading) -> dict[str, Any]:
    """Return the layers of a reading: places, actors, times, attributions, relations, and the regions."""
    return {
        "document": reading.document.id,
        "places": [_span(p.start, p.end, reading) | _place(p.place) | {"reason": p.reason} for p in reading.places],
        "actors": [
            _span(a.start, a.end, reading) | plain(a.actor) | {"basis": a.basis, "reason": a.reason}
            for a in reading.actors
        ],
        "times": [
            _span(t.start, t.end, reading) | {"interval": plain(t.interval) if t.interval else None, "reason": t.reason}
            for t in reading.times
        ],
        "attributions": [
            {
                "cue": plain(a.cue),
                "speaker": plain(a.speaker) if a.speaker else None,
                "content": [plain(c) for c in a.content],
                "kind": a.kind,
                "stance": a.stance.value,
                "direct": a.direct,
                "reason": a.reason,
            }
            for a in reading.attributions
        ],
        "relations": [plain(r) for r in reading.relations],
        "regions": [plain(r) for r in reading.document.regions],
        "related": [plain(r) for r in reading.document.related],
    }


def _span(start: int, end: int, reading: Reading) -> dict[str, Any]:
    return {"start": start, "end": end, "text": reading.document.text[start:end]}


def _place(place: Any) -> dict[str, Any]:
    if place is None:
        return dict.fromkeys(("name", "geonameid", "country", "admin1", "lat", "lon", "precision"))
    out: dict[str, Any] = plain(place)
    out.pop("population")
    return out


def csv_lines(mentions: Iterable[EventMention]) -> Iterable[str]:
    """Return the header and one line per mention; several values in a cell are joined with ``; ``."""
    return csv_table(CSV_COLUMNS, map(csv_row, mentions))


def csv_table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterable[str]:
    """Yield a header and one line per row; unknown is empty, and no cell runs as a formula."""
    yield _csv_line(columns)
    for row in rows:
        yield _csv_line([_safe(v) for v in row])


def csv_row(m: EventMention) -> list[object]:
    """Return the cells of one mention in the order of ``CSV_COLUMNS``; unknown is empty."""
    counts = dict(m.counts)
    killed, injured = counts.get("killed"), counts.get("injured")
    time = m.time
    return [
        m.id, m.document, m.type, m.mode, "; ".join(m.contexts), m.cameo, m.quad, m.intensity, m.status.value,
        m.trigger.text, m.evidence.text, *side_cells(m.actors), *side_cells(m.recipients), *place_cells(m.place),
        *((time.start, time.end, time.precision, time.basis.value) if time else (None,) * 4),
        killed.low if killed else None, killed.high if killed else None,
        injured.low if injured else None, injured.high if injured else None,
        "; ".join(a.speaker.text for a in m.attributions if a.stance == "affirms"),
        "; ".join(a.speaker.text for a in m.attributions if a.stance == "denies"),
        m.about, m.score,
    ]  # fmt: skip


def count_cells(count: Count | None) -> tuple[int | None, int | None, int | None]:
    """Return low, best and high of a count."""
    return (count.low, count.best, count.high) if count else (None, None, None)


def place_cells(place: EventPlace | None) -> tuple[object, ...]:
    """Return the cells of ``PLACE_COLUMNS``."""
    if place is None:
        return (None,) * len(PLACE_COLUMNS)
    p = place
    return p.name, p.geonameid, p.country, p.admin1, p.lat, p.lon, p.precision.value


def side_cells(people: Sequence[Participant | Actor]) -> tuple[str, str, str, str]:
    """Return names, ids, countries and sectors of one side, each joined into a cell."""
    return (
        "; ".join(p.name or p.text if isinstance(p, Participant) else p.name for p in people),
        "; ".join(p.id or "" for p in people),
        "; ".join(p.country or "" for p in people),
        "; ".join(p.sector or "" for p in people),
    )


def _safe(value: object) -> object:
    """Return a cell that no spreadsheet runs as a formula; numbers stay as they are."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _csv_line(cells: Iterable[object]) -> str:
    buffer = StringIO()
    # The writer quotes the letters of its own line end alone: without one, a line break in a cell would begin a row.
    csv.writer(buffer, lineterminator="\r\n").writerow(["" if c is None else c for c in cells])
    return buffer.getvalue().removesuffix("\r\n")


def clip(extent: Extent, width: int) -> str:
    """Return the words of an extent on one line, at most ``width`` characters."""
    words = " ".join(extent.text.split())
    return words if len(words) <= width else words[: width - 1] + "…"
