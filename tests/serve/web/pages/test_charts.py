"""The pictures: places and words follow from the counts, whatever they are."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.serve.pages.columns import HEIGHT, WIDTH, columns_of
from onrecord.serve.pages.strip import strip_of
from onrecord.store.answers import Count

days = st.dates(date(1600, 1, 1), date(2400, 1, 1)).map(date.isoformat)
counts = st.dictionaries(
    st.one_of(days, days.map(lambda day: day[:7]), days.map(lambda day: day[:4])), st.integers(1, 10**6), min_size=1, max_size=40
)


@given(counts)
def test_every_count_has_its_column_within_the_picture(made: dict[str, int]) -> None:
    chart = columns_of([Count(value=value, statements=many) for value, many in made.items()], "Statements")
    assert chart is not None
    assert sum(column.statements for column in chart.columns) == sum(made.values())
    assert max(column.height for column in chart.columns) == HEIGHT
    for column in chart.columns:
        assert 0 <= column.x < column.x + column.width <= WIDTH
        assert column.y + column.height == pytest.approx(HEIGHT)


@pytest.mark.parametrize(
    ("dates", "unit", "ends"),
    [
        (["2031-04-09"], "day", ("2031-04-09", "2031-04-09")),
        (["2031-04-09", "2031-05-20"], "day", ("2031-04-09", "2031-05-20")),
        (["2031-04-09", "2032-05-20"], "month", ("2031-04", "2032-05")),
        (["2031-04-09", "2031-05"], "month", ("2031-04", "2031-05")),
        (["1999-04-09", "2032-05-20"], "year", ("1999", "2032")),
    ],
)
def test_the_unit_is_the_finest_that_has_room(dates: list[str], unit: str, ends: tuple[str, str]) -> None:
    chart = columns_of([Count(value=value, statements=1) for value in dates], "Statements")
    assert chart is not None
    assert (chart.unit, (chart.first, chart.last)) == (unit, ends)


def test_what_has_no_date_is_counted_beside_the_picture() -> None:
    chart = columns_of([Count(value=None, statements=3), Count(value="2031-04-09", statements=1)], "Statements")
    assert chart is not None
    assert (chart.undated, len(chart.columns)) == (3, 1)
    assert columns_of([Count(value=None, statements=3)], "Statements") is None


def test_a_strip_has_a_lane_for_each_name_and_its_ends_at_its_edges() -> None:
    events = [
        ("The Post", "2031-04-09T10:00:00Z", True, "wording 1"),
        ("The Bell", "2031-04-11", False, "wording 2"),
        ("The Bell", "last week", True, ""),
    ]
    strip = strip_of(events, "Printings")
    assert strip is not None
    assert [(lane.name, [dot.x for dot in lane.dots]) for lane in strip.lanes] == [("The Post", [0]), ("The Bell", [100])]
    assert strip.lanes[1].dots[0].told == "11 April 2031, The Bell: wording 2"
    assert strip_of(events[:1], "Printings") is None
