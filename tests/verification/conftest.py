from tests.casework.entry_desk import desk

__all__ = ["desk"]
