"""What runs inside a machine; standard library only."""
