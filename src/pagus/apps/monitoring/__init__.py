"""Who is monitored on whose prescription, with which consent; how it ends, and what a month of it was."""
