"""Pages of a form before they are printed: preview, printing, the recovery sheet."""
