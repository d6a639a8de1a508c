"""Numbers: the grammar of quantities in English-language news."""

from onrecord.numbers.quantities import Quantity, find_quantities

__all__ = ["Quantity", "find_quantities"]
