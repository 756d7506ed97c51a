"""``python -m wipbook``: the command ``wipbook`` where it is not on the path."""

from wipbook.cli.main import main

main()
