"""The places of the left rail, one file each."""
