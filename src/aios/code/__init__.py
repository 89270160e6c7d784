"""Layer 4: hands; all that touches the outside world."""
