"""Text pairs from ``tests/golden``."""

from pathlib import Path

GOLDEN = Path(__file__).parent / "golden"


def golden_pairs(name):
    """Return title, input and expected lines of each case: ``# title``, input lines, ``---``, expected lines.

    Lines above the first title are a comment on the file; blank lines part the cases.
    """
    cases = ("\n" + (GOLDEN / name).read_text(encoding="utf-8")).split("\n# ")[1:]
    out = []
    for case in cases:
        title, _, body = case.partition("\n")
        given, rule, expected = f"{body}\n".partition("---\n")
        assert rule, f"{name}: case {title!r} has no line --- between input and expected lines"
        out.append((title.strip(), given.strip(), [line.strip() for line in expected.splitlines() if line.strip()]))
    titles = [title for title, _, _ in out]
    twice = {t for t in titles if titles.count(t) > 1}
    assert not twice, f"{name}: titles used twice: {', '.join(sorted(twice))}"
    return out
