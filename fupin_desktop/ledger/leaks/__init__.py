"""What may not be seen (隐私检查): numbers, sealed words, addresses and children's names in a passage of text.

One pair of eyes for everything that leaves a book: the leak gate of notices, lists, workbooks, sheets, clipboard, logs.
"""

from fupin_desktop.ledger.leaks.looking import Eyes, Found, Shape, contact_hidden, covered, look
from fupin_desktop.ledger.leaks.names import Names

__all__ = ["Eyes", "Found", "Names", "Shape", "contact_hidden", "covered", "look"]
