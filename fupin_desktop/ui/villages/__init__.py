"""The file of a village (行政村): its sections that are made by hand."""
