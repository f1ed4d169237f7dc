"""Cards: products as they are shown, with price and stock of this moment."""

from collections.abc import Sequence

from domain.actions import Slot
from domain.items import Item
from domain.ports import Catalogue
from domain.session import Recommendation, Variant


def cards(slots: Sequence[Slot], catalogue: Catalogue) -> tuple[Recommendation, ...]:
    """One card per slot, in the slots' order."""
    return tuple(_card(rank, slot, catalogue) for rank, slot in enumerate(slots, start=1))


def _card(rank: int, slot: Slot, catalogue: Catalogue) -> Recommendation:
    item = catalogue.item(slot.item_id)
    others = catalogue.variants(item.group_id)
    return Recommendation(
        item_id=item.item_id,
        group_id=item.group_id,
        title=item.title,
        rank=rank,
        probability=slot.probability,
        price=item.price,
        price_max=item.price_max if item.price_max != item.price else None,
        in_stock=item.in_stock,
        rating=item.rating,
        rating_count=item.rating_count,
        url=item.url,
        image_url=item.image_url,
        reasons=slot.reasons,
        variants=tuple(_variant(other) for other in others) if len(others) > 1 else (),
        extra=slot.extra,
        list_price=item.list_price,
    )


def _variant(item: Item) -> Variant:
    return Variant(item.item_id, item.options, item.price, item.in_stock)
