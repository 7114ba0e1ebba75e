"""Silences and jumps of a source: the rule on counts that were made for it."""

from datetime import date, timedelta

import pytest

from timeline.serve.silence import Jump, Silence, jumps, silences

START = date(2025, 1, 1)


def every(step, count, start=START):
    return [start + timedelta(step * number) for number in range(count)]


def day(number):
    return START + timedelta(number)


def test_a_daily_source_that_stops_is_silent_from_the_next_day_to_the_last_of_anybody():
    assert (Silence(day(20), day(60), 1, False),) == silences(every(1, 20), day(60))


def test_a_source_that_comes_back_was_silent_until_the_day_before():
    days = [*every(1, 20), *every(1, 5, day(50))]

    assert (Silence(day(20), day(49), 1, True),) == silences(days, day(54))


@pytest.mark.parametrize(("until", "found"), [(19 + 14, 0), (19 + 15, 1)])
def test_two_weeks_without_a_report_are_no_silence_yet(until, found):
    assert found == len(silences(every(1, 20), day(until)))


@pytest.mark.parametrize(("count", "found"), [(7, 0), (8, 1)])
def test_who_reported_on_fewer_than_eight_days_is_not_regular(count, found):
    assert found == len(silences(every(1, count), day(200)))


@pytest.mark.parametrize(("gap", "found"), [(40, 0), (41, 0), (42, 1)])
def test_a_source_that_reports_every_ten_days_may_pause_for_forty(gap, found):
    days = every(10, 20)

    assert found == len(silences([*days, days[-1] + timedelta(gap)], days[-1] + timedelta(gap)))


def test_one_long_gap_among_many_short_ones_does_not_excuse_the_next():
    days = [*every(1, 30), *every(1, 30, day(80))]

    assert [(day(30), day(79)), (day(110), day(200))] == [
        (one.first, one.last) for one in silences(days, day(200))
    ]


def test_what_is_reported_later_takes_no_silence_away_but_the_open_end():
    days = every(1, 30)
    before = silences(days, day(100))
    after = silences([*days, *every(1, 60, day(101))], day(160))

    assert [(one.first, one.last) for one in before] == [(one.first, one.last) for one in after]


def test_a_source_without_days_has_no_silence():
    assert ((), ()) == (silences([], START), jumps({}, START, ()))


def monthly(*counts):
    return {date(2025, month + 1, 15): count for month, count in enumerate(counts) if count}


def test_a_jump_is_three_times_as_much_or_a_third():
    assert (Jump(date(2025, 4, 1), 10, 40), Jump(date(2025, 6, 1), 40, 8)) == jumps(
        monthly(10, 10, 10, 40, 40, 8, 8, 1), date(2025, 8, 20), ()
    )


@pytest.mark.parametrize(("before", "after"), [(10, 29), (3, 12), (1, 9), (5, 18)])
def test_a_small_difference_is_no_jump(before, after):
    assert () == jumps(monthly(before, before, after, after), date(2025, 4, 20), ())


def test_the_months_of_the_first_and_of_the_last_report_are_cut_and_compared_with_none():
    assert () == jumps(monthly(2, 60, 60, 2), date(2025, 4, 15), ())


def test_a_month_with_a_silence_is_no_jump_as_well():
    silent = (Silence(date(2025, 3, 1), date(2025, 4, 2), 1, True),)

    assert () == jumps(monthly(60, 60, 0, 60, 60, 60), date(2025, 6, 15), silent)
    assert jumps(monthly(60, 60, 0, 60, 60, 60), date(2025, 6, 15), ())
