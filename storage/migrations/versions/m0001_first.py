"""The first schema: shops, items and facts, the outbox; conversations and events; the scorer's versions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None
branch_labels: str | None = None
depends_on: str | None = None

TABLES = ("shops", "items", "facts", "outbox", "sessions", "turns", "events", "models")
COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """From nothing."""
    _shops()
    _items()
    _facts()
    _outbox()
    _sessions()
    _turns()
    _events()
    _models()


def downgrade() -> None:
    """To nothing: everything is lost."""
    for name in reversed(TABLES):
        op.drop_table(name)


def _shops() -> None:
    op.create_table(
        "shops",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("catalogue_version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_shops"),
    )


def _items() -> None:
    op.create_table(
        "items",
        sa.Column("shop", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("brand", sa.Text(), nullable=True),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=True),
        sa.Column("price_max_minor", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.String(), nullable=True),
        sa.Column("stock", sa.BigInteger(), nullable=True),
        sa.Column("rating", sa.Float(), nullable=True),
        sa.Column("rating_count", sa.BigInteger(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("image_url", sa.Text(), nullable=True),
        sa.Column("options", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("text_hash", sa.String(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["shop"], ["shops.name"], name="fk_items_shops"),
        sa.PrimaryKeyConstraint("shop", "item_id", name="pk_items"),
    )
    op.create_index("ix_items_shop_version", "items", ["shop", "version"], unique=False)


def _facts() -> None:
    op.create_table(
        "facts",
        sa.Column("shop", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("number", sa.Float(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("span_start", sa.Integer(), nullable=True),
        sa.Column("span_end", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["shop", "item_id"], ["items.shop", "items.item_id"], name="fk_facts_items", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("shop", "item_id", "position", name="pk_facts"),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("sequence", COUNTER, autoincrement=True, nullable=False),
        sa.Column("shop", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["shop"], ["shops.name"], name="fk_outbox_shops"),
        sa.PrimaryKeyConstraint("sequence", name="pk_outbox"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_outbox_shop_item_id", "outbox", ["shop", "item_id"], unique=False)


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("shop", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("user_id", sa.String(), nullable=True),
        sa.Column("locale", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("shop", "session_id", name="pk_sessions"),
    )
    op.create_index("ix_sessions_shop_user_id", "sessions", ["shop", "user_id"], unique=False)


def _turns() -> None:
    op.create_table(
        "turns",
        sa.Column("shop", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("turn_id", sa.String(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=False),
        sa.Column("input", sa.Text(), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("scorer", sa.String(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["shop", "session_id"],
            ["sessions.shop", "sessions.session_id"],
            name="fk_turns_sessions",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("shop", "session_id", "number", name="pk_turns"),
    )


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("event_id", COUNTER, autoincrement=True, nullable=False),
        sa.Column("shop", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("item_id", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("turn_id", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["shop", "session_id"],
            ["sessions.shop", "sessions.session_id"],
            name="fk_events_sessions",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("event_id", name="pk_events"),
    )
    op.create_index("ix_events_shop_session_id", "events", ["shop", "session_id"], unique=False)


def _models() -> None:
    op.create_table(
        "models",
        sa.Column("shop", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("metrics", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("shop", "version", name="pk_models"),
    )
