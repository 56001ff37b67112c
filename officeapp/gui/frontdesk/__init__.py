"""The front desk: one field, and what happens to the child it finds.

The screen owns the field, the children who fit, today's book and the clock. What is done with a
child is the business of a panel, one for each mode: late, leaving, back, message.
"""
