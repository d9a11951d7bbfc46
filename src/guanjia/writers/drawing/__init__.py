"""What the pages on risk share: cells of a map, the grid of a week, a band over days, levels, and their standing words."""
