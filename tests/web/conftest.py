"""A small store, served."""

import shutil

import pytest
from served import client_of

from tocsin.record import open_record


@pytest.fixture(scope="session")
def small(small_store):
    """Give the record of a few pages, which tests only ask."""
    with open_record(small_store, create=False) as opened:
        yield opened


@pytest.fixture(scope="session")
def client(small):
    """Return a client on this machine of an open site."""
    return client_of(small, rate=1_000_000)


@pytest.fixture
def own(small_store, quick, tmp_path):
    """Give a record that is the test's own, to write to."""
    shutil.copy(small_store, tmp_path / "own.db")
    with open_record(tmp_path / "own.db", create=False) as opened:
        yield opened
