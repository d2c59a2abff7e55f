"""A cadre is replaced (人员轮换): what is handed over to whom, and the successor takes over in one act."""
