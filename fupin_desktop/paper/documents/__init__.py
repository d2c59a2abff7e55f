"""The papers of the work: notices, forms, lists, reports, logs."""
