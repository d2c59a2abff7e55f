"""Villages and the units that assist them (行政村、帮扶单位)."""
