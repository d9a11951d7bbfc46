"""The published risk map as one offline page: cells, table, hours of the week, method and what must not be concluded."""
