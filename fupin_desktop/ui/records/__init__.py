"""Files, lists and forms of any kind, made from the declarations."""
