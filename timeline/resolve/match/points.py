"""How much each reason weighs. ``docs/matching.md`` shows this table; a test keeps the two in step."""

SAME_FROM = 650  # of 1000: one event
UNSURE_FROM = 540  # a person should look
LINK_FROM = 330  # without what excludes: planned otherwise, part of a sum, denied
NEVER = -1000  # the two exclude each other, whatever else agrees

DAYS = {
    "same": 300, "few": 180, "plans": 100, "week": 150, "month": 70, "longer": 20,
    "apart": -250, "reckoned": 180, "counted": 50,
    "fresh": 170, "undated": 80, "later": -120, "passing": 70, "unknown": -80,
}  # fmt: skip
TYPE = {
    "talks": 230, "deed": 220, "attack": 50, "force": 100, "agreement": 170, "speech": 130, "plan": 220,
    "planned": -150, "unknown": 0,
}  # fmt: skip
MODE = {"same": 40, "kin": 10, "means": -120, "apart": NEVER}
PLACE = {"same": 130, "near": 60, "within": 40, "far": NEVER, "country": -200}
PARTIES = {"same": 120, "some": 90, "other": -120, "against": -400, "none": NEVER}
PEOPLE = {"same": 80, "done_to": 150, "other": NEVER}
FIGURES = {
    "odd": 250, "round": 150, "small": 80, "range": 60, "rising": 0, "unlike": -60, "far": -160, "close": 60,
    "differ": -150, "exclude": NEVER, "most": 300,
}  # fmt: skip
WORDS = {"most": 130, "many": 90, "some": 50, "none": -40}
TOPIC = {
    "same": 60,
    "some": -60,
    "mixed": 0,
    "unsaid": -70,
    "hinted": -120,
    "neither": -40,
    "loose": -200,
    "other": NEVER,
}
TARGET = {"same": 80, "other": -150}
SERIES = {"same": 230, "other": -300}
SUM = {"one": NEVER, "both": 0}
CLAIM = {"outsider": -100}
REPORT = {"same": -150}
UNDER = {"words": 0}
ALONE = {"only": 0}
REMEMBERED = {"speech": 100, "attack": 60}
