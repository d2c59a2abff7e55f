"""Parts of the window that know no feature and no page."""
