"""The file of one visit: read, corrected, withdrawn; and the visits of a household on its time line."""
