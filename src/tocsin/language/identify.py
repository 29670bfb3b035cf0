"""Which language a text is in, by py3langid (139 languages, naive Bayes over byte n-grams)."""

from __future__ import annotations

from functools import cache
from typing import Any

from py3langid.langid import MODEL_FILE, LanguageIdentifier

# The first characters decide; more cost time and change nothing.
MAX_CHARS = 3000


@cache
def _identifier() -> Any:
    # Nearly a second: only for those who ask.
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str) -> tuple[str, float]:
    """Return the ISO 639-1 code of the language of ``text`` and the probability that it is, in [0, 1].

    Reliable from about 60 characters on; a text without letters gets a low probability.

    Source: Lui and Baldwin 2012, langid.py (the model is py3langid's own).
    """
    language, score = _identifier().classify(text[:MAX_CHARS])
    return str(language), float(score)
