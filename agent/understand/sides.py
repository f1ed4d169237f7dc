"""How English says which side of a figure is meant: at most, at least, about. Prices and measures share it."""

import re

from domain.wishes import Op

CAP = (
    r"(?<![a-z])(?:under|below|beneath|less than|cheaper than|no(?:t|thing)? (?:dearer|pricier|"
    r"more expensive|more|higher|"
    r"greater) than|no(?:thing|t)? (?:over|above|exceeding|beyond)|up to|upto|at (?:the )?most|max(?:imum)?\.?(?: of)?|"
    r"within|lower than|smaller than|not to exceed|(?:don'?t|do not) want to (?:spend|pay|go) (?:more than|over|above)|"
    r"can(?:no|')?t (?:spend|pay|afford|go|do) (?:more than|over|above|beyond|past)|spend(?:ing)? (?:up to|"
    r"at most)|<=?)"
)
CAP_AFTER = (
    r"(?:(?:or|and) (?:less|under|below|cheaper|lower|smaller)(?!\s+(?:than\b|[\d£$€]))|at (?:the )?most|"
    r"max(?:imum)?\b|tops|"
    r"is (?:about )?(?:my|the|our) (?:limit|max(?:imum)?|budget)|budget|limit)"
)
FLOOR = (
    r"(?<![a-z])(?:over|above|more than|at least|(?:a )?minimum(?: of)?|min(?: of)?|no(?:t)? less than|"
    r"not (?:under|below)|upwards of|from|starting at|>=?)"
)
FLOOR_AFTER = r"(?:(?:or|and) (?:more|up|upwards|over|above|bigger|larger)|at least|upwards|minimum|plus\b|\+)"
ABOUT = (
    r"(?<![a-z])(?<!what )(?<!how )(?:(?:somewhere )?in the (?:region|neighbou?rhood|ballpark|area) of|"
    r"(?:somewhere )?around|about|roughly|"
    r"approximately|approx\.?|circa|ca\.?|something like|close to|near|~)"
)
# "It can't cost more than 15" caps the price: a floor with a negation a few words before it is a cap.
_NEGATED = re.compile(
    r"(?:n't|\bnot|\bno|\bnever|\bcannot|\bcant|\bwon't|\bdont|\bnothing|\bwithout)\b[^,.;:!?|]{0,28}$"
)


def negated(before: str) -> bool:
    """Whether the words before a figure deny it."""
    return bool(_NEGATED.search(before))


def side(*, cap: bool, floor: bool, about: bool, before: str) -> Op:
    """The side of a figure, from which cues stand beside it."""
    if cap:
        return Op.MAX
    if floor:
        return Op.MAX if negated(before) else Op.MIN
    return Op.LIKE if about else Op.IS
