"""Households and their members (农户、家庭成员)."""
