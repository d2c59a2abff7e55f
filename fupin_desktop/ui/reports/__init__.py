"""统计报表: reports, gap lists, and the page of records that opens behind any number."""
