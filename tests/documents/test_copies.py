import random
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tocsin.base.model import Document, Region, RegionKind
from tocsin.documents.copies import Signature, Stored, Traced, bands, find_copies, is_copy, signature
from tocsin.documents.wording import wording

DAY = date(2025, 1, 27)
STORY = (
    "Rebels marched into the lakeside town of Kamba before dawn on Monday, walking past shuttered shops and burnt-out trucks. "
    "Residents said the last soldiers had left during the night in boats, leaving two armoured cars at the port. "
    "\u201cWe heard shooting until about four, then nothing,\u201d said a teacher who sheltered with nine relatives in a church. "
    "The governor, who fled to the next province on Saturday, accused a neighbouring state of sending troops and drones. "
    "Its foreign minister rejected the charge and called for talks under the regional bloc. "
    "Doctors at the main hospital counted 1,200 wounded in three days and asked for blood, fuel and body bags. "
    "The United Nations said a third of the town's people had crossed the border on foot. "
    "Power lines were cut on Friday, and the pumps that draw water from the lake have stood still since. "
    "A convoy of aid lorries waits at the frontier, where guards let only ambulances through. "
    "The fall of Kamba gives the rebels the largest airport in the east and the road to the mines of Lusoro."
)
OTHER = (
    "Before sunrise the fighters took Kamba, the port on the lake that had held out for three days, and nobody stopped them. "
    "Army boats carried the garrison away overnight, people near the harbour told this newspaper by telephone. "
    "More than a thousand patients fill the wards, surgeons said, and donors of blood are sought on local radio. "
    "Foreign troops fought beside the insurgents, according to the provincial head, a claim that the neighbour dismisses. "
    "With the airfield lost, the government can no longer fly in soldiers to defend the mining district further south."
)
SENTENCES = STORY.split(". ")


def doc(name: str, text: str = STORY, **fields: object) -> Document:
    return Document(name, text, **fields)  # type: ignore[arg-type]


class Shelf:
    """What is stored, as find_copies asks for it."""

    def __init__(self) -> None:
        self.documents: dict[str, Document] = {}

    def alike(self, keys: Sequence[str]) -> list[tuple[str, date | None, bytes]]:
        made = {i: signature(d) for i, d in self.documents.items()}
        return [(i, self.documents[i].published, bytes(s)) for i, s in made.items() if set(bands(s)) & set(keys)]

    def get(self, ids: Sequence[str]) -> dict[str, Document]:
        return {i: self.documents[i] for i in ids if i in self.documents}

    def copies_of(self, ids: Sequence[str]) -> list[str]:
        return [i for i, d in self.documents.items() if d.copy_of in ids]

    def add(self, *batch: Document) -> dict[str, Traced]:
        found = {t.document: t for t in find_copies(batch, stored=Stored(self.alike, self.get, self.copies_of))}
        self.documents |= {d.id: d for d in batch}
        for i, t in found.items():
            self.documents[i] = replace(self.documents[i], copy_of=t.copy_of, origin=t.origin)
        return found


def traced(*batch: Document) -> dict[str, Traced]:
    return {t.document: t for t in find_copies(batch)}


# The words of a text


def test_wording_is_one_for_all_styles() -> None:
    one = wording("“Twelve” people died; 1,200 fled the U.S. on January 5, the mayor’s office said: 5 %.")
    other = wording('"12" people died; 1200 fled the US on jan. five, the mayor\'s office said: 5 percent.')
    assert one.words == other.words


def test_wording_knows_names_numbers_and_quotations() -> None:
    found = wording("The town of Kamba has 12 wells. They said “we left at dawn” and went.")
    assert [w for w, s in zip(found.words, found.specific, strict=True) if s] == ["kamba", "12"]
    assert [w for w, q in zip(found.words, found.quoted, strict=True) if q] == ["we", "left", "at", "dawn"]


def test_a_lost_closing_mark_ends_with_its_paragraph() -> None:
    assert not any(wording("“We left.\nThe army came.").quoted[2:])


@given(st.text(max_size=300))
def test_every_word_has_its_marks(text: str) -> None:
    found = wording(text)
    assert len(found.words) == len(found.specific) == len(found.quoted)


# Signatures and keys


