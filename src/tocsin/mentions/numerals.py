"""Numbers of people as told: "at least 15", "some 2,000", "dozens", "a man"."""

from __future__ import annotations

import re
from collections import defaultdict

from tocsin.base.model import Count, Parse
from tocsin.base.tables import per_overlay, table

_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?")
_LONGEST_HEDGE = 4  # tokens: "no fewer than", "a minimum of"
_JOINERS = frozenset({"and", "to", "or", "-", "–"})
_NUMERIC_DEPS = frozenset({"nummod", "quantmod", "amod", "det", "compound", "predet", "nmod", "advmod"})


@per_overlay
def words() -> dict[str, dict[str, int]]:
    """Return the words of counts: kind → form → value."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in table("words/numbers.tsv", columns=("words", "kind", "value")):
        for form in row.many("words"):
            found[row["kind"]][form] = int(row["value"] or 0)
    return dict(found)


@per_overlay
def _hedges() -> dict[str, str]:
    kinds = ("least", "over", "most", "under", "nearly", "about")
    return {form: kind for kind in kinds for form in words()[kind]}


def count_of(parse: Parse, token: int) -> Count | None:
    """Return the number of people that the noun (or numeral) at ``token`` tells, ``None`` if it tells none.

    "at least 15": low and best 15; "more than 80": likewise 80; "up to 200": high and best 200; "about 30": best alone;
    "between 10 and 15": low and high; "dozens": low 24 alone; "a man" and a name: 1; "no one": 0.
    """
    numeral = _numeral(parse, token)
    if numeral is None:
        return _unnumbered(parse, token)
    first, last = numeral
    value = _value(parse, first, last)
    if value is None:
        return None
    if parse.tokens[last - 1].lemma in words()["many"] or parse.tokens[last - 1].text.lower() in words()["many"]:
        return Count(value, None, None)
    paired = _pair(parse, first, value)
    return paired or _hedged(value, _hedge(parse, first, last))


def add(one: Count, two: Count) -> Count:
    """Return the count of both together ("two soldiers and a civilian")."""

    def total(a: int | None, b: int | None) -> int | None:
        return None if a is None or b is None else a + b

    lows = [n for n in (one.low, two.low) if n is not None]
    return Count(sum(lows) if lows else None, total(one.best, two.best), total(one.high, two.high))


def _hedged(value: int, hedge: str) -> Count:
    match hedge:
        case "least" | "over":
            return Count(value, value, None)
        case "most" | "nearly":
            return Count(None, value, value)
        case "under":
            return Count(None, None, value)
        case "about":
            return Count(None, value, None)
        case _:
            return Count(value, value, value)


def _numeral(parse: Parse, token: int) -> tuple[int, int] | None:
    """Return the tokens ``[first, last)`` of the number that is ``token`` or stands before it in its phrase."""
    last = token + 1
    if not _is_number(parse, token):
        before = [k for k in parse.children[token] if k < token and parse.tokens[k].dep in _NUMERIC_DEPS]
        numbers = [k for k in before if _is_number(parse, k)]
        if not numbers:
            return None
        last = numbers[-1] + 1
        while last + 1 < token and parse.tokens[last].text.lower() in _JOINERS and _is_number(parse, last + 1):
            last += 2
        while last < token and _is_number(parse, last):
            last += 1
    first = last - 1
    while parse.tokens[last : last + 1] and parse.tokens[last].text.lower() == "of" and _is_great(parse, last + 1):
        last += 2  # "hundreds of thousands"
    while first > 0 and (_is_number(parse, first - 1) or _links(parse, first - 1)):
        first -= 1
    return first, last


def _is_number(parse: Parse, i: int) -> bool:
    text = parse.tokens[i].text.lower()
    known = words()
    if text == "one" and parse.tokens[i].tag != "CD":
        return False  # "no one"
    if any(text in known[kind] for kind in ("number", "times", "many", "none")):
        return text != "m" or parse.tokens[i].tag == "CD"
    return _read(text) is not None


def _is_great(parse: Parse, i: int) -> bool:
    return i < len(parse.tokens) and parse.tokens[i].text.lower() in words()["many"]


def _links(parse: Parse, i: int) -> bool:
    """Tell whether a token joins parts of one number: the hyphen of "twenty-five", the "of" of "tens of thousands"."""
    text = parse.tokens[i].text.lower()
    if i == 0 or text not in ("-", "of"):
        return False
    left = parse.tokens[i - 1].text.lower()
    return _is_number(parse, i - 1) if text == "-" else left in words()["many"] or left == "tens"


def _read(text: str) -> int | None:
    if _DIGITS.fullmatch(text):
        return int(float(text.replace(",", ""))) if "." not in text or float(text) >= 1 else None
    parts = text.split("-")
    known = words()["number"]
    if len(parts) == 2 and all(p in known for p in parts):
        return known[parts[0]] + known[parts[1]]
    return None


def _value(parse: Parse, first: int, last: int) -> int | None:
    """Return the number that the tokens spell out, ``None`` for a clock time, an age or the like."""
    known = words()
    total, part = 0, 0.0
    seen = False
    for t in parse.tokens[first:last]:
        text = t.text.lower()
        if text in ("-", "of"):
            continue
        seen = True
        if text in known["times"]:
            part = (part or 1) * known["times"][text]
            if part >= 1000:
                total, part = total + int(part), 0.0
        elif text in known["many"] or text == "tens":
            part = (part or 1) * _many(text, started=bool(part))
        elif text in known["number"] or text in known["none"]:
            part += known["number"].get(text, 0)
        elif _DIGITS.fullmatch(text):
            part += float(text.replace(",", ""))
        else:
            part += _read(text) or 0
    return total + int(part) if seen else None


def _many(text: str, *, started: bool) -> int:
    """Return the least that "dozens" means; in "hundreds of thousands" the second is a plain thousand."""
    if text == "tens":
        return 20
    low = words()["many"][text]
    singular = words()["times"].get(text.removesuffix("s"))
    return singular if started and singular else low


def _pair(parse: Parse, first: int, value: int) -> Count | None:
    """Read "between 10 and 15", "10 to 15" and "10-15" where ``value`` is the second number."""
    if first < 2 or parse.tokens[first - 1].text.lower() not in _JOINERS:
        return None
    if not _is_number(parse, first - 2):
        return None
    low = _value(parse, first - 2, first - 1)
    joined_by_and = parse.tokens[first - 1].text.lower() == "and"
    between = first >= 3 and parse.tokens[first - 3].text.lower() == "between"
    if low is None or low >= value or (joined_by_and and not between):
        return None
    return Count(low, None, value)


def _hedge(parse: Parse, first: int, last: int) -> str:
    """Return the hedge before the number ("at least"), or after it ("or so", "or more")."""
    sent = parse.tokens[first].sent
    if (
        parse.tokens[first - 1].text.lower() in ("a", "an", "the")
        and first > 0
        and parse.tokens[first - 1].sent == sent
    ):
        first -= 1
    known = _hedges()
    for length in range(_LONGEST_HEDGE, 0, -1):
        if first - length < 0 or parse.tokens[first - length].sent != sent:
            continue
        words_before = " ".join(t.text.lower() for t in parse.tokens[first - length : first])
        if words_before in known:
            return known[words_before]
    after = " ".join(t.text.lower() for t in parse.tokens[last : last + 2])
    return {"or so": "about", "or more": "least", "or fewer": "under", "or less": "under"}.get(after, "")


def _unnumbered(parse: Parse, token: int) -> Count | None:
    """Read nouns without a numeral: "a man", "the mayor" and a person's name are one, "no one" is none."""
    at = parse.tokens[token]
    kids = [parse.tokens[k] for k in parse.children[token]]
    if at.text.lower() in words()["none"] or any(k.text.lower() == "no" and k.dep in ("det", "neg") for k in kids):
        return Count(0, 0, 0)
    if at.lemma in words()["collective"] or at.tag not in ("NN", "NNP"):
        return None
    if at.tag == "NNP":
        person = any(e.label == "PERSON" and e.first <= token < e.last for e in parse.entities)
        return Count(1, 1, 1) if person else None
    single = any(k.dep in ("det", "poss") and k.text.lower() not in ("any", "all", "every", "each") for k in kids)
    return Count(1, 1, 1) if single else None
