"""Sale prices with their dates."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"
branch_labels: str | None = None
depends_on: str | None = None


def upgrade() -> None:
    """Empty columns: nothing that is stored has a sale."""
    op.add_column("items", sa.Column("sale_price_minor", sa.BigInteger(), nullable=True))
    op.add_column("items", sa.Column("sale_starts", sa.DateTime(timezone=True), nullable=True))
    op.add_column("items", sa.Column("sale_ends", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Sales are forgotten."""
    for name in ("sale_ends", "sale_starts", "sale_price_minor"):
        op.drop_column("items", name)
