"""Words to `Meaning`, by reading: each part that is understood is taken out, and what is left is what is looked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.kinds import another_thing, holds_thing
from agent.state import EMPTY, NAMED, State
from agent.understand import phrases
from agent.understand.about import HAS, About, about, meant, without_price
from agent.understand.ages import STAGES, ages
from agent.understand.answers import spoken_value, wishes_of
from agent.understand.budgets import Budget, budget, cheap_wish
from agent.understand.conditions import conditional
from agent.understand.critiques import compared
from agent.understand.excluded import excluded
from agent.understand.measures import measures
from agent.understand.needs import needs
from agent.understand.people import RECIPIENT, occasion, people, quantity, recipient
from agent.understand.references import pointed, references
from agent.understand.said import Said, plain
from agent.understand.spelling import own_word, parted
from agent.understand.strength import strengths
from agent.understand.wanted import Found, wanted
from agent.waiting import go_on, named, with_need
from domain.items import AGE, CATEGORY, COLOUR, MATERIAL, PRICE
from domain.meaning import NEED, Act, Meaning, Need
from domain.ports import Catalogue, Language
from domain.wishes import TEXT, Op, Preference, Wish

_YES_NO = re.compile(
    r"^[\W_]*(?:(?P<yes>yes|yeah|yep|yup|sure|ok|okay|please|yes please)|no|nope|nah|not really|no thanks|no "
    r"thank you)[\W_]*$"
)
# Words of somebody who is looking, without saying for what: understood, and answered with what is liked.
_VAGUE = re.compile(
    r"\b(?:something|anything|show me|browsing|looking|ideas?|recommend(?:ations?)?|suggest(?:ions?)?|"
    r"what (?:have|do) you"
    r"|popular|presents?|gifts?|inspir\w+|help me (?:find|choose|pick)|what i want|options)\b"
)
_CORRECTS = re.compile(
    r"^[\W_]*(?:(?:sorry|oops|no|actually|wait|i (?:said|meant)|wrong|typo|(?:i )?never ?mind (?:about )?)[\s,]+)+"
)
# What somebody likes is no thing that is asked for: "he loves football".
_INTEREST = re.compile(
    r"\b(?:loves|likes|enjoys|adores|collects|plays|(?:mad|crazy|nuts) about|fans? of|obsessed with|keen on|"
    r"(?:is|are|'s|'re|really|very) into|(?:he|she|they|who|boys|girls|kids|children) "
    r"(?:really |all |both )?(?:love|like|enjoy|collect|play))\b"
)
# So strong is such a wish: a hint, below `NAMED`.
_HINTED = 0.85
# "With a strap": a part, and no other thing.
_ADDS = re.compile(r"\b(?:with|without|has|have|having|made of|like)\b(?! it\b| them\b| that\b)")
# "One that clips on", "it should fold": more is said of the same thing.
_OF_IT = re.compile(
    r"\bones? (?:that|which)\b"
    r"|\b(?:it|they) (?:really |also )?(?:should|must|has to|have to|needs? to|would|could|can)\b"
)
# "Something for his sister too": for her, the bag that her brother needs is not meant.
_FOR_ANOTHER = re.compile(r"\b(?:something|anything|(?:presents?|gifts?|one)) (?:nice |small |good )?for\b")
# "No wait, I want silver": nothing is denied.
_TURNS = re.compile(
    r"^[\W_]*(?:(?:oh|ah|hmm?)[\s,]+)*(?:no[\s,]+)?(?:(?:wait|hang on|hold on|sorry|actually|on second thoughts?|"
    r"(?:i|i've) changed my mind|i (?:said|meant|mean))[\s,.|]+)+"
)
# "The first is fine. Now the yoga mat" goes on as well.
_MAY_GO_ON = (Act.INFORM, Act.HAVE, Act.MORE_LIKE)
# Acts that say nothing of what is wanted.
_SAYS_NOTHING = (Act.WHY, Act.COMPARE, Act.ASK_FACT)


# "Forget no plastic": what was ruled out may be so again.
_TAKES_BACK = re.compile(
    r"\b(?:forget|drop|scrap|scratch|ignore|lift|never ?mind)\s+(?:about\s+|the\s+|that\s+|my\s+)*"
    r"(?P<what>(?:no|not|without)\b[^,.;|]*?)(?=\s*(?:[,.;|]|\b(?:and|but|then)\b|$))"
)


@dataclass(frozen=True, slots=True)
class _Read:
    """What one need of a message says, part by part."""

    about: About
    spent: Budget
    wishes: tuple[Wish, ...]
    excluded: tuple[Wish, ...]
    found: Found
    dropped: str | None
    allowed: tuple[Wish, ...]
    another: bool
    has: bool


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
        said = self._spelt(said, catalogue)
        if meaning := go_on(said.left, state):
            return meaning
        if act := _spoken_act(said):
            return Meaning(act, item_ids=_taken(said, state) if act is Act.CLOSE else ())
        if meaning := _short_answer(said, state, catalogue) or self._others(said, state, catalogue):
            return meaning
        first, *others = self._needs(said.text, catalogue)
        meaning = self._content(Said.of_plain(first), state, catalogue)
        if state.waiting and meaning.act in _MAY_GO_ON and (later := named(meaning, state, self._stems)):
            return later
        if meaning.act not in (Act.INFORM, Act.HAVE, Act.FOREIGN_BUDGET) or not others:
            return meaning if not others else self._content(said, state, catalogue)
        return replace(meaning, further=tuple(self._further(part, catalogue) for part in others))

    def _spelt(self, said: Said, catalogue: Catalogue) -> Said:
        """The message with slips in the reader's own words put right ("undr", "nefew"), and words that were run
        together parted."""
        text = said.text
        for token in reversed(said.tokens()):
            if not token.is_word or self._knows(token.text, catalogue):
                continue
            if right := own_word(token.text) or parted(token.text, catalogue):
                text = text[: token.start] + right + text[token.end :]
        return said if text == said.text else Said.of_plain(text)

    def _knows(self, word: str, catalogue: Catalogue) -> bool:
        if not word.isalpha() or self.language.is_stop_word(word) or catalogue.knows_word(word):
            return True
        return any(link.how != "typo" for link in catalogue.link([word]))

    def _others(self, said: Said, state: State, catalogue: Catalogue) -> Meaning | None:
        """ "None of these", with what is said besides: "not those, 12 pounds at most" shows others of at most £12."""
        match = phrases.SHOW_OTHERS.search(said.left)
        if not match:
            return None
        rest = Said.of_plain(f"{said.left[: match.start()]} {said.left[match.end() :]}")
        if not any(token.is_word for token in rest.tokens()):
            return Meaning(Act.SHOW_OTHERS)
        meaning = self._content(rest, state, catalogue)
        return replace(meaning, act=Act.SHOW_OTHERS) if meaning.act is Act.INFORM else Meaning(Act.SHOW_OTHERS)

    def _needs(self, text: str, catalogue: Catalogue) -> tuple[str, ...]:
        if not re.search(r"\b(?:and|also|plus|then|separately|things)\b|&", text):
            return (text,)

        def read(part: str) -> Found:
            return self._read(Said.of_plain(part), EMPTY, catalogue).found

        def names_thing(part: str) -> bool:
            return read(part).names_thing or bool(re.search(r"\b(?:present|gift)\b", part))

        return needs(text, names_thing=names_thing, describes=lambda part: read(part).describes)

    def _further(self, part: str, catalogue: Catalogue) -> Need:
        return Need(self._content(Said.of_plain(part), EMPTY, catalogue).wishes, text=part.strip(" ,.;"))

    def _content(self, said: Said, state: State, catalogue: Catalogue) -> Meaning:
        read = self._read(said, state, catalogue)
        wishes = tuple(dict.fromkeys((*read.wishes, *read.excluded, *read.found.wishes)))
        if read.spent.cheap and not any(wish.attribute == PRICE for wish in wishes):
            kind = next((wish for wish in read.found.wishes if wish.attribute == CATEGORY and wish.op is Op.IS), None)
            cheap = cheap_wish(catalogue, kind)
            wishes = (*wishes, cheap) if cheap else wishes
        act = _act_of(read, wishes, said)
        extreme = read.about.superlative
        return Meaning(
            act,
            wishes=wishes if act not in _SAYS_NOTHING else _on_variants(act, wishes),
            dropped=tuple(
                held.preference_id
                for held in state.preferences
                if self._is_dropped(held.wish, read) or (read.another and _was_of_the_thing(held, state))
            ),
            item_ids=read.about.item_ids,
            attribute=read.spent.foreign or (meant(extreme, catalogue) if extreme else read.about.attribute),
            descending=bool(extreme and extreme.descending),
            not_understood=read.found.unknown if act not in _SAYS_NOTHING else (),
            language=_language_of(said.text),
        )

    def _read(self, said: Said, state: State, catalogue: Catalogue) -> _Read:
        """Part by part, the most certain first; each takes its words out of the message."""
        has = bool(HAS.search(said.left))
        another = bool(phrases.ANOTHER_THING.search(said.left))
        meant_so = strengths(said)
        bounded = measures(said, catalogue)
        on_screen = about(said, state, catalogue)
        granted = conditional(said, catalogue)
        spent = budget(said, currency=catalogue.currency, expects_price=expects(state, PRICE), strengths=meant_so)
        shelves = self._shelves(said, catalogue)
        aged = ages(said, expects_age=expects(state, AGE))
        changes = without_price(on_screen.changes) if spent.wishes else on_screen.changes
        relative = [
            wish for change in changes for wish in compared(change, on_screen.item_ids or state.on_screen, catalogue)
        ]
        number = quantity(said)
        for_whom = (*people(said), *occasion(said), *recipient(said))
        dropped = phrases.dropped_attribute(said)
        allowed = self._allowed_again(said, catalogue)
        said.find(_TURNS)
        out = excluded(said, catalogue, self.language, meant_so)
        said.find(_CORRECTS)
        found = wanted(said, catalogue, self.language, meant_so)
        found = replace(found, wishes=(*shelves, *found.wishes))
        more_of_it = bool(state.preferences and _OF_IT.search(said.text))
        known_person = for_whom or any(held.wish.attribute == RECIPIENT for held in state.preferences)
        if more_of_it or (known_person and _INTEREST.search(said.text)):
            found = replace(found, wishes=tuple(map(_as_interest, found.wishes)))
        wishes = (*spent.wishes, *granted, *aged, *bounded, *on_screen.wishes, *relative, *for_whom, *number)
        another = another and any(wish.attribute in (TEXT, CATEGORY) for wish in found.wishes)
        adds = more_of_it or bool(_ADDS.search(said.text))
        another = another or (not adds and another_thing(found.wishes, state, catalogue))
        fresh_kind = _names_kind(found.wishes) and not any(_is_kind(held.wish) for held in state.preferences)
        another = another or (fresh_kind and not holds_thing(found.wishes, state, catalogue))
        another = another or (bool(_FOR_ANOTHER.search(said.text)) and _is_for_another(for_whom, state))
        return _Read(on_screen, spent, wishes, tuple(out), found, dropped, allowed, another, has)

    def _shelves(self, said: Said, catalogue: Catalogue) -> tuple[Wish, ...]:
        """Shelves whose whole name begins with a stage of childhood ("baby and toddler toys"), taken out of the
        message: nobody's age is told by it."""
        words = [token for token in said.tokens() if token.is_word]
        found: list[Wish] = []
        for link in catalogue.link([token.text for token in words]):
            spoken = words[link.start : link.end]
            if link.attribute == CATEGORY and link.how == "exact" and len(spoken) > 1 and spoken[0].text in STAGES:
                said.take(spoken[0].start, spoken[-1].end)
                name = said.text[spoken[0].start : spoken[-1].end]
                found.append(Wish(CATEGORY, Op.IS, (link.value,), words=name, text=link.value))
        return tuple(found)

    def _allowed_again(self, said: Said, catalogue: Catalogue) -> tuple[Wish, ...]:
        """What was ruled out before and is no longer, taken out of the message."""
        match = said.find(_TAKES_BACK)
        if not match:
            return ()
        denial = Said.of_plain(match["what"])
        return tuple(excluded(denial, catalogue, self.language, strengths(denial)))

    def _is_dropped(self, held: Wish, read: _Read) -> bool:
        return (
            held.attribute == read.dropped
            or self._contradicted(held, read.excluded)
            or any(_is_same_denial(held, wish) for wish in read.allowed)
            or (read.another and _describes_the_thing(held))
        )

    def _contradicted(self, held: Wish, out: Sequence[Wish]) -> bool:
        """Whether what was wanted is ruled out now: "no trains" after "trains"."""
        if held.op not in (Op.IS, Op.LIKE):
            return False
        wanted_stems = self._stems(" ".join((held.text, *held.values)))
        denied = (self._stems(value) for wish in out if wish.hard for value in wish.values)
        return any(stems and stems <= wanted_stems for stems in denied)

    def _stems(self, text: str) -> set[str]:
        return {self.language.stem(token) for token in self.language.tokens(text)}


