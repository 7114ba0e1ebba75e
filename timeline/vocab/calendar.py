"""The names of the months and weekdays in English, whole and shortened, as pages and stories write them."""

NAMES = (
    "january jan",
    "february feb",
    "march mar",
    "april apr",
    "may",
    "june jun",
    "july jul",
    "august aug",
    "september sept sep",
    "october oct",
    "november nov",
    "december dec",
)
MONTHS = {name: number for number, names in enumerate(NAMES, 1) for name in names.split()}
MONTH_NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))  # for a pattern
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
