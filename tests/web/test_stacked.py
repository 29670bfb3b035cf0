import re

from tocsin.web.stacked import Row, stacked_table


def test_cells_carry_the_head_of_their_column():
    made = str(stacked_table("Things", ("name", "size"), [Row(("a", "1"), {"id": "r"})]))
    assert '<tr role="row" id="r">' in made
    assert '<th scope="row" role="rowheader">a</th><td role="cell" data-head="size">1</td>' in made
    assert made.count("<tbody") == 1


def test_a_line_below_makes_a_group_of_rows_with_the_attributes():
    made = str(
        stacked_table(
            "Things", ("name", "size"), [Row(("a", "1"), {"id": "r"}, below="more"), Row(("b", "2"), below="")]
        )
    )
    assert made.count("<tbody") == 2
    assert re.search(
        r'<tbody role="rowgroup" id="r"><tr role="row">.*?</tr><tr role="row"><td [^>]*colspan="2"[^>]*>more', made
    )


def test_the_title_is_heard_and_seen_only_if_wanted():
    assert '<caption class="hidden">' in stacked_table("T", ("a",), [])
    assert "<caption>T</caption>" in stacked_table("T", ("a",), [], shown=True)
