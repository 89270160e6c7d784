"""The multiplication table, aligned."""

COUNT = 9


def table(size: int = COUNT) -> str:
    """Row n holds 1×n to n×n."""
    width = len(f"{size}×{size}={size * size}")
    rows = [[f"{i}×{n}={i * n}" for i in range(1, n + 1)] for n in range(1, size + 1)]
    return "\n".join("  ".join(cell.ljust(width) for cell in row).rstrip() for row in rows)


if __name__ == "__main__":
    print(table())
