"""What every xlwings engine of ours is made of: the members that come to the same whatever holds the workbook.

An engine adds what its host alone can say, and its way to refuse; nothing in here knows an engine.
"""
