"""Which words of a text stand for whom, for the tests of coreference."""

from compact import read_of


def coreferent(text, tools):
    """Return the words that stand for an actor named before, with its name."""
    reading = read_of(text, tools, published=None)
    return [(text[a.start : a.end], a.actor.name) for a in reading.actors if a.basis == "coreferent"]


def names_of(words, text, tools):
    """Return the names for which some words of a text stand, sorted."""
    return sorted(name for found, name in coreferent(text, tools) if found == words)
