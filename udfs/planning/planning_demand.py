"""Planning: what demand will be."""

from __future__ import annotations

from wipbook.calculators.demand import classify, croston
from wipbook.calculators.demand.history import history_of
from wipbook.forecast.demand import one_history

from ..boundary.arguments import Number, Numbers, Text
from ..boundary.example import Example
from ..boundary.excel_function import excel_function

# Storage sheds sold, January to December
SHEDS = [10, 12, 13, 16, 19, 23, 26, 30, 28, 18, 16, 14]
# Tens of thousands of litres of a lubricant sold in 36 months
LUBRICANT = [
    0,
    2,
    0,
    1,
    0,
    11,
    0,
    0,
    0,
    0,
    2,
    0,
    6,
    3,
    0,
    0,
    0,
    0,
    0,
    7,
    0,
    0,
    0,
    0,
    0,
    0,
    0,
    3,
    1,
    0,
    0,
    1,
    0,
    1,
    0,
    0,
]


@excel_function(
    history=Numbers(blank="zero"),
    periods=Number(least=1, most=520, whole=True),
    method=Text(choices=one_history.CHOICES),
    returns=one_history.PeriodAhead,
    # The average of the last three months, (18 + 16 + 14) / 3, is the forecast for January
    example=Example(
        (SHEDS, 1, "moving average"), "16.00",
        "Render & Stair, Quantitative Analysis for Management, ch. 5, Wallace Garden Supply, 3-month moving average",
        at=(2, 2),
    ),
)
def wip_forecast(history, periods=12, method="auto"):
    """Forecast demand for the months ahead: the figures of the sheet Forecast, for a history of your own.

    Arguments:
        history: Demand of every whole month, oldest first, in units: one row or column, 1 to 10,000 of them. A blank
            between is a month without demand, a return is negative; months without any at the end need a 0.
        periods: How many months ahead, 1 to 520. Left out: 12.
        method: auto, mean, naive, moving average (of 3), moving year (of 12), ses, quick ses (by 0.2), croston, sba,
            sbj, tsb, ets (trend by AICc), seasonal naive, seasonal or seasonal trend. Left out: auto, what did best on
            this history.

    Returns Period, Forecast, Low, High (8 of 10 months lie within), Method (what auto averaged, best first),
    Back-Test Error (root mean square, units) and Status. The history begins with its first demand; what came back is
    taken off the demand before it; a season is 12 months; auto forecasts nothing once demand has ended. Low and High
    are blank when the history is too short. Sources: Hyndman & Athanasopoulos, Forecasting: Principles and Practice,
    3rd ed.; the page Forecast and flow says how auto chooses.

    >>> wip_forecast([10, 12, 13, 16], 1, "naive")[1][:2]
    [1, 16.0]
    """
    return one_history.forecast(history, periods, method)


@excel_function(
    history=Numbers(blank="zero"),
    alpha=Number(above=0, most=1),
    variant=Text(choices=croston.VARIANTS),
    beta=Number(above=0, most=1),
    # Sizes smooth to 2.750 and intervals to 2.793
    example=Example(
        (LUBRICANT, 0.1, "croston"), "0.985",
        "by hand from the equations in Hyndman & Athanasopoulos, Forecasting: Principles and Practice, 2nd ed., 12.2, "
        "on its data (productC), alpha 0.1",
    ),
)
def wip_croston(history, alpha=0.1, variant="croston", beta=None):
    """Demand rate per period of an item that is asked for only now and then.

    Arguments:
        history: Demand per period, oldest first, in units: one row or column. A blank between is a period without
            demand.
        alpha: Weight of the newest demand size, above 0 and up to 1. Left out: 0.1.
        variant: croston, sba (Syntetos-Boylan), sbj (Shale-Boylan-Johnston) or tsb (Teunter-Syntetos-Babai, falls
            while nothing is sold). Left out: croston.
        beta: Weight of the newest interval (tsb: of the newest period in the probability of a demand), above 0 and up
            to 1. Left out: alpha.

    Returns units per period; 0 when there was no demand. Equations: croston z / p; sba (1 - beta/2) z / p; sbj (1 -
    beta/(2 - beta)) z / p; tsb z times probability.

    >>> wip_croston([0, 2, 0, 1])
    0.95
    """
    return croston.demand_rate(history_of(history), float(alpha), variant, beta and float(beta))


@excel_function(
    history=Numbers(blank="zero"),
    # 11 demands in 36 months: 36 / 11
    example=Example(
        (LUBRICANT,), "lumpy",
        "by hand from the definition in Syntetos, Boylan & Croston (2005), JORS 56, 495-503, on the data of Hyndman & "
        "Athanasopoulos, Forecasting: Principles and Practice, 2nd ed., 12.2: ADI 3.27, CV² 0.798",
        at=(2, 3), is_text=True,
    ),
    row=classify.DemandClass,
)
def wip_classify(history):
    """Kind of demand: smooth, erratic, intermittent or lumpy, by how often and how evenly it comes.

    Arguments:
        history: Demand per period, oldest first, in units: one row or column. A blank between is a period without
            demand.

    Returns ADI (periods per period with demand), CV² (squared coefficient of variation of the sizes other than zero,
    population variance) and Class; the limits are 1.32 and 0.49.

    >>> wip_classify([4, 0, 6, 0])[1]
    [2.0, 0.04, 'intermittent']
    """
    return classify.classify(history)
