"""What shoppers want a kind of thing for, when they do not name it; not names.

Written from common sense for each kind, in no catalogue's words.
"""

from __future__ import annotations

from functools import cache

from retrieval.training.subjects import Words
from retrieval.training.wording.purposes.accessories import ACCESSORIES
from retrieval.training.wording.purposes.apparel import APPAREL
from retrieval.training.wording.purposes.electronics import ELECTRONICS
from retrieval.training.wording.purposes.fruit_and_vegetables import FRUIT_AND_VEGETABLES
from retrieval.training.wording.purposes.home import HOME
from retrieval.training.wording.purposes.kitchen import KITCHEN
from retrieval.training.wording.purposes.packaged_food import PACKAGED_FOOD
from retrieval.training.wording.purposes.purpose import Purpose, phrases
from retrieval.training.wording.purposes.shoes_and_bags import SHOES_AND_BAGS
from retrieval.training.wording.purposes.toys import TOYS

PURPOSES: dict[str, Purpose] = {
    **APPAREL,
    **ACCESSORIES,
    **SHOES_AND_BAGS,
    **KITCHEN,
    **HOME,
    **ELECTRONICS,
    **TOYS,
    **FRUIT_AND_VEGETABLES,
    **PACKAGED_FOOD,
}


@cache
def purpose_phrases(kind: str) -> Words:
    """English and Chinese phrases that mean a kind of `PURPOSES` without naming it."""
    return phrases(PURPOSES[kind])
