"""The analyst's page on risk, for inside the house: map with layers, index, backtest, guidance, assumptions, method."""
