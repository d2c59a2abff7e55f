"""The place of the forms: choose one, see the very pages, print or save; what is out of date; what is signed."""
