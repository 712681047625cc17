//! How sure a ranking is: intervals, acceptability, and what share of the doubt each choice carries.
