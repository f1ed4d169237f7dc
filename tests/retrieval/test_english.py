"""English words, stems and the lexicon."""

import pytest

from retrieval.languages.english import English
from retrieval.languages.lexicon import lexicon_of

ENGLISH = English()


def test_reads_words_without_accents_marks_and_possessives() -> None:
    assert ENGLISH.tokens("Café-Möbel, the boy's 3.5 cm H0 train!") == [
        "cafe",
        "mobel",
        "the",
        "boy",
        "3.5",
        "cm",
        "h0",
        "train",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("trains", "train"), ("wooden", "wood"), ("color", "colour"), ("batteries", "battery"), ("magnetic", "magnets")],
)
def test_forms_of_a_word_meet_in_their_stem(one: str, other: str) -> None:
    assert ENGLISH.stem(one) == ENGLISH.stem(other)


@pytest.mark.parametrize(("one", "other"), [("metallic", "metal"), ("woody", "wool")])
def test_other_words_keep_apart(one: str, other: str) -> None:
    assert ENGLISH.stem(one) != ENGLISH.stem(other)


def test_every_cue_is_spelt_as_the_language_reads_it() -> None:
    negation = lexicon_of("en").negation
    phrases = [" ".join(cue) for cue in (*negation.denies, *negation.imitates)]
    words = [
        *negation.denies_next,
        *negation.skipped,
        *negation.free,
        *negation.imitated_after,
        *negation.undoes,
        *negation.demands,
    ]
    assert [text for text in (*phrases, *words) if " ".join(ENGLISH.tokens(text)) != text] == []


def test_a_language_without_a_lexicon_has_an_empty_one() -> None:
    assert lexicon_of("zh").families == {} and not lexicon_of("zh").negation.cue_words
