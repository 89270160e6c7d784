"""Layer 2: who thinks."""
