"""Decision rules over measures, on two clocks; strength to words."""
