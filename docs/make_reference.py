"""Write docs/reference from the command line's own help and the tables' own columns.

Run it after changing a command or a table: python docs/make_reference.py
Run it with --check to learn whether the pages are up to date, without writing.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from importlib.resources.abc import Traversable
from inspect import Parameter, cleandoc, isfunction, signature
from pathlib import Path
from types import NoneType
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

import typer

from tocsin.asking import Wanted
from tocsin.base.found import Added, Dossier, Found
from tocsin.base.incidents import Claim, Incident, Member, Relation, Step
from tocsin.base.model import Actor, Count, Document, EventMention, EventPlace, Status
from tocsin.base.plain import plain
from tocsin.base.provenance import Change, Judgement
from tocsin.base.table_keys import LEADERS, LEXICON, shape_of
from tocsin.base.table_keys import SHAPES as KEYED
from tocsin.base.tables import data_folder, read_table
from tocsin.cli import app
from tocsin.exporting import SHAPES
from tocsin.record import Record, open_record
from tocsin.web.api.document import BASE, openapi
from tocsin.web.api.page import PROBLEMS, allowed
from tocsin.web.api.parameters import FILTERS, PAGED, PARAMETERS
from tocsin.web.forms.makers import MAKERS
from tocsin.web.mcp.server import make_server
from tocsin.write.native import CSV_COLUMNS
from tocsin.write.rows import CHANGE_COLUMNS, CLAIM_COLUMNS, DOCUMENT_COLUMNS, INCIDENT_COLUMNS, RELATION_COLUMNS
from tocsin.write.shapes import (
    change_dict,
    claim_dict,
    document_dict,
    incident_dict,
    member_dict,
    place_dict,
    relation_dict,
    time_dict,
)

T = TypeVar("T")

FOLDER = Path(__file__).parent / "reference"
NOTE = "<!-- Made by docs/make_reference.py; change the source, then run it. -->\n\n"


def pages() -> dict[str, str]:
    """Return the text of each reference page by file name."""
    return {
        "commands.md": NOTE + commands(),
        "tables.md": NOTE + tables(),
        "event-types.md": NOTE + event_types(),
        "output.md": NOTE + output(),
        "python.md": NOTE + python_api(),
        "exports.md": NOTE + exports(),
        "api.md": NOTE + web_api(),
    }


def commands() -> str:
    """Return every command with its arguments, options, allowed values and defaults."""
    parts = [f"# Commands\n\n{app.info.help}\n"]
    named = {c.name or (c.callback.__name__ if c.callback else ""): c.callback for c in app.registered_commands}
    for name, function in sorted(named.items()):
        assert function is not None
        hints = get_type_hints(function, include_extras=True)
        rows = [_parameter(p, hints[p.name]) for p in signature(function).parameters.values()]
        head = "| argument or option | values | default | meaning |\n| --- | --- | --- | --- |"
        parts.append(f"## tocsin {name}\n\n{_sentences(function.__doc__ or '')}\n\n{head}\n" + "\n".join(rows) + "\n")
    return "\n".join(parts)


def _parameter(parameter: Parameter, hint: Any) -> str:
    while get_origin(hint) is not Annotated:  # Optional around an alias
        hint = next(a for a in get_args(hint) if a is not NoneType)
    kind, info = get_args(hint)[:2]
    written = [*(info.param_decls or ()), *([info.default] if isinstance(info.default, str) else [])]
    options = [d for d in written if d.startswith("-")]
    is_option = isinstance(info, typer.models.OptionInfo)
    name = (
        ", ".join(options)
        if options
        else f"--{parameter.name.replace('_', '-')}"
        if is_option
        else info.metavar or parameter.name
    )
    has_default = parameter.default is not Parameter.empty
    default = _default(parameter.default) if has_default else "required"
    return f"| `{name}` | {_values(kind, info)} | {default} | {_cell(info.help or '')} |"


def _default(value: Any) -> str:
    return "" if value is None else f"`{getattr(value, 'value', value)}`"


def _values(kind: Any, info: Any) -> str:
    inner = [a for a in get_args(kind) if a is not NoneType]
    many = ", one or more" if get_origin(kind) is list else ""
    if NoneType in get_args(kind) and get_origin(inner[0]) is list:
        kind, inner, many = inner[0], [*get_args(inner[0])], ", any number"
    kind = inner[0] if inner else kind
    if issubclass(kind, Enum):
        return ", ".join(f"`{c.value}`" for c in kind)
    bounds = "" if info.min is None else f", {info.min} or more" if info.max is None else f", {info.min} to {info.max}"
    return f"{_KIND.get(kind, kind.__name__)}{bounds}{many}"


_KIND = {str: "text", float: "number", int: "whole number", bool: "yes or no"}


def tables() -> str:
    """Return every vocabulary table with what it holds, its columns and its number of rows."""
    parts = ["# Tables\n", "The vocabularies under `src/tocsin/data/`."]
    parts.append("They are tab-separated text with one header line; `#` starts a comment.")
    parts.append("`|` stands between several values of a cell.")
    own = "[rows of your own](../howto.md#add-your-own-groups-places-and-words)"
    parts.append(f"Under each stands whether {own} can be added.\n")
    for path, file in sorted(_tables(data_folder(), "")):
        rows = list(read_table(file, columns=()))
        columns = ", ".join(f"`{c}`" for c in _header(file))
        parts.append(f"## {path}\n\n{_comment(file)}\n\nColumns: {columns}.\n\n{_own_rows(path)}\n")
        if not rows:
            parts.append("No rows.\n")
    return "\n".join(parts)


def _own_rows(name: str) -> str:
    """Return whether rows of the user's own can be added to a table, and by what a row is told from others."""
    shape = shape_of(name)
    if shape is None:
        return "Fixed: a table of yours by this name is refused."
    *first, last = (f"each of `{c}`" if c == shape.many else f"`{c}`" for c in shape.key)
    key = f"{', '.join(first)} and {last}" if first else last
    told = [f"Your own rows can be added; a row is told by {key}."]
    if shape.also:
        told.append(f"Rows of one key may differ in {', '.join(f'`{c}`' for c in shape.also)}.")
    shared = [n for n in KEYED if shape.group and KEYED[n].group == shape.group and n != name]
    if shape is LEXICON:
        told.append("The key is one for the tables of all types.")
    elif shared:
        told.append(f"The key is one with that of {', '.join(f'`{n}`' for n in shared)}.")
    if shape is KEYED["actors/leaders_1.tsv"]:
        told.append(f"Yours may be called `{LEADERS}`.")
    return " ".join(told)


