"""Rates of few events in small areas, clusters in place and time, and alarms in a series of counts."""
