"""Every error that tocsin raises on purpose.

TocsinError
├── BadInput       a file or value given by the user cannot be used
│   └── NoStore    the store cannot be opened, or does not answer: it may have been there before
├── BadTable       a vocabulary table breaks its form (names file and line)
├── BadSetting     a setting has a value that is not allowed
└── MissingExtra   an optional part is not installed
"""


class TocsinError(Exception):
    """Base of all: catch this to catch everything that tocsin raises on purpose."""


class BadInput(TocsinError):
    """A file or value given by the user cannot be used."""


class NoStore(BadInput):
    """The store cannot be opened, or does not answer: it may have been there before."""


class BadTable(TocsinError):
    """A vocabulary table breaks its form; the message names file and line."""


class BadSetting(TocsinError):
    """A setting has a value that is not allowed."""


class MissingExtra(TocsinError):
    """An optional part is not installed; the message is the command that installs it."""
