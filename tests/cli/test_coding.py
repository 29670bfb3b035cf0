"""The commands that keep nothing: what they read, print and say when something is wrong."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from typer.testing import CliRunner

import tocsin
from tocsin.base.model import Document, EventMention
from tocsin.base.reading import Reading
from tocsin.cli import app, coding
from tocsin.write.native import CSV_COLUMNS

DEMO = Path(tocsin.__file__).parent / "data" / "demo" / "pages" / "2025-02-16-continental-wire-1.html"
STORY = "Rebels attacked the town of Bunia on Friday, and police arrested two men in Kinshasa."
ROW = {"id": "one", "published": "2025-02-22", "text": STORY}


@pytest.fixture
def call(tools, monkeypatch):
    """Return a function that runs a command with the shared tools."""
    monkeypatch.setattr(coding, "load_tools", lambda **_: tools)
    return lambda *args, **more: CliRunner().invoke(app, [str(a) for a in args], catch_exceptions=False, **more)


@pytest.fixture
def jsonl(tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps(ROW) + "\n", encoding="utf-8")
    return path


def records(result):
    assert result.exit_code == 0, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def unboxed(text):
    """Return a framed message as one line."""
    return " ".join(text.replace("│", " ").split())


def test_code_reads_a_page(call):
    found = records(call("code", DEMO, "--format", "jsonl"))
    assert {"ASSAULT", "ACCUSE", "REJECT", "AID"} <= {m["type"] for m in found}


def test_code_leaves_out_page_furniture_and_other_stories(call):
    words = {m["evidence"]["text"] for m in records(call("code", DEMO, "--format", "jsonl"))}
    assert not [w for w in words if "Copper" in w or "cookies" in w or "tea auction" in w]


def test_code_reads_plain_text(call, tmp_path):
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    found = records(call("code", path, "--published", "2025-02-22", "--format", "jsonl"))
    assert {m["type"] for m in found} == {"ASSAULT", "COERCE"}
    assert "2025-02-21" in {m["time"]["start"] for m in found if m["time"]}


def test_code_reads_json_lines(call, jsonl):
    found = records(call("code", jsonl, "--format", "jsonl"))
    assert {m["document"] for m in found} == {"one"}


def test_code_json_lines_has_the_contract(call, jsonl):
    for m in records(call("code", jsonl, "--format", "jsonl")):
        assert set(m) == set(EventMention.__dataclass_fields__)
        assert STORY[m["trigger"]["start"] : m["trigger"]["end"]] == m["trigger"]["text"]


def test_code_reads_csv(call, tmp_path):
    path = tmp_path / "news.csv"
    path.write_text(f'id,published,text\none,2025-02-22,"{STORY}"\n', encoding="utf-8")
    assert {m["document"] for m in records(call("code", path, "--format", "jsonl"))} == {"one"}


def test_code_reads_standard_input(call):
    found = records(call("code", "-", "--format", "jsonl", input=json.dumps(ROW)))
    assert {m["document"] for m in found} == {"one"}


def test_code_reads_a_folder(call, tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(ROW | {"id": name}), encoding="utf-8")
    assert {m["document"] for m in records(call("code", tmp_path, "--format", "jsonl"))} == {"a", "b"}


def test_code_writes_csv(call, jsonl):
    result = call("code", jsonl, "--format", "csv")
    rows = list(csv.DictReader(StringIO(result.stdout)))
    assert result.exit_code == 0
    assert tuple(rows[0]) == CSV_COLUMNS
    assert {r["type"] for r in rows} == {"ASSAULT", "COERCE"}


def test_code_prints_a_table_for_people(call, jsonl):
    result = call("code", jsonl)
    assert result.exit_code == 0
    for word in ("ASSAULT", "COERCE", "arrest", "2025-02-21", "mentions"):
        assert word in result.stdout


def test_code_leaves_out_low_scores(call, jsonl):
    every = records(call("code", jsonl, "--format", "jsonl", "--min-score", "0"))
    assert len(every) == 2
    best = records(call("code", jsonl, "--format", "jsonl", "--min-score", "1"))
    assert best == [m for m in every if m["score"] >= 1]


def test_code_on_a_missing_file_says_so_and_fails(call):
    result = call("code", "no-such-file.html")
    assert result.exit_code == 1
    assert "skipped no-such-file.html: no such file or folder; check the name" in result.stderr


def test_code_goes_on_past_a_missing_file(call, jsonl):
    result = call("code", "no-such-file.html", jsonl, "--format", "jsonl")
    assert result.exit_code == 0
    assert "no such file" in result.stderr
    assert result.stdout


def test_code_names_the_line_of_a_broken_record(call, tmp_path):
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps(ROW) + "\n{broken\n" + json.dumps({"id": "x"}) + "\n", encoding="utf-8")
    result = call("code", path, "--format", "jsonl")
    assert result.exit_code == 0
    assert "line 2: no JSON" in result.stderr
    assert "line 3: no text" in result.stderr


def test_code_on_empty_input_fails(call):
    result = call("code", "-", input="")
    assert result.exit_code == 1
    assert result.stderr


def test_code_on_another_language_says_so(call, tmp_path):
    path = tmp_path / "news.jsonl"
    text = "Les rebelles ont attaqué la ville de Bunia vendredi, et la police a arrêté deux hommes à Kinshasa. " * 3
    path.write_text(json.dumps({"id": "fr", "text": text}), encoding="utf-8")
    result = call("code", path)
    assert result.exit_code == 1
    assert "its language is 'fr'; only en is read" in result.stderr


def test_code_refuses_a_wrong_date(call, jsonl):
    result = call("code", jsonl, "--published", "22.2.2025")
    assert result.exit_code == 2
    assert "'22.2.2025' is not a date; write it as YYYY-MM-DD" in result.stderr


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--format", "xml"), "'table', 'jsonl', 'csv'"),
        (("--min-score", "2"), "less than or equal to 1"),
        (("--jobs", "0"), "greater than or equal to 1"),
    ],
)
def test_code_refuses_a_wrong_option_and_tells_the_right_ones(call, jsonl, args, told):
    result = call("code", jsonl, *args)
    assert result.exit_code == 2
    assert told in unboxed(result.stderr)


def test_code_without_paths_tells_what_is_missing(call):
    result = call("code")
    assert result.exit_code == 2
    assert "Missing argument 'paths'" in unboxed(result.stderr)


def test_annotate_gives_one_line_of_layers_for_each_document(call, jsonl):
    (layers,) = records(call("annotate", jsonl))
    assert layers["document"] == "one"
    assert {"places", "actors", "times", "attributions", "regions"} <= set(layers)


def test_annotate_has_the_form_that_scorers_read(call, tmp_path):
    text = "Police in Nairobi said on Friday that rebels attacked the city of Bunia."
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps({"id": "one", "text": text}), encoding="utf-8")
    (layers,) = records(call("annotate", path))
    for place in layers["places"]:
        assert {"start", "end", "lat", "lon", "country"} <= set(place)
        assert text[place["start"] : place["end"]] == place["text"]
    (said,) = layers["attributions"]
    assert text[said["cue"]["start"] : said["cue"]["end"]] == "said"
    assert "Police" in text[said["speaker"]["start"] : said["speaker"]["end"]]
    assert any("attacked" in text[c["start"] : c["end"]] for c in said["content"])


def test_annotate_on_a_missing_file_fails(call):
    assert call("annotate", "no-such-file.html").exit_code == 1


def test_explain_shows_how_a_record_was_made(call):
    result = call("explain", "Rebels attacked Bunia on Friday.", "--published", "2025-02-22")
    assert result.exit_code == 0
    for word in ("ASSAULT", "asserted", "trigger", "status"):
        assert word in result.stdout


def test_explain_shows_what_was_dropped(call):
    result = call("explain", "He died of a heart attack.")
    assert result.exit_code == 0
    assert "No event found." in result.stdout
    assert "dropped" in result.stdout


def test_explain_refuses_an_empty_text(call):
    result = call("explain", "  ")
    assert result.exit_code == 2
    assert "the text is empty; give a sentence in quotes" in result.stderr


def test_explain_refuses_a_wrong_date(call):
    result = call("explain", "Rebels attacked Bunia.", "--published", "2025-13-01")
    assert result.exit_code == 2
    assert "YYYY-MM-DD" in result.stderr


MARKED = {
    "type": "ASSAULT",
    "trigger": "attacked",
    "quote": "Rebels attacked the town of Bunia on Friday",
    "status": "asserted",
    "date": "2025-02-21",
}


@pytest.fixture
def gold(tmp_path):
    """Return a function that writes annotations and gives their file."""

    def write(*rows):
        path = tmp_path / "answers.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        return path

    return write


def figure(result, name):
    """Return value and counts of a line of the table."""
    assert result.exit_code == 0, result.stderr
    (line,) = [x for x in result.stdout.splitlines() if x.startswith(name)]
    return [x for x in line.removeprefix(name).split() if x != "to"]


def test_score_prints_figures_of_the_annotated_documents(call, jsonl, gold):
    result = call("score", jsonl, gold({"doc": "one", "events": [MARKED]}))
    assert "1 document;" in result.stdout
    assert figure(result, "status right, of those of the right type")[-2:] == ["1", "1"]


def test_score_joins_lines_of_one_document(call, jsonl, gold):
    arrest = {"type": "COERCE", "trigger": "arrested", "quote": "police arrested two men", "status": "asserted"}
    result = call("score", jsonl, gold({"doc": "one", "events": [MARKED]}, {"doc": "one", "events": [arrest]}))
    assert figure(result, "F1: right type  ")[-2:] == ["2", "2"]


def test_score_takes_a_day_of_publication(call, tmp_path, gold):
    path = tmp_path / "news.jsonl"
    path.write_text(json.dumps({"id": "one", "text": STORY}), encoding="utf-8")
    answers = gold({"doc": "one", "events": [MARKED]})
    assert figure(call("score", path, answers), "first day right")[-2:] == ["0", "1"]
    assert figure(call("score", path, answers, "--published", "2025-02-22"), "first day right")[-2:] == ["1", "1"]


def test_score_checks_the_annotations_before_anything_is_coded(call, jsonl, gold, monkeypatch):
    monkeypatch.setattr(coding, "load_tools", lambda **_: pytest.fail("loaded"))
    for wrong, said in (
        ({"doc": "one", "events": [MARKED | {"status": "claimed"}]}, 'event 1: status "claimed" is not allowed'),
        (
            {"doc": "one", "events": [MARKED | {"also": ["Not there."]}]},
            'event 1: also "Not there." is not in the text',
        ),
        ({"doc": "two", "events": []}, "document 'two' is not among the documents given"),
    ):
        result = call("score", jsonl, gold(wrong))
        assert result.exit_code == 2
        assert said in result.stderr


def test_score_refuses_an_empty_file_of_annotations(call, jsonl, gold):
    result = call("score", jsonl, gold())
    assert result.exit_code == 2
    assert "no annotations found in" in result.stderr


def test_score_tells_what_was_skipped_before_it_fails(call, jsonl, gold):
    with jsonl.open("a", encoding="utf-8") as file:
        file.write('{"id": "two"}\n')
    result = call("score", jsonl, gold({"doc": "two", "events": []}))
    assert result.exit_code == 2
    assert result.stderr.index("line 2: no text") < result.stderr.index("'two' is not among the documents")


def test_score_refuses_two_documents_of_one_id(call, jsonl, gold):
    with jsonl.open("a", encoding="utf-8") as file:
        file.write(json.dumps(ROW) + "\n")
    result = call("score", jsonl, gold({"doc": "one", "events": []}))
    assert result.exit_code == 2
    assert "two documents have the id 'one'" in result.stderr


def test_score_without_documents_fails(call, gold):
    result = call("score", "no-such-file.jsonl", gold({"doc": "one", "events": []}))
    assert result.exit_code == 1
    assert result.stderr.count("no such file or folder") == 1


def test_no_command_shows_help(call):
    result = call()
    for word in ("code", "annotate", "explain"):
        assert word in result.output


def test_an_unknown_command_fails(call):
    assert call("cod").exit_code == 2


def test_skipped_names_are_no_markup(call):
    result = call("code", "page[bold].html")
    assert "skipped page[bold].html: no such file" in result.stderr


def test_a_long_input_is_read_as_it_is_coded(monkeypatch):
    """The first reading comes before the input is read to its end."""
    taken = []

    def stream(*_, **__):
        for n in range(1000):
            taken.append(n)
            yield Document(str(n), STORY)

    monkeypatch.setattr(coding, "read", stream)
    monkeypatch.setattr(coding, "load_tools", lambda **_: None)
    monkeypatch.setattr(coding, "run", lambda documents, tools, jobs: map(Reading, documents))
    readings = coding.read_all(["folder"], None, None, [])
    assert next(readings).document.id == "0"
    assert len(taken) < 100
    assert len(list(readings)) == 999


def test_nothing_to_read_loads_nothing(call, monkeypatch):
    monkeypatch.setattr(coding, "load_tools", lambda **_: pytest.fail("loaded"))
    assert call("code", "no-such-file.html").exit_code == 1
