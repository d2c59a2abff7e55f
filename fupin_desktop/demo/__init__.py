"""The demonstration (演示数据): an invented, lived-in township, made by the program's own commands, chapter by chapter.

A feature adds its chapter: one module here, one line in `chapters.CHAPTERS`.  Nobody in it exists.
"""
