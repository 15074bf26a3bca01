"""`python -m normalize` is the command `normalize`."""

import sys

from normalize.cli import main

sys.exit(main())
