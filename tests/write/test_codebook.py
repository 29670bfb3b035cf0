from tocsin.write.codebook import native_codebook, shape_codebook
from tocsin.write.native_tables import native_tables
from tocsin.write.plover_jsonl import plover_shape


def test_every_column_of_every_table_is_explained():
    book = native_codebook(native_tables())
    for table in native_tables():
        section = book.split(f"\n## `{table.name}`\n")[1].split("\n## ")[0]
        for column in table.all_columns():
            assert section.count(f"\n| `{column.name}` | ") == 1, column.name


def test_columns_have_unique_names_and_sentences():
    for table in native_tables():
        assert len(set(table.names)) == len(table.names)
        assert all(c.meaning.endswith(".") and c.empty.endswith(".") for c in table.all_columns())


def test_tables_of_markdown_keep_their_cells():
    book = native_codebook(native_tables())
    widths = {line.replace("\\|", "").count("|") for line in book.splitlines() if line.startswith("| `")}
    assert widths == {3, 6}


def test_codebook_of_another_shape_says_what_it_loses_and_who_did_not_make_it():
    book = shape_codebook(plover_shape())
    assert "not produced or endorsed by the PLOVER project" in book
    assert all(f"- {loss}" in book for loss in plover_shape().losses)
