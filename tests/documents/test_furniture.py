import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.base.errors import BadTable
from tocsin.base.model import Region, RegionKind
from tocsin.base.tables import Row
from tocsin.documents import rules
from tocsin.documents.furniture import mark

ROOT = Path(__file__).parents[2]
GOLD = Path(os.environ.get("TOCSIN_GOLD", ROOT.parent / "shared" / "gold"))
needs_gold = pytest.mark.skipif(not GOLD.is_dir(), reason="no gold: set TOCSIN_GOLD to its folder")

LINES = st.sampled_from(
    [
        "The army said on Monday that it had left the town of Kamba after two days of fighting.",
        '"We are afraid," said Marie Tuza.',
        "Read next",
        "Related stories",
        "Comments",
        "06:00",
        "Growing pressure",
        "Storm leaves thousands without power",
        "By Aline Mukasa",
        "FILE - A soldier stands guard. (AP Photo/Jane Doe)",
        "A deal was signed in Losa, the ministry said. (Reuters)",
        "   ",
        "",
        "é\u2028x",
        "a\r",
    ]
)


def cases() -> list[object]:
    found = []
    text = (ROOT / "tests" / "golden" / "furniture.txt").read_text(encoding="utf-8")
    for case in ("\n" + text.split("\n\n", 1)[1]).split("\n# ")[1:]:
        title, rest = case.split("\n", 1)
        page, expected = rest.split("\n=>\n")
        found.append(pytest.param(page, expected.strip().split("\n"), id=title))
    return found


def shown(text: str, regions: tuple[Region, ...]) -> list[str]:
    pieces = [(r.kind.value, line.strip()) for r in regions for line in text[r.start : r.end].split("\n")]
    return [f"{kind}: {line}" for kind, line in pieces if line]


@pytest.mark.parametrize(("page", "expected"), cases())
def test_mark_golden(page: str, expected: list[str]) -> None:
    assert shown(page, mark(page)) == expected


def covers(text: str, regions: tuple[Region, ...]) -> bool:
    joined = "".join(text[r.start : r.end] for r in regions)
    return joined == text and all(r.start < r.end for r in regions)


@given(st.lists(LINES, max_size=14).map("\n".join))
def test_mark_covers_pages_in_order(text: str) -> None:
    assert covers(text, mark(text))


@given(st.text(max_size=300))
def test_mark_covers_any_text_in_order(text: str) -> None:
    assert covers(text, mark(text))


def test_mark_title_given_is_head() -> None:
    text = "Army leaves Kamba.\nThe army left the town of Kamba on Monday after two days of heavy fighting."
    assert [r.kind for r in mark(text, title="Army leaves Kamba")] == [RegionKind.HEAD, RegionKind.BODY]


def test_mark_says_which_rule() -> None:
    text = "The army left the town of Kamba on Monday after two days of heavy fighting.\nAdvertisement"
    assert mark(text)[-1].reason == "advertisement"


@pytest.mark.parametrize(
    "text",
    [
        "Aaa and " * 85 + "!",
        "Reporting by " + "Aaa Bbb; " * 70,
        "10:00 " * 110 + "!",
        "x. " + "(Aa) " * 140 + "!",
        "The army said it had left. " * 20_000,
        "Army left\n" * 10_000,
        "facebook " * 70 + "!",
    ],
    ids=["names", "credit", "times", "brackets", "one long line", "many short lines", "buttons"],
)
def test_mark_is_quick_on_odd_lines(text: str) -> None:
    began = time.perf_counter()
    mark(text)
    assert time.perf_counter() - began < 3


def test_rule_with_unknown_kind_is_named() -> None:
    with pytest.raises(BadTable, match="line 7: no kind 'menu'"):
        rules._rule(Row({"pattern": "x", "kind": "menu", "scope": "line", "reason": ""}, "furniture.tsv", 7), "x")


def test_every_scope_has_rules() -> None:
    assert all(rules.rules(scope) for scope in rules.SCOPES)


@needs_gold
def test_mark_seed_page() -> None:
    text = (GOLD / "seed" / "page.txt").read_text(encoding="utf-8")
    regions = mark(text)
    heads = [text[r.start : r.end].strip() for r in regions if r.kind is RegionKind.HEAD]
    tail = text.index("Read next")
    assert heads == ["Background and U.S. Response", "Growing Diplomatic Pressure"]
    assert all((r.kind in (RegionKind.BODY, RegionKind.HEAD)) == (r.end <= tail) for r in regions)
    assert sum(r.kind is RegionKind.TEASER for r in regions) == 5


@needs_gold
@pytest.mark.parametrize(("path", "most"), [("plv/plv_train.jsonl", 0), ("geo/geovirus.jsonl", 0)])
def test_mark_leaves_clean_texts_alone(path: str, most: int) -> None:
    texts = [json.loads(line)["text"] for line in (GOLD / path).read_text(encoding="utf-8").splitlines()]
    assert sum(len(mark(text)) > 1 for text in texts) <= most


@needs_gold
def test_mark_short_items_only_their_outlet() -> None:
    texts = [json.loads(line)["text"] for line in (GOLD / "short/docs.jsonl").read_text(encoding="utf-8").splitlines()]
    marked = [(r, text) for text in texts for r in mark(text) if r.kind is not RegionKind.BODY]
    assert {r.reason for r, _ in marked} == {"outlet"}
    assert all(text[r.start : r.end].strip().startswith("(") and r.end == len(text) for r, text in marked)


@needs_gold
def test_mark_takes_no_sentence_for_a_head_where_stops_are_lost() -> None:
    docs = [json.loads(line) for line in (GOLD / "m2e2/m2e2_dev.jsonl").read_text(encoding="utf-8").splitlines()]
    kinds = {r.kind for doc in docs for r in mark("\n\n".join(s["text"] for s in doc["sents"]))}
    assert kinds == {RegionKind.BODY, RegionKind.FURNITURE}
