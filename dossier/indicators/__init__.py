"""Tidy tables to named measures, each a pure function: frames in, frames out, nothing drawn."""
