"""The words everything is said in: frozen values, standard library only."""
