"""The risk portrait: what a worker's own day held, what of it weighed most, and what would lower it. For that worker's eyes."""
