import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.base.model import Document, Skipped
from tocsin.documents.credits import provider_of
from tocsin.documents.read import read

STORY = (
    "Rebels entered the town of Kamba on Monday after two days of fighting, residents said. "
    "The army said that it would retake it, and aid groups spoke of thousands of people on the roads."
)

# What a page says, {} being its story, and whom the text is credited to.
CREDITS = {
    "GOMA, Jan 27 (Reuters) - {}": "Reuters",
    "GOMA, DR Congo (AP) — {}": "AP",
    "(AFP) - {}": "AFP",
    "BEIJING, Jan. 27 (Xinhua) -- {}": "Xinhua",
    "MOSCOW, January 27. /TASS/. {}": "TASS",
    "Kinshasa, 27 January 2025 (ACP).- {}": "ACP",
    "LAGOS, Nigeria, January 27 (NAN) {}": "NAN",
    "Goma/Kinshasa (dpa) - {}": "dpa",
    "Reuters - {}": "Reuters",
    "AFP, Goma - {}": "AFP",
    "Goma, Jan 27 - AFP: {}": "AFP",
    "Kampala | AFP — {}": "AFP",
    "GOMA, Jan 27 (Kivu News Agency) - {}": "Kivu News Agency",
    "GOMA, 27 January (Great Lakes Wire) — {}": "Great Lakes Wire",
    "Rebels enter a town on the lake\nBy Agence France-Presse\n{}": "AFP",
    "Rebels enter a town on the lake\nBy AGENCE FRANCE-PRESSE\n{}": "AFP",
    "Rebels enter a town on the lake\nBy Jane Doe, Associated Press\n{}": "AP",
    "{}\nSource: Anadolu Agency": "Anadolu",
    "{}\nSource: Xinhua | 2025-01-27 | Editor: huaxia": "Xinhua",
    "{}\nSource: Radio Okapi": "Radio Okapi",
    "{}\nThis story was originally published by The New Humanitarian": "The New Humanitarian",
    "{}\nReporting by Reuters": "Reuters",
    "{}\nReporting by Jane Doe\nAdditional reporting by AFP and Reuters": "AFP",
    "{} (AFP)": "AFP",
    "{}\n(AFP)": "AFP",
    "{} — Reuters": "Reuters",
    "{} (NAN) (www.nannews.ng)": "NAN",
    "{} (France 24)": "France 24",
    "{}\nwith AP": "AP",
    "{}\nwith AFP, Reuters": "AFP",
    "{}\nWith files from The Canadian Press": "The Canadian Press",
    "{}\n— With reporting from Agence Congolaise de Presse in Kinshasa": "ACP",
    "{}\nAFP contributed to this report.": "AFP",
    "{} The Associated Press and Reuters contributed to this report.": "AP",
    "{}\nSome information for this report came from Reuters and AFP.": "Reuters",
    "{}\nMaterial from Reuters was used in this report.": "Reuters",
    "{}\nThis report includes information from AFP.": "AFP",
    "{}\n© 2025 AFP": "AFP",
}

NO_CREDITS = [
    "{}",
    "GOMA (DRC) – {}",
    "GOMA (DR Congo) — {}",
    "GOMA, Feb. 3 (GLW) — {}",
    "Rebels enter a town on the lake\nBy Jane Doe\n{}",
    "{}\nReporting by Jane Doe; Editing by Joe Bloggs",
    "Rebels took the town, Reuters reported. {}",
    "“We left,” he told the AFP news agency (AFP) yesterday. {}",
    "{}\nAgence France-Presse reported that more had fled on Tuesday.",
    "{} The news agency AFP counted ten bodies in the street.",
    "{}\nPhoto: AFP",
    "{}\nImage source, Reuters",
    "{}\nGetty Images/AFP",
    "{}\nJane Doe contributed to this report.",
    "{}\nFrom agencies",
    "{}\nThis article was first published on January 27.",
    "{} (Jane Doe, The Herald)",
    "{} (See the map below.)",
    "Ana - the storm of the year - has reached the coast of the island. {}",
]


def read_one(data: bytes) -> Document:
    (found,) = read(["-"], stdin=io.BytesIO(data))
    assert isinstance(found, Document), found
    return found


@pytest.mark.parametrize(("page", "provider"), CREDITS.items())
def test_credit_names_the_provider(page: str, provider: str) -> None:
    text = page.replace("{}", STORY)
    found = read_one(text.encode())
    assert found.provider == provider
    assert found.text == text


@pytest.mark.parametrize("page", NO_CREDITS)
def test_what_is_no_credit_names_nobody(page: str) -> None:
    assert read_one(page.replace("{}", STORY).encode()).provider is None


@pytest.mark.parametrize("page", ["GOMA, Jan 27 (Reuters) - {}", "{}\nSource: Reuters", "{} (Reuters)"])
def test_all_forms_of_input_have_a_provider(page: str) -> None:
    text = page.replace("{}", STORY)
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    html = (
        f"<html><head><title>Rebels enter a town</title></head><body><article><h1>Rebels enter a town</h1>{paragraphs}"
    )
    forms = [
        text.encode(),
        json.dumps({"text": text}).encode(),
        f'title,text\nRebels enter,"{text}"\n'.encode(),
        f"title: Rebels enter\npublished: 2025-01-27\n\n{text}".encode(),
        f"{html}</article></body></html>".encode(),
    ]
    assert {read_one(form).provider for form in forms} == {"Reuters"}


def test_author_of_a_record_may_be_an_agency() -> None:
    assert read_one(json.dumps({"text": STORY, "author": "Jane Doe, AFP"}).encode()).provider == "AFP"
    assert read_one(json.dumps({"text": STORY, "author": "Jane Doe"}).encode()).provider is None


def test_an_agency_s_own_pages_are_its_own() -> None:
    by_outlet = provider_of(Document("a", STORY, outlet="Anadolu Agency"))
    by_address = provider_of(Document("a", STORY, outlet="reuters.com", url="https://www.reuters.com/world/1"))
    assert by_outlet
    assert by_address
    assert (by_outlet.provider, by_outlet.basis) == ("Anadolu", "outlet")
    assert by_address.provider == "Reuters"
    assert provider_of(Document("a", STORY, outlet="Valley Herald", url="https://herald.example/1")) is None


def test_a_credit_goes_before_the_outlet() -> None:
    found = provider_of(Document("a", f"KAMBA (AFP) - {STORY}", outlet="Valley News Agency"))
    assert found
    assert (found.provider, found.basis) == ("AFP", "dateline")


@given(st.text(max_size=120))
def test_any_text_is_read_without_harm(text: str) -> None:
    found = provider_of(Document("a", text))
    assert found is None or (found.provider and found.words and found.basis)


def test_no_line_is_slow() -> None:
    # A pattern that tries all partings of these would take hours.
    for line in ("Goma, " * 4000, "A and " * 4000, "(" * 4000, "with reporting from " * 2000, "AFP - " * 3000):
        assert not isinstance(read_one(f"{STORY}\n{line}{STORY}".encode()), Skipped)
