"""Heat at work: wet-bulb globe temperature, its limits, the heat of a span of work, and the levels of the Chinese air-temperature rule."""
