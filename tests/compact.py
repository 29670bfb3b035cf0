"""The compact form in which golden files write an event mention on one line.

``TYPE/mode status | actors -> recipients | place | date``, then any of ``by WHO``, ``no WHO``, ``killed N``,
``injured N``, ``about TYPE/mode``, each after another ``|`` and compared only where it is written::

    ASSAULT/territory asserted | M23 (COD REB) -> | Goma | 2025-02-21
    AID alleged | Rwanda (RWA GOV) -> M23 (COD REB) | - | - | by Congo | no Rwanda

Participants, parted by commas, are words of the text (or of the register's name) and a code; ``-`` is none,
``*`` is anything; no mode is no slash. A last line ``...`` allows further mentions.
"""

from dataclasses import dataclass
from fnmatch import fnmatchcase

from tocsin.base.dates import write_partial
from tocsin.base.model import Document, Interval, Stance
from tocsin.base.reading import Reading
from tocsin.pipeline import STEPS, run
from tocsin.write.cells import span


@dataclass(frozen=True)
class Line:
    """An expected mention, its parts still as written."""

    type: str
    mode: str
    status: str
    actors: str
    recipients: str
    place: str
    date: str
    extras: tuple[str, ...]


def read_of(text, tools, *, published):
    """Return the reading of a text; a text that is skipped fails the test with its reason."""
    (result,) = run([Document("case", text, published=published)], tools)
    assert isinstance(result, Reading), result.reason
    return result


def linked(text, tools):
    """Return the reading of a text up to its coding: parsed and linked, without what the reader model makes of it."""
    readings = [Reading(Document("d", text))]
    for name, step in STEPS:
        if name not in ("understand", "find_mentions"):
            readings = step(readings, tools)
    return readings[0]


def parse_line(text):
    """Return the expected mention of one line."""
    head, who, place, date, *extras = [part.strip() for part in text.split("|")]
    kind, _, status = head.partition(" ")
    type_, _, mode = kind.partition("/")
    actors, arrow, recipients = who.partition("->")
    assert arrow or who == "*", f"no -> in {text!r}"
    return Line(type_, mode, status, actors.strip(), recipients.strip() if arrow else "*", place, date, tuple(extras))


def failures(mentions, expected):
    """Return the expected lines that no mention fits, and the mentions that were not expected."""
    lines = [parse_line(e) for e in expected if e != "..."]
    left = list(mentions)
    missing = []
    for line, written in zip(lines, [e for e in expected if e != "..."], strict=True):
        fit = next((m for m in left if fits(line, m, mentions)), None)
        if fit is None:
            missing.append(written)
        else:
            left.remove(fit)
    return missing, ([] if "..." in expected else left)


def fits(line, mention, mentions):
    """Tell whether a mention is the expected one."""
    kind = (mention.type, mention.status.value) == (line.type, line.status)
    mode = line.mode == "*" or line.mode == (mention.mode or "")
    roles = _people_fit(line.actors, mention.actors) and _people_fit(line.recipients, mention.recipients)
    words = [mention.place.name, mention.place.text] if mention.place else ["-"]
    place = line.place == "*" or any(_same(line.place, w) for w in words)
    date = line.date in ("*", date_of(mention))
    return kind and mode and roles and place and date and all(_extra_fits(e, mention, mentions) for e in line.extras)


def _same(a, b):
    a, b = (w.casefold().removeprefix("the ") for w in (a, b))
    return a in b or b in a if min(len(a), len(b)) > 1 else a == b


def _people_fit(written, people):
    if written == "*":
        return True
    expected = [w.strip().removesuffix(")").rpartition("(") for w in written.split(",") if w.strip()]
    assert all(bracket for _, bracket, _ in expected), f"no code in {written!r}; write (ISO3 SECTOR)"
    left = list(people)
    for words, _, code in expected:
        fit = next((p for p in left if _person_fits(words.strip(), code, p)), None)
        if fit is None:
            return False
        left.remove(fit)
    return not left


def _person_fits(words, code, person):
    named = words == "*" or any(_same(words, w) for w in (person.text, person.name))
    return named and fnmatchcase(code_of(person), code)


def code_of(person):
    """Return country and sector as golden lines write them; a body that is its own country is written once."""
    parts = [p for p in (person.country, person.sector) if p]
    return " ".join(dict.fromkeys(parts)) or "?"


def date_of(mention):
    """Return the shortest form of a mention's time, ``-`` for none, ``A/..`` for one still open."""
    time = mention.time
    if time is None or (time.start is None and time.end is None):
        return "-"
    if time.start is None or time.end is None:
        return f"{time.start or '..'}/{time.end or '..'}"
    return write_partial(Interval(time.start, time.end, time.precision, time.basis))


def _extra_fits(extra, mention, mentions):
    name, _, value = extra.partition(" ")
    if name in ("by", "no"):
        stance = Stance.AFFIRMS if name == "by" else Stance.DENIES
        said = [a.speaker for a in mention.attributions if a.stance is stance]
        return any(_same(value, p.text) or _same(value, p.name) for p in said) if value != "-" else not said
    if name == "about":
        target = next((m for m in mentions if m.id == mention.about), None)
        return target is not None and value == kind_of(target)
    counts = dict(mention.counts)
    return name in counts and span(counts[name].low, counts[name].high) == value


def kind_of(mention):
    """Return ``TYPE`` or ``TYPE/mode``."""
    return f"{mention.type}/{mention.mode}" if mention.mode else mention.type


def show(mention, mentions):
    """Return a mention in the compact form, for messages and for writing new cases."""
    people = [", ".join(f"{p.text} ({code_of(p)})" for p in side) for side in (mention.actors, mention.recipients)]
    parts = [f"{kind_of(mention)} {mention.status}", f"{people[0]} -> {people[1]}".strip()]
    parts += [mention.place.name if mention.place else "-", date_of(mention)]
    parts += [f"{'by' if a.stance is Stance.AFFIRMS else 'no'} {a.speaker.text}" for a in mention.attributions]
    parts += [f"{name} {span(c.low, c.high)}" for name, c in mention.counts]
    parts += [f"about {kind_of(m)}" for m in mentions if m.id == mention.about]
    return " | ".join(parts)
