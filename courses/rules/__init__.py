"""Which changes are lawful and who may make them. Each predicate is a sentence."""

from courses.rules.places import (
    EDITION_TRANSITIONS,
    PLACE_TRANSITIONS,
    edition_may_move,
    manages_editions,
    may_answer_applications,
    may_reach_answers,
    may_reach_editions,
    may_reach_rolls,
    may_see_roll,
    owns_place,
    place_may_move,
    sees_every_roll,
    teaches,
    why_not_accept,
    why_not_apply,
    why_not_withdraw,
)

__all__ = [
    "EDITION_TRANSITIONS",
    "PLACE_TRANSITIONS",
    "edition_may_move",
    "manages_editions",
    "may_answer_applications",
    "may_reach_answers",
    "may_reach_editions",
    "may_reach_rolls",
    "may_see_roll",
    "owns_place",
    "place_may_move",
    "sees_every_roll",
    "teaches",
    "why_not_accept",
    "why_not_apply",
    "why_not_withdraw",
]