def test_signature_is_of_the_story_alone() -> None:
    menu = "Home News Sport Weather\n"
    regions = (Region(0, len(menu), RegionKind.FURNITURE), Region(len(menu), len(menu) + len(STORY), RegionKind.BODY))
    assert signature(doc("a", menu + STORY, regions=regions)) == signature(doc("b"))


def test_signature_is_the_same_in_every_process() -> None:
    code = (
        "import sys; from tocsin.base.model import Document; from tocsin.documents.copies import signature;"
        "print(bytes(signature(Document('a', sys.argv[1]))).hex())"
    )
    made = subprocess.run([sys.executable, "-c", code, STORY], capture_output=True, text=True, check=True).stdout
    assert made.strip() == bytes(signature(doc("a"))).hex()


def test_signature_of_known_words_does_not_change() -> None:
    # A change here makes every stored signature useless: raise the version, so that stores make theirs anew.
    made = signature(doc("a", "the quick brown fox jumps over the lazy dog"))
    assert (made.size, made.minima[:3]) == (6, (808429998, 520204729, 317466029))


@given(st.text(max_size=200))
def test_signature_survives_its_bytes(text: str) -> None:
    made = signature(doc("a", text))
    assert Signature.from_bytes(bytes(made)) == made


def test_signature_of_another_version_is_none() -> None:
    assert Signature.from_bytes(b"\0" + bytes(signature(doc("a")))[1:]) is None
    assert Signature.from_bytes(b"short") is None


def test_an_empty_text_has_no_keys() -> None:
    assert bands(signature(doc("a", "..."))) == ()


@settings(max_examples=25)
@given(st.integers(3, 9), st.integers(0, 6))
def test_a_cut_shares_keys_with_its_original(size: int, start: int) -> None:
    cut = ". ".join(SENTENCES[start : start + size])
    assert len(set(bands(signature(doc("a", cut)))) & set(bands(signature(doc("b"))))) >= 2


# Copies by their words


@given(st.integers(0, 2**32))
def test_order_of_sentences_does_not_matter(seed: int) -> None:
    shuffled = random.Random(seed).sample(SENTENCES, len(SENTENCES))
    assert is_copy(". ".join(shuffled), STORY)


def test_a_third_of_the_text_is_a_copy_but_the_whole_is_none_of_it() -> None:
    third = ". ".join(SENTENCES[:3])
    likeness = is_copy(third, STORY)
    assert likeness
    assert likeness.of_first == 1.0
    assert likeness.of_second < 0.45
    assert is_copy(STORY, third) is None


def test_another_headline_a_local_paragraph_and_edits_are_a_copy() -> None:
    local = "Traders in our own town said that prices of fish doubled over the weekend because of the war."
    text = STORY.replace("1,200", "1200").replace("said", "told reporters").replace("Monday", "monday")
    assert is_copy(f"Town falls to rebels\n{text}\n{local}\nWith AFP", STORY)


def test_the_same_happening_in_other_words_is_no_copy() -> None:
    assert is_copy(OTHER, STORY) is None
    assert is_copy(STORY, OTHER) is None


def test_one_long_quotation_makes_no_copy() -> None:
    speech = "“" + STORY.replace("“", "").replace("”", "") + "”"
    own = "A reporter of ours was in the hall when the bishop read this letter to some hundred people who had come by bus."
    assert is_copy(f"{own} {speech}", STORY) is None


def test_a_form_letter_is_no_copy() -> None:
    form = (
        "A quake of magnitude {} shook the ground near {} shortly after midnight, the office for seismology said in a note. "
        "It was felt in {} and there were no reports of damage or of anybody hurt, the note said. The shock had a depth of {} "
        "kilometres, and people who live on that coast were asked by {} to stay away from the beach until the morning."
    )
    one = form.format("5.1", "Pangai", "Neiafu", "33", "Tonga")
    other = form.format("6.4", "Lorengau", "Kavieng", "71", "Papua")
    assert is_copy(one, one)
    assert is_copy(one, other) is None


def test_briefs_with_common_phrases_are_no_copies() -> None:
    one = "At least five people are killed and 53 others are injured when drones and missiles hit buildings in Dnipro."
    other = "At least seven people are killed and 53 others are injured when drones and missiles hit buildings in Lviv."
    assert is_copy(one, other) is None


