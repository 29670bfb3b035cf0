"""Who says what: cue, speaker and content of every attribution in a document.

Conventions follow PolNeAR: the speaker is its whole noun phrase, the content the clause without cue and speaker.

Source: Newell, Margolin and Ruths (2018), "An Attribution Relations Corpus for Political News", LREC.
"""

from __future__ import annotations

from dataclasses import replace

from tocsin.base.model import Attribution, Extent, Parse, Stance
from tocsin.base.reading import Reading
from tocsin.base.trees import children, extent, subtree, upmost
from tocsin.mentions.contents import runs
from tocsin.mentions.cues import CLAIMING, REFUSING, TELLING
from tocsin.mentions.quotes import SHORT_QUOTE, Quotes, find_quotes, running
from tocsin.mentions.sayings import Saying, find_sayings
from tocsin.mentions.speakers import antecedent, speaker_tokens


def find_attributions(reading: Reading) -> Reading:
    """Return the reading with its attributions, in the order of their cues.

    Cues inside a quotation are left out: they are the speaker's own words about others.
    """
    parse = reading.parse
    if parse is None:
        return reading
    quotes = find_quotes(parse)
    found = _without_nested(_raised(parse, find_sayings(parse, quotes)))
    kept = [_to_record(reading.document.text, parse, _with_quotes(parse, quotes, f)) for f in found]
    return replace(reading, attributions=tuple(a for a in kept if a.content))


def _without_nested(found: list[Saying]) -> list[Saying]:
    """Leave out wishes and attitudes told inside another's words; who says what there is kept.

    Measured on PolNeAR's training part: of the cues in another's content about a quarter is annotated,
    of those of telling with a clause four in ten; without the others F1 gains two points.
    """
    inside = {i: f.cue.kind for f in found for i in f.content if i != f.token}
    return [
        f
        for f in found
        if f.token not in inside or (inside[f.token] != REFUSING and (f.cue.kind in CLAIMING or _tells_clause(f)))
    ]


def _tells_clause(found: Saying) -> bool:
    return found.cue.kind in TELLING and found.takes in ("clause", "rest", "of")


def _raised(parse: Parse, found: list[Saying]) -> list[Saying]:
    """Give "…, adding that" and "… and added that" to the speaker before, from whose content the parser hung them.

    "He said the town had fallen, adding that many fled": the adding is his, not the town's.
    """
    by_token = {f.token: f for f in found}
    for token in sorted(by_token):
        item = by_token[token]
        above = _cue_above(parse, item, by_token)
        if above is None:
            continue
        own = frozenset(subtree(parse, token))
        by_token[token] = replace(item, speaker=above.speaker)
        by_token[above.token] = replace(above, content=above.content - own)
    return [by_token[token] for token in sorted(by_token)]


def _cue_above(parse: Parse, item: Saying, found: dict[int, Saying]) -> Saying | None:
    """Return the attribution whose speaker a cue without a subject of its own continues."""
    token = parse.tokens[item.token]
    if item.cue.pos != "verb" or children(parse, item.token, "nsubj", "nsubjpass", "mark"):
        return None
    adds = token.dep == "advcl" and token.tag == "VBG" and parse.tokens[item.token - 1].pos == "PUNCT"
    if not adds and token.dep != "conj":
        return None
    at = upmost(parse, token.head, "conj", "advcl", "xcomp")
    above = found.get(parse.tokens[at].head) if parse.tokens[at].dep == "ccomp" else None
    if above is None or above.takes != "clause" or above.token > item.token:
        return None
    return above if adds or parse.tokens[above.token].tag == token.tag else None


def _with_quotes(parse: Parse, quotes: Quotes, found: Saying) -> Saying:
    """Widen the content to whole quotations, and to the running quotation in the sentences after it."""
    if found.takes not in ("clause", "quote"):
        return found
    numbers = {quotes.of_token[i] for i in found.content} - {-1}
    numbers = {n for n in numbers if quotes.words(n) >= 1} | _in_clause_before(parse, quotes, found)
    if not numbers:
        return found
    content = set(found.content)
    for n in numbers:
        content.update(range(*quotes.spans[n]))
    sentence = parse.sentences[parse.tokens[max(content)].sent]
    sentence = max(sentence, parse.sentences[parse.tokens[found.token].sent], key=lambda s: s.first)
    content.update(running(parse, quotes, sentence.last, sentence.paragraph))
    direct = sum(quotes.of_token[i] in numbers for i in found.content) * 2 > len(found.content)
    return replace(found, content=frozenset(content), direct=direct or found.direct)


def _in_clause_before(parse: Parse, quotes: Quotes, found: Saying) -> set[int]:
    """Return the quotations in a clause before the cue: 'While "Brazil has expressed criticism," he said others had not'."""
    if found.takes != "clause" or found.cue.kind not in TELLING:
        return set()
    said = [found.token, *children(parse, found.token, "ccomp")]
    before = [k for t in said for k in children(parse, t, "advcl") if k < found.token]
    # With its own verb inside: what stands behind "after the UN wrote that" is the UN's.
    numbers = {quotes.of_token[k] for k in before} - {-1}
    return {n for n in numbers if quotes.words(n) >= SHORT_QUOTE}


def _to_record(text: str, parse: Parse, found: Saying) -> Attribution:
    cue_first, cue_last = _stretch(found.cue_tokens, found.token)
    speaker: Extent | None = None
    outside = frozenset(range(cue_first, cue_last))
    taken: frozenset[int] = outside
    if found.speaker is not None:
        low, high = speaker_tokens(parse, found.speaker, keep_out=outside | found.content)
        speaker = extent(parse, low, high, text)
        taken |= frozenset(range(low, high))
    if found.takes != "quote":
        taken |= frozenset(_cue_clause(parse, found))
    content = tuple(extent(parse, low, high, text) for low, high in runs(parse, found.content - taken))
    return Attribution(
        cue=extent(parse, cue_first, cue_last, text),
        cue_token=found.token,
        cue_lemma=found.cue.lemma,
        speaker=speaker,
        speaker_token=antecedent(parse, found.speaker) if found.speaker is not None else None,
        content=content,
        kind=found.cue.kind,
        stance=_stance(parse, found),
        direct=found.direct,
        reason=f"{found.cue.pos} {found.cue.lemma}: {found.takes}"
        + (f"; {found.cue.origin}" if found.cue.origin else ""),
    )


def _stance(parse: Parse, found: Saying) -> Stance:
    """Return the cue's stance, turned round by a negation ("did not deny")."""
    negated = bool(children(parse, found.token, "neg"))
    return Stance.AFFIRMS if negated and found.cue.stance is Stance.DENIES else found.cue.stance


def _stretch(tokens: frozenset[int], head: int) -> tuple[int, int]:
    first = last = head
    while first - 1 in tokens:
        first -= 1
    while last + 1 in tokens:
        last += 1
    return first, last + 1


def _cue_clause(parse: Parse, found: Saying) -> list[int]:
    """Return what of the cue's own clause stands inside its content: "X, the State Department said on Friday, Y"."""
    return [i for i in subtree(parse, found.token) if i not in found.content]
