"""A database that was made before there were sales."""

from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, text

from storage.database import MIGRATIONS, open_database
from storage.items import SqlItemStore

SHOP = "INSERT INTO shops VALUES ('toys', 'GBP', 1)"
ITEM = """INSERT INTO items (shop, item_id, group_id, title, description, text, category, price_minor, currency,
    options, content_hash, text_hash, version, retired)
    VALUES ('toys', 'train', 'train', 'Train', '', 'Train', '[]', 1299, 'GBP', '[]', 'c', 't', 1, 0)"""


def test_products_of_an_older_database_are_kept_and_have_no_sale(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/old.db"
    config = Config()
    config.set_main_option("script_location", MIGRATIONS.as_posix())
    with closing(create_engine(url).connect()) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text(SHOP))
        connection.execute(text(ITEM))
    with closing(open_database(url)) as database:
        found = SqlItemStore(database).item("toys", "train")
    assert (found.price_minor, found.sale) == (1299, None)
