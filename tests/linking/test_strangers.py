"""States that a noun beside a place cannot stand for."""

import pytest
from coreferents import names_of

DOSTUM = "The Taliban attacked Mazar-e-Sharif. Dostum came back from Turkey. "


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        (DOSTUM + "Pul-e-Khumri, south of Kunduz, is held by the government.", "the government", []),
        (DOSTUM + "The government spoke of a visit.", "The government", ["Turkey"]),
        (
            "Israel bombed Gaza. Israel closed a crossing. The government said Rafah was next.",
            "The government",
            ["Israel"],
        ),
    ],
)
def test_a_government_beside_a_place_abroad_is_no_state_that_was_only_named(text, words, names, tools):
    assert names_of(words, text, tools) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "In Afghanistan the Taliban attacked Kunduz and Herat. American troops left. In Ghazni the army held on.",
            [],
        ),
        ("The IDF struck Beirut, Tyre and Sidon. In Tyre the army killed a man.", ["Israel Defense Forces"]),
        ("The Israeli army raided Jenin. In Nablus and Tulkarm the army made arrests.", ["Israel Defense Forces"]),
    ],
)
def test_an_army_beside_a_place_abroad_is_that_of_before_if_it_was_called_so(text, names, tools):
    assert names_of("the army", text, tools) == names
