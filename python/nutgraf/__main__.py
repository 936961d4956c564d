"""`python -m nutgraf`, the same as the command `nutgraf`."""

import sys

from nutgraf._cli import main

sys.exit(main())
