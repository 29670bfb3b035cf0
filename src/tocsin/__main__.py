"""Run the command line with ``python -m tocsin``."""

from tocsin.cli import main

main()
