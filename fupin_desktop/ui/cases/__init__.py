"""Cases of every kind that has a path (业务办理): the board, the file of a case, opening, steps, several at once."""
