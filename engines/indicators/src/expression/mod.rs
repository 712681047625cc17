//! Indicators as expressions over data elements, with units, periods and what to do where a figure is missing.
