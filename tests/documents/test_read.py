import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.base.model import Document, Skipped
from tocsin.documents.read import Result, read

STORY = "The army left the town of Kamba on Monday after two days of fighting, residents said."
HEADLINE = "Army leaves Kamba after two days"
PASTED = f"{HEADLINE}\nBy Aline Mukasa, in Kamba\n3 March 2025\n{STORY}\nRead next\nStorm hits the coast"


def read_bytes(data: bytes, **options: object) -> list[Result]:
    return list(read(["-"], stdin=io.BytesIO(data), **options))  # type: ignore[arg-type]


def one(data: bytes, **options: object) -> Document:
    (result,) = read_bytes(data, **options)
    assert isinstance(result, Document), result
    return result


def reason(data: bytes, **options: object) -> str:
    (result,) = read_bytes(data, **options)
    assert isinstance(result, Skipped), result
    return result.reason


def french(text: str) -> tuple[str, float]:
    return "fr", 0.99


def line(**fields: object) -> bytes:
    return json.dumps(fields).encode() + b"\n"


def test_json_line_fields() -> None:
    doc = one(
        line(id="a", published="2025-03-03T10:00:00Z", title="T", text=STORY, url="https://www.x.org/1", language="en")
    )
    assert (doc.id, doc.published, doc.title, doc.text) == ("a", date(2025, 3, 3), "T", STORY)
    assert (doc.url, doc.outlet, doc.language) == ("https://www.x.org/1", "x.org", "en")


@given(st.text(min_size=1).filter(str.strip), st.booleans())
def test_json_line_text_is_unchanged_and_covered(text: str, escaped: bool) -> None:
    data = json.dumps({"text": "Kamba fell. " + text}, ensure_ascii=escaped).encode() + b"\n"
    for doc in read_bytes(data):
        if isinstance(doc, Document):
            assert doc.text == "Kamba fell. " + text
            assert "".join(doc.text[r.start : r.end] for r in doc.regions) == doc.text
            assert [r.start for r in doc.regions] == [0, *(r.end for r in doc.regions)][:-1]


def test_json_lines_one_bad_line_is_named_and_the_rest_read() -> None:
    good, bad, good2 = read_bytes(line(text=STORY) + b"{broken\n" + line(text=STORY))
    assert isinstance(bad, Skipped)
    assert bad.file == "standard input, line 2"
    assert isinstance(good, Document)
    assert isinstance(good2, Document)


def test_json_lines_are_read_as_they_come() -> None:
    class Endless(io.BytesIO):
        def __next__(self) -> bytes:
            return line(text=STORY)

    results = read(["-"], stdin=Endless(line(text=STORY)))
    assert [isinstance(next(results), Document) for _ in range(3)] == [True] * 3


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ({"title": "T"}, "no text: a record needs its words in 'text'; it has title"),
        ({"text": " "}, "an empty text"),
        ({"text": 3}, "text 3"),
        ({"text": STORY, "published": "last Friday"}, "published 'last Friday' is no day; write it as YYYY-MM-DD"),
        ({"text": STORY, "published": "2025-02-30"}, "'2025-02-30' is no day"),
        ({"text": STORY, "title": ["T"]}, "title ['T'] is no text"),
        ({"text": STORY, "language": "Anglais!"}, "no code"),
        ({"text": STORY, "language": "fr"}, "its language is 'fr'; only en is read"),
        ({"text": STORY + " \ud83d"}, "a broken encoding"),
        ({"text": "��� the army � left �"}, "a broken encoding"),
        ({"text": STORY * 20}, "too long for one document (at most 1,000)"),
        ({"text": "Read next\nComments"}, "no story in it"),
    ],
)
def test_bad_record_says_why(record: dict[str, object], expected: str) -> None:
    assert expected in reason(line(**record), max_chars=1000)


def test_unknown_published_takes_the_default() -> None:
    assert one(line(text=STORY, published="unknown (see text)"), published=date(2020, 1, 2)).published == date(
        2020, 1, 2
    )
    assert one(line(text=STORY)).published is None


def test_half_an_address_is_no_outlet() -> None:
    assert one(line(text=STORY, url="http://[half")).outlet is None


def test_same_content_has_the_same_id() -> None:
    assert one(line(text=STORY)).id == one(line(text=STORY, language="en")).id
    assert one(line(text=STORY)).id != one(line(text=STORY, url="https://x.org/1")).id


def test_json_array_and_object() -> None:
    records = [{"text": STORY}, 7, {"text": STORY}]
    first, second, _ = read_bytes(json.dumps(records, indent=1).encode())
    assert isinstance(first, Document)
    assert isinstance(second, Skipped)
    assert second.reason.startswith("a JSON int, not an object")
    assert one(json.dumps({"text": STORY}, indent=1).encode()).text == STORY