def test_a_brief_with_another_toll_is_no_copy() -> None:
    one = "The death toll from the floods in the south of the island rises to fourteen, with 30 people still missing."
    assert is_copy(one.replace("fourteen", "14"), one)
    assert is_copy(one.replace("fourteen", "nineteen"), one) is None


def test_few_words_are_a_copy_only_if_they_are_the_same() -> None:
    assert is_copy("Kamba has fallen, army says.", "KAMBA HAS FALLEN - ARMY SAYS")
    assert is_copy("Kamba has fallen, army says.", "Kamba has not fallen, army says.") is None
    assert is_copy("...", "!!!") is None


@given(st.text(max_size=400), st.text(max_size=400))
def test_shares_are_shares_and_the_reason_is_a_sentence(one: str, other: str) -> None:
    likeness = is_copy(one, other, least=0)
    if likeness:
        assert 0 <= likeness.of_first <= 1
        assert 0 <= likeness.of_second <= 1
        assert likeness.reason


# Who copied whom


def test_the_earliest_published_is_the_original() -> None:
    found = traced(doc("late", published=date(2025, 1, 30), outlet="B"), doc("early", published=DAY, outlet="A"))
    assert (found["late"].copy_of, found["late"].origin) == ("early", "A")
    assert (found["early"].copy_of, found["early"].origin) == (None, "A")
    assert "words" in found["late"].reason


def test_on_one_day_the_first_added_is_the_original() -> None:
    found = traced(doc("one", published=DAY, outlet="A"), doc("two", published=DAY, outlet="B"))
    assert (found["one"].copy_of, found["two"].copy_of) == (None, "one")


def test_the_agency_is_the_original_even_if_it_comes_last() -> None:
    paper = doc("paper", published=DAY, outlet="Valley Herald", provider="Reuters")
    wire = doc("wire", published=date(2025, 1, 28), outlet="Reuters", provider="Reuters")
    found = traced(paper, wire)
    assert (found["paper"].copy_of, found["wire"].copy_of) == ("wire", None)
    assert {t.origin for t in found.values()} == {"Reuters"}


def test_one_credit_is_the_origin_of_all_copies() -> None:
    found = traced(
        doc("a", published=DAY, outlet="A"),
        doc("b", published=date(2025, 1, 28), outlet="B", provider="AFP"),
        doc("c", published=date(2025, 1, 29), outlet="C"),
    )
    assert {t.origin for t in found.values()} == {"AFP"}
    assert [t.copy_of for t in found.values()] == [None, "a", "a"]


def test_a_rewrite_that_credits_an_agency_is_no_copy_but_goes_back_to_it() -> None:
    found = traced(doc("wire", outlet="AFP", provider="AFP"), doc("own", OTHER, outlet="Herald", provider="AFP"))
    assert (found["own"].copy_of, found["own"].origin) == (None, "AFP")


def test_a_text_of_its_own_goes_back_to_its_outlet() -> None:
    assert traced(doc("a", outlet="Herald"))["a"] == Traced("a", None, "Herald", "")
    assert traced(doc("a"))["a"].origin is None


def test_a_copy_of_a_copy_points_at_the_original() -> None:
    shelf = Shelf()
    shelf.add(doc("root", published=DAY, outlet="A"))
    shelf.add(doc("copy", ". ".join(SENTENCES[:6]), published=date(2025, 1, 28), outlet="B"))
    found = shelf.add(doc("again", ". ".join(SENTENCES[:4]), published=date(2025, 1, 29), outlet="C"))
    assert (found["again"].copy_of, found["again"].origin) == ("root", "A")


def test_stored_copies_turn_to_an_earlier_original_that_comes_later() -> None:
    shelf = Shelf()
    shelf.add(doc("b", published=date(2025, 1, 28), outlet="B"))
    shelf.add(doc("c", published=date(2025, 1, 29), outlet="C"))
    found = shelf.add(doc("a", published=DAY, outlet="A"))
    assert set(found) == {"a", "b", "c"}
    assert [shelf.documents[i].copy_of for i in "abc"] == [None, "a", "a"]
    assert {d.origin for d in shelf.documents.values()} == {"A"}


