"""Casework: things of a household that go through stages (评议, 公示, 审核 … 归档), each kind as one table."""