def test_csv_with_named_columns_and_line_breaks() -> None:
    data = f'published;text;id\n2025-03-03;"{STORY}\nSecond line.";a\n;{STORY};b\n'.encode()
    first, second = read_bytes(data, published=date(2020, 1, 1))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.text, first.published) == (f"{STORY}\nSecond line.", date(2025, 3, 3))
    assert (second.id, second.published) == ("b", date(2020, 1, 1))


def test_csv_bad_rows_are_named_and_the_rest_read() -> None:
    data = b"id,text\na,Kamba, fell\nb,Kamba \xe9 fell\nc,Kamba fell.\n"
    extra, broken, good = read_bytes(data)
    assert isinstance(extra, Skipped)
    assert isinstance(broken, Skipped)
    assert isinstance(good, Document)
    assert (extra.file, extra.reason[:7]) == ("standard input, line 2", "3 cells")
    assert "a broken encoding" in broken.reason


def test_pasted_text_tells_title_day_author_and_related() -> None:
    doc = one(PASTED.encode(), published=date(2020, 1, 1))
    assert (doc.title, doc.author, doc.published) == (
        "Army leaves Kamba after two days",
        "Aline Mukasa",
        date(2025, 3, 3),
    )
    assert doc.text == PASTED
    assert [item.text for item in doc.related] == ["Storm hits the coast"]


def test_text_under_a_header() -> None:
    header = "source: Lakes Wire\nurl: https://x.org/1\npublished: 2025-03-03\nlicence: free\ntitle: T"
    doc = one(f"{header}\n\n{STORY}\n\nMore.".encode())
    assert (doc.outlet, doc.title, doc.published, doc.text) == (
        "Lakes Wire",
        "T",
        date(2025, 3, 3),
        f"{STORY}\n\nMore.",
    )


def test_pasted_text_with_colons_is_no_header() -> None:
    text = f"Kamba: army leaves\n\n{STORY}"
    assert one(text.encode()).text == text


def test_live_page_pasted_is_left_out() -> None:
    entries = "\n".join(f"1{n}:30 GMT\n{STORY}" for n in range(6))
    assert "a live page" in reason(entries.encode())


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "an empty file"),
        (b" \n\n ", "an empty file"),
        (b"%PDF-1.7 \n", "a PDF file; HTML, text"),
        (b"abc\0def" * 50, "a binary file"),
        (b"The army left caf\xe9 Kamba on Monday.", "a broken encoding: not UTF-8"),
        (b"a" * 50_000_000, "too long for one document; split it"),
        (b"{\n broken", "no JSON"),
        (b"<html><body></body></html>", "an empty page"),
    ],
    ids=["empty", "blank", "pdf", "nul", "latin", "50 MB", "json", "page"],
)
def test_unreadable_input_says_why(data: bytes, expected: str) -> None:
    assert expected in reason(data)


def test_unread_language_is_left_out() -> None:
    assert reason(STORY.encode(), identify=french) == "its language is 'fr'; only en is read"
    assert one(STORY.encode(), identify=french, languages=frozenset({"fr"})).language == "fr"


def unsure(text: str) -> tuple[str, float]:
    return "fr", 0.5


def test_another_script_is_left_out_sooner() -> None:
    russian = "Армия покинула Камбу.".encode()
    assert reason(russian, identify=lambda text: ("ru", 0.5)) == "its language is 'ru'; only en is read"


@pytest.mark.parametrize(("identify", "text"), [(unsure, STORY), (french, "Kamba fell.")])
def test_language_is_unknown_where_it_is_not_sure(identify: Callable[[str], tuple[str, float]], text: str) -> None:
    assert one(text.encode(), identify=identify).language is None


def test_html_in_its_declared_encoding() -> None:
    page = f"<html><head><meta charset='windows-1252'></head><body><article><p>{STORY}</p><p>Caf\xe9 owners “fled”.</p>"
    page += f"<p>{STORY.replace('Kamba', 'Losa')}</p></article></body></html>"
    assert "Café owners “fled”." in one(page.encode("cp1252")).text


def test_folder_is_read_in_order_and_goes_on(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "b" / "c.jsonl").write_bytes(line(text=STORY) + line(text=STORY))
    (tmp_path / "b" / "d.png").write_bytes(b"\x89PNG\r\n\x1a\n\0")
    (tmp_path / ".hidden.txt").write_text(STORY, encoding="utf-8")
    results = list(read([tmp_path, tmp_path / "none"]))
    assert [type(r).__name__ for r in results] == ["Document", "Document", "Document", "Skipped", "Skipped"]
    assert results[-1] == Skipped(str(tmp_path / "none"), "read", "no such file or folder; check the name")


def test_standard_input_without_a_stream_says_so() -> None:
    (skipped,) = read(["-"])
    assert isinstance(skipped, Skipped)
    assert "nothing is piped in" in skipped.reason


def test_stream_stays_open() -> None:
    stream = io.BytesIO(f"id,text\na,{STORY}\n".replace("said.", "said").replace(", r", " r").encode())
    list(read(["-"], stdin=stream))
    assert not stream.closed
