"""Setting a page: lines, tables, grids, titles, signatures, the foot."""
