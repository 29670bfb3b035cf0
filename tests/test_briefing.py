import errno
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from brief_checks import asked_days, our_words, records_of, unfounded
from typer.testing import CliRunner

from tocsin.base.errors import BadInput
from tocsin.base.incidents import Effect, IncidentStatus, RelationStatus
from tocsin.base.model import Stance, Status
from tocsin.base.relations import RelationKind
from tocsin.briefing import brief, gather, is_told_by
from tocsin.cli import app
from tocsin.record import open_record
from tocsin.write.brief import brief_of
from tocsin.write.brief_events import full_item
from tocsin.write.brief_html import brief_html
from tocsin.write.brief_markdown import brief_markdown
from tocsin.write.brief_parts import Picture
from tocsin.write.brief_tolls import said_counts

SINCE = date(2025, 1, 20)


@pytest.fixture(scope="module")
def material(small_store):
    with open_record(small_store, create=False) as record:
        return gather(record, place="COD", since=SINCE)


@pytest.fixture(scope="module")
def made(material):
    return brief_of(material)


def all_sections(sections):
    for section in sections:
        yield section
        yield from all_sections(section.parts)


def all_sentences(brief):
    for section in all_sections(brief.sections):
        yield from section.intro
        for item in section.items:
            yield from item.sentences
        for table in section.tables:
            for row in table.rows:
                yield from row


def section(brief, heading):
    return next(s for s in all_sections(brief.sections) if s.heading.startswith(heading))


def test_every_name_and_number_stands_in_the_records_that_a_sentence_is_about(made, material):
    ours, records = our_words() | asked_days(material), records_of(material)
    found = {s.text: wrong for s in all_sentences(made) if (wrong := unfounded(s, records, ours))}
    assert found == {}


def test_checker_finds_an_invented_number_and_an_invented_name(made, material):
    sentence = next(s for s in all_sentences(made) if "Goma" in s.text and s.about)
    bad = replace(sentence, text=f"{sentence.text} Zanzibar: 4711.")
    assert unfounded(bad, records_of(material), our_words()) == ["zanzibar", "4711"]


def test_every_note_quotes_words_of_its_document(made):
    cites = {c for s in all_sentences(made) for c in s.cites}
    assert cites
    for cite in cites:
        text = " ".join(made.documents[cite.document].text.split())
        assert cite.quote in text


def test_every_item_and_every_row_has_a_source(made):
    for part in all_sections(made.sections):
        for item in part.items:
            assert any(s.cites or s.counted for s in item.sentences), item
        for table in part.tables:
            assert all(any(c.cites or c.counted for c in row) for row in table.rows), table.caption


def test_head_tells_scope_and_freshness(made, material):
    facts = {name: s.text for name, s in made.facts}
    assert made.title == "Situation report: Democratic Republic of the Congo"
    assert facts["Area"] == "The Democratic Republic of the Congo and its parts"
    assert facts["Record last changed"] == "1 May 2025, 00:00 UTC"
    last = max(d.published for d in material.read)
    assert str(last.day) in facts["Latest document"]


def test_parts_come_in_their_order(made):
    assert [s.heading for s in made.sections] == [
        "At a glance", "What changed", "By area", "Casualties and displacement", "Claims and denials",
        "Called for, threatened, announced", "How things stand", "What was read",
    ]  # fmt: skip


def test_toll_has_who_says_it_and_when(made):
    found = {row[1].text: row[2].text for row in section(made, "Casualties").tables[0].rows}
    told = next(words for toll, words in found.items() if toll.endswith("at least 700"))
    assert told.startswith("The United Nations: at least 700, 1 February 2025")
    assert "Continental Wire" in found["9"]


def test_denial_names_who_denies_and_since_when(made):
    rows = section(made, "Claims and denials").tables[0].rows
    denied = [row[2].text for row in rows]
    assert any(re.search(r"Muyaya.*, since 28 January 2025", text) for text in denied)


def test_incident_stands_in_full_once(made):
    top = [i.id for i in section(made, "What changed").items]
    below = [i.id for s in section(made, "By area").parts for i in s.items]
    assert len(set(top)) == len(top)
    assert not set(top) & set(below)


def test_standing_is_that_of_the_last_day(made, material):
    held = {row[0].text: row[1].text for row in section(made, "Who holds what").tables[0].rows}
    holds = {r.place.name for r in material.standing if r.kind is RelationKind.CONTROLS}
    assert set(held) == holds
    assert "Bukavu" in held


def test_same_record_gives_the_same_brief(material, made):
    assert brief_html(brief_of(material)) == brief_html(made)
    assert brief_markdown(brief_of(material)) == brief_markdown(made)


