"""Units, time, codes, places, tables: the words everything else is written in. No I/O, no clock."""
