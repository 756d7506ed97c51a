"""A second model of job costing, in exact fractions, written from the rules alone: units first, then money.

``units`` follows every lot's units through stock, jobs and out, without any amount; ``relief`` is the arithmetic of
one job in one period; ``money`` lays amounts over the way the units went; ``plants`` draws histories at random,
``replay`` such in which nothing but charges is late, and ``sheets`` writes them as the rows of a workbook. The model
imports nothing of the product's costing, and rounds nothing.

Where books.md is silent the model follows the product: percent and hours count up to the period's end; a job without
lots keeps late cost until it is closed; scrap that good units bear waits for them; units taken back lie in a pool of
their own.
"""
