"""Convert temperatures between Celsius, Fahrenheit and Kelvin."""

ABSOLUTE_ZERO_C = -273.15


def celsius_to_fahrenheit(celsius: float) -> float:
    """°C to °F."""
    return checked(celsius) * 9 / 5 + 32


def fahrenheit_to_celsius(fahrenheit: float) -> float:
    """°F to °C."""
    return checked((fahrenheit - 32) * 5 / 9)


def celsius_to_kelvin(celsius: float) -> float:
    """°C to K."""
    return checked(celsius) - ABSOLUTE_ZERO_C


def kelvin_to_celsius(kelvin: float) -> float:
    """K to °C."""
    return checked(kelvin + ABSOLUTE_ZERO_C)


def checked(celsius: float) -> float:
    """The temperature itself; ValueError below absolute zero."""
    if celsius < ABSOLUTE_ZERO_C - 1e-9:
        raise ValueError(f"{celsius:g} °C is below absolute zero")
    return celsius


if __name__ == "__main__":
    for degrees in (-40, 0, 36.6, 100):
        print(f"{degrees:g} °C = {celsius_to_fahrenheit(degrees):.1f} °F")
