"""Workbooks (表格): the only importer of spreadsheet libraries.  Reading happens in a child process with limits."""
