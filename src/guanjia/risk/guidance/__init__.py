"""Guidance for platforms: what would ease the work of an area and hour, why, by how much, and on how many tasks that rests."""
