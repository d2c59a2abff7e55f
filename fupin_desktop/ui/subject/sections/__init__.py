"""The sections of a file: forms, lists, charts, time lines, scores, the trail."""