def _tables(folder: Traversable, above: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        path = f"{above}{entry.name}"
        if entry.is_dir():
            yield from _tables(entry, f"{path}/")
        elif path.endswith(".tsv"):
            yield path, entry


def _header(file: Traversable) -> list[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return next((line for line in lines if line.strip() and not line.startswith("#")), "").split("\t")


def _comment(file: Traversable) -> str:
    """Return the comment at the top of a table, up to its header or its first other line."""
    found: list[str] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            break
        found.append(line.lstrip("# ").rstrip())
    return _escape("\n".join(line for line in found if not line.startswith("---")))


def event_types() -> str:
    """Return the event types and modes with their codes and meanings."""
    parts = ["# Event types and modes\n", "From `data/ontology.tsv`."]
    parts.append("Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.")
    parts.append("Intensity runs from -10 (conflict) to +10 (cooperation).\n")
    parts.append("| type | mode | quad | intensity | CAMEO | meaning |\n| --- | --- | --- | --- | --- | --- |")
    columns = ("type", "mode", "quad", "intensity", "cameo", "meaning")
    for row in read_table(data_folder() / "ontology.tsv", columns=columns):
        cells = [row[c] for c in columns]
        parts.append("| " + " | ".join(_cell(c) for c in cells) + " |")
    return "\n".join(parts) + "\n"


def output() -> str:
    """Return the names of the fields of JSON lines and of the columns of CSV, shape by shape."""
    statuses = ", ".join(f"`{s.value}`" for s in Status)
    parts = [f"# Output\n\n{_sentences(EventMention.__doc__ or '')}\n\nA status is one of {statuses}.\n"]
    parts.append(_names("Fields of a mention in JSON lines", [f.name for f in fields(EventMention)]))
    parts.append(_names("Columns of a mention in CSV", CSV_COLUMNS))
    for title, doc, names, columns in _kept():
        parts.append(f"## {title}\n\n{_sentences(doc)}\n")
        parts.append(_names("Fields in JSON lines", names, level=3))
        if columns:
            parts.append(_names("Columns of CSV", columns, level=3))
    parts.append("## Parts that recur in JSON lines\n\nDays are `YYYY-MM-DD`; `null` means unknown.\n")
    parts.append("| part | fields |\n| --- | --- |\n" + "\n".join(_recurring()) + "\n")
    return "\n".join(parts)


def _recurring() -> Iterator[str]:
    """Yield rows of a table: each part of the shapes with its fields, as an empty record writes them."""
    some_day = date(2025, 2, 16)
    incident = replace(_blank(Incident), start=some_day)
    relation = relation_dict(replace(_blank(Relation), until_latest=some_day, evidence_for=(_blank(Step),)))
    shapes = {
        "`actors`, `recipients`, `speaker`, `subject`, `object`": plain(_blank(Actor)),
        "`place`": place_dict(_blank(EventPlace)),
        "`time`: from `start` up to, not including, `end`": time_dict(incident),
        "each of `counts`, and `count` of a claim": plain(_blank(Count)),
        "`from`, `until`: the first and the last day that it may have been": relation["until"],
        "each of `evidence_for`, `evidence_against`": relation["evidence_for"][0],
        "`what` of a claim that something happened": claim_dict(replace(_blank(Claim), field="act"), incident)["what"],
    }
    for part, shape in shapes.items():
        yield f"| {part} | {', '.join(f'`{n}`' for n in shape)} |"


def _names(title: str, names: Iterable[str], *, level: int = 2) -> str:
    return f"{'#' * level} {title}\n\n" + "\n".join(f"- `{n}`" for n in names) + "\n"


def _kept() -> Iterator[tuple[str, str, list[str], Iterable[str]]]:
    """Yield the shapes of the record: title, meaning, fields as an empty record writes them, columns."""
    incident, claim, relation, change = (_blank(kind) for kind in (Incident, Claim, Relation, Change))
    told = member_dict(_blank(Member))
    yield "A document", Document.__doc__ or "", list(document_dict(_blank(Document))), DOCUMENT_COLUMNS
    yield "An incident", Incident.__doc__ or "", list(incident_dict(incident)), INCIDENT_COLUMNS
    yield "A mention of an incident", Member.__doc__ or "", list(told), ()
    yield "A claim", Claim.__doc__ or "", list(claim_dict(claim, None)), CLAIM_COLUMNS
    yield "A standing relation", Relation.__doc__ or "", list(relation_dict(relation)), RELATION_COLUMNS
    yield "A change", Change.__doc__ or "", list(change_dict(change)), CHANGE_COLUMNS


def _blank(kind: type[T]) -> T:
    """Return a record of a kind with nothing known, to see under which names it is written."""
    return kind(**{name: _nothing(hint) for name, hint in get_type_hints(kind).items()})


def _nothing(hint: Any) -> Any:
    if NoneType in get_args(hint):
        return None
    if get_origin(hint) is tuple:
        return ()
    if issubclass(hint, Enum):
        return next(iter(hint))
    if hint in (date, datetime):
        return hint.min
    return _blank(hint) if is_dataclass(hint) else hint()


def python_api() -> str:
    """Return the functions of the record with their docstrings, the filters, and the records that they return."""
    parts = ["# Python API\n\nThe record that a store holds, asked and added to from Python: `tocsin.record`."]
    parts.append("[How to](../howto.md#use-it-from-python) has examples that run.\n")
    parts.append(f"## open_record\n\n{_function(open_record)}\n## Record\n\n{_sentences(Record.__doc__ or '')}\n")
    found = (
        pair for kind in reversed(Record.__mro__) for pair in vars(kind).items()
    )  # what it asks, then what it changes
    methods = {n: m for n, m in found if isfunction(m) and not n.startswith("_")}
    parts += [f"### Record.{name}\n\n{_function(method)}" for name, method in methods.items()]
    parts.append(f"## Filters\n\n{_sentences(Wanted.__doc__ or '')}\n")
    parts.append("\n".join(f"- `{n}`: {_hint(h)}" for n, h in Wanted.__annotations__.items()) + "\n")
    parts.append("## What is returned\n\nRecords are frozen dataclasses; `None` means unknown.\n")
    for kind in (Added, Incident, Member, Claim, Relation, Step, Change, Judgement, Found, Dossier, Document):
        names = ", ".join(f"`{f.name}`" for f in fields(kind))
        parts.append(f"### {kind.__name__}\n\n{_sentences(kind.__doc__ or '')}\n\nFields: {names}.\n")
    return "\n".join(parts)


def exports() -> str:
    """Return every shape of `tocsin export` with its columns, where their cells come from, and what it loses."""
    parts = ["# Shapes of exports\n\nWhat `tocsin export` writes; [how to](../howto.md#give-it-to-other-programs)."]
    parts.append("The crosswalks between codes are [tables](tables.md) under `exports/`.\n")
    for shape in SHAPES.values():
        parts.append(f"## {shape.name}\n\n{shape.form[0].upper()}{shape.form[1:]}; version {shape.version}.")
        parts.append(f"{shape.notice}\n\n| column | what it says |\n| --- | --- |")
        parts.append("\n".join(f"| `{c.name}` | {_cell(c.meaning)} |" for c in shape.columns) + "\n")
        parts.append("What it loses:\n\n" + "\n".join(f"- {_escape(loss)}" for loss in shape.losses) + "\n")
    return "\n".join(parts)


def web_api() -> str:
    """Return every address of the API with its parameters and answer, the schemas, the problems, the forms and MCP."""
    told = openapi()
    parts = [f"# API\n\n{told['info']['description']}\n\n[How to](../howto.md#ask-it-from-a-program) has examples."]
    parts.append(f"All below is made from the OpenAPI document, which the site serves at `{BASE}/openapi.json`.\n")
    parts.append("## Filters and pages\n\n" + _asked([PARAMETERS[n].openapi() for n in (*FILTERS, *PAGED)]))
    for path, methods in told["paths"].items():
        parts += [_address(path, method, operation) for method, operation in methods.items()]
    parts.append("## Schemas\n\nA schema has no other fields than these; `null` means unknown.\n")
    parts += [_schema(name, schema) for name, schema in sorted(told["components"]["schemas"].items())]
    parts.append("## Problems\n\n| kind | meaning |\n| --- | --- |")
    parts.append("\n".join(f"| `{kind}` | {_cell(text)} |" for kind, text in PROBLEMS.items()) + "\n")
    parts.append("## Forms of the views\n\nThe address of a view with the ending behind its path gives its data.\n")
    parts.append("| view | forms |\n| --- | --- |")
    parts.append("\n".join(f"| `{p}` | {', '.join(f'`.{f}`' for f in m.forms)} |" for p, m in MAKERS.items()) + "\n")
    return "\n".join([*parts, *_mcp()])


def _address(path: str, method: str, operation: Mapping[str, Any]) -> str:
    given = operation.get("parameters", ())
    own = [p for p in given if p["name"] not in (*FILTERS, *PAGED) or p.get("required")]
    shared = [f"`{p['name']}`" for p in given if p not in own]
    code, first = next(iter(operation["responses"].items()))
    schema = first.get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "").rpartition("/")[2]
    lines = [f"## {method.upper()} {path}\n\n{operation['description']}\n"]
    lines.append(f"`{operation['operationId']}` answers {code}{f' with `{schema}`' if schema else ''}.\n")
    if own:
        lines.append(_asked(own))
    if shared:
        lines.append(f"Shared: {', '.join(shared)}.\n")
    return "\n".join(lines)


def _asked(parameters: Iterable[Mapping[str, Any]]) -> str:
    head = "| parameter | values | meaning |\n| --- | --- | --- |\n"
    rows = (f"| `{p['name']}` | {_cell(allowed(p['schema']))} | {_cell(p['description'])} |" for p in parameters)
    return head + "\n".join(rows) + "\n"


def _schema(name: str, schema: Mapping[str, Any]) -> str:
    text = _sentences(schema.get("description", "")).partition("\n\n")[0]
    if "enum" in schema:
        return f"### {name}\n\n{text}\n\nOne of {', '.join(f'`{v}`' for v in schema['enum'])}.\n"
    rows = [
        f"| `{n}` | {_cell(_type(s))} | {_cell(s.get('description', ''))} |" for n, s in schema["properties"].items()
    ]
    return f"### {name}\n\n{text}\n\n| field | type | meaning |\n| --- | --- | --- |\n" + "\n".join(rows) + "\n"


def _type(schema: Mapping[str, Any]) -> str:
    """Return a schema's type in words."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " or ".join(_type(s) for s in schema["anyOf"])
    if schema.get("type") == "array":
        return f"list of {_type(schema['items'])}"
    if schema.get("type") == "object" and isinstance(schema.get("additionalProperties"), dict):
        return f"object of {_type(schema['additionalProperties'])}"
    return str(schema.get("format") or schema.get("type", "anything"))


def _mcp() -> Iterator[str]:
    """Yield the tools of the MCP server."""
    with tempfile.TemporaryDirectory() as folder, open_record(Path(folder) / "empty.db") as record:
        tools = asyncio.run(make_server(record).list_tools())
    yield "## MCP\n\nThe tools of `tocsin mcp`, and of `/mcp` on the site; they only read.\n"
    for tool in tools:
        names = ", ".join(f"`{n}`" for n in tool.input_schema["properties"])
        yield f"### {tool.name}\n\n{_sentences(tool.description or '')}\n\nArguments: {names}.\n"
    yield "Resources: `tocsin://incident/{id}` and `tocsin://document/{id}`.\n"


def _function(function: Any) -> str:
    """Return a function's signature and docstring; arguments and errors as lists."""
    called = f"{function.__name__}({', '.join(_parameters(function))})"
    lines: list[str] = []
    for line in cleandoc(function.__doc__ or "").splitlines():
        if line in ("Args:", "Raises:"):
            lines += [f"{'Arguments' if line == 'Args:' else 'Raises'}:", ""]
        elif line.startswith("    ") and not line.startswith("     "):
            name, _, meaning = line.strip().partition(": ")
            lines.append(f"- `{name}`: {meaning}")
        else:
            lines.append(line.strip() if not line.startswith("     ") else f"  {line.strip()}")
    return f"```text\n{called}\n```\n\n" + "\n".join(lines) + "\n"


def _parameters(function: Any) -> Iterator[str]:
    starred = False
    for p in signature(function).parameters.values():
        if p.name == "self":
            continue
        if p.kind is Parameter.VAR_KEYWORD:
            yield f"**{p.name}"
            continue
        if p.kind is Parameter.KEYWORD_ONLY and not starred:
            starred = True
            yield "*"
        plain = p.default in (None, True, False) or isinstance(p.default, str | int)
        yield p.name if p.default is Parameter.empty else f"{p.name}={p.default!r}" if plain else f"{p.name}=…"


def _hint(hint: Any) -> str:
    text = str(getattr(hint, "__forward_arg__", hint)).replace("|", "or")
    return text.replace("Day", "YYYY-MM-DD, a date, or None").replace("str ", "text ")


def _sentences(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines()).strip()


def _cell(text: str) -> str:
    return _escape(" ".join(text.split()))


def _escape(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def stale() -> list[str]:
    """Return the names of pages that differ from what would be written."""
    return [n for n, text in pages().items() if not (FOLDER / n).exists() or (FOLDER / n).read_text("utf-8") != text]


def main(args: list[str]) -> None:
    """Write the pages, or with ``--check`` only say which ones are stale."""
    if "--check" in args:
        if names := stale():
            sys.exit(f"out of date: {', '.join(names)}; run python docs/make_reference.py")
        return
    FOLDER.mkdir(exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
