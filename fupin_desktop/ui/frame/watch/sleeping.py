"""Sleep as the system announces it: logind's PrepareForSleep on Linux; elsewhere the vigil's clocks notice waking."""

import sys
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

_SERVICE, _PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
_INTERFACE, _MEMBER = "org.freedesktop.login1.Manager", "PrepareForSleep"


class Sleep(QObject):
    """`coming` is emitted just before the machine sleeps."""

    coming = Signal()

    def listen(self, bus: "QDBusConnection | None" = None) -> bool:
        """Ask the system's bus (or this one) to tell; False where there is none."""
        if not sys.platform.startswith("linux"):
            return False
        from PySide6.QtDBus import QDBusConnection  # not on every system

        bus = bus or QDBusConnection.systemBus()
        if not bus.isConnected():
            return False
        slot: Any = SLOT("told(bool)")  # the stubs ask for bytes, the library takes text only
        return bool(bus.connect(_SERVICE, _PATH, _INTERFACE, _MEMBER, self, slot))

    @Slot(bool)
    def told(self, going: bool) -> None:
        """True before sleep, False after waking."""
        if going:
            self.coming.emit()
