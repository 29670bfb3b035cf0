"""The rules of ``data/words/furniture.tsv``, compiled: which words on a news page are not the story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tocsin.base.model import RegionKind
from tocsin.base.tables import Row, per_overlay_of, table

TABLE = "words/furniture.tsv"
LIST_HEADS = ("below", "more", "rest")
SCOPES = ("line", *LIST_HEADS, "start", "between", "end")
# Rules hold for lines up to this length: no menu or prompt is longer, and patterns stay cheap on long paragraphs.
MAX_LINE = 700
# "end" rules look at no more than this many characters from the end of a line.
MAX_END = 700

_PART = re.compile(r"\{([a-z]+)\}")
_AFTER_SENTENCE = r"(?:(?<=[.!?…\"”)\]])|(?<=[.!?…,]['’]))\s*"
_SENTENCE_GOES_ON = re.compile(r"\s*[a-z,;]")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table."""

    pattern: re.Pattern[str]
    kind: RegionKind
    scope: str
    reason: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line, or a stretch ``[start, end)`` of it, is."""

    kind: RegionKind
    reason: str
    start: int = 0
    end: int = 0


@per_overlay_of(64)
def rules(scope: str) -> tuple[Rule, ...]:
    """Return the rules of one scope, in the order of the table.

    Raises:
        BadTable: a row has an unknown scope or kind, names an unknown part, or is no regular expression.
    """
    parts: dict[str, str] = {}
    found = []
    rows = table(TABLE, columns=("pattern", "kind", "scope", "reason"))
    # The parts first: a pattern of the user's own, which stands before ours, may name one.
    for row in sorted(rows, key=lambda r: r["scope"] != "word"):
        pattern = _expand(row, parts)
        if row["scope"] == "word":
            parts[row["kind"]] = f"(?:{pattern})"
        elif row["scope"] not in SCOPES:
            raise row.bad(f"no scope {row['scope']!r}; known scopes: word, {', '.join(SCOPES)}.")
        elif row["scope"] == scope:
            found.append(_rule(row, pattern))
    return tuple(found)


def _expand(row: Row, parts: dict[str, str]) -> str:
    def part(match: re.Match[str]) -> str:
        if match[1] not in parts:
            raise row.bad(f"no part {{{match[1]}}}; name it above in a row of scope word, or fix its name.")
        return parts[match[1]]

    return _PART.sub(part, row["pattern"])


def _rule(row: Row, pattern: str) -> Rule:
    if row["kind"] not in (RegionKind.FURNITURE, RegionKind.TEASER):
        raise row.bad(f"no kind {row['kind']!r}; known kinds: furniture, teaser.")
    forms = {"start": "(?:{})", "between": "(?:{})", "end": _AFTER_SENTENCE + r"(?:{})\s*$"}
    form = forms.get(row["scope"], "(?:{})")
    try:
        compiled = re.compile(form.replace("{}", pattern), re.IGNORECASE)
    except re.error as error:
        raise row.bad(f"no regular expression: {error}; mend the pattern.") from error
    return Rule(compiled, RegionKind(row["kind"]), row["scope"], row["reason"])


def line_mark(line: str) -> Mark | None:
    """Return what a whole line is by the rules of scope ``line``, or ``None``."""
    return _first(line, "line")


def list_head(line: str) -> Rule | None:
    """Return the rule by which a line opens a list of other stories, tags or comments, or ``None``."""
    bare = line.rstrip(" :→»›>").strip()
    if len(bare) > MAX_LINE:
        return None
    return next((rule for scope in LIST_HEADS for rule in rules(scope) if rule.pattern.fullmatch(bare)), None)


def _first(line: str, scope: str) -> Mark | None:
    if len(line) > MAX_LINE:
        return None
    for rule in rules(scope):
        if rule.pattern.fullmatch(line):
            return Mark(rule.kind, rule.reason)
    return None


def spans_in(line: str) -> Iterator[Mark]:
    """Yield the stretches of a line that are furniture, in no order; offsets count from the line's start.

    What stands inside a sentence is left alone, so that no sentence is cut in two.
    """
    for rule in rules("start"):
        if match := rule.pattern.match(line):
            yield Mark(rule.kind, rule.reason, *match.span())
    for rule in rules("between"):
        for match in rule.pattern.finditer(line):
            if match.end() > match.start() and not _SENTENCE_GOES_ON.match(line, match.end()):
                yield Mark(rule.kind, rule.reason, *match.span())
    yield from _ends(line)


def _ends(line: str) -> Iterator[Mark]:
    end, found = len(line), True
    while found:
        found = False
        for rule in rules("end"):
            match = rule.pattern.search(line, max(0, end - MAX_END), end)
            if match and match.start() > 0 and match.end() > match.start():
                yield Mark(rule.kind, rule.reason, match.start(), match.end())
                end, found = match.start(), True
