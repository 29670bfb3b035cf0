"""Settings: each happening takes its place and time from its sentence, else from the story before it."""

import json
import os
from datetime import date
from pathlib import Path

import pytest
from compact import read_of

PUBLISHED = date(2025, 2, 22)
GOLD = Path(os.environ.get("TOCSIN_GOLD") or Path(__file__).parents[3] / "shared" / "gold")


@pytest.mark.golden("setting.txt")
def test_setting_golden(given_, expected, tools):
    mentions = read_of(given_, tools, published=PUBLISHED).mentions
    found = [(m.trigger.text, m.place and m.place.name, m.time and str(m.time.start), m.reasons) for m in mentions]
    for line in expected:
        trigger, place, day = (part.strip() for part in line.split("|"))
        fit = [f for f in found if trigger in f[0] and (place in (f[1] or "-")) and day == (f[2] or "-")]
        assert fit, f"nothing fits {line!r} in {found}"


def test_the_dateline_is_no_place(tools):
    text = "NAIROBI, Kenya — Rebels attacked a convoy on Friday."
    (mention,) = [m for m in read_of(text, tools, published=PUBLISHED).mentions if m.type == "ASSAULT"]
    assert mention.place is None


def test_eastern_congo_has_a_point_of_its_own(tools):
    (mention,) = read_of("Rebels killed 12 people in eastern Congo.", tools, published=PUBLISHED).mentions
    assert mention.place is not None
    assert (mention.place.lat, mention.place.lon) == (-1.7, 28.9)


def test_place_and_time_are_told_in_the_reasons(tools):
    text = "Protesters marched through Nairobi on Friday. Police arrested 12 people."
    arrest = read_of(text, tools, published=PUBLISHED).mentions[-1]
    assert "place:of the happening before" in arrest.reasons
    assert "time:day of the happening before" in arrest.reasons


def test_what_has_not_happened_takes_no_day_from_the_story(tools):
    text = "Protesters marched through Nairobi on Friday. Police may arrest the organizers."
    assert read_of(text, tools, published=PUBLISHED).mentions[-1].time is None


@pytest.mark.skipif(not (GOLD / "seed").is_dir(), reason=f"no gold at {GOLD}; set TOCSIN_GOLD to its folder")
def test_seed_places_and_dates_are_right(tools):
    (file,) = sorted((GOLD / "seed" / "docs").glob("*.json"))
    document = json.loads(file.read_text(encoding="utf-8"))
    published = date.fromisoformat(document["published"])
    mentions = read_of(document["text"], tools, published=published).mentions
    (gold,) = sorted((GOLD / "seed" / "gold").glob("*.json"))
    for event in json.loads(gold.read_text(encoding="utf-8"))["events"]:
        same = [m for m in mentions if m.type == event["type"] and m.mode == event["mode"]]
        if event["place"] and same:
            off = [abs(m.place.lat - event["place"]["lat"]) for m in same if m.place is not None]
            assert min(off, default=90) < 0.3, event["trigger"]
        if event["date"] and same:
            assert any(m.time and str(m.time.start) == event["date"] for m in same), event["trigger"]
