"""`python -m api.cli` does what `orbit` does."""

from api.cli import main

main()
