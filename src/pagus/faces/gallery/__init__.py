"""The living gallery: every component and chart of the console, with invented, labelled content."""
