"""Notices (公示公告)."""
