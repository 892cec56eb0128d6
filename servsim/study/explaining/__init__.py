"""Before any run: loads, formulas and where every value comes from."""
