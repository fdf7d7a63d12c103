"""`python -m api.cli` does what `orbit` does."""

from api.cli.app import main

main()
