"""Tasks kept aside: ten colleagues of different trades, five each."""
