"""When: time expressions, the days that they mean, and which of them dates an event."""
