"""Words to `Meaning`, by reading: each part that is understood is taken out, and what is left is what is looked for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from agent.state import State
from agent.understand import phrases
from agent.understand.ages import ages
from agent.understand.answers import spoken_value
from agent.understand.budgets import budget, price_wishes
from agent.understand.negation import Exclusion, exclusions
from agent.understand.phrases import Comparative, Superlative
from agent.understand.references import pointed, references
from agent.understand.said import Said, Token, plain
from domain.items import AGE, AGE_MAX, AGE_MIN, BRAND, CATEGORY, PRICE, RATING, STOCK
from domain.meaning import Act, Meaning
from domain.money import Money
from domain.ports import Catalogue, Language, Link
from domain.wishes import TEXT, Op, Wish

RECIPIENT = "recipient"
# What "tell me about the second" asks: everything worth knowing.
DETAILS = "details"

_RECIPIENT = re.compile(
    r"\b(?:(?P<lead>(?:(?:a |some )?(?:birthday |christmas |xmas |small |little )?(?:presents?|gifts?|"
    r"something|toys?|it'?s|it is|this is|one) )?for )(?:my|our|a|an|the|his|her|their)?\s*|my\s+|our\s+)"
    r"(?:little |young |old |older |younger |elderly |best |dear |new |big |step ?)*"
    r"(?P<who>(?:mother|father|brother|sister|son|daughter)-in-law|nephews?|nieces?|sons?|daughters?|"
    r"grandsons?|granddaughters?|grandchild(?:ren)?|grandkids?|godsons?|goddaughters?|boys?|girls?|child|"
    r"children|kids?|brothers?|"
    r"sisters?|siblings?|cousins?|mum|mom|mother|dad|father|parents?|wife|husband|partner|girlfriend|"
    r"boyfriend|fiancee?|friends?|colleagues?|neighbou?rs?|teachers?|boss|grandma|grandmother|granny|nan|"
    r"grandpa|grandfather|grandad|granddad|aunt|"
    r"auntie|uncle|flatmate|roommate|family|myself|me|us|him|her|them)\b"
)
_PRESENT = re.compile(
    r"\b(?:as )?(?:an? )?(?:small |little |nice |good |perfect |great )?(?:birthday |christmas |xmas |wedding "
    r"|anniversary |easter |valentine'?s? )?(?:presents?|gifts?)(?: ideas?)?\b(?! (?:wrap|card|box|bag))"
)
# Words around a wish that carry no content of their own, besides the language's stop words.
_FILLER = frozenset(
    """
    mad crazy loves love loving likes liked enjoys enjoy fan fond into obsessed keen passionate interested
    interest adores collects really thinking ideally hopefully preferably prefer prefers suitable suited good
    nice great perfect lovely cool best quality high new kind type sort bit idea ideas suggestion suggestions
    recommend recommendation recommendations help hello hi hey thanks thank cheers morning afternoon evening ok
    okay yes yeah yep sure fine actually now today tomorrow instead rather else again still already go going
    goes buy purchase order shop shopping search searching browse budget price priced cost costs money spend
    pound pounds quid dollar dollars euro euros something anything someone somebody product products item items
    option options thing stuff piece pieces made make come comes without around turning turns old year years
    month months aged age week weeks day days birthday christmas xmas know think guess suppose maybe least less
    able use used using works work wants wanting wish wished hoping hope needs needed asked lot lots plenty bit
    little few several many is isn't it's he's she's they're who's i'm i'd i've i'll we're we'd we've that's
    what's don't doesn't can't won't wouldn't let's there's
    """.split()
)
_YES_NO = re.compile(
    r"^[\W_]*(?:(?P<yes>yes|yeah|yep|yup|sure|ok|okay|please|yes please)|no|nope|nah|not really|no thanks|no "
    r"thank you)[\W_]*$"
)
_MUST = re.compile(
    r"\b(?:must(?: be| have)?|has to(?: be| have)?|have to(?: be| have)?|needs? to be|only|strictly|"
    r"definitely|absolutely|essential)\b"
)
_ABOUT_PRODUCT = re.compile(
    r"^[\W_]*(?:and |so |but )?(?:is|are|does|do|can|will|has|have|would|how (?:big|heavy|long|tall|wide|much|"
    r"many|old)|what|which (?:one|of)|who makes|tell me (?:more )?about|more about|what about|how about|"
    r"details)\b"
)
_MEASURES = (
    (re.compile(r"\bhow much\b|\bwhat(?:'s| is) the price\b|\bprice of\b|\bcosts?\b"), PRICE),
    (re.compile(r"\bhow (?:heavy|much does .{1,20} weigh)\b|\bweigh(?:s|t)?\b"), "weight"),
    (re.compile(r"\bhow (?:big|large|long)\b|\bdimensions?\b|\bsize\b"), "length"),
    (re.compile(r"\bhow (?:tall|high)\b|\bheight\b"), "height"),
    (re.compile(r"\bhow wide\b|\bwidth\b"), "width"),
    (re.compile(r"\bwhat age\b|\bhow old\b|\bages?\b"), AGE_MIN),
    (re.compile(r"\bbatter(?:y|ies)\b|\bpowered\b|\bcharge\b"), "power"),
    (re.compile(r"\b(?:made (?:of|from)|material)\b"), "material"),
    (re.compile(r"\bcolou?rs?\b"), "colour"),
    (re.compile(r"\b(?:brand|who makes|made by|manufacturer)\b"), BRAND),
    (re.compile(r"\b(?:rating|rated|reviews?|stars)\b"), RATING),
    (re.compile(r"\b(?:in stock|available|availability)\b"), STOCK),
)
# A link weaker than this says too little to be a wish.
WEAKEST_LINK = 0.35
# A link of at least this score names the value; what it names need not be looked for in free words as well.
NAMES_VALUE = 0.9


@dataclass(frozen=True, slots=True)
class Parser:
    """The built-in parser of English messages."""

    language: Language

    def __call__(self, text: str, state: State, catalogue: Catalogue) -> Meaning:
        """The meaning of a message in the state it was said in. Reads every text; what it cannot link it names."""
        said = Said(text)
        if not any(token.is_word for token in said.tokens()):
            return Meaning(
                Act.UNCLEAR, not_understood=(text.strip(),) if text.strip() else (), language=_language_of(text)
            )
        if act := _spoken_act(said):
            return Meaning(act)
        return self._content(said, state, catalogue)

    def _content(self, said: Said, state: State, catalogue: Catalogue) -> Meaning:
        if state.pending and phrases.DONT_MIND.search(said.left):
            return Meaning(Act.DONT_MIND, attribute=state.pending.attribute)
        if phrases.DONT_MIND.search(said.left):
            return Meaning(Act.DONT_MIND)
        if meaning := _yes_or_no(said, state):
            return meaning
        if phrases.SHOW_OTHERS.search(said.left):
            return Meaning(Act.SHOW_OTHERS)
        about = _about(said, state)
        spent = budget(said, currency=catalogue.currency, expects_price=_expects(state, PRICE))
        aged = ages(said, expects_age=_expects(state, AGE))
        wishes = [*spent.wishes, *aged]
        if about.comparative:
            wishes += _compared(about.comparative, about.item_ids or state.on_screen, catalogue)
        recipient = _recipient(said)
        another = bool(phrases.ANOTHER_THING.search(said.left))
        hard = bool(said.find(_MUST))
        dropped = phrases.dropped_attribute(said)
        excluded = self._excluded(said, catalogue)
        wishes += excluded
        found = self._wanted(said, catalogue, hard=hard)
        wishes += [*found.wishes, *recipient]
        another = another and any(wish.attribute in (TEXT, CATEGORY) for wish in found.wishes)
        act = _act_of(about, wishes, found, spent.foreign, dropped)
        return Meaning(
            act,
            wishes=tuple(wishes) if act not in _SAYS_NOTHING else (),
            dropped=tuple(
                held.preference_id
                for held in state.preferences
                if held.wish.attribute == dropped
                or self._contradicted(held.wish, excluded)
                or (another and _describes_the_thing(held.wish))
            ),
            item_ids=about.item_ids,
            attribute=spent.foreign or _attribute(about),
            descending=bool(about.superlative and about.superlative.descending),
            not_understood=found.unknown,
            language=_language_of(said.text),
        )

    def _excluded(self, said: Said, catalogue: Catalogue) -> list[Wish]:
        wishes = []
        for exclusion in list(exclusions(said.left, said.tokens())):
            said.take(exclusion.start, exclusion.end)
            if exclusion.neutral:
                continue
            spoken = said.text[exclusion.start : exclusion.end] if len(exclusion.phrases) == 1 else None
            wishes += [
                wish for phrase in exclusion.phrases for wish in self._ruled_out(phrase, exclusion, spoken, catalogue)
            ]
        return wishes

    def _ruled_out(
        self, phrase: Sequence[Token], exclusion: Exclusion, said: str | None, catalogue: Catalogue
    ) -> list[Wish]:
        words = [token.text for token in phrase if not self.language.is_stop_word(token.text)]
        if not words or all(word in _FILLER for word in words):
            return []
        spoken = " ".join(words)
        text = said or f"{'not too' if exclusion.soft else 'no'} {spoken}"
        links = [
            link
            for link in catalogue.link(words)
            if _names_all(link, words) and link.attribute not in (CATEGORY, BRAND)
        ]
        hard = not exclusion.soft
        strength = 1.0 if hard else 0.5
        if links:
            best = links[0]
            return [
                Wish(
                    best.attribute,
                    Op.NOT,
                    (best.value,),
                    strength=strength,
                    hard=hard,
                    safety=exclusion.safety,
                    text=text,
                )
            ]
        return [Wish(TEXT, Op.NOT, (spoken,), strength=strength, hard=hard, safety=exclusion.safety, text=text)]

    def _contradicted(self, held: Wish, excluded: Sequence[Wish]) -> bool:
        """Whether what was wanted is ruled out now: "no trains" after "trains"."""
        if held.op not in (Op.IS, Op.LIKE):
            return False
        wanted = self._stems(" ".join((held.text, *held.values)))
        out = (self._stems(value) for wish in excluded if wish.hard for value in wish.values)
        return any(stems and stems <= wanted for stems in out)

    def _stems(self, text: str) -> set[str]:
        return {self.language.stem(token) for token in self.language.tokens(text)}

    def _wanted(self, said: Said, catalogue: Catalogue, *, hard: bool) -> "_Found":
        runs = [[token for token in run if not self._is_filler(token)] for run in _runs(said.tokens())]
        content = [token for run in runs for token in run]
        unknown = tuple(token.text for token in content if not _understood(token, catalogue, self.language))
        links = [
            (link, tuple(run[link.start : link.end]))
            for run in runs
            for link in catalogue.link([token.text for token in run])
            if link.score >= WEAKEST_LINK
        ]
        named = {token for link, words in links if _is_name(link) for token in words}
        known = [token.text for token in content if token.text not in unknown and token not in named]
        wishes = _merged(links, hard=hard)
        if known:
            wishes.append(Wish(TEXT, Op.LIKE, (" ".join(known),), text=" ".join(known)))
        return _Found(tuple(wishes), unknown, bool(content))

    def _is_filler(self, token: Token) -> bool:
        return token.text in _FILLER or self.language.is_stop_word(token.text) or len(token.text) == 1


@dataclass(frozen=True, slots=True)
class _Found:
    """What the free words gave: wishes, words no product knows, and whether there were any content words at all."""

    wishes: tuple[Wish, ...]
    unknown: tuple[str, ...]
    any_content: bool


@dataclass(frozen=True, slots=True)
class _About:
    """What a message does with products: which ones, and whether it likes, rejects, compares, explains or asks."""

    item_ids: tuple[str, ...] = ()
    act: Act | None = None
    comparative: Comparative | None = None
    superlative: Superlative | None = None
    attribute: str | None = None


_SAYS_NOTHING = (Act.WHY, Act.COMPARE, Act.ASK_FACT)


def _spoken_act(said: Said) -> Act | None:
    for phrase in phrases.ACTS:
        if phrase.regex.search(said.left):
            return phrase.act
    return None


def _yes_or_no(said: Said, state: State) -> Meaning | None:
    """ "Yes" or "no" to a question that can be answered so; "no" to any other question means no preference."""
    match = _YES_NO.search(said.left)
    if not match or not state.pending:
        return None
    attribute, answer = state.pending.attribute, "yes" if match.group("yes") else "no"
    if answer in {option.value for option in state.pending.options}:
        return Meaning(
            Act.INFORM,
            wishes=(Wish(attribute, Op.IS, (answer,), text=spoken_value(attribute, (answer,))),),
            attribute=attribute,
        )
    return Meaning(Act.DONT_MIND, attribute=attribute) if answer == "no" else None


def _about(said: Said, state: State) -> _About:
    extreme = phrases.superlative(said)
    if extreme:
        return _About(act=Act.SUPERLATIVE, superlative=extreme)
    asks = bool(_ABOUT_PRODUCT.search(said.left))
    why, compare = phrases.WHY.search(said.left), phrases.COMPARE.search(said.left)
    comparative = phrases.comparative(said) if state.on_screen else None
    named = references(said, state.on_screen)
    if why:
        return _About(named or _weak(said, state) or state.on_screen[:1], Act.WHY)
    if compare:
        return _About(named if len(named) > 1 else state.on_screen[:2], Act.COMPARE)
    if comparative:
        like = named and phrases.MORE_LIKE.search(said.left)
        return _About(named or _weak(said, state), Act.MORE_LIKE if like else None, comparative=comparative)
    if asks and state.on_screen:
        attribute = _asked_attribute(said) or (DETAILS if named else None)
        if attribute:
            return _About(
                named or _weak(said, state) or (state.focus or state.on_screen[0],), Act.ASK_FACT, attribute=attribute
            )
    return _taste(said, state, named)


def _taste(said: Said, state: State, named: tuple[str, ...]) -> _About:
    """Liked or disliked products. Words of taste without a product on the screen are about kinds of things, so they
    stay in the message."""
    like, reject = phrases.MORE_LIKE.search(said.left), phrases.REJECT.search(said.left)
    if reject and (items := named or _weak(said, state)):
        said.find(phrases.REJECT)
        return _About(items, Act.REJECT)
    if reject and phrases.REJECT.sub("", said.left).strip(" ,.!|") == "":
        return _About((state.focus,), Act.REJECT) if state.focus else _About(act=Act.SHOW_OTHERS)
    if like and (items := named or _weak(said, state)):
        said.find(phrases.MORE_LIKE)
        return _About(items, Act.MORE_LIKE)
    return _About(named, Act.MORE_LIKE if named else None)


def _weak(said: Said, state: State) -> tuple[str, ...]:
    return pointed(said, state.on_screen, focus=state.focus)


def _asked_attribute(said: Said) -> str | None:
    for pattern, attribute in _MEASURES:
        if pattern.search(said.left):
            return attribute
    return None


def _attribute(about: _About) -> str | None:
    return about.superlative.attribute if about.superlative else about.attribute


def _act_of(about: _About, wishes: Sequence[Wish], found: _Found, foreign: str | None, dropped: str | None) -> Act:
    if about.act is not None:
        return about.act
    if foreign:
        return Act.FOREIGN_BUDGET
    if wishes or dropped:
        return Act.INFORM
    return Act.UNCLEAR if found.unknown or not found.any_content else Act.INFORM


def _compared(change: Comparative, item_ids: Iterable[str], catalogue: Catalogue) -> list[Wish]:
    """ "Cheaper than the second": a hard wish from that product's own figure; without one named, from all shown."""
    facts = [
        fact
        for item_id in item_ids
        for fact in catalogue.facts(item_id, change.attribute)[:1]
        if fact.number is not None
    ]
    numbers = [fact.number for fact in facts if fact.number is not None]
    if not numbers:
        return []
    if change.attribute == PRICE:
        bound = Money(int(max(numbers) if change.more else min(numbers)), catalogue.currency)
        wish = (
            price_wishes(Op.MIN, bound.minor + 1, bound.currency)
            if change.more
            else price_wishes(Op.MAX, bound.minor - 1, bound.currency)
        )
        return [replace(wish[0], text=f"{'dearer' if change.more else 'cheaper'} than {bound}", relative=True)]
    op = Op.MIN if change.more else Op.MAX
    # Strictly more or less: a thousandth is finer than any figure in a feed.
    number = max(numbers) * 1.001 if change.more else min(numbers) * 0.999
    text = f"{'more' if change.more else 'less'} {change.attribute}"
    return [Wish(change.attribute, op, (facts[0].value,), number, facts[0].unit, hard=True, relative=True, text=text)]


