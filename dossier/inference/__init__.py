"""Measures to strength of evidence: order of events, comparators, tests of the rival readings."""
