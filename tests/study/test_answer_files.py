"""Answers come from JSON lines, from one JSON file and from folders; a file without any is refused."""

import json

import pytest

from tocsin.base.errors import BadInput
from tocsin.study.answer_files import read_marked

ROW = {"doc": "a", "events": []}


def test_answers_come_from_lines_from_one_file_and_from_folders(tmp_path):
    lines = tmp_path / "gold.jsonl"
    lines.write_text(json.dumps(ROW) + "\n\n" + json.dumps(ROW | {"doc": "b"}) + "\r\n", encoding="utf-8")
    (tmp_path / "a.json").write_text(json.dumps(ROW, indent=2), encoding="utf-8-sig")
    (tmp_path / "b.json").write_text(json.dumps(ROW | {"doc": "b"}), encoding="utf-8")
    assert [m.document for m in read_marked(lines)] == ["a", "b"]
    assert [m.document for m in read_marked(tmp_path)] == ["a", "b"]
    assert [m.document for m in read_marked(tmp_path / "a.json")] == ["a"]


def test_lines_in_a_file_named_json_are_read(tmp_path):
    path = tmp_path / "gold.json"
    path.write_text(json.dumps(ROW) + "\n" + json.dumps(ROW), encoding="utf-8")
    assert [m.origin for m in read_marked(path)] == [f"{path}, line 1", f"{path}, line 2"]


@pytest.mark.parametrize("name", ["gold.jsonl", "gold.json"])
def test_an_empty_file_is_refused(tmp_path, name):
    (tmp_path / name).write_text("\n", encoding="utf-8")
    with pytest.raises(BadInput, match=f"no annotations found in .*{name}"):
        read_marked(tmp_path / name)


def test_a_folder_without_json_is_refused(tmp_path):
    (tmp_path / "gold.txt").write_text("x", encoding="utf-8")
    with pytest.raises(BadInput, match="no annotations found in"):
        read_marked(tmp_path)


def test_a_broken_line_is_named(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"doc": "a", "events": []}\n{"doc": \n', encoding="utf-8")
    with pytest.raises(BadInput, match="line 2: not JSON"):
        read_marked(path)


def test_a_file_that_is_not_there_or_not_utf8_is_named(tmp_path):
    with pytest.raises(BadInput, match="no such file"):
        read_marked(tmp_path / "none.jsonl")
    (tmp_path / "old.jsonl").write_bytes('{"doc": "é", "events": []}'.encode("latin-1"))
    with pytest.raises(BadInput, match=r"old\.jsonl: a broken encoding: not UTF-8; save the file as UTF-8"):
        read_marked(tmp_path / "old.jsonl")
