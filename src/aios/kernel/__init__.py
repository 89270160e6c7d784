"""Layer 1: who runs when, what is kept, who may."""
