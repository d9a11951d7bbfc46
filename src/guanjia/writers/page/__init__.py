"""Pages for people: what is shown, how it is drawn, and the templates that hold it."""
