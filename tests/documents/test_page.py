from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.base.model import Document, RegionKind, Skipped
from tocsin.documents.page import read_page

PAGES = Path(__file__).parent / "pages"


def page(name: str) -> Document:
    doc = read_page((PAGES / f"{name}.html").read_text(encoding="utf-8"), file=name)
    assert isinstance(doc, Document)
    return doc


def words(doc: Document, kind: RegionKind) -> list[str]:
    regions = [doc.text[r.start : r.end] for r in doc.regions if r.kind is kind]
    return [line.strip() for text in regions for line in text.split("\n") if line.strip()]


def test_wire_page_story() -> None:
    body = words(page("wire"), RegionKind.BODY)
    assert body[0] == "Soldiers leave the port of Kamba on Thursday, as shells fall on the hills behind it."
    assert body[1].startswith("KAMBA, Feb 14 (Lakes Wire) - Rebel fighters")
    assert body[-1].startswith("Foreign ministers of the region will meet on Monday")
    assert len(body) == 8


def test_wire_page_heads() -> None:
    heads = ["Rebels enter lakeside town as army pulls back", "Aid workers leave", "Neighbours accused"]
    assert words(page("wire"), RegionKind.HEAD) == heads


@pytest.mark.parametrize(
    "shown",
    [
        "We use cookies",
        "By Aline Mukasa",
        "REUTERS/Jon Doe",
        "Advertisement",
        "Reporting by",
        "Leave the first",
        "© 2025",
    ],
)
def test_wire_page_furniture_is_kept_and_marked(shown: str) -> None:
    assert any(line.startswith(shown) for line in words(page("wire"), RegionKind.FURNITURE))


def test_wire_page_metadata() -> None:
    doc = page("wire")
    assert (doc.title, doc.published, doc.author, doc.outlet, doc.url) == (
        "Rebels enter lakeside town as army pulls back",
        date(2025, 2, 14),
        "Aline Mukasa",
        "Lakes Wire",
        "https://www.lakeswire.example/africa/rebels-enter-town-2025-02-14/",
    )


def test_wire_page_teasers_are_related_items_with_their_addresses() -> None:
    related = page("wire").related
    assert [item.text for item in related][1:] == [
        "Minister resigns over secret payments to port company",
        "Floods kill at least nine people in the northern hills",
    ]
    assert related[0].url == "https://www.lakeswire.example/africa/talks-collapse-2025-02-10/"


def test_broadcaster_page_keeps_caption_and_first_paragraph() -> None:
    body = words(page("broadcaster"), RegionKind.BODY)
    assert body[0] == "Supporters had waited outside the court since the early morning"
    assert body[1].startswith("A court in Valdia has freed the opposition leader")
    assert body[-1] == "The government rejects accusations that it had ordered the arrest."


def test_broadcaster_page_drops_what_is_not_shown() -> None:
    assert "Skip to content" not in page("broadcaster").text


def test_blog_page_breaks_lines_and_marks_pointers() -> None:
    doc = page("blog")
    assert len(words(doc, RegionKind.BODY)) == 4
    assert words(doc, RegionKind.TEASER)[0] == "READ ALSO: Families pay ransom for pupils held since April"
    assert doc.outlet == "savannapost.example"
    assert doc.published == date(2023, 6, 17)


def test_page_without_paragraph_elements_keeps_its_story() -> None:
    body = words(page("divs"), RegionKind.BODY)
    assert len(body) == 10
    assert body[0].startswith("Opposition calls for early elections")
    assert body[-1].startswith("Parliament is to debate a motion")


PARTS = st.sampled_from(
    [
        "<p>The army left the town of Kamba on Monday after two days of fighting.</p>",
        "<a href='http://[half'>Storm leaves thousands without power</a>",
        "<article>",
        "</article>",
        "<h2>Head",
        "<figure><figcaption>A soldier stands at a checkpoint near Kamba.",
        "<li>Short.",
        "<br>",
        "<table><tr><td>x",
        "<!-- c -->",
        "<div class=related id=>",
        "</div>",
        "text",
        "<meta property='article:published_time' content='soon'>",
        "<link rel=canonical href='//['>",
        "<svg><title>x</title></svg>",
    ]
)


@settings(deadline=None, max_examples=60)
@given(st.lists(PARTS, max_size=12).map("".join))
def test_any_page_is_read_or_left_out_with_a_reason(html: str) -> None:
    result = read_page("<html><body>" + html, file="x")
    if isinstance(result, Document):
        assert "".join(result.text[r.start : r.end] for r in result.regions) == result.text
    else:
        assert result.reason


@pytest.mark.parametrize("name", ["wire", "broadcaster", "blog", "divs"])
def test_regions_cover_the_page(name: str) -> None:
    doc = page(name)
    assert "".join(doc.text[r.start : r.end] for r in doc.regions) == doc.text


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ((PAGES / "front.html").read_text(encoding="utf-8"), "lists several stories"),
        ((PAGES / "live.html").read_text(encoding="utf-8"), "a live page"),
        ("<html><body><script>var a = 1</script></body></html>", "no text is shown"),
        ("<!-- nothing -->", "an empty page"),
        ("<html><body><h1>Log in</h1><form><label>Name</label><input></form></body></html>", "no story found"),
    ],
    ids=["front", "live", "script", "comment", "login"],
)
def test_page_without_one_story_says_why(html: str, reason: str) -> None:
    skipped = read_page(html, file="x.html")
    assert isinstance(skipped, Skipped)
    assert reason in skipped.reason


def test_published_default_only_where_the_page_names_none() -> None:
    text = (PAGES / "wire.html").read_text(encoding="utf-8")
    told = read_page(text, file="x", published=date(2020, 1, 1))
    bare = "<html><body><article>" + "<p>The army left the town on Monday after two days of fighting.</p>" * 1
    bare += "<p>Residents said that soldiers had burned the market before they went.</p>" + "</article></body></html>"
    untold = read_page(bare, file="x", published=date(2020, 1, 1))
    assert isinstance(told, Document)
    assert isinstance(untold, Document)
    assert (told.published, untold.published) == (date(2025, 2, 14), date(2020, 1, 1))
