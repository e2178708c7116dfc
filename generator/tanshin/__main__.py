"""``python -m tanshin``."""

from tanshin.cli import main

main()
