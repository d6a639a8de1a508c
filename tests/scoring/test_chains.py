"""Chains: MUC, B-cubed and CEAF-phi4 on cases worked by hand."""

import pytest
from pytest import param

from onrecord.scoring.chains import b_cubed, ceaf_phi4, chains_of, muc

GOLD = ["abc", "defg"]


@pytest.mark.parametrize(
    "gold, found, recall, precision",
    [
        (["abcd"], ["ab", "cd"], 2 / 3, 1),
        (["ab", "cd"], ["abcd"], 1, 2 / 3),
        (GOLD, ["ab", "cd", "fghi"], 2 / 5, 2 / 5),
        param(["ab"], ["ac"], 0, 0, id="a-mention-of-one-side-alone-breaks-the-link"),
        param(GOLD, GOLD, 1, 1, id="itself"),
    ],
)
def test_muc(gold, found, recall, precision):
    tally = muc(chains_of(gold), chains_of(found))
    assert (tally.recall, tally.precision) == (pytest.approx(recall), pytest.approx(precision))


@pytest.mark.parametrize(
    "gold, found, recall, precision",
    [
        # a 2/3, b 2/3, c 1/3; d 1/4, f 2/4, g 2/4, e 0, of seven mentions.
        (GOLD, ["ab", "cd", "fghi"], (2 / 3 + 2 / 3 + 1 / 3 + 1 / 4 + 2 / 4 + 2 / 4) / 7,
         (1 + 1 + 1 / 2 + 1 / 2 + 2 / 4 + 2 / 4) / 8),
        # The mentions 1..12 of Bagga and Baldwin 1998: precision 76 % and 58 %.
        (["12345", "67", "89ABC"], ["12345", "6789ABC"], 1, (5 + 2 * 2 / 7 + 5 * 5 / 7) / 12),
        (["12345", "67", "89ABC"], ["1234589ABC", "67"], 1, (2 + 10 * 5 / 10) / 12),
        param(["a", "b"], ["ab"], 1, 1 / 2, id="single-mentions-count"),
        param(["ab"], [], 0, None, id="nothing-found"),
    ],
)  # fmt: skip
def test_b_cubed(gold, found, recall, precision):
    tally = b_cubed(chains_of(gold), chains_of(found))
    assert tally.recall == pytest.approx(recall)
    assert tally.precision == (None if precision is None else pytest.approx(precision))


@pytest.mark.parametrize(
    "gold, found, recall, precision",
    [
        # abc-ab 4/5, defg-fghi 4/8; cd stays alone.
        (GOLD, ["ab", "cd", "fghi"], (4 / 5 + 1 / 2) / 2, (4 / 5 + 1 / 2) / 3),
        (["abcd"], ["ab", "cd"], 4 / 6, 4 / 6 / 2),
        # abcd-cd and ef-abef, 4/6 each, are more than abcd-abef, 4/8, alone.
        (["abcd", "ef"], ["abef", "cd"], 2 / 3, 2 / 3),
        param(GOLD, list(reversed(GOLD)), 1, 1, id="order-is-no-matter"),
    ],
)
def test_ceaf_phi4(gold, found, recall, precision):
    tally = ceaf_phi4(chains_of(gold), chains_of(found))
    assert (tally.recall, tally.precision) == (pytest.approx(recall), pytest.approx(precision))


def test_the_conll_mean_of_a_case_worked_by_hand():
    gold, found = chains_of(GOLD), chains_of(["ab", "cd", "fghi"])
    scores = [measure(gold, found).f1 for measure in (muc, b_cubed, ceaf_phi4)]
    b3_recall, b3_precision = (35 / 12) / 7, 4 / 8
    b3 = 2 * b3_recall * b3_precision / (b3_recall + b3_precision)
    ceaf_recall, ceaf_precision = 1.3 / 2, 1.3 / 3
    ceaf = 2 * ceaf_recall * ceaf_precision / (ceaf_recall + ceaf_precision)
    assert sum(scores) / 3 == pytest.approx((0.4 + b3 + ceaf) / 3)
