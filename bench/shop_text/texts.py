"""Likeness of every two items by their texts: each (N + 1, N), with a last row of zeros for padding."""

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from zlib import crc32

import numpy as np

from bench.shop_text.data import Floats, Product
from domain.ports import Encoder

K1, B = 1.2, 0.75
# Hashed columns; 8,192 keep collisions rare for the words and common ones few for character triples.
COLUMNS = 8_192
WORD = re.compile(r"[a-z0-9]+")


def words(text: str) -> list[str]:
    """Words in lower case."""
    return WORD.findall(text.lower())


def triples(text: str) -> list[str]:
    """Three neighbouring characters, spaces between words included."""
    line = f" {' '.join(words(text))} "
    return [line[place : place + 3] for place in range(len(line) - 2)]


def counted(texts: Sequence[str], cut: Callable[[str], list[str]]) -> Floats:
    """(N, COLUMNS) how often each hashed term stands in each text."""
    table = np.zeros((len(texts), COLUMNS), np.float32)
    for place, text in enumerate(texts):
        for term, count in Counter(cut(text)).items():
            table[place, crc32(term.encode()) % COLUMNS] += count
    return table


def bm25(table: Floats) -> Floats:
    """Okapi BM25 of every item's text for every item's text as the query."""
    holders = (table > 0).sum(0)
    idf = np.log(1 + (len(table) - holders + 0.5) / (holders + 0.5))
    length = table.sum(1, keepdims=True)
    weights = table * (K1 + 1) / (table + K1 * (1 - B + B * length / max(1.0, float(length.mean())))) * idf
    return padded((table > 0).astype(np.float32) @ weights.astype(np.float32).T)


def tfidf(table: Floats) -> Floats:
    """Cosine of (1 + ln tf)·idf."""
    idf = np.log((len(table) + 1) / ((table > 0).sum(0) + 1)) + 1
    return cosine((np.log1p(table) / math.log(2) * idf).astype(np.float32))


def cosine(vectors: Floats) -> Floats:
    """Cosine of every two rows; 0 for an empty one."""
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return padded((unit @ unit.T).astype(np.float32))


def padded(square: Floats) -> Floats:
    """A last row of zeros."""
    return np.vstack([square, np.zeros((1, square.shape[1]), np.float32)])


@dataclass(frozen=True, slots=True)
class Texts:
    """What the words of N items give: likenesses (N + 1, N) by name, and vectors (N, 2 D) of title and whole text."""

    likeness: dict[str, Floats]
    vectors: Floats


def texts_of(products: Sequence[Product], encoder: Encoder, cache: Path) -> Texts:
    """Every likeness by its name; vectors that were made before come from the folder `cache`."""
    named = [f"{one.title} {one.brand}" for one in products]
    long = [f"{one.title}. {one.brand}. {one.description}" for one in products]
    by_word, by_triple = counted(named, words), counted(named, triples)
    title = encoded([one.title for one in products], encoder, cache)
    whole = encoded(long, encoder, cache)
    likeness = {
        "bm25": bm25(by_word),
        "words": tfidf(by_word),
        "triples": tfidf(by_triple),
        "title_vector": cosine(title),
        "text_vector": cosine(whole),
    }
    return Texts(likeness, np.hstack([title, whole]))


def encoded(texts: Sequence[str], encoder: Encoder, cache: Path) -> Floats:
    """Vectors (N, D), kept in a file named after the encoder and the texts."""
    named = sha256("\0".join([encoder.fingerprint, *texts]).encode()).hexdigest()
    file = cache / f"{named[:32]}.npy"
    if not file.exists():
        cache.mkdir(parents=True, exist_ok=True)
        np.save(file, np.asarray(encoder.encode(texts), np.float32))
    return np.asarray(np.load(file, allow_pickle=False), np.float32)
