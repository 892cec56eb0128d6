"""After a run: does the simulation keep the laws, and does it agree with formulas where they apply?"""
