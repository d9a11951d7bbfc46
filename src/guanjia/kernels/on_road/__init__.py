"""From the tasks of a worker to time on the road: where, when, and under what load."""