def test_a_late_credit_changes_the_origin_of_stored_copies() -> None:
    shelf = Shelf()
    shelf.add(doc("a", published=DAY, outlet="A"), doc("b", published=date(2025, 1, 28), outlet="B"))
    found = shelf.add(doc("c", published=date(2025, 1, 29), outlet="C", provider="AFP"))
    assert {t.origin for t in found.values()} == {"AFP"}
    assert set(found) == {"a", "b", "c"}


def test_a_cut_that_is_added_first_is_no_original_of_the_whole() -> None:
    found = traced(
        doc("cut", ". ".join(SENTENCES[:3]), published=DAY, outlet="B"), doc("whole", published=DAY, outlet="A")
    )
    assert (found["cut"].copy_of, found["whole"].copy_of) == ("whole", None)


def test_a_long_story_around_an_earlier_brief_is_no_copy() -> None:
    brief = doc("brief", ". ".join(SENTENCES[:2]), published=date(2025, 1, 20), outlet="A")
    assert traced(brief, doc("long", published=DAY, outlet="B"))["long"].copy_of is None


def test_a_brief_in_the_same_words_weeks_later_tells_of_another_happening() -> None:
    brief = (
        "The fighters fire a missile at the capital, which is intercepted, the army says in a statement to the press."
    )
    found = traced(
        doc("a", brief, published=DAY),
        doc("b", brief, published=date(2025, 1, 28)),
        doc("c", brief, published=date(2025, 2, 20)),
    )
    assert [t.copy_of for t in found.values()] == [None, "a", None]


def test_a_long_text_reprinted_weeks_later_is_a_copy() -> None:
    found = traced(doc("a", published=DAY), doc("b", published=date(2025, 2, 20)))
    assert found["b"].copy_of == "a"


def test_an_original_that_was_dropped_does_no_harm() -> None:
    shelf = Shelf()
    shelf.add(doc("a", published=DAY), doc("b", published=date(2025, 1, 28)))
    del shelf.documents["a"]
    assert shelf.add(doc("c", published=date(2025, 1, 29)))["c"].copy_of == "b"


def test_a_follow_up_of_one_outlet_with_old_background_is_no_copy() -> None:
    follow_up = f"{OTHER} {'. '.join(SENTENCES[-3:])}"
    found = traced(
        doc("first", published=DAY, outlet="A"), doc("next", follow_up, published=date(2025, 1, 28), outlet="A")
    )
    assert found["next"].copy_of is None


def test_one_outlet_repeats_itself_only_with_nearly_the_whole_text() -> None:
    text = f"{'. '.join(SENTENCES[:7])}. {' '.join(OTHER.split()[:50])}"
    documents = [doc("first", published=DAY, outlet="A"), doc("next", text, published=date(2025, 1, 28), outlet="A")]
    assert traced(*documents)["next"].copy_of is None
    assert traced(documents[0], replace(documents[1], outlet="B"))["next"].copy_of == "first"


def test_adding_the_same_again_changes_nothing() -> None:
    shelf = Shelf()
    batch = (doc("a", published=DAY, outlet="A"), doc("b", published=DAY, outlet="B"))
    assert shelf.add(*batch) == shelf.add(*batch)


@settings(max_examples=20, deadline=None)
@given(st.permutations(["a", "b", "c", "d"]), st.integers(1, 4))
def test_order_and_batches_of_adding_do_not_matter_where_days_differ(order: list[str], size: int) -> None:
    made = {name: doc(name, published=date(2025, 1, 10 + i), outlet=name.upper()) for i, name in enumerate("abcd")}
    shelf = Shelf()
    for at in range(0, 4, size):
        shelf.add(*(made[name] for name in order[at : at + size]))
    assert {i: (d.copy_of, d.origin) for i, d in shelf.documents.items()} == {
        "a": (None, "A"), "b": ("a", "A"), "c": ("a", "A"), "d": ("a", "A"),
    }  # fmt: skip


@pytest.mark.parametrize("text", ["", "...", "word"])
def test_texts_of_no_or_few_words_do_no_harm(text: str) -> None:
    assert traced(doc("a", text), doc("b", "another text altogether"))["b"].copy_of is None
