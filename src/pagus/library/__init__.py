"""Data shipped inside the package: territories, kits and tables, each dated, with its source and licence."""