def _recipient(said: Said) -> list[Wish]:
    """Who it is for: kept and shown, but nothing is concluded from it."""
    match = said.find(_RECIPIENT)
    said.find(_PRESENT)
    if not match:
        return []
    who = match.group("who")
    if who in ("me", "myself", "us", "him", "her", "them"):
        return []
    return [Wish(RECIPIENT, Op.LIKE, (who,), strength=0.5, text=f"for {who}")]


def _describes_the_thing(wish: Wish) -> bool:
    """Whether a wish was about the kind of product looked for, rather than the budget or the person it is for."""
    return not wish.hard and wish.op in (Op.IS, Op.LIKE) and wish.number is None and wish.attribute != RECIPIENT


def _runs(tokens: Sequence[Token]) -> list[list[Token]]:
    """Words between marks; a hyphen joins."""
    runs: list[list[Token]] = [[]]
    for token in tokens:
        if token.is_word:
            runs[-1].append(token)
        elif token.text not in ("-", "'"):
            runs.append([])
    return [run for run in runs if run]


def _understood(token: Token, catalogue: Catalogue, language: Language) -> bool:
    return token.text[0].isdigit() or catalogue.knows_word(token.text) or bool(catalogue.link([token.text]))


def _names_all(link: Link, words: Sequence[str]) -> bool:
    return link.start == 0 and link.end == len(words)


