"""What the subject of risk found, as files for people and programs."""
