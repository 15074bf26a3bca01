"""Tools for the people who curate dictionaries."""
