"""What the address of the surges asks for."""

from datetime import date

import pytest

from tocsin.base.errors import BadInput
from tocsin.record import open_record
from tocsin.web.surge_watch import asked_of, watched


def test_the_state_of_the_page_is_what_its_address_says() -> None:
    assert asked_of({"place": " Goma ", "actor": "", "page": "2", "weeks": "3"}) == {"place": "Goma", "weeks": "3"}


def test_weeks_that_are_no_number_are_told(tmp_path) -> None:
    with open_record(tmp_path / "r.db") as record, pytest.raises(BadInput, match="weeks='many' is no number"):
        watched(record, {"weeks": "many"}, date(2025, 3, 1))
