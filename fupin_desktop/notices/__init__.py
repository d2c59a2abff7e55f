"""Public notices, their life on the board, and objections (公示公告、异议)."""

from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.notices.commands import MAKERS
from fupin_desktop.notices.model import Notice, NoticeContact, Objection, Posting
from fupin_desktop.notices.rules import RULES

FEATURE = Feature((Notice, NoticeContact, Objection, Posting), RULES, MAKERS)
