"""Whom a claim goes back to: ten reprints of one wire are one origin, and so are five papers quoting one spokesman.

Source: the counting of independent origins in reference/conventions.md, section 8.
"""

from __future__ import annotations

from tocsin.base.model import Document, Participant


def publisher(document: Document) -> str:
    """Return who first published a document's text: the agency credited, else the outlet, else the document itself."""
    return document.origin or document.provider or document.outlet or document.copy_of or document.id


def origin_of(document: Document, speaker: Participant | None) -> str:
    """Return whom a claim goes back to: a known speaker, else the publisher of the text.

    A speaker who is not named ("a hospital official") may be another in another paper, and leaves the publisher as origin.
    """
    if speaker is not None and speaker.id is not None:
        return speaker.id
    return publisher(document)
