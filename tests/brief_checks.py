"""Which words of a brief are ours, and which stand in the records that a sentence is about."""

import ast
import json
import re
from datetime import date, timedelta
from pathlib import Path

import tocsin.write
from tocsin.base.dates import MONTHS, full_day
from tocsin.base.tables import table
from tocsin.write.brief_coverage import GAP, gaps
from tocsin.write.shapes import claim_dict, document_dict, incident_dict, relation_dict

FOLDER = Path(tocsin.write.__path__[0])
WORD = re.compile(r"[^\W\d_]+|\d[\d,]*")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def words(text):
    """Return the words and numbers of a text, numbers without their commas, words in small letters."""
    return [w.replace(",", "") if w[0].isdigit() else w.casefold() for w in WORD.findall(text)]


def our_words():
    """Return the words of the templates: of the tables, and of the strings in the modules, but for their docstrings."""
    found = set(words(" ".join(MONTHS)))
    for row in table("brief/sentences.tsv", columns=("clause",)):
        found |= set(words(row["clause"]))
    for path in FOLDER.glob("brief*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docs = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
                found |= set(words(node.value))
    return {w for w in found if not w[0].isdigit()}


def asked_days(material):
    """Return the numbers of the days that are asked for, and of those that end a stretch without a document."""
    read = [d.published for d in material.read if d.published]
    quiet = (day for gap in gaps(read, material.first, material.last) for day in gap)
    return {w for day in (material.first, material.last, *quiet) for w in words(full_day(day)) if w[0].isdigit()} | {
        str(GAP)
    }


def records_of(material):
    """Return what is known of each id of a material, as one text: fields, and days in words."""
    found = {}

    def put(id_, record):
        found[id_] = f"{found.get(id_, '')} {_text(record)}"

    for incident in (*material.incidents, *material.elsewhere):
        put(incident.id, incident_dict(incident))
        for claim in incident.claims:
            put(claim.id, claim_dict(claim, incident))
    for document in material.documents.values():
        put(document.id, document_dict(document))
    for relation in (*material.standing, *material.before, *material.spells):
        for step in (*relation.evidence_for, *relation.evidence_against):
            put(step.source, relation_dict(relation))
            put(step.source, [full_day(d) for d in (step.earliest, step.latest) if d])
    return found


def _text(record):
    text = json.dumps(record, ensure_ascii=False)
    days = {date.fromisoformat(d) for d in DAY.findall(text)}
    days |= {d - timedelta(days=1) for d in days}  # an end is the day after
    return f"{text} {' '.join(map(full_day, sorted(days)))}"


def unfounded(sentence, records, ours):
    """Return the words and numbers of a sentence that are neither ours, nor counted, nor in its records.

    A sentence that is about no record, such as how many there are, may tell the days that were asked for, among ``ours``.
    """
    there = set(words(" ".join(records.get(i, "") for i in sentence.about)))
    there |= {str(len(ids)) for ids in sentence.counted}
    free = ours if not sentence.about else {w for w in ours if not w[0].isdigit()}
    return [w for w in words(sentence.text) if w not in there and w not in free]
