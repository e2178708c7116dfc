"""Figures that follow from facts: named, exact, and rounded only where they are printed."""
