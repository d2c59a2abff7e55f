"""The tables of a book: those of the records (`record_tables`) and the book's own."""

from pathlib import Path

from sqlalchemy import DDL, Column, Index, Integer, LargeBinary, Table, Text, event, text

from fupin_desktop.store.record_tables import metadata

# The number of the newest migration: an older program refuses a newer book, a newer one brings an older book up.
SCHEMA = max(int(file.name[:4]) for file in Path(__file__).parent.glob("migrations/versions/[0-9]*.py"))

__all__ = ["SCHEMA", "metadata"]  # of both files: whoever needs all tables imports this one

# --- the log --------------------------------------------------------------------------------------------------------

meta = Table("meta", metadata, Column("key", Text, primary_key=True), Column("value", Text))

# One row a stream; `number`, `counter`, `hash` tell how far its segments reach here.
stream = Table(
    "stream",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("device", Text, nullable=False),
    Column("scope", Text, nullable=False),
    Column("number", Integer, nullable=False, server_default=text("0")),
    Column("counter", Integer, nullable=False, server_default=text("0")),
    Column("hash", Text, nullable=False, server_default=text("''")),
    Index("ix_stream_name", "device", "scope", unique=True),
)

# Exactly the bytes that travelled.  `state`: in (judged entry by entry), held (waits for what is before it).
segment = Table(
    "segment",
    metadata,
    Column("stream", Integer, primary_key=True, autoincrement=False),
    Column("first", Integer, primary_key=True, autoincrement=False),
    Column("hash", Text, primary_key=True),
    Column("last", Integer, nullable=False),
    Column("last_counter", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("unknown", Integer, nullable=False, server_default=text("0")),
    Column("journal", Integer),
    Column("header", LargeBinary, nullable=False),
    Column("signature", Text, nullable=False),
    Column("packed", LargeBinary, nullable=False),
    # What is held is rare, and asked after at each merge.
    Index("ix_segment_held", "stream", sqlite_where=text("state = 'held'")),
)

# Entries of this device that no segment holds yet.
tail = Table(
    "tail",
    metadata,
    Column("stream", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("clock", Integer, nullable=False),
    Column("last_counter", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

cell = Table(
    "cell",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Index("ix_cell_name", "kind", "name", unique=True),
)

# Changes of cells that were edited.  `base`: 0 stands for the record itself, what a first change is written on.
# `head`: 1 stands, 2 stands against another value, 0 superseded, -1 set aside.
version = Table(
    "version",
    metadata,
    Column("record", Integer, primary_key=True, autoincrement=False),
    Column("cell", Integer, primary_key=True, autoincrement=False),
    Column("element", Text, primary_key=True),
    Column("dot", Integer, primary_key=True, autoincrement=False),
    Column("value", LargeBinary),
    Column("clock", Integer, nullable=False),
    Column("base", Integer, nullable=False),
    Column("head", Integer, nullable=False),
    Index("ix_version_question", "record", "cell", sqlite_where=text("head = 2")),
    sqlite_with_rowid=False,
)

# The further bases of a change that has several (a settlement).
further_base = Table(
    "further_base",
    metadata,
    Column("dot", Integer, primary_key=True, autoincrement=False),
    Column("base", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

# Changes whose base has not come yet, and changes of records that have not come yet.
waiting = Table(
    "waiting",
    metadata,
    Column("base", Integer, primary_key=True, autoincrement=False),
    Column("dot", Integer, primary_key=True, autoincrement=False),
    Column("record", Integer, nullable=False),
    Column("cell", Integer, nullable=False),
    Column("element", Text, nullable=False),
    sqlite_with_rowid=False,
)
early = Table(
    "early",
    metadata,
    Column("record", Integer, primary_key=True, autoincrement=False),
    Column("cell", Integer, primary_key=True, autoincrement=False),
    Column("element", Text, primary_key=True),
    sqlite_with_rowid=False,
)

# Entries not admitted, and why; judged anew whenever the roster or a decision changes.
set_aside = Table(
    "set_aside",
    metadata,
    Column("stream", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("code", Text, nullable=False),
    Column("message", Text, nullable=False),
    sqlite_with_rowid=False,
)

# Records put away that stay visible, because somebody worked on them without knowing.
kept = Table(
    "kept",
    metadata,
    Column("record", Integer, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("dot", Integer, nullable=False),
)

# Records that live elsewhere than where they were made, by a move: of whatever class their scope is.
moved = Table(
    "moved",
    metadata,
    Column("record", Integer, primary_key=True, autoincrement=False),
    Column("division", Text, nullable=False),
    Index("ix_moved_division", "division"),
    sqlite_with_rowid=False,
)

# Which quote tells again what was written elsewhere.
quoted = Table(
    "quoted",
    metadata,
    Column("dot", Integer, primary_key=True, autoincrement=False),
    Column("quote", Integer, primary_key=True, autoincrement=False),
    Index("ix_quoted_quote", "quote"),
    sqlite_with_rowid=False,
)

# --- exchange, local ------------------------------------------------------------------------------------------------

digest = Table(
    "digest", metadata, Column("scope", Text, primary_key=True), Column("sha256", Text), Column("dirty", Integer)
)

# What each partner's newest receipt covers; replaced as a whole by a newer one.
receipt = Table(
    "receipt",
    metadata,
    Column("device", Text, primary_key=True),
    Column("stream", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("counter", Integer, nullable=False),
    Column("hash", Text, nullable=False),
)

# What was last sealed for each partner: how far it names each stream.
sealed = Table(
    "sealed",
    metadata,
    Column("partner", Text, primary_key=True),
    Column("stream", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
    Column("at", Text, nullable=False),
)

# When each partner last said what it holds.
partner = Table(
    "partner",
    metadata,
    Column("id", Text, primary_key=True),
    Column("clock", Integer, nullable=False),
    Column("at", Text, nullable=False),
)

journal = Table(
    "journal",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("file_hash", Text, nullable=False),
    Column("bundle_id", Text, nullable=False),
    Column("sender", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("report", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("undone", Integer, nullable=False, server_default=text("0")),
    Index("ix_journal_file", "file_hash"),
)

# The last saves of this desk, for whoever wants one undone: which entries, and what they are called.
own_save = Table(
    "own_save",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("device", Text, nullable=False),
    Column("command", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("wall", Text, nullable=False),
    Column("entries", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("records", Integer, nullable=False),
    Column("changes", Integer, nullable=False),
    Column("undoes", Text, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

draft = Table(
    "draft",
    metadata,
    Column("page", Text, primary_key=True),
    Column("body", Text, nullable=False),
    Column("at", Text, nullable=False),
)

# Photographs that are here: the hash by which records name them, the file beside the book and its random key.
picture = Table(
    "picture",
    metadata,
    Column("key", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("file_key", Text, nullable=False),
    Column("bytes", Integer, nullable=False),
    Column("taken_at", Text, nullable=False),
    Column("place", Text, nullable=False),
)

# Photographs drawn small for lists, the newest ones: what is drawn once need not be decoded again.
small_picture = Table(
    "small_picture",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Index("ix_small_picture_key", "key", unique=True),
)

# Photographs a partner's newest receipt says it lacks.
asked_photo = Table(
    "asked_photo",
    metadata,
    Column("partner", Text, primary_key=True),
    Column("key", Text, primary_key=True),
)

# Entries of this device that a partner's newest receipt names as set aside or held there, and why.
told_aside = Table(
    "told_aside",
    metadata,
    Column("partner", Text, primary_key=True),
    Column("stream", Integer, primary_key=True, autoincrement=False),
    Column("first", Integer, primary_key=True, autoincrement=False),
    Column("last", Integer, nullable=False),
    Column("code", Text, nullable=False),
)

# Photographs taken in before anybody said of what (照片托盘): the key, and the order in which they came.
photo_tray = Table(
    "photo_tray",
    metadata,
    Column("no", Integer, primary_key=True),
    Column("key", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index("ix_photo_tray_key", "key", unique=True),
)

# The last print of each paper: what it showed (hashes by value, deflated), and the records of its lists in their order.
# Of this desk alone: whoever printed a paper is the one who can take it back.
printed_paper = Table(
    "printed_paper",
    metadata,
    Column("form", Text, primary_key=True),
    Column("household", Integer, primary_key=True, autoincrement=False),
    Column("division", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("year", Integer, nullable=False),
    Column("sealed", Integer, nullable=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("shown", LargeBinary, nullable=False),
    Column("lines", Text, nullable=False),
)

# The day of the last visit to each household, put-away ones left out (`store.unite.last_visits`).
last_visit = Table(
    "last_visit",
    metadata,
    Column("household", Integer, primary_key=True, autoincrement=False),
    Column("date", Text, nullable=False),
)

# How people are found: a member's name folded and without blanks, its initials and pinyin, each reading after a blank,
# and the number's last four; `place` is the person's number in the index over all of it (`person_index`).
person_search = Table(
    "person_search",
    metadata,
    Column("record", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("initials", Text, nullable=False),
    Column("pinyin", Text, nullable=False),
    Column("id_tail", Text, nullable=False),
)

# Blanks alone part its words, and whoever keeps it writes no other sign of ASCII into them (`store.person_index`).
PERSON_INDEX = (
    "CREATE VIRTUAL TABLE person_index USING fts5(text, content='', columnsize=0, tokenize=\"ascii tokenchars '#.!='\")"
)
event.listen(person_search, "after_create", DDL(PERSON_INDEX))  # type: ignore[no-untyped-call]  # SQLAlchemy declares it so
