"""Where shown documents come from: one shelf for each kind of object, in a fixed order, asked through the queries."""
