"""What a person sees of scores: every level and part by name, its interval, and what had no case."""

from printed import printed

from tocsin.base.figures import Figure
from tocsin.study.scores import LEVELS, PARTS
from tocsin.write.score_table import score_table


def table(*figures, documents=2):
    return printed(score_table(figures, documents))


def test_a_figure_is_printed_with_its_interval_and_counts():
    (line,) = [x for x in table(Figure("type", 0.75, 0.5, 1.0, 3000, 4000)).splitlines() if "right type" in x]
    assert line.split()[-6:] == ["0.750", "0.500", "to", "1.000", "3,000", "4,000"]


def test_a_figure_without_a_case_says_so():
    assert "no case" in table(Figure("who", None, None, None, 0, 0))


def test_every_level_and_part_has_a_line():
    said = table(*(Figure(name, 1.0, 1.0, 1.0, 1, 1) for name in (*LEVELS, *PARTS))).splitlines()
    assert len(said) == 2 + len(LEVELS) + len(PARTS)


def test_country_and_distance_are_named_apart():
    said = table(*(Figure(name, 1.0, 1.0, 1.0, 1, 1) for name in ("country", "place")))
    assert "country of the place right" in said
    assert "place within 50 km, where the answer has coordinates" in said


def test_documents_are_counted():
    assert "1 document;" in table(documents=1)
    assert "1,200 documents;" in table(documents=1200)
