"""A second model of job costing, in exact fractions, written from the rules alone: units first, then money.

``units`` follows every lot's units through stock, jobs and out, without any amount; ``relief`` is the arithmetic of one
job in one period; ``money`` lays amounts over the way the units went; ``plants`` draws histories at random and ``sheets``
writes them as the rows of a workbook. Nothing here imports the costing of the product, and nothing rounds.
"""
