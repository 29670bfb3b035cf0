"""What a terminal shows of the record, whole, as in ``tests/golden/printed``; renew it with TOCSIN_RENEW=1.

Look at a renewed file before it is kept: it is what people will see.
"""

import os
from pathlib import Path

import pytest
from made import CHANGES, CLAIMS, COPY, DOCUMENT, INCIDENTS, MARCH, RELATIONS, SEIZURE
from printed import printed

from tocsin.write.claim_table import claim_table
from tocsin.write.incident_page import claim_page, document_page, incident_page, pair
from tocsin.write.incident_table import incident_table
from tocsin.write.listings import change_table, documents_table
from tocsin.write.standing_table import standing_table

FOLDER = Path(__file__).parents[1] / "golden" / "printed"
BY_ID = {i.id: i for i in INCIDENTS}
PAGES = {
    "incidents": incident_table(INCIDENTS),
    "claims": claim_table(CLAIMS, BY_ID),
    "standing": standing_table(RELATIONS),
    "documents": documents_table([DOCUMENT, COPY]),
    "changes": change_table(CHANGES),
    "incident": incident_page(SEIZURE),
    "claim": claim_page(CLAIMS[2], SEIZURE),
    "document": document_page(DOCUMENT, [(SEIZURE, SEIZURE.mentions[0])]),
    "pair": pair(SEIZURE, MARCH, 0.61, ("place:same town", "time:two days apart")),
}


@pytest.mark.parametrize("width", [80, 100, 140])
@pytest.mark.parametrize("page", PAGES)
def test_the_printed_form_is_as_it_was_looked_at(page, width):
    made = "".join(f"{line.rstrip()}\n" for line in printed(PAGES[page], width).splitlines())
    path = FOLDER / f"{page}-{width}.txt"
    if os.environ.get("TOCSIN_RENEW"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(made, encoding="utf-8")
    assert made == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [80, 100, 140])
@pytest.mark.parametrize("page", PAGES)
def test_no_line_is_wider_than_the_terminal(page, width):
    assert max(map(len, printed(PAGES[page], width).splitlines())) <= width
