"""The passphrase of every practice book: known to everybody, for nothing in them is real."""

PASSPHRASE = "lian xi shu ju kou ling"
