"""Each message to the parser of its language; one that nobody reads is answered kindly."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from agent.state import State
from domain.meaning import Act, Meaning
from domain.ports import Catalogue
from retrieval.languages.choice import is_little_word, message_language


class Reader(Protocol):
    """Reads messages."""

    def __call__(self, text: str, state: State, catalogue: Catalogue) -> Meaning:
        """The meaning of a message in the state it was said in."""


@dataclass(frozen=True, slots=True)
class ByLanguage:
    """The parser of many languages: `others` by their code, `usual` for all that have none."""

    usual: Reader
    others: Mapping[str, Reader] = field(default_factory=dict)

    def __call__(self, text: str, state: State, catalogue: Catalogue) -> Meaning:
        """The meaning of a message. In a language without a parser, what its words find in the catalogue; nothing is
        claimed to be understood if they find less than they leave."""
        code = message_language(text)
        meaning = self.others.get(code, self.usual)(text, state, catalogue)
        return meaning if code in ("en", *self.others) else _guessed(meaning, code, catalogue)


def _guessed(meaning: Meaning, code: str, catalogue: Catalogue) -> Meaning:
    words = [word for wish in meaning.wishes if not wish.hard for word in wish.value.split()]
    left = [word for word in words if not catalogue.knows_word(word)]  # English has it, or a word of these letters
    unknown = tuple(word for word in (*meaning.not_understood, *left) if not is_little_word(word, code))
    found = len(words) - len(left)
    if meaning.act not in (Act.INFORM, Act.HAVE, Act.UNCLEAR):
        return replace(meaning, not_understood=unknown, language=code)
    soft = tuple(wish for wish in meaning.wishes if not wish.hard) if found > len(unknown) else ()
    # The side of an amount is read wrongly in another language ("über 20 Euro"), so none becomes a filter unsaid.
    understood = soft == meaning.wishes != ()
    return Meaning(Act.INFORM if understood else Act.UNCLEAR, soft, not_understood=unknown, language=code)
