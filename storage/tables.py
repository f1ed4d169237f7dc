"""The tables. Every one has a `shop` key, and every query names it.

`migrations/` makes them; a test compares the two. Names of columns are those of the domain's fields.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

from storage.codec import INPUT, MEANING, PAIRS, PATH, REPLY, Json, Utc

# Constraints have names, so that a later migration can name them on every database.
NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(referred_table_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}
metadata = MetaData(naming_convention=NAMES)

# SQLite numbers rows by itself only in a column that is called INTEGER.
Counter = BigInteger().with_variant(Integer, "sqlite")

shops = Table(
    "shops",
    metadata,
    Column("name", String, primary_key=True),
    Column("currency", String, nullable=False),
    Column("catalogue_version", BigInteger, nullable=False),
    # The catalogue's version at which the graph last changed.
    Column("graph_version", BigInteger, nullable=False, default=0, server_default="0"),
)

items = Table(
    "items",
    metadata,
    Column("shop", String, ForeignKey("shops.name"), primary_key=True),
    Column("item_id", String, primary_key=True),
    Column("group_id", String, nullable=False),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("brand", Text),
    Column("category", Json(PATH), nullable=False),
    Column("price_minor", BigInteger),
    Column("price_max_minor", BigInteger),
    Column("currency", String),
    Column("stock", BigInteger),
    Column("rating", Float),
    Column("rating_count", BigInteger),
    Column("url", Text),
    Column("image_url", Text),
    Column("options", Json(PAIRS), nullable=False),
    # A sale: its price, and when it begins and ends (empty: since ever, no end). All empty without one.
    Column("sale_price_minor", BigInteger),
    Column("sale_starts", Utc),
    Column("sale_ends", Utc),
    Column("content_hash", String, nullable=False),
    Column("text_hash", String, nullable=False),
    # The catalogue's version at which the row last changed, and whether the shop still sells it.
    Column("version", BigInteger, nullable=False),
    Column("retired", Boolean, nullable=False),
    Index(None, "shop", "version"),
)

facts = Table(
    "facts",
    metadata,
    Column("shop", String, primary_key=True),
    Column("item_id", String, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("relation", Text, nullable=False),
    Column("value", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("number", Float),
    Column("unit", Text),
    Column("span_start", Integer),
    Column("span_end", Integer),
    ForeignKeyConstraint(["shop", "item_id"], ["items.shop", "items.item_id"], ondelete="CASCADE"),
)

# What the index does not know yet. At most one entry an item. A sequence is never given twice: who acknowledges an
# older entry of an item must not forget a newer one.
outbox = Table(
    "outbox",
    metadata,
    Column("sequence", Counter, primary_key=True, autoincrement=True),
    Column("shop", String, ForeignKey("shops.name"), nullable=False),
    Column("item_id", String, nullable=False),
    Column("gone", Boolean, nullable=False),
    Index(None, "shop", "item_id"),
    sqlite_autoincrement=True,
)

# What files say of how products and values hang together. `origin` is who imported it and may replace it, `source`
# who says it.
edges = Table(
    "edges",
    metadata,
    Column("edge_id", Counter, primary_key=True, autoincrement=True),
    Column("shop", String, ForeignKey("shops.name"), nullable=False),
    Column("origin", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("head", Text, nullable=False),
    Column("relation", Text, nullable=False),
    Column("tail", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Index(None, "shop", "head"),
)

# The index that serves a shop: the setting of its encoder, and the fingerprint of what that was.
indexes = Table(
    "indexes",
    metadata,
    Column("shop", String, ForeignKey("shops.name"), primary_key=True),
    Column("encoder", String, nullable=False),
    Column("fingerprint", String, nullable=False),
)

# A conversation does not need a row in `shops`: it may outlive the shop's catalogue.
sessions = Table(
    "sessions",
    metadata,
    Column("shop", String, primary_key=True),
    Column("session_id", String, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("created_at", Utc, nullable=False),
    Column("user_id", String),
    Column("locale", String, nullable=False),
    Index(None, "shop", "user_id"),
)

turns = Table(
    "turns",
    metadata,
    Column("shop", String, primary_key=True),
    Column("session_id", String, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("turn_id", String, nullable=False),
    Column("speaker", String, nullable=False),
    Column("input", Json(INPUT), nullable=False),
    Column("meaning", Json(MEANING), nullable=False),
    Column("reply", Json(REPLY), nullable=False),
    Column("scorer", String, nullable=False),
    Column("seed", BigInteger, nullable=False),
    Column("at", Utc, nullable=False),
    ForeignKeyConstraint(["shop", "session_id"], ["sessions.shop", "sessions.session_id"], ondelete="CASCADE"),
)

events = Table(
    "events",
    metadata,
    Column("event_id", Counter, primary_key=True, autoincrement=True),
    Column("shop", String, nullable=False),
    Column("session_id", String, nullable=False),
    Column("item_id", String, nullable=False),
    Column("type", String, nullable=False),
    Column("at", Utc, nullable=False),
    Column("turn_id", String),
    ForeignKeyConstraint(["shop", "session_id"], ["sessions.shop", "sessions.session_id"], ondelete="CASCADE"),
    Index(None, "shop", "session_id"),
)

# Versions of the trained scorer; nothing writes them yet.
models = Table(
    "models",
    metadata,
    Column("shop", String, primary_key=True),
    Column("version", String, primary_key=True),
    Column("created_at", Utc, nullable=False),
    Column("metrics", Text, nullable=False),
    Column("state", String, nullable=False),
)
