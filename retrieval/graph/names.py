"""Which product a feed or a file means: by id, by address, or by title."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import unquote, urlsplit

_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Names:
    """Item ids by what they may be called. A title that several products have names none of them."""

    ids: frozenset[str]
    by_url: Mapping[str, str]
    by_title: Mapping[str, str]

    @classmethod
    def of(cls, products: Iterable[tuple[str, str, str | None]]) -> Self:
        """From (item id, title, address) of each product."""
        ids, urls = set[str](), dict[str, str]()
        titles: dict[str, set[str]] = {}
        for item_id, title, url in products:
            ids.add(item_id)
            titles.setdefault(_plain(title), set()).add(item_id)
            if url:
                urls.setdefault(url, item_id)
        unique = {title: next(iter(held)) for title, held in titles.items() if len(held) == 1 and title}
        return cls(frozenset(ids), urls, unique)

    def find(self, said: str) -> str | None:
        """The product of that id, address, or title; of an address that is not known, one of its last two parts."""
        text = said.strip()
        if text in self.ids:
            return text
        found = self.by_url.get(text) or self.by_title.get(_plain(text))
        return found or next((part for part in _parts_of_address(text) if part in self.ids), None)


def local_name(address: str) -> str:
    """The last part of an address: "https://shop.example/item/T-12" and "urn:item:T-12" are "T-12"."""
    return next(_parts_of_address(address), address)


def _plain(title: str) -> str:
    return _SPACES.sub(" ", title.strip().casefold())


def _parts_of_address(text: str) -> Iterator[str]:
    if any(letter.isspace() for letter in text) or ("://" not in text and not text.startswith("urn:")):
        return iter(())
    parts = urlsplit(text)
    whole = parts.fragment or parts.path
    pieces = [piece for piece in re.split(r"[/:#]", whole) if piece]
    return iter([unquote(piece) for piece in reversed(pieces[-2:])])