def _spoken_act(said: Said) -> Act | None:
    for phrase in phrases.ACTS:
        if phrase.regex.search(said.left):
            return phrase.act
    return None


def _taken(said: Said, state: State) -> tuple[str, ...]:
    """The product that somebody takes."""
    named = references(said, state.on_screen)
    if named or not re.search(r"\b(?:take|buy|get|have|having|taking|buying|order|go for)\b", said.text):
        return named
    return pointed(said, state.on_screen, focus=state.focus)


def _short_answer(said: Said, state: State, catalogue: Catalogue) -> Meaning | None:
    """Answers that are the whole message: no preference, yes or no, "I see"."""
    if _minds_nothing(said, state):
        return Meaning(Act.DONT_MIND, attribute=state.pending.attribute if state.pending else None)
    if meaning := _yes_or_no(said, state, catalogue):
        return meaning
    return Meaning(Act.THANK) if phrases.ACKNOWLEDGED.search(said.left) else None


def _minds_nothing(said: Said, state: State) -> bool:
    """Whether it is all the same to her; to a question, "good question, no idea" is one too."""
    last = re.split(r"[,.;!?]\s*", said.left.rstrip(" ,.;!?"))[-1]
    answers = state.pending is not None and _words(said) <= _SHORT
    return bool(phrases.DONT_MIND.search(said.left) or (answers and phrases.DONT_MIND.search(last)))


