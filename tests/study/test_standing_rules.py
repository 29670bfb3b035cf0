"""The rules of standing: a row that breaks the form is refused."""

import pytest

from tocsin.base.errors import BadTable
from tocsin.base.tables import Row
from tocsin.study import standing_rules


@pytest.mark.parametrize(
    ("column", "value"),
    [("if", "near:town"), ("effect", "ends"), ("kind", "owns"), ("subject", "x"), ("object", "x"), ("alleged", "x")],
)
def test_a_broken_rule_names_its_file_and_line(monkeypatch, column, value):
    cells = {"type": "ASSAULT", "mode": "*", "if": "", "effect": "opens", "kind": "controls", "subject": "actor",
             "object": "none", "place": "y", "alleged": "", "note": ""}  # fmt: skip
    monkeypatch.setattr(standing_rules, "table", lambda *_, **__: [Row(cells | {column: value}, "standing.tsv", 7)])
    with pytest.raises(BadTable, match=r"standing\.tsv, line 7"):
        standing_rules.all_rules.__wrapped__()
