"""Open questions and the people who can answer them: who was asked, what villages say, whom to ring (询问、核实)."""
