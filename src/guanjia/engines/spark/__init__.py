"""The engine of many machines: Spark reads and deals the records out by person, and each part is measured by the engine of one machine."""