def _is_name(link: Link) -> bool:
    """Whether the words name the value itself. A word that only occurs in a category's name is a hint, never a
    filter."""
    return link.how in ("exact", "stem") and link.score >= NAMES_VALUE


_Linked = tuple[Link, tuple[Token, ...]]


def _merged(links: Sequence[_Linked], *, hard: bool) -> list[Wish]:
    """One wish per attribute: several values of one attribute in a message are alternatives, best link first."""
    values: dict[str, list[_Linked]] = {}
    for linked in sorted(links, key=lambda linked: -linked[0].score):
        if linked[0].attribute not in (PRICE, AGE_MIN, AGE_MAX, RATING, STOCK):
            values.setdefault(linked[0].attribute, []).append(linked)
    return [_linked_wish(attribute, alternatives, hard=hard) for attribute, alternatives in values.items()]


def _linked_wish(attribute: str, linked: Sequence[_Linked], *, hard: bool) -> Wish:
    links = [link for link, _ in linked]
    values = tuple(dict.fromkeys(link.value for link in links))
    return Wish(
        attribute,
        Op.IS,
        values,
        strength=round(max(link.score for link in links), 2),
        hard=hard and all(_is_name(link) for link in links),
        words=_spoken_words(linked),
        text=" or ".join(values) if values != ("yes",) else attribute.replace("_", " "),
    )


def _spoken_words(linked: Sequence[_Linked]) -> str:
    """The words that name the values, in the order said; what is misspelt, or only hinted at, is looked for by value
    or in free words."""
    tokens = {token for link, words in linked if _is_name(link) for token in words}
    return " ".join(token.text for token in sorted(tokens, key=lambda token: token.start))


def _expects(state: State, attribute: str) -> bool:
    """Whether a bare number would be read as this attribute: it was just asked for, or (for prices) a budget stands."""
    asked = state.pending.attribute if state.pending else None
    if asked in (PRICE, AGE):
        return asked == attribute
    return attribute == PRICE and any(held.wish.attribute == PRICE for held in state.preferences)


def _language_of(text: str) -> str:
    """ "en" where the letters are Latin ones, else "und": there is no lexicon then."""
    letters = [letter for letter in plain(text) if letter.isalpha()]
    latin = sum(letter.isascii() for letter in letters)
    return "en" if not letters or latin * 2 >= len(letters) else "und"
