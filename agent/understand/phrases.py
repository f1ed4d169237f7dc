"""What shoppers say that is not a wish: greetings, thanks, undo, a person, an order. English."""

import re
from dataclasses import dataclass

from agent.understand.said import Said
from domain.items import PRICE
from domain.meaning import Act


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern with the act it stands for. One that is `whole` must be the entire message."""

    act: Act
    regex: re.Pattern[str]
    whole: bool = False


def _phrase(act: Act, pattern: str, *, whole: bool = False) -> Phrase:
    return Phrase(act, re.compile(rf"^[\W_]*(?:{pattern})[\W_]*$" if whole else rf"\b(?:{pattern})(?!\w)"), whole)


_POLITE = (
    r"(?:oh,? |ah,? |hmm,? |please |can you |could you |would you |ok |okay |no,? |"
    r"yes,? |and |so |well,? |just |can i |i'?d like to "
    r"|let'?s |let me |i want to |i'?d rather )*"
)

_THAT_ONE = (
    r"(?:(?:number|the|that|this) (?:\w+ )?(?:one)?|that|this|it|(?:number|the) \w+)"
    r"(?:'s| is|(?: looks?| sounds?| seems?)| would be| will be)"
)
_THANKED = r"(?:[,.!\s]+(?:thanks|thank you|cheers|so much|very much|a lot|then))"

# In this order: what is asked of the shop as such comes before what is asked of its products.
ACTS = (
    _phrase(
        Act.HANDOFF,
        r"(?:speak|talk|chat|connect|transfer|put|pass|hand)\b.{0,25}\b(?:person|human|someone|somebody|agent|"
        r"representative|rep|staff|colleague|advis[eo]r|assistant|manager|people)",
    ),
    _phrase(
        Act.HANDOFF,
        r"(?:real|actual|live) (?:person|human|agent)|customer (?:service|support)|(?:a )?human(?: being)?(?: "
        r"please)?$|call me(?: back)?|(?:member of|your|someone from) staff",
    ),
    _phrase(
        Act.HANDOFF,
        r"(?:person|human|someone|somebody|anyone|anybody) (?:that |who )?"
        r"(?:i|we) (?:can|could|may) (?:speak|talk|chat)",
    ),
    _phrase(
        Act.ORDER_STATUS,
        r"(?:where(?:'s)?|when|what|how|track|status|has|did|hasn'?t|haven'?t|still|missing|late)\b.{0,40}\b(?:my|"
        r"the|our) (?:order|parcel|package|delivery|shipment)\b(?!s? (?:cost|charge|fee|time))"
        r"|(?:my|the) (?:order|parcel|package|delivery)\b.{0,30}\b(?:arrive|arrived|late|missing|come|came|"
        r"status|lost|number|delayed|damaged|broken)|track(?:ing)? (?:my|an|the) (?:order|parcel|package)|"
        r"order status|order number",
    ),
    _phrase(
        Act.POLICY,
        r"(?:return|refund|exchange|cancellation|privacy) (?:policy|policies)|(?:can|could|may|how do|how can|"
        r"how would) (?:i|we|he|she|they|you) (?:return|exchange|cancel|send (?:it|this|them) back|get a refund|"
        r"get my money back)"
        r"|(?:want|like|need|have) to (?:return|exchange|send back)|(?:student|nhs|trade|bulk|any|big|"
        r"possible|get a|get any|there a|is the|a \d+%) discounts?|discounts? (?:for|if|on)|\d+ ?% (?:off|"
        r"discount)|(?:do|can) you (?:ship|deliver|gift ?wrap|accept|take (?:paypal|cards?|cash|returns))|"
        r"(?:delivery|"
        r"shipping|postage) (?:cost|costs|charge|charges|fee|fees|time|times|free|options?)"
        r"|(?:how (?:long|much)|when|what)\b.{0,20}\b(?:is|does|will|would|are)?\b.{0,10}\b(?:delivery|"
        r"shipping|postage)\b|free (?:delivery|shipping|returns?)|opening (?:hours|times)|(?:what time|when) "
        r"(?:do|are) you (?:open|close)"
        r"|discount codes?|voucher|promo(?:tion)? codes?|gift ?cards?|pay(?:ment)? (?:methods?|options?|with|"
        r"by)|warranty|guarantee",
    ),
    _phrase(
        Act.START_OVER,
        r"(?:start|begin)(?:ing)? (?:over|again|afresh|from scratch|anew)|from the (?:beginning|start)|reset|"
        r"forget (?:everything|all (?:of )?(?:that|this)|it all)|new search|clear (?:everything|all|it)",
    ),
    _phrase(
        Act.UNDO,
        rf"{_POLITE}(?:undo|un-do|go back|scrap that|scratch that|step back|take (?:that|it) back|back up|"
        r"scratch that|never ?mind(?: "
        rf"that)?|revert|forget (?:that|what i (?:just )?said)|i didn'?t mean that|cancel that|back)(?: please|"
        rf" that| it| again| (?:a|one|1) step| the last(?: one| step| thing)?)*",
        whole=True,
    ),
    _phrase(
        Act.CLOSE,
        r"(?:i'?ll|i will|we'?ll|we will) (?:take|buy|have) (?:it|that one|this one|them)"
        r"(?! (?:if|back|in|to|with|as)\b)",
    ),
    _phrase(
        Act.CLOSE,
        r"(?:(?:ok |okay |oh |right )?(?:that'?s |that is |it'?s )?"
        r"(?:thanks|thank you|cheers|great|lovely|brilliant|perfect|super|fine|good|helpful)"
        r"(?: so much| very much| a lot)?[,.!\s]+)*"
        rf"{_POLITE}(?:(?:i'?ll|let me|i need to|i'?d better) think about it|"
        r"bye|goodbye|good bye|bye bye|see you|cheerio|that'?s (?:all|it|everything)(?: for "
        rf"(?:now|today))?|i'?m (?:done|all set|good)|i'?ll (?:take|buy|get|have) (?:it|that one|this one|that|"
        r"this|the (?:\w+)(?: one)?)|that'?s perfect|perfect|have a (?:nice|good|great|lovely) (?:day|one|"
        r"evening|weekend)|(?:sold,? )?i(?:'m| am) (?:having|taking|buying|getting) (?:it|that one|this one|"
        r"that|this|the (?:\w+)(?: one)?)|sold|deal|i(?:'m| am)? (?:in|buying)|i(?:'ll| will) (?:take|buy|"
        r"get|have|order) (?:it|that|this|them|both|those)(?: one)?(?: then)?|(?:no|nah),? (?:thanks|"
        r"thank you)(?: anyway)?|(?:perfect,? )?(?:the|that|this) (?:\w+ )?(?:one )?it is|i(?:'ll|"
        r" will) (?:buy|order|take) (?:them|both|these)|i'?ll go for (?:it|that(?: one)?|"
        r"the \w+(?: one)?))(?:[,\s]+(?:thanks|thank you|cheers|then|for now|"
        rf"bye|so much|very much))*",
        whole=True,
    ),
    _phrase(  # praise that ends the search, of a product by its place as of "that"
        Act.CLOSE,
        rf"{_POLITE}{_THAT_ONE} (?:just |simply |really |absolutely )*"
        rf"(?:perfect|ideal|spot on|exactly (?:right|it|what (?:i|we|he|she)\b[\w' ]{{2,40}})){_THANKED}*",
        whole=True,
    ),
    _phrase(
        Act.THANK,
        rf"{_POLITE}{_THAT_ONE} (?:really |very |pretty |quite |so )*"
        rf"(?:nice|great|good|lovely|wonderful|beautiful|brilliant|fantastic|fine){_THANKED}+",
        whole=True,
    ),
    _phrase(
        Act.THANK,
        rf"{_POLITE}(?:oh,? |wow,? |hm+,? |ah,? |ok,? )*(?:(?:thanks|thank you)(?: so much| very much| a lot|"
        rf" again| once again| anyway)* for (?:the|your|all your|all the|helping|all)\b.{{0,30}}"
        r"|(?:(?:that|this|it|they|these|those|he|she)(?:'s|'re| is| are| looks?| sounds?| seems?) |looks? |"
        r"sounds? |seems? )?(?:really |very |pretty |quite |so |all |a |too |much )*"
        r"(?:nice|great|good|cool|lovely|interesting|perfect|wonderful|amazing|awesome|beautiful|pretty|"
        r"brilliant|fantastic|reasonable|helpful|kind(?: offer)?|very kind)(?: one| then| idea| choice|"
        r" price)?"
        rf"|thanks|thank you|thx|ty|cheers|ta|great|lovely|nice|cool|wonderful|brilliant|awesome|brill|"
        r"perfect|super|good|very good|very nice|sounds good|fantastic)(?:[,!.\s]+(?:thanks|thank you|a lot|"
        r"once again|again|anyway|sir|guys|mate|you too|"
        rf"so much|very much|cheers|for your help|that helps|that'?s helpful|very helpful))*",
        whole=True,
    ),
    _phrase(
        Act.GREET,
        r"(?:hi|hel+o+|hey+|hei(?: hei)?|hiya|howdy|good (?:morning|afternoon|evening|day)|greetings|yo|hallo|"
        r"sup)(?:[,\s]+(?:there|all|everyone|again|you|shop|bot|mate|sir|madam|guys|how are you|"
        r"how'?s it going|how are "
        r"things))*",
        whole=True,
    ),
    _phrase(
        Act.GREET,
        r"how are you(?: doing)?(?: today)?|nice to meet you(?: as well| too)?|are you (?:still )?(?:there|"
        r"here)|(?:is )?any(?:one|body) (?:there|here)(?: to help(?: me)?)?",
        whole=True,
    ),
    _phrase(
        Act.HELP,
        r"(?:help|help me|what can (?:you|i) (?:do|ask|say)(?: here)?|how does (?:this|it) work|how do (?:i "
        r"use this|you work)|who are you|what are you|are you (?:a |an )?(?:bot|robot|human|person|real|ai|"
        r"machine)(?: person)?)(?: please)?",
        whole=True,
    ),
)

_OTHERS = r"(?:other|others|another|different|more|next|new|further|additional|alternative|alternatives)"
_THINGS = (
    r"(?:ones?|options?|products?|items?|things?|choices?|ideas?|suggestions?|results?|alternatives?|stuff|"
    r"recommendations?|please|few|some)"
)
SHOW_OTHERS = re.compile(
    rf"^[\W_]*{_POLITE}(?:(?:show|give|see|find|get|have|suggest|want|got|are there|do you have|anything|"
    rf"something|what|any|i need|try|look at)(?: to)?(?: me| us)?(?: see| have)?\s+)*"
    rf"(?:(?:some|any|a few|the|a|few|me)\s+)*{_OTHERS}(?:\s+{_THINGS})*[\W_]*$"
    rf"|^[\W_]*{_POLITE}(?:(?:do you have|have you got|is there|are there|got|show me|maybe) )*(?:something|"
    r"anything|what|have you (?:got )?anything)\s+else(?: you "
    rf"have| do you have| have you got| is there| please)*[\W_]*$"
    r"|^[\W_]*(?:meh|nah|nope|(?:no|nah),? (?:none|not) (?:of )?(?:these|those|them)|(?:they|these|"
    r"those) (?:all )?(?:look|are)(?: all| really| so| very| pretty)? (?:ugly|awful|horrible|terrible|"
    r"boring|rubbish|hideous))[\W_]*$"
    r"|\bnone of (?:these|those|them)\b|\bi don'?t like (?:any of )?(?:these|those|them)\b|\bnot (?:these|"
    r"those)\b|^[\W_]*(?:keep going|go on|next|more)[\W_]*$"
)
WHY = re.compile(
    r"\bwhy\b(?!\s+not\b)|\bhow come\b|\bwhat makes\b|\breasons? for\b|\bexplain (?:the|that|this|why|your)\b"
)
COMPARE = re.compile(
    r"\bcompare\b|\b(?:next to|side by|against) (?:each other|side)\b|\bdiffer(?:ent from each other)?\b|"
    r"\bwhat(?:'s| is| are) the differences?\b|\bdifferences? between\b|\bwhich (?:one )?is "
    r"better\b|\bversus\b|\bvs\b"
)
MORE_LIKE = re.compile(
    r"\b(?:more|others?|something|anything|things?|ones?|products?|similar|some)\s+(?:\w+\s+){0,2}?(?:like|"
    r"similar to|along the lines of|in the style of)\b"
    r"|\b(?:have|get|got|come|make|do) (?:it|this|that|them|these|those)(?: one)? in\b|\b(?:the )?same\b|"
    r"^[\W_]*(?:and |ok(?:ay)?,? |but )*(?:this|that|it)(?: one)? (?:but|in|only|just)\b"
    r"|\bsimilar(?:\s+(?:to|ones|products|items|things))?\b|\bi (?:really |do )?(?:like|love|prefer)\b|"
    r"^[\W_]*like\b|\bmore of (?:the|that|this)\b"
)
REJECT = re.compile(
    r"\b(?:don'?t|do not|didn'?t|not) (?:really |much )?(?:like|love|want|fancy|keen on|into|fond of|"
    r"interested(?: in)?)\b|\b(?:is|are|looks?|it'?s) (?:really |so |very |too |a bit |pretty |"
    r"just )*(?:ugly|awful|horrible|hideous|terrible|boring|rubbish|tacky)\b|\bget rid of\b"
    r"|\b(?:has|have|'ve|got|owns?)\b(?: got)?[^a-z]*\balready\b|\b(?:has|have|'ve|got|owns?) (?:that|this|"
    r"it)(?: one)? already\b|\balready (?:have|has|got|own)\b|\bnot for (?:me|us|him|her|them)\b|\bhate\b|"
    r"\bdislike\b|\bno good\b"
    r"|\bnot (?:really |quite |exactly )?(?:my|his|her|their|our) (?:style|taste|thing|cup of tea|kind of thing)\b"
    r"|\b(?:remove|hide|drop|without|skip|forget|never ?mind|not)\b(?=\s*(?:\||$))"
)
# Heard, and nothing more: after an answer to a question has been ruled out.
ACKNOWLEDGED = re.compile(
    r"^[\W_]*(?:(?:oh|ah|hm+|ok|okay|okok|alright|all right|right|fine|sure|well|then|i see|got it|"
    r"understood|no problem|no worries|good to know|fair enough|oh really|really|wow)[\s,.!?]*)+$"
)
DONT_MIND = re.compile(
    r"^[\W_]*(?:(?:i|we|he|she|they) )?(?:really )?(?:don'?t|do not|doesn'?t) (?:mind|care|know|matter)(?: "
    r"either way| really| about (?:that|it))?[\W_]*$"
    r"|^[\W_]*(?:it |that )?(?:doesn'?t|does not) (?:really )?matter[\W_]*$|^[\W_]*(?:no|not any|without a|no "
    r"particular|no real) preferences?(?: really| at all| either way)?[\W_]*$"
    r"|^[\W_]*(?:any|anything|either|whatever|whichever|all|surprise me|(?:it'?s )?up to you|you (?:choose|"
    r"decide|pick)|(?:i have |i'?ve )?no "
    r"idea(?: tbh| really| sorry| honestly| to be honest)?|couldn'?t care less|i don'?t really care|"
    r"no (?:strong )?(?:feelings|opinion)|(?:i )?(?:don'?t|do not) (?:really )?have (?:a budget|one|any|"
    r"a preference)(?: really| in mind)?|either(?: one)?(?: is fine| works)?|dunno|not sure|i'?m not sure|"
    r"idk|not bothered|not fussed|i'?m easy|skip|pass|anything goes|any(?: "
    r"of them| is fine| will do| would do)?|all of them)(?: really| is fine| will do| works)?[\W_]*$"
)

# "Do you have a tent?" starts on another thing; "do you have a red one?" says more of the same.
ANOTHER_THING = re.compile(
    r"\b(?:(?:what|how) about|(?:do|have) you (?:have|got|sell|stock)|looking for|"
    r"i(?:'d)? (?:also )?(?:need|want|like)|(?:show|find|get) me) (?:an?|some)\b"
    r"(?!.*\b(?:ones?|versions?|sizes?|colou?rs?|shades?|like|things?)\b)"
)

_ANY = re.compile(
    r"\bany (?P<what>price|budget|age|colou?r|material|brand|category|kind|size)s?\b"
    r"(?! (?:but|except|other than|apart from|as long as|that))|\b(?:price|money|budget) "
    r"(?:is|'s)? ?(?:no object|not an issue|doesn'?t matter|isn'?t (?:important|an issue))\b|\bno (?:budget|"
    r"price limit|price cap|limit)\b|\b(?:forget|ignore|drop|lift|scrap|never ?mind|"
    r"remove) (?:about )?the (?P<forget>price|budget|age|colou?r|material|"
    r"brand|category)\b|\b(?:price|cost|money)(?: really)?(?: isn't| is not|'s not|"
    r"'s no) (?:that )?(?:important|an issue|a problem|object|a concern|a factor)\b|"
    r"\b(?:the )?(?P<matters>colou?r|brand|material|size|kind|price|age) (?:doesn't|does not|isn't|is not|"
    r"won't) (?:really )?(?:matter|important|bother me)\b"
)
_ANY_NAMES = {"color": "colour", "budget": PRICE, "kind": "category"}


def dropped_attribute(said: Said) -> str | None:
    """The attribute whose wishes no longer hold: "any colour", "price is no object"; taken out of the message."""
    match = said.find(_ANY)
    if not match:
        return None
    name = match.group("what") or match.group("forget") or match.group("matters") or PRICE
    return _ANY_NAMES.get(name, name)