def test_notes_are_numbered_in_the_order_of_the_text_and_none_is_missing(made):
    page = brief_html(made)
    cited = [int(n) for n in re.findall(r'href="#n(\d+)"', page)]
    notes = [int(n) for n in re.findall(r'<li id="n(\d+)"', page)]
    assert notes == list(range(1, len(notes) + 1))
    assert set(cited) == set(notes)
    text = brief_markdown(made)
    assert {int(n) for n in re.findall(r"\[\^(\d+)\](?!:)", text)} == {
        int(n) for n in re.findall(r"^\[\^(\d+)\]:", text, re.M)
    }


def test_page_asks_for_nothing_from_elsewhere(made):
    page = brief_html(made)
    assert not re.search(r"<(?:script|link|img|iframe)\b|@import|url\(", page)


def test_pictures_are_inlined_in_html_and_files_beside_markdown(material):
    picture = Picture("map", "Where", '<svg xmlns="http://www.w3.org/2000/svg"><title>Where</title></svg>')
    made = brief_of(replace(material, pictures=(picture,)))
    assert picture.svg in brief_html(made)
    assert "![Where](map.svg)" in brief_markdown(made)
    assert "![Where](Goma%20in%20May-map.svg)" in brief_markdown(made, prefix="Goma in May-")


def test_province_and_town_make_briefs_too(small_store):
    with open_record(small_store, create=False) as record:
        province = brief(record, place="North Kivu", since=SINCE)
        town = brief(record, place="Goma", since=SINCE, until=date(2025, 2, 1))
    assert province.title == "Situation report: North Kivu"
    assert town.subtitle == "20 to 31 January 2025"


def test_place_without_news_makes_a_brief_that_says_so(small_store):
    with open_record(small_store, create=False) as record:
        made = brief(record, place="Iceland", since=SINCE)
    assert "Nothing is told" in brief_markdown(made)


def test_period_without_a_day_is_refused(small_store):
    with open_record(small_store, create=False) as record, pytest.raises(BadInput, match="has no day"):
        brief(record, place="COD", since=SINCE, until=SINCE)


