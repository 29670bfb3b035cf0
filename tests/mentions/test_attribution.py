import json
import os
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.base.errors import BadTable
from tocsin.base.model import Document, Stance
from tocsin.base.reading import Reading
from tocsin.base.tables import read_table
from tocsin.language.with_spacy import annotate, load_model
from tocsin.mentions import cues as cue_table
from tocsin.mentions.attribution import find_attributions
from tocsin.mentions.quotes import find_quotes

HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden" / "attribution.txt"
GOLD = Path(os.environ.get("TOCSIN_GOLD", HERE.parents[2] / "shared" / "gold")) / "polnear" / "polnear_dev.jsonl"
model = cache(load_model)


def read(text):
    return find_attributions(annotate([Reading(Document("d", text))], model())[0])


def cases():
    for block in GOLDEN.read_text(encoding="utf-8").strip().split("\n\n"):
        title, text, *expected = block.splitlines()
        yield pytest.param(text, expected, id=title.lstrip("# "))


def shown(a):
    direct = " direct" if a.direct else ""
    content = " || ".join(c.text for c in a.content)
    return f"{a.cue.text} | {a.kind} {a.stance.value}{direct} | {a.speaker.text if a.speaker else '-'} | {content}"


@pytest.mark.parametrize(("text", "expected"), list(cases()))
def test_find_attributions_golden(text, expected):
    assert [shown(a) for a in read(text).attributions] == expected


def test_find_attributions_speaker_token_of_who_is_its_noun():
    reading = read("The mayor, who said the town was calm, gave no toll.")
    (found,) = reading.attributions
    assert found.speaker.text == "who"
    assert reading.parse.tokens[found.speaker_token].text == "mayor"


def test_find_attributions_quotation_runs_over_paragraphs():
    reading = read('"The road is open," said Colonel Adan Bale. "We hold it.\n\n"Nobody will take it from us."')
    (found,) = reading.attributions
    assert found.content[-1].text.endswith('"Nobody will take it from us."')


def test_find_attributions_leaves_cues_inside_quotations_out():
    (found,) = read('"They said that the town had fallen," Ruzi told reporters.').attributions
    assert found.cue.text == "told"


def test_find_attributions_without_parse_is_the_same():
    reading = Reading(Document("d", "He said so."))
    assert find_attributions(reading) is reading


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ('"We are here. We stay.\n\n"We sow.', 22),  # the next paragraph opens again
        ('"We are here. We stay.\n\nWe sow," he said.', 32),  # a later paragraph only closes
        ('"We are here. We stay.\n\nHe left.', 13),  # the closing mark is lost
        ('"We are here. He left. "We stay," he said.', 13),
    ],
)
def test_find_quotes_ends_a_mark_without_fellow(text, end):
    parse = annotate([Reading(Document("d", text))], model())[0].parse
    first, last = find_quotes(parse).spans[0]
    assert (parse.tokens[first].start, parse.tokens[last - 1].end) == (0, end)


words = st.sampled_from(["he", "said", "that", "troops", "left", ",", ".", '"', "denied", "the claim", "UN", ":", "\n"])


@given(st.lists(words, max_size=25).map(" ".join))
def test_find_attributions_extents_are_their_words(text):
    for a in read(text).attributions:
        for e in (a.cue, *a.content, *([a.speaker] if a.speaker else [])):
            assert e.text == text[e.start : e.end]
            assert e.start < e.end


def test_cues_cover_the_kinds_and_stances():
    table = cue_table.cues()
    assert len(table) >= 250
    assert {c.kind for c in table.values()} >= {"say", "claim", "accuse", "deny", "report", "threaten", "order", "warn"}
    assert table["deny", "verb"].stance is Stance.DENIES


def test_cues_name_a_bad_row(monkeypatch, tmp_path):
    bad = tmp_path / "cues.tsv"
    bad.write_text("lemma\tpos\tkind\tstance\ttakes\nsay\tverb\tsay\taffirms\tclauses\n", encoding="utf-8")
    monkeypatch.setattr(cue_table, "table", lambda name, columns: list(read_table(bad, columns=columns)))
    cue_table.cues.cache_clear()
    with pytest.raises(BadTable, match=r"line 2.*clauses"):
        cue_table.cues()
    cue_table.cues.cache_clear()


@pytest.mark.skipif(not GOLD.exists(), reason=f"no gold at {GOLD}; set TOCSIN_GOLD to its folder")
def test_find_attributions_cue_recall_on_polnear():
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()[:8]]
    readings = annotate([Reading(Document(r["id"], r["text"])) for r in rows], model())
    hits = total = 0
    for row, reading in zip(rows, readings, strict=True):
        found = [(a.cue.start, a.cue.end) for a in find_attributions(reading).attributions]
        spans = [[c[:2] for c in a["cue"]] for a in row["attributions"] if a["cue"]]
        total += len(spans)
        hits += sum(any(s < e2 and s2 < e for s, e in found for s2, e2 in span) for span in spans)
    assert hits / total > 0.6  # .71 over all 84 documents; eight alone vary
