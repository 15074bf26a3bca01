"""Damage done by conversion between traditional and simplified Chinese, and conversion on request."""
