"""The file of any subject: strip, tabs and their sections, its register; made from the declarations."""
