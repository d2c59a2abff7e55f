"""Public notices, their life on the board, and objections (公示公告、异议)."""
