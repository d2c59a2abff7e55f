"""What every list can do: its columns, its rows page by page, its headings that sort and filter, its cells."""
