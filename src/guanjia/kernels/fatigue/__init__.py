"""Fatigue and injury risk from the times of work: published equations, with what was assumed listed beside them."""
