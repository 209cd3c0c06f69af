"""Numbers for pages: indicators by place and period, the air of each zone, the glucose report of a person."""
