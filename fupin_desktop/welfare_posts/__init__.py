"""Welfare posts and their holders (公益性岗位)."""

from fupin_desktop.ledger.declared.feature import Feature
from fupin_desktop.welfare_posts.figures import GAPS, TABS, columns
from fupin_desktop.welfare_posts.model import PostHolder, WelfarePost
from fupin_desktop.welfare_posts.rules import MAKERS, RULES

FEATURE = Feature((WelfarePost, PostHolder), RULES, MAKERS, gaps=GAPS, figures={"employment": columns}, tabs=TABS)
