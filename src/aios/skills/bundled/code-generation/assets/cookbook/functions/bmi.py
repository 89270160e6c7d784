"""The body mass index and its classes (WHO, and those used in China)."""

from bisect import bisect_right

CLASSES = ("underweight", "normal", "overweight", "obese")
WHO = (18.5, 25.0, 30.0)  # where the second, third and fourth class begin
CHINA = (18.5, 24.0, 28.0)


def bmi(weight_kg: float, height_m: float) -> float:
    """kg/m²; ValueError for what nobody weighs or measures, such as a height in cm."""
    if not 0 < weight_kg < 700:
        raise ValueError(f"{weight_kg:g} kg is no weight")
    if not 0.3 < height_m < 3:
        raise ValueError(f"{height_m:g} m is no height")
    return weight_kg / height_m**2


def bmi_class(index: float, limits: tuple[float, float, float] = WHO) -> str:
    """The class of an index; each begins at its limit."""
    return CLASSES[bisect_right(limits, index)]


if __name__ == "__main__":
    try:
        index = bmi(float(input("Weight in kg: ")), float(input("Height in m: ")))
        print(f"BMI {index:.1f}: {bmi_class(index)} (China: {bmi_class(index, CHINA)})")
    except ValueError as error:
        print(f"error: {error}")
