"""What somebody measures at home and writes down: what is due, what became of it, how it goes, who looked."""
