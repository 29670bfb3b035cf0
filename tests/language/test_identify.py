import subprocess
import sys

import pytest

from tocsin.language.identify import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The army left the town on Monday after two days of fighting.", "en"),
        ("L'armée a quitté la ville lundi après deux jours de combats.", "fr"),
        ("Jeshi liliondoka mjini siku ya Jumatatu baada ya siku mbili za mapigano.", "sw"),
        ("Армия покинула город в понедельник после двух дней боев, сообщили жители.", "ru"),
    ],
)
def test_language_of_news(text: str, language: str) -> None:
    found, score = language_of(text)
    assert found == language
    assert 0.9 < score <= 1


@pytest.mark.parametrize("text", ["", "1234 -- 5678"])
def test_language_of_no_words_is_unsure(text: str) -> None:
    assert language_of(text)[1] < 0.5


def test_importing_loads_no_model() -> None:
    code = "import tocsin.language.identify as i; assert i._identifier.cache_info().currsize == 0"
    subprocess.run([sys.executable, "-c", code], check=True)
