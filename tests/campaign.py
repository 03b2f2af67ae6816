"""How much of a campaign is run: a sample, so that the checks of a change stay within the hour, or all of it."""

import os

import pytest

#: Set by `make trust`, which takes hours.
WHOLE = os.environ.get("CAMPAIGN") == "whole"
only_whole = pytest.mark.skipif(not WHOLE, reason="it takes long: CAMPAIGN=whole runs it, as make trust does")
