"""Taking a roster in (导入名册)."""