def _yes_or_no(said: Said, state: State, catalogue: Catalogue) -> Meaning | None:
    """ "Yes" or "no" to a question that can be answered so; "no" to any other question means no preference."""
    match = _YES_NO.search(said.left)
    if not match or not state.pending:
        return None
    attribute, answer = state.pending.attribute, "yes" if match.group("yes") else "no"
    if attribute == NEED and answer == "yes" and state.waiting:
        return with_need(state.waiting[0], state)
    if answer == "yes" and len(state.pending.options) == 1:  # "Shall I go that far?"
        option = state.pending.options[0]
        return Meaning(Act.INFORM, wishes=wishes_of(attribute, option.value, catalogue), attribute=attribute)
    if answer in {option.value for option in state.pending.options}:
        return Meaning(
            Act.INFORM,
            wishes=(Wish(attribute, Op.IS, (answer,), text=spoken_value(attribute, (answer,))),),
            attribute=attribute,
        )
    return Meaning(Act.DONT_MIND, attribute=attribute) if answer == "no" else None


def _act_of(read: _Read, wishes: Sequence[Wish], said: Said) -> Act:
    if read.about.act is not None:
        return read.about.act
    if read.spent.foreign:
        return Act.FOREIGN_BUDGET
    if read.has and (read.found.names_thing or read.found.unknown or any(wish.attribute == "brand" for wish in wishes)):
        return Act.HAVE
    if wishes or read.dropped or read.allowed:
        return Act.INFORM
    if read.found.unknown or not (read.found.any_content or _VAGUE.search(said.text) or _words(said) > _FEW):
        return Act.UNCLEAR
    return Act.INFORM


