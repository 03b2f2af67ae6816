"""Newer releases: fetched from their publishers, staged beside the data, compared, and put in place in one step."""
