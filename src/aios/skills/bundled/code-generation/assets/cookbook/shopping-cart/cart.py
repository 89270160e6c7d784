"""A shopping cart: lines, coupons, tax and shipping, in exact decimals."""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

TAX_PERCENT = 0
SHIPPING = 10
FREE_SHIPPING_FROM = 99
CENT = Decimal("0.01")


class CartError(Exception):
    """What the cart cannot do, in words for the customer."""


def money(amount: Decimal) -> Decimal:
    """Rounded to cents, half up."""
    return amount.quantize(CENT, ROUND_HALF_UP)


@dataclass(frozen=True)
class Product:
    """What is sold; the price is without tax."""

    sku: str
    name: str
    price: Decimal
    stock: int


@dataclass(frozen=True)
class Coupon:
    """Percent off, then an amount off, on orders from a minimum on."""

    code: str
    percent: Decimal = Decimal(0)
    amount: Decimal = Decimal(0)
    minimum: Decimal = Decimal(0)


@dataclass
class Cart:
    """Products and how many of each, perhaps with a coupon."""

    lines: dict[str, tuple[Product, int]] = field(default_factory=dict)
    coupon: Coupon | None = None

    def add(self, product: Product, quantity: int = 1) -> None:
        """Put so many more into the cart."""
        if quantity < 1:
            raise CartError("The quantity must be at least 1.")
        self.set_quantity(product, self.quantity(product.sku) + quantity)

    def set_quantity(self, product: Product, quantity: int) -> None:
        """Have exactly so many; none takes the product out."""
        if quantity < 0:
            raise CartError("The quantity cannot be negative.")
        if quantity > product.stock:
            raise CartError(f"Only {product.stock} of {product.name} left.")
        if quantity:
            self.lines[product.sku] = (product, quantity)
        else:
            self.lines.pop(product.sku, None)

    def remove(self, sku: str) -> None:
        if sku not in self.lines:
            raise CartError(f"{sku} is not in the cart.")
        del self.lines[sku]

    def quantity(self, sku: str) -> int:
        return self.lines[sku][1] if sku in self.lines else 0

    def apply(self, coupon: Coupon) -> None:
        """Use this coupon instead of any other; it holds while the order is large enough."""
        if self.subtotal < coupon.minimum:
            raise CartError(f"{coupon.code} is for orders from {coupon.minimum} on.")
        self.coupon = coupon

    @property
    def subtotal(self) -> Decimal:
        return sum((item.price * count for item, count in self.lines.values()), Decimal(0))

    @property
    def discount(self) -> Decimal:
        """What the coupon takes off, never more than there is."""
        if self.coupon is None or self.subtotal < self.coupon.minimum:
            return Decimal(0)
        off = self.subtotal * self.coupon.percent / 100 + self.coupon.amount
        return money(min(off, self.subtotal))

    @property
    def shipping(self) -> Decimal:
        """Free from a sum on, and for an empty cart."""
        goods = self.subtotal - self.discount
        return Decimal(0) if not self.lines or goods >= FREE_SHIPPING_FROM else Decimal(SHIPPING)

    @property
    def total(self) -> Decimal:
        goods = self.subtotal - self.discount
        return money(goods + goods * Decimal(str(TAX_PERCENT)) / 100 + self.shipping)

    def receipt(self) -> str:
        """One line for each product, and the sums."""
        rows = [(f"{item.name} x {n}", item.price * n) for item, n in self.lines.values()]
        rows += [("Subtotal", self.subtotal), ("Discount", -self.discount)]
        rows += [("Shipping", self.shipping), ("Total", self.total)]
        return "\n".join(f"{name:<24}{money(amount):>10}" for name, amount in rows)


if __name__ == "__main__":
    cart = Cart()
    cart.add(Product("t1", "Green tea", Decimal("25.50"), stock=10), 2)
    cart.add(Product("c1", "Cup", Decimal("19.99"), stock=3))
    cart.apply(Coupon("TEN", percent=Decimal(10)))
    print(cart.receipt())
