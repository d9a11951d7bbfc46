"""Where and when the work is dangerous: exposure, portraits, map, index, guidance, and what of it may be published."""
