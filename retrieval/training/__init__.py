"""Training: data to the weights this project ships; never imported to answer a query."""