def test_command_writes_the_form_that_the_file_name_asks_for(small_store, tmp_path):
    def run(*words):
        return CliRunner().invoke(app, ["brief", "--place", "COD", "--store", str(small_store), *map(str, words)])

    assert run("--since", SINCE, "--to", tmp_path / "b.html").exit_code == 0
    assert (tmp_path / "b.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    shown = run("--since", SINCE)
    assert shown.output.startswith("# Situation report")
    assert run("--since", "soon").exit_code == 2


def test_what_is_only_denied_stands_as_a_denial_and_never_as_a_happening(material):
    denied = next(i for i in material.incidents if i.told is Status.ASSERTED and i.claims and i.place)
    act = next(c for c in denied.claims if c.field == "act")
    corrected = replace(denied, claims=(replace(act, stance=Stance.DENIES),), origins=0)
    made = brief_of(replace(material, incidents=[corrected], elsewhere=[]))
    assert section(made, "At a glance").intro[0].text == "Nothing is told as having happened here in the period."
    assert not section(made, "What changed").items
    assert len(section(made, "Claims and denials").tables[0].rows) == 1


def test_briefs_in_one_folder_have_pictures_of_their_own(small_store, tmp_path):
    for place in ("COD", "Goma"):
        words = ["brief", "--place", place, "--since", "2025-01-20", "--to", tmp_path / f"{place}.md"]
        assert CliRunner().invoke(app, [*map(str, words), "--store", str(small_store)]).exit_code == 0
        text = (tmp_path / f"{place}.md").read_text(encoding="utf-8")
        pictures = re.findall(r"!\[.*?\]\((.*?)\)", text)
        assert pictures
        for name in pictures:
            title = re.search("<title[^>]*>(.*?)</title>", (tmp_path / name).read_text(encoding="utf-8"))
            assert name.startswith(f"{place}-")
            assert title
    assert "Where it happened: Goma" in (tmp_path / "Goma-map.svg").read_text(encoding="utf-8")
    assert "Where it happened: Goma" not in (tmp_path / "COD-map.svg").read_text(encoding="utf-8")


def test_brief_that_cannot_be_written_ends_with_a_sentence(small_store, tmp_path):
    to = tmp_path / "none" / "b.md"
    words = ["brief", "--place", "COD", "--since", "2025-01-20", "--to", str(to), "--store", str(small_store)]
    told = CliRunner().invoke(app, words)
    assert told.exit_code == 2
    assert "cannot be written: no such file or directory" in told.stderr


def test_what_is_disputed_is_only_said_at_a_glance_too(material):
    hold = next(r for r in material.spells if r.from_earliest and material.first <= r.from_earliest <= material.last)
    disputed = replace(hold, status=RelationStatus.DISPUTED, place=replace(hold.place, name="Sake"))
    firm = replace(hold, status=RelationStatus.CORROBORATED)
    made = brief_of(replace(material, spells=[firm, disputed]))
    texts = [s.text for i in section(made, "At a glance").items for s in i.sentences]
    assert any(
        t.endswith(f"came to hold {hold.place.name}, and is said to have come to hold Sake, which is disputed.")
        for t in texts
    )


def test_place_without_news_has_no_empty_heading(small_store):
    with open_record(small_store, create=False) as record:
        text = brief_markdown(brief(record, place="Iceland", since=date(2030, 1, 1), until=date(2030, 2, 1)))
    lines = [line for line in text.splitlines() if line]
    after = pairwise([*lines, "# the end"])
    empty = [a for a, b in after if _depth(a) and _depth(b) and _depth(b) <= _depth(a)]
    assert empty == []
    assert "No document of the period has a denial" not in text


def _depth(line):
    return len(line) - len(line.lstrip("#"))


def test_a_rumour_that_is_dismissed_begins_no_hold_before_it_came_true(material):
    hold = next(r for r in material.spells if r.evidence_for and r.evidence_for[0].latest)
    first = replace(hold.evidence_for[0], latest=date(2025, 2, 1))
    true = replace(first, latest=date(2025, 2, 14), evidence=replace(first.evidence, text="It fell on Friday."))
    rumoured = replace(hold, evidence_for=(first, true))
    denials = frozenset({(first.documents[0], first.evidence.text)})
    assert is_told_by(rumoured, date(2025, 2, 2), frozenset())
    assert not is_told_by(rumoured, date(2025, 2, 2), denials)
    assert is_told_by(rumoured, date(2025, 2, 14), denials)
    assert is_told_by(replace(hold, evidence_for=()), date(2025, 2, 2), denials)


def test_a_period_after_the_last_document_says_that_nothing_is_newer(small_store):
    with open_record(small_store, create=False) as record:
        newest = max(d.published for d in record.documents() if d.published)
        text = brief_markdown(brief(record, place="COD", since=date(2030, 1, 1), until=date(2030, 2, 1)))
        before = brief_markdown(brief(record, place="COD", since=SINCE, until=newest))
    words = f"{newest.day} {newest:%B %Y}"
    assert f"No document is newer than {words}." in text
    assert f"Latest document: none in the period; the newest of the record is of {words}" in text
    assert "No document is newer" not in before


def test_a_hold_that_only_its_end_tells_of_is_inferred_and_not_denied(material):
    hold = next(r for r in material.standing if r.kind is RelationKind.CONTROLS and r.evidence_for)
    lost = replace(hold.evidence_for[0], effect=Effect.CLOSES, origins=("The Kivu Post",))
    only_lost = replace(hold, evidence_for=(), evidence_against=(lost,))
    also_lost = replace(hold, evidence_against=(lost,))
    for relation, words in ((only_lost, "inferred: told only by"), (also_lost, "its end is reported by The Kivu Post")):
        made = brief_of(replace(material, standing=[relation]))
        attested = section(made, "Who holds what").tables[0].rows[0][3].text
        assert words in attested
        assert "0 origins" not in attested
        assert "denial" not in attested


def test_a_brief_that_meets_a_full_disk_leaves_nothing(small_store, tmp_path, monkeypatch):
    written = Path.write_text

    def full(path, text, **more):
        if path.suffix == ".svg":
            raise OSError(errno.ENOSPC, "No space left on device")
        return written(path, text, **more)

    monkeypatch.setattr(Path, "write_text", full)
    words = ["brief", "--place", "COD", "--since", "2025-01-20", "--to", str(tmp_path / "b.md")]
    told = CliRunner().invoke(app, [*words, "--store", str(small_store)])
    assert "no space left on device. Nothing was kept" in told.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_is_disputed_for_its_numbers_alone_says_so(material):
    given = next(i for i in material.incidents if i.told is Status.ASSERTED and said_counts(i, "killed"))
    claims = tuple(c for c in given.claims if c.stance is Stance.AFFIRMS)
    told = [replace(given, status=s, claims=claims) for s in (IncidentStatus.DISPUTED, IncidentStatus.REPORTED)]
    words = [any("exclude each other" in s.text for s in full_item(i).sentences) for i in told]
    assert words == [True, False]
    assert not any(
        "exclude" in s.text for s in full_item(replace(given, status=IncidentStatus.DISPUTED, claims=())).sentences
    )
