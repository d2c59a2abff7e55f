"""Tables of the records: one for each record class, generated from its fields, with the indexes their readers need.

Synced tables have no foreign keys, no UNIQUE and no CHECK besides the id: a union may bring a child before its
parent, or twins with one natural key (sync.md §2).
"""

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text, func, text

from fupin_desktop.kinds import KINDS
from fupin_desktop.ledger.entry import AWAY
from fupin_desktop.ledger.field import Field, Kind
from fupin_desktop.ledger.record import Record, fields_of, key_of

metadata = MetaData()
_INTEGERS = {Kind.INTEGER, Kind.MONEY, Kind.YES, Kind.LINK}

# In the order of a list, and with what its chips ask for: a page reads what it shows, a count reads the index alone.
_LISTED = {"household": ("household_code", "village_code", "status", "attribute", "cause_main", "house_danger_grade")}


def is_integer(field: Field) -> bool:
    """True when the stored form of a field is an integer."""
    return field.kind in _INTEGERS and not field.many


def _column(field: Field) -> Column[object]:
    return Column(field.name, Integer if is_integer(field) else Text)


def _record_table(kind: str, cls: type[Record]) -> Table:
    fields = fields_of(cls).values()
    table = Table(
        kind,
        metadata,
        Column("id", Integer, primary_key=True, autoincrement=False),
        *(_column(field) for field in fields),
        Column(AWAY, Text),
    )
    # Children are found by the record they hang on, records by the first part of their key, if they have it yet.
    homes = {cls.home} & set(fields_of(cls))
    listed = _LISTED.get(kind, ())
    for name in sorted((homes | set(key_of(cls)[:1])) - set(listed[:1])):
        filled = None if name in homes else table.c[name].is_not(None)
        Index(f"ix_{kind}_{name}", table.c[name], sqlite_where=filled)
    if listed:
        Index(f"ix_{kind}_list", *(table.c[name] for name in (*listed, AWAY)))
    # What was put away is rare, and asked after at each merge: the index holds nothing else.
    Index(f"ix_{kind}_away", table.c.id, sqlite_where=table.c[AWAY].is_not(None))
    return table


RECORD_TABLES = {kind: _record_table(kind, cls) for kind, cls in KINDS.items()}

# The list of visits begins with the newest; a city has some hundred thousand.
Index("ix_visit_date", RECORD_TABLES["visit"].c.date)

# Whether a person holds a post, came to a training, took a vacancy is asked of every person, event, vacancy of a list;
# gap lists and reports ask of every cadre whom he helps, of every person what changed, of every leader where he was.
for _kind, _link in (
    *(("post_holder", "member"), ("post_holder", "household")),
    *(("training_attendance", "event"), ("employment_record", "vacancy")),
    *(("responsibility", "cadre"), ("household_change", "member"), ("leader_visit", "leader")),
):
    Index(f"ix_{_kind}_{_link}", RECORD_TABLES[_kind].c[_link])

# The head of a household stands in every list of households; who holds a number is asked at every save of a person.
_member = RECORD_TABLES["member"].c
Index("ix_member_id_no", _member.id_no, sqlite_where=_member.id_no.is_not(None))
Index("ix_member_head", _member.household, sqlite_where=_member.relation == text("'01'"))

# The end of a telephone number is what people remember of it.
_phone = RECORD_TABLES["household"].c.phone
Index("ix_household_phone", func.substr(_phone, text("-4")), sqlite_where=_phone.is_not(None))