# A message of more words than this that rules nothing in or out was read all the same ("not necessarily wood").
_FEW = 2
# An answer to a question that begins with something else is no longer.
_SHORT = 6


def _words(said: Said) -> int:
    return len(re.findall(r"\w+", said.text))


def _on_variants(act: Act, wishes: Sequence[Wish]) -> tuple[Wish, ...]:
    """What a question about a product says of the variant that is meant: "is the second in stock in black?"."""
    if act is not Act.ASK_FACT:
        return ()
    return tuple(wish for wish in wishes if wish.op is Op.IS and wish.number is None and wish.attribute in _VARIES)


_VARIES = frozenset({"size", COLOUR, MATERIAL})


def _is_same_denial(held: Wish, allowed: Wish) -> bool:
    return held.op is Op.NOT and held.attribute == allowed.attribute and bool(set(held.values) & set(allowed.values))


def _is_for_another(for_whom: Sequence[Wish], state: State) -> bool:
    """Whether it is for somebody else than what was looked for so far."""
    before = {value for held in state.preferences if held.wish.attribute == RECIPIENT for value in held.wish.values}
    now = {value for wish in for_whom if wish.attribute == RECIPIENT for value in wish.values}
    return bool(before and now and not before & now)


def _names_kind(wishes: Sequence[Wish]) -> bool:
    """Whether a kind of product is named outright: "puzzles" after talk in free words is about puzzles now."""
    return any(_is_kind(wish) and wish.strength >= NAMED for wish in wishes)


def _is_kind(wish: Wish) -> bool:
    return wish.attribute == CATEGORY and wish.op is Op.IS


def _describes_the_thing(wish: Wish) -> bool:
    """Whether a wish was about the kind of product looked for, rather than the budget or the person it is for."""
    return not wish.hard and wish.op in (Op.IS, Op.LIKE) and wish.number is None and wish.attribute != RECIPIENT


def _as_interest(wish: Wish) -> Wish:
    return replace(wish, strength=_HINTED) if wish.attribute == TEXT and wish.op is Op.LIKE else wish


def _was_of_the_thing(held: Preference, state: State) -> bool:
    """Whether a figure was said of the thing looked for before: "cheaper than the second", "between 250 and 400"."""
    if held.wish.relative:
        return True
    if held.wish.attribute != PRICE or any(one.wish.attribute == RECIPIENT for one in state.preferences):
        return False
    with_it = [one.wish for one in state.preferences if one.turn_id == held.turn_id]
    ranged = any(wish.attribute == PRICE and wish.op is Op.MIN for wish in with_it)
    of_a_thing = any(wish.attribute in (TEXT, CATEGORY) for wish in with_it)
    return ranged and of_a_thing


def expects(state: State, attribute: str) -> bool:
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
