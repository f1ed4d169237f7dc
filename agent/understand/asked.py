"""Which attribute a question about a product asks for."""

import re

from agent.understand.said import Said
from agent.understand.senses import senses
from domain.items import AGE_MIN, BRAND, PRICE, RATING, STOCK
from domain.ports import Catalogue

# What "tell me about the second" asks: everything worth knowing.
DETAILS = "details"
# In this order: "how much does it weigh" is no question for the price.
_ASKED = (
    (r"how heavy|how much does .{1,20} weigh|weighs?|weight", "weight"),
    (r"how much|price|pricing|costs?|how expensive", PRICE),
    (r"how many pieces|pieces", "number_of_pieces"),
    (r"how many pages|pages", "pages number_of_pages"),
    (r"how many players|players", "number_of_players"),
    (r"how (?:tall|high)|height", "height"),
    (r"how wide|width", "width"),
    (r"how deep|depth", "depth"),
    (r"(?:what|which|other|any|different|more) sizes\b|sizes\b.* come\b|come in .*\bsizes?\b", "size length"),
    (r"how (?:big|large|long)|dimensions?|measurements|what size|which sizes?|sizes?", "length"),
    (r"how much (?:does it|do they|can it) (?:hold|fit)|capacity|volume", "capacity"),
    (
        r"what ages?|how old|ages?|(?:suitable|safe|ok(?:ay)?|right) for (?:an? |my |our |the )*(?:\w+ )?"
        r"(?:\d|bab|toddler|child|kid|teen|son|daughter|niece|nephew|boy|girl|\w+ year)\w*|too (?:young|old)|"
        r"\d+ years? old|year old",
        AGE_MIN,
    ),
    (r"batter(?:y|ies)|powered|charge[ds]?|charger|mains|plug", "power"),
    (r"where (?:is|are|was) .{1,12} made|where .{1,12} from|made in", "made_in"),
    (r"washing machine|machine wash(?:able)?|washable|wash", "washable care"),
    (r"clean(?:ed|ing)?|care for", "care"),
    (r"put (?:it |them )?together|assembl(?:e|ed|y)|self[- ]assembly", "assembly_required ready_assembled"),
    (r"made (?:of|from|out of)|material", "material"),
    (r"(?:other|which|what|any|different) colou?rs?|colou?rs?", "colour"),
    (r"brand|who makes|made by|manufacturer|make is", BRAND),
    (r"rating|rated|reviews?|stars", RATING),
    (r"in stock|available|availability|left", STOCK),
)
_PATTERNS = tuple((re.compile(rf"\b(?:{words})\b"), names.split()) for words, names in _ASKED)
ASKS = re.compile(
    r"^[\W_]*(?:and |so |but |ok(?:ay)?,? |hi,? |hello,? |hmm+,? )*(?:is|are|does|do|can|will|has|have|"
    r"would|how (?:big|heavy|long|tall|wide|deep|much|"
    r"many|old|high|large|expensive)|how'?s|what|what'?s|where|which (?:one|of)|who makes|"
    r"tell me (?:more )?about|more about|what about|how about|how do (?:i|you)|"
    r"details|any (?:good )?reviews|(?:any )?other (?:colou?rs?|sizes?)(?: in (?:it|that|this))?(?=\W*$)|"
    r"its? \w+(?=\W*$)|the (?:price|size|weight|colou?r|material)|(?:price|"
    r"pricing|size|colou?rs?|weight|material|dimensions)(?=\W*$)|(?:can you )?tell me more|"
    r"(?:i'd like to )?know more)\b"
)
# What begins like a question and asks for products.
_SEEKS = re.compile(
    r"\b(?:(?:do|have) you (?:have|got|sell|stock|carry|do)|is there|are there|can (?:i|you|we)|would you|"
    r"anything|something|which (?:one )?(?:is|would be) (?:the )?best|would suit)\b"
)
_CAN_IT = re.compile(r"\bcan (?:it|they|this|that|these)\b")


# "Does it come with a charger?": asked of a product, whatever is asked.
OF_IT = re.compile(
    r"^[\W_]*(?:and |so |but |ok(?:ay)?,? |hm+,? )*(?:is|are|was|were|does|do|did|can|will|has|have|"
    r"what(?:'s| is| are| does| do)|how (?:does|do|is|are))\s+(?:it|they|this|that|these|those)(?: one)?\b"
    r"|\b(?:tell me|know) more\b"
)


def asks(said: Said) -> bool:
    """Whether the message reads as a question about a product that is there."""
    return bool(ASKS.search(said.left)) and (not _SEEKS.search(said.left) or bool(_CAN_IT.search(said.left)))


def asked_attribute(said: Said, catalogue: Catalogue) -> str | None:
    """The attribute asked for: by the words for it, by its name in this catalogue, or by a value ("is it wooden?")."""
    known = catalogue.attributes()
    for pattern, names in _PATTERNS:
        if pattern.search(said.left):
            return next((name for name in names if name in known), names[0])
    words = " ".join(token.text for token in said.tokens() if token.is_word)
    for name in known:
        if name.replace("_", " ") in words:
            return name
    links = senses(catalogue.link(words.split()), catalogue, words.split())
    return links[0].attribute if links else None
