"""Rules and the engines behind them: what is wrong with a filing or a taxonomy, where, and what to do about it."""
