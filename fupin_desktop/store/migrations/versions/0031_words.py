"""The numbers of a village's register when the work began; trainings of cadres."""

from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    op.execute("""CREATE TABLE baseline (id INTEGER NOT NULL, village_code TEXT, as_of TEXT, in_target INTEGER,
        households INTEGER, persons INTEGER, basis TEXT, away TEXT, PRIMARY KEY (id))""")
    op.execute("CREATE INDEX ix_baseline_village_code ON baseline (village_code)")
    op.execute("""CREATE TABLE cadre_training (id INTEGER NOT NULL, cadre INTEGER, name TEXT, start TEXT, "end" TEXT,
        hours INTEGER, organiser TEXT, place TEXT, remark TEXT, away TEXT, PRIMARY KEY (id))""")
    op.execute("CREATE INDEX ix_cadre_training_cadre ON cadre_training (cadre)")
    op.execute("CREATE INDEX ix_cadre_training_away ON cadre_training (id) WHERE away IS NOT NULL")
    op.execute("CREATE INDEX ix_baseline_away ON baseline (id) WHERE away IS NOT NULL")
