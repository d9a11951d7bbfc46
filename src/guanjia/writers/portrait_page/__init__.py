"""The page on their own load that one worker sees, and nobody else without that worker's consent."""
