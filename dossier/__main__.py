"""Lets `python -m dossier` run the command line."""

from dossier.cli import main

main()
