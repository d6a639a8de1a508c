"""Numbers: the grammar of quantities in English-language news."""

from onrecord.numbers.quantities import find_quantities
from onrecord.numbers.quantity import Quantity

__all__ = ["Quantity", "find_quantities"]
