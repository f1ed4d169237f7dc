"""New products on a running server, imported by another process, with the built-in encoder."""

from pathlib import Path

import pytest

from bench.new_products import NEW, OLD, measure

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data"


@pytest.mark.skipif(
    not all((DATA / feed).exists() for feed in (OLD, *NEW)), reason="../shared/data/toys is not there: nothing to add"
)
def test_every_new_product_is_shown_to_who_asks_for_it_without_a_restart(tmp_path: Path) -> None:
    found = measure(DATA, tmp_path)
    assert len(found) == 11
    assert [one.item_id for one in found if one.seconds is None] == []
