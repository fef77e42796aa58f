"""Invented trade for the simulated shops: goods, buyers, orders and what goes wrong with them."""
