"""Layer 3: know-how in folders."""
