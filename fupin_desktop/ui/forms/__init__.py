"""Forms and dialogs made from declarations, printing and masked values."""
