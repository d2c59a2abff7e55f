"""The audit log of a book (审计日志): a hash chain of events, never of values (safety.md, 'Audit log')."""

import hashlib
from datetime import UTC, datetime

from sqlalchemy import Connection


def append_audit(connection: Connection, actor: str, event: str, about: str) -> None:
    """Add an event; `about` names things by number or kind and holds no personal data."""
    before = audit_head(connection)
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    digest = hashlib.sha256("\n".join((before, at, actor, event, about)).encode()).hexdigest()
    connection.exec_driver_sql(
        "INSERT INTO audit (at, actor, event, about, hash) VALUES (?,?,?,?,?)", (at, actor, event, about, digest)
    )


def audit_head(connection: Connection) -> str:
    """The hash of the newest event; it goes into every bundle, so that a shortened log shows."""
    row = connection.exec_driver_sql("SELECT hash FROM audit ORDER BY id DESC LIMIT 1").first()
    return str(row[0]) if row else ""
