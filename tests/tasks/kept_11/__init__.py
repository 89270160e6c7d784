"""The eleventh set kept aside: what the product's owner promises, asked phrase by phrase."""
