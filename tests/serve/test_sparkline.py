from onrecord.serve.sparkline import sparkline


def test_days_months_or_years_whichever_fit() -> None:
    assert sparkline({}) == ""
    assert sparkline({"2031-02-27": 1, "2031-03-02": 1}) == "2031-02-27 █  █ 2031-03-02, by day"
    assert sparkline({"2031-01-15": 8, "2031-12-01": 1, "2031-12-31": 3}) == "2031-01 █          ▄ 2031-12, by month"
    assert sparkline({"1999-12-31": 1, "2009-01-01": 2, "2010-05-05": 1}) == "1999 ▄         █▄ 2010, by year"


def test_the_highest_is_a_full_bar_and_the_lowest_is_never_nothing() -> None:
    line = sparkline({"2031-01-01": 1, "2031-01-02": 100_000})
    assert line == "2031-01-01 ▁█ 2031-01-02, by day"
