"""The graph: edges between products and values with their source, and which encoder's index serves a shop."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision: str | None = "0002"
branch_labels: str | None = None
depends_on: str | None = None

COUNTER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Two new tables, and the version of each shop's graph."""
    op.add_column("shops", sa.Column("graph_version", sa.BigInteger(), nullable=False, server_default="0"))
    op.create_table(
        "edges",
        sa.Column("edge_id", COUNTER, autoincrement=True, nullable=False),
        sa.Column("shop", sa.String(), nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("relation", sa.Text(), nullable=False),
        sa.Column("tail", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["shop"], ["shops.name"], name="fk_edges_shops"),
        sa.PrimaryKeyConstraint("edge_id", name="pk_edges"),
    )
    op.create_index("ix_edges_shop_head", "edges", ["shop", "head"], unique=False)
    op.create_table(
        "indexes",
        sa.Column("shop", sa.String(), nullable=False),
        sa.Column("encoder", sa.String(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["shop"], ["shops.name"], name="fk_indexes_shops"),
        sa.PrimaryKeyConstraint("shop", name="pk_indexes"),
    )


def downgrade() -> None:
    """The graph is lost; the index is made again."""
    op.drop_table("indexes")
    op.drop_index("ix_edges_shop_head", table_name="edges")
    op.drop_table("edges")
    op.drop_column("shops", "graph_version")
