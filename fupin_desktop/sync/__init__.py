"""Exchange without a network: bundles, merge, roster (数据包、合并、名册).  Knows records in general only."""
