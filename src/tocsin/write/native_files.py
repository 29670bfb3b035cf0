"""The shape ``native``: the record as a folder of tables, each as CSV and, where it is asked for, as Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tocsin.base.errors import BadInput
from tocsin.base.incidents import Incident, Relation
from tocsin.base.model import Document
from tocsin.write import column as ours
from tocsin.write.column import Table
from tocsin.write.native import csv_table
from tocsin.write.native_incidents import INCIDENTS, MENTIONS, Told
from tocsin.write.native_tables import CLAIMS, STANDING, documents_table, native_tables
from tocsin.write.parquet import ParquetFile
from tocsin.write.shape import GUARDED, Column, Context, Page, Part, Shape

CSV, PARQUET = "csv", "parquet"
FORMS = (CSV, PARQUET)
VERSION = "1"
DOCUMENTS = documents_table().name


def native_shape(
    *,
    standing: Iterable[Relation] = (),
    also: Iterable[Document] = (),
    forms: Iterable[str] = (CSV,),
    with_text: bool = False,
) -> Shape:
    """Return the shape of our own tables, which loses the least.

    Args:
        standing: the relations that go out with the incidents.
        also: documents that go out though no incident names them: they were read, and told nothing.
        forms: ``csv``, ``parquet`` or both.
        with_text: give the text of the documents, which belongs to their publishers.

    Raises:
        BadInput: a form is unknown.
    """
    forms = tuple(dict.fromkeys(forms))
    if unknown := [f for f in forms if f not in FORMS]:
        raise BadInput(f"{unknown[0]!r} is no form of the native shape; give csv, parquet or both.")

    def write(pages: Iterable[Page], folder: Path) -> tuple[Part, ...]:
        return write_native(pages, folder, standing=standing, also=also, forms=forms, with_text=with_text)

    return Shape(
        name="native",
        version=VERSION,
        suffix="",
        form="a folder of tables: " + " and ".join({CSV: "CSV", PARQUET: "Parquet"}[f] for f in forms),
        columns=tuple(_named(c) for c in INCIDENTS.all_columns()),
        losses=_losses(forms, with_text=with_text),
        write=write,
        is_folder=True,
        needs_mentions=True,
    )


def _losses(forms: Sequence[str], *, with_text: bool) -> tuple[str, ...]:
    """Return what even this shape leaves out."""
    texts = () if with_text else ("The texts of the documents are left out; title, day, outlet and address are there.",)
    guarded = (GUARDED,) if CSV in forms else ()
    return (
        "Earlier revisions of an incident are left out: the tables hold what is known now.",
        "The places of a text that stand for actors, places and times are left out; tocsin layers has them.",
        *texts,
        *guarded,
    )


def write_native(
    pages: Iterable[Page],
    folder: Path,
    *,
    standing: Iterable[Relation] = (),
    also: Iterable[Document] = (),
    forms: Sequence[str] = (CSV,),
    with_text: bool = False,
) -> tuple[Part, ...]:
    """Write the tables into a folder that is there and return its files.

    Documents come in the order in which the incidents name them, each once.

    Raises:
        MissingExtra: Parquet is asked for and pyarrow is not installed.
    """
    with ExitStack() as stack:
        tables = {t.name: stack.enter_context(_rows(t, folder, forms)) for t in native_tables(with_text=with_text)}
        given: set[str] = set()
        for page in pages:
            tables[INCIDENTS.name].put(page.incidents)
            tables[MENTIONS.name].put(_told(page.incidents, page.context))
            tables[CLAIMS.name].put(claim for i in page.incidents for claim in i.claims)
            tables[DOCUMENTS].put(_documents(page, given))
        tables[DOCUMENTS].put(d for d in also if d.id not in given)
        tables[STANDING.name].put(standing)
    return tuple(part for rows in tables.values() for part in rows.parts())


def _told(incidents: Iterable[Incident], context: Context) -> Iterator[Told]:
    return (Told(i.id, m, context.mentions.get(m.mention)) for i in incidents for m in i.mentions)


def _documents(page: Page, given: set[str]) -> Iterator[Document]:
    """Yield the documents of a page that were not given before."""
    names = (d for i in page.incidents for d in (*(m.document for m in i.mentions), *(c.document for c in i.claims)))
    for name in names:
        if name not in given and name in page.context.documents:
            given.add(name)
            yield page.context.documents[name]


class _Rows:
    """A table that is being written, in all its forms."""

    def __init__(self, table: Table, folder: Path, forms: Sequence[str], stack: ExitStack) -> None:
        self._table, self._count = table, 0
        self._paths = {form: folder / f"{table.name}.{form}" for form in forms}
        self._text = self._parquet = None
        if CSV in forms:
            self._text = stack.enter_context(self._paths[CSV].open("w", encoding="utf-8", newline=""))
            self._text.writelines(f"{line}\n" for line in csv_table(table.names, ()))
        if PARQUET in forms:
            self._parquet = stack.enter_context(ParquetFile(self._paths[PARQUET], table))

    def put(self, items: Iterable[object]) -> None:
        for item in items:
            row = self._table.row(item)
            self._count += 1
            if self._text is not None:
                self._text.write(_csv_line(row))
            if self._parquet is not None:
                self._parquet.put(row)

    def parts(self) -> Iterator[Part]:
        columns = tuple(_named(c) for c in self._table.all_columns())
        return (Part(path, self._count, columns) for path in self._paths.values())


@contextmanager
def _rows(table: Table, folder: Path, forms: Sequence[str]) -> Iterator[_Rows]:
    with ExitStack() as stack:
        yield _Rows(table, folder, forms, stack)


def _csv_line(row: Sequence[object]) -> str:
    _, line = csv_table((), [[ours.cell(v) for v in row]])
    return f"{line}\n"


def _named(column: ours.Column) -> Column:
    return Column(column.name, column.meaning)
