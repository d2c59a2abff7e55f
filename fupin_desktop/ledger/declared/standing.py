"""What is visible and what is counted: written here once, as conditions, for lists, figures and the command line.

*Visible* is a record that was not put away (or is kept, because somebody worked on it without knowing), that stands
for its joined twins, and that hangs on nothing hidden.  What happened (a visit, a step, a posting: `append_only`)
stays visible after its household was put away; what belongs to a household that moved out of this book's reach is
shown and counted where it lives now.

*Counted* is a visible record whose own `ended` values do not say that it is over (a member who died, a household that
was merged into another): those stay to be looked at (E13).
"""

from collections.abc import Mapping

from fupin_desktop.ledger.declared.selection import (
    COUNTED,
    VISIBLE,
    Condition,
    Equal,
    Gone,
    InRegister,
    Leads,
    OneOf,
    Selection,
    StandsForTwins,
    Under,
    Unless,
    taken,
)
from fupin_desktop.ledger.field import Kind
from fupin_desktop.ledger.record import Record, fields_of

Classes = Mapping[str, type[Record]]
OWN: tuple[Condition, ...] = (InRegister(), StandsForTwins())


def home_of(classes: Classes, cls: type[Record]) -> tuple[str, type[Record]] | None:
    """The link by which a kind hangs on another, and that kind; None for one that has a place of its own."""
    home = fields_of(cls).get(cls.home)
    if home is None or home.kind is not Kind.LINK or home.link not in classes:
        return None
    return home.name, classes[home.link]


def ended(cls: type[Record]) -> tuple[Condition, ...]:
    """The condition that leaves out what is over by its own word."""
    return tuple(Unless((OneOf(name, tuple(sorted(values))),)) for name, values in cls.ended.items())


def is_over(record: Record) -> bool:
    """The same of one record: does it say itself that it is over?"""
    return any(getattr(record, name) in values for name, values in type(record).ended.items())


def visible(classes: Classes, cls: type[Record]) -> tuple[Condition, ...]:
    """What lists show of a kind."""
    return (*OWN, *_not_under_hidden(classes, cls))


def _not_under_hidden(classes: Classes, cls: type[Record]) -> tuple[Condition, ...]:
    home = home_of(classes, cls)
    if home is None:
        return ()
    # A record may come before the one it hangs on: what is unknown hides nothing
    name, above = home
    hidden = _gone(classes, above) if cls.append_only else (Unless(visible(classes, above)),)
    return (Unless((Leads(name, hidden),)),)


def _gone(classes: Classes, cls: type[Record]) -> tuple[Condition, ...]:
    home = home_of(classes, cls)
    return (Gone(),) if home is None else (Leads(home[0], _gone(classes, home[1])),)


def counted(classes: Classes, cls: type[Record], *more: Condition) -> tuple[Condition, ...]:
    """What figures count of a kind; among `more`, what is asked of its home is asked once, together."""
    home = home_of(classes, cls)
    own = (*OWN, *ended(cls))
    if home is None:
        return (*own, *more)
    name, above = home
    leads, others = taken(more, Leads)
    of_home = [condition for one in leads if one.field == name for condition in one.where]
    others += [one for one in leads if one.field != name]
    return (*own, *others, Leads(name, _counted_home(classes, cls, above, of_home)))


def _counted_home(
    classes: Classes, cls: type[Record], above: type[Record], more: list[Condition]
) -> tuple[Condition, ...]:
    if cls.append_only:  # it happened, whatever became of the household
        return (StandsForTwins(), Unless(_gone(classes, above)), *more)
    return counted(classes, above, *more)


def expanded(classes: Classes, selection: Selection) -> tuple[Condition, ...]:
    """The conditions of a selection together with those of its standing."""
    cls = classes[selection.kind]
    if selection.standing == COUNTED:
        return counted(classes, cls, *selection.where)
    if selection.standing == VISIBLE:
        return (*visible(classes, cls), *selection.where)
    return selection.where


def division_path(classes: Classes, cls: type[Record]) -> tuple[str, ...]:
    """The way from a record to the division code it lives in: links, then the code's field; empty where it has none."""
    home = home_of(classes, cls)
    if home is not None:
        above = division_path(classes, home[1])
        return (home[0], *above) if above else ()
    field = fields_of(cls).get(cls.home)
    return (field.name,) if field is not None and field.kind is Kind.TEXT else ()


def along(path: tuple[str, ...], condition: Condition) -> Condition:
    """A condition on the record at the end of a way of links."""
    for name in reversed(path):
        condition = Leads(name, (condition,))
    return condition


def in_division(classes: Classes, cls: type[Record], code: str) -> tuple[Condition, ...]:
    """What lives in a division or below it; nothing is asked of a kind that lives in the book's own."""
    path = division_path(classes, cls)
    if not path:
        return ()
    last = Equal(path[-1], code) if len(code) == 12 else Under(path[-1], code)
    return (along(path[:-1], last),)
