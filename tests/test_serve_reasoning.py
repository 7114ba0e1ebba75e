"""When a report was published, as its page says it."""

import pytest

from timeline.serve.reasoning import moment


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("2025-07-22", "Tuesday 22 July 2025"),
        ("2025-07-22T09:30:00+03:00", "Tuesday 22 July 2025, 09:30 UTC+03:00, 06:30 UTC"),
        ("2025-03-20T02:25:00+08:00", "Thursday 20 March 2025, 02:25 UTC+08:00, 18:25 UTC on 19 March 2025"),
        ("2025-07-22T09:30:00Z", "Tuesday 22 July 2025, 09:30 UTC"),
        ("2025-07-22T09:30", "Tuesday 22 July 2025, 09:30, time zone not stated"),
        ("9999-12-31T23:30:00-03:00", "Friday 31 December 9999"),
        ("someday", "someday"),
    ],
)
def test_a_time_is_told_in_its_zone_and_in_utc(published, said):
    assert said == moment(published)
