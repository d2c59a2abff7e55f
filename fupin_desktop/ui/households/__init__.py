"""Households (贫困户) and their file."""
