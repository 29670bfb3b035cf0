"""Names of several words joined by hyphens, as French, Portuguese and Arabic towns have them: "Pont-Sondé", "Morne-à-Cabrit"."""

from __future__ import annotations

from collections.abc import Sequence

from tocsin.base.model import Token

HYPHENS = frozenset({"-", "‑", "–"})
# Words between the parts that are written small.
_SMALL = frozenset({
    "à", "a", "au", "aux", "d", "de", "des", "du", "en", "et", "l", "la", "le", "les", "lès", "sous", "sur", "do", "da",
    "dos", "das", "del", "los", "las", "y",
})  # fmt: skip


def is_bridge(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a hyphen, or a small word behind one, joins a name to its next part: "Pont-Sondé", not "Kenya-led"."""
    if at == 0 or at + 1 >= len(tokens) or tokens[at].start != tokens[at - 1].end:
        return False
    if tokens[at].text in HYPHENS:
        after = tokens[at + 1]
        if after.start != tokens[at].end:
            return False
        small = after.text.lower() in _SMALL and is_bridge(tokens, at + 1)
        return (is_name_part(tokens[at - 1].text) and (is_name_part(after.text) or small)) or _ends_small(tokens, at)
    joined = (
        tokens[at - 1].text in HYPHENS and tokens[at + 1].text in HYPHENS and tokens[at + 1].start == tokens[at].end
    )
    return joined and tokens[at].text.lower() in _SMALL


def _ends_small(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a hyphen stands behind such a small word and before a part: the second of "Morne-à-Cabrit"."""
    before = tokens[at - 1]
    small = before.text in _SMALL and at > 1 and tokens[at - 2].text in HYPHENS and tokens[at - 2].end == before.start
    return small and is_name_part(tokens[at + 1].text)


def is_name_part(word: str) -> bool:
    """Tell whether a word may be part of such a name: a capitalised one, no acronym."""
    bare = word[2:] if word[1:2] in ("'", "’") and word[:1].lower() in ("d", "l") else word  # "Saut-d'Eau"
    return bare[:1].isupper() and bare.isalpha() and not bare.isupper()


def words_in(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return how many words a name has, those joined by hyphens counted as one."""
    return 1 + sum(tokens[i].start > tokens[i - 1].end for i in range(first + 1, last))
